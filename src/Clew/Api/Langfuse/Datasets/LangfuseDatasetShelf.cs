using Clew.Store;

namespace Clew.Api.Langfuse.Datasets;

/// <summary>
/// How datasets lie in the store. Ids are given here or by clients; names are found by search, so that a run of a dataset
/// and an item can name what they belong to by its id.
/// </summary>
/// <remarks>
/// An item belongs to its dataset and is named after its source; a run belongs to its dataset; a run item belongs to its
/// run and is named after its item.
/// </remarks>
static class LangfuseDatasetShelf
{
    public const string DatasetKind = "dataset";
    public const string ItemKind = "dataset-item";
    public const string RunKind = "dataset-run";
    public const string RunItemKind = "dataset-run-item";

    public const int LongestName = 800;
    public const int LongestItemId = 255;

    const int DocumentsPerLook = 100;

    /// <exception cref="LangfuseRefusal">There is none.</exception>
    public static async Task<LangfuseDataset> GetDatasetAsync(
        this IDocumentStore documents,
        string project,
        string name,
        CancellationToken ct
    )
    {
        var found = await documents.ListAsync(project, Named(DatasetKind, name), ct);
        return found.Documents is [var one, ..] ? one.Read(LangfuseJson.Plain.LangfuseDataset) : throw NoDataset(name);
    }

    public static Document? FindDataset(this IDocumentChange change, string name) =>
        change.List(Named(DatasetKind, name)).Documents is [var one, ..] ? one : null;

    public static DocumentQuery DatasetNamed(string name) => Named(DatasetKind, name);

    public static DocumentQuery RunNamed(string dataset, string name) => Named(RunKind, name) with { Parent = dataset };

    public static LangfuseRefusal NoDataset(string name) => LangfuseRefusal.NotFound($"Dataset '{name}' not found");

    public static LangfuseRefusal NoItem(string id) => LangfuseRefusal.NotFound($"Dataset item '{id}' not found");

    /// <summary>The name of an item: a line for the trace that it was taken from, and one for the observation.</summary>
    public static string? SourceName(string? trace, string? observation) =>
        trace is null && observation is null ? null : $"{trace}\n{observation}";

    /// <summary>All pages of a list, one in memory at a time.</summary>
    public static async IAsyncEnumerable<Document> AllAsync(
        this IDocumentStore documents,
        string project,
        DocumentQuery query,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        for (var offset = 0L; ; offset += DocumentsPerLook)
        {
            var look = query with { Offset = offset, Limit = DocumentsPerLook };
            var page = await documents.ListAsync(project, look, ct);
            foreach (var document in page.Documents)
            {
                yield return document;
            }

            if (offset + DocumentsPerLook >= page.Total)
            {
                yield break;
            }
        }
    }

    public static void DeleteAll(this IDocumentChange change, DocumentQuery query)
    {
        while (change.List(query with { Limit = DocumentsPerLook }).Documents is { Count: > 0 } some)
        {
            foreach (var document in some)
            {
                change.Delete(document.Kind, document.Id);
            }
        }
    }

    static DocumentQuery Named(string kind, string name) => new(kind) { Name = name, Limit = 1 };
}
