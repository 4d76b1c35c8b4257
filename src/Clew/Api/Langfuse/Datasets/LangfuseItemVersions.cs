using Clew.Api.Langfuse.Reads;
using Clew.Model;
using Clew.Store;

namespace Clew.Api.Langfuse.Datasets;

/// <summary>
/// What items of datasets were before they were changed, so that a dataset can be read as it was. An earlier version
/// belongs to its dataset, is named after its item, was made when it began to hold, and updated when it ceased to.
/// </summary>
static class LangfuseItemVersions
{
    const string Kind = "dataset-item-version";

    /// <param name="now">Until when it held.</param>
    public static void Keep(IDocumentChange change, Document before, long now) =>
        change.Put(
            before with
            {
                Kind = Kind,
                Id = $"{before.Id}\n{before.UpdatedNano}",
                Name = before.Id,
                CreatedNano = before.UpdatedNano,
                UpdatedNano = now,
            }
        );

    /// <summary>Deleting is final: an item that is deleted was never there.</summary>
    public static void DeleteAll(IDocumentChange change, string item) => change.DeleteAll(new(Kind) { Name = item });

    /// <summary>The items as they were at a time, newest first. Reads all there are: nobody asks so often.</summary>
    /// <param name="dataset">Null for all.</param>
    /// <param name="fits">Which are meant.</param>
    public static async Task<(IReadOnlyList<LangfuseDatasetItem> Items, long Total)> ReadAsync(
        IDocumentStore documents,
        string project,
        string? dataset,
        long atNano,
        Func<LangfuseDatasetItem, bool> fits,
        LangfusePaging paging,
        CancellationToken ct
    )
    {
        var found = new List<(string CreatedAt, string Id, string Kind, string Document)>();
        await FindAsync(LangfuseDatasetShelf.ItemKind, document => document.UpdatedNano <= atNano);
        await FindAsync(Kind, document => document.CreatedNano <= atNano && atNano < document.UpdatedNano);
        var page = found
            .OrderByDescending(f => f.CreatedAt, StringComparer.Ordinal)
            .ThenByDescending(f => f.Id, StringComparer.Ordinal)
            .Skip((int)Math.Min(paging.Offset, int.MaxValue))
            .Take(paging.Limit);
        var items = new List<LangfuseDatasetItem>();
        foreach (var (_, _, kind, id) in page)
        {
            // One that was changed or deleted meanwhile is left out.
            if (await documents.FindAsync(project, kind, id, ct) is { } document)
            {
                items.Add(document.Read(LangfuseJson.Plain.LangfuseDatasetItem));
            }
        }

        return (items, found.Count);

        async Task FindAsync(string kind, Func<Document, bool> holds)
        {
            await foreach (var document in documents.AllAsync(project, new(kind) { Parent = dataset }, ct))
            {
                if (holds(document) && document.Read(LangfuseJson.Plain.LangfuseDatasetItem) is var item && fits(item))
                {
                    found.Add((item.CreatedAt, item.Id, kind, document.Id));
                }
            }
        }
    }
}
