using Clew.Api.Langfuse.Reads;
using Clew.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Clew.Api.Langfuse.Prompts;

/// <summary>The list of prompts. A filter lets versions through, and prompts that have one of them.</summary>
static class LangfusePromptList
{
    const int HeadsPerLook = 100;

    public static async Task<IResult> ListAsync(
        HttpContext context,
        IDocumentStore documents,
        [FromQuery] string? page,
        [FromQuery] string? limit,
        [FromQuery] string? name,
        [FromQuery] string? label,
        [FromQuery] string? tag,
        [FromQuery] string? fromUpdatedAt,
        [FromQuery] string? toUpdatedAt,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var paging = check.Paging(page, limit);
        var filter = new Filter(
            label,
            tag,
            check.Time("fromUpdatedAt", fromUpdatedAt),
            check.Time("toUpdatedAt", toUpdatedAt)
        );
        check.Require();
        var project = TracesApi.ProjectOf(context);
        var query = new DocumentQuery(LangfusePromptShelf.HeadKind)
        {
            Name = string.IsNullOrEmpty(name) ? null : name,
            Order = DocumentOrder.NameAscending,
        };
        var (shown, total) = filter.IsEmpty
            ? await PageAsync(documents, project, query, paging, ct)
            : await ScanAsync(documents, project, query, paging, filter, ct);
        var data = new List<LangfusePromptMeta>(shown.Count);
        foreach (var item in shown)
        {
            data.Add(await OfAsync(documents, project, item, ct));
        }

        return TypedResults.Json(
            new LangfuseList<LangfusePromptMeta>(data, paging.Of(total)),
            LangfuseJson.Plain.LangfuseListLangfusePromptMeta
        );
    }

    static async Task<(IReadOnlyList<Item>, long)> PageAsync(
        IDocumentStore documents,
        string project,
        DocumentQuery query,
        LangfusePaging paging,
        CancellationToken ct
    )
    {
        var found = await documents.ListAsync(project, query with { Offset = paging.Offset, Limit = paging.Limit }, ct);
        return ([.. found.Documents.Select(Read).Select(p => new Item(p.Name, p.Head, p.Head.Versions))], found.Total);
    }

    /// <summary>Labels, tags and times stand inside the heads, so all are looked at; there are few.</summary>
    static async Task<(IReadOnlyList<Item>, long)> ScanAsync(
        IDocumentStore documents,
        string project,
        DocumentQuery query,
        LangfusePaging paging,
        Filter filter,
        CancellationToken ct
    )
    {
        var (shown, total) = (new List<Item>(), 0L);
        query = query with { Limit = HeadsPerLook };
        while (true)
        {
            var found = await documents.ListAsync(project, query, ct);
            foreach (var (name, head) in found.Documents.Select(Read))
            {
                PromptVersion[] versions = [.. head.Versions.Where(v => filter.Lets(head, v))];
                if (versions.Length > 0 && total++ >= paging.Offset && shown.Count < paging.Limit)
                {
                    shown.Add(new(name, head, versions));
                }
            }

            if (found.Documents.Count < HeadsPerLook)
            {
                return (shown, total);
            }

            query = query with { Offset = query.Offset + HeadsPerLook };
        }
    }

    static async Task<LangfusePromptMeta> OfAsync(
        IDocumentStore documents,
        string project,
        Item item,
        CancellationToken ct
    )
    {
        var newest = await documents.FindAsync(project, LangfusePromptShelf.ContentKind, item.Versions[^1].Id, ct);
        return new(
            item.Name,
            item.Head.Type,
            [.. item.Versions.Select(v => v.Version)],
            [.. item.Versions.SelectMany(v => v.Labels).Order(StringComparer.Ordinal)],
            item.Head.Tags,
            LangfuseTraces.Time(item.Versions.Max(v => v.UpdatedNano)),
            // It may have been removed since the list was read.
            newest?.Read(LangfuseJson.Plain.PromptContent).Config ?? JsonText.Parse("{}")
        );
    }

    static (string Name, PromptHead Head) Read(Document document) =>
        (document.Id, document.Read(LangfuseJson.Plain.PromptHead));

    sealed record Item(string Name, PromptHead Head, IReadOnlyList<PromptVersion> Versions);

    /// <param name="FromNano">Earliest change, inclusive.</param>
    /// <param name="ToNano">Latest change, exclusive.</param>
    sealed record Filter(string? Label, string? Tag, long? FromNano, long? ToNano)
    {
        public bool IsEmpty =>
            string.IsNullOrEmpty(Label) && string.IsNullOrEmpty(Tag) && FromNano is null && ToNano is null;

        public bool Lets(PromptHead head, PromptVersion version) =>
            (string.IsNullOrEmpty(Label) || version.Labels.Contains(Label))
            && (string.IsNullOrEmpty(Tag) || head.Tags.Contains(Tag))
            && version.UpdatedNano >= (FromNano ?? long.MinValue)
            && version.UpdatedNano < (ToNano ?? long.MaxValue);
    }
}
