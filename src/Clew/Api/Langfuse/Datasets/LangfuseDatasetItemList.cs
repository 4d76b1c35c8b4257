using Clew.Api.Langfuse.Media;
using Clew.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Clew.Api.Langfuse.Datasets;

/// <summary><c>GET /api/public/dataset-items</c></summary>
static class LangfuseDatasetItemList
{
    public static async Task<IResult> ListAsync(
        HttpContext context,
        IDocumentStore documents,
        MediaAddresses addresses,
        [AsParameters] LangfuseDatasetItemQuery asked,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var paging = check.Paging(asked.Page, asked.Limit);
        var version = default(long?);
        if (!string.IsNullOrEmpty(asked.Version) && !TraceListParameters.TryParseTime(asked.Version, out version))
        {
            check.Note("invalid_value", "version must be a time such as 2026-11-20T12:00:00Z.", "version");
        }

        var name = Given(asked.DatasetName) ?? Given(asked.Name);
        if (name != (Given(asked.Name) ?? name))
        {
            check.Note("custom", "name is another word for datasetName; give one of them.", "name");
        }

        check.Require();
        var project = TracesApi.ProjectOf(context);
        var dataset = name is null ? null : await documents.GetDatasetAsync(project, name, ct);
        var query = new DocumentQuery(LangfuseDatasetShelf.ItemKind) { Parent = dataset?.Id };
        var (trace, observation) = (Given(asked.SourceTraceId), Given(asked.SourceObservationId));
        if (version is { } at)
        {
            var (then, count) = await LangfuseItemVersions.ReadAsync(
                documents,
                project,
                dataset?.Id,
                at,
                item =>
                    (trace is null || item.SourceTraceId == trace)
                    && (observation is null || item.SourceObservationId == observation),
                paging,
                ct
            );
            return await AnswerAsync(then, count);
        }

        var (found, total) = (trace, observation) switch
        {
            (null, not null) => await OfObservationAsync(documents, project, query, observation, paging, ct),
            (not null, not null) => await PageAsync(
                query with
                {
                    Name = LangfuseDatasetShelf.SourceName(trace, observation),
                }
            ),
            (not null, null) => await PageAsync(
                query with
                {
                    NamePrefix = LangfuseDatasetShelf.SourceName(trace, null),
                }
            ),
            _ => await PageAsync(query),
        };
        var items = found.Select(d => d.Read(LangfuseJson.Plain.LangfuseDatasetItem)).ToArray();
        return await AnswerAsync(items, total);

        async Task<IResult> AnswerAsync(IReadOnlyList<LangfuseDatasetItem> items, long total) =>
            TypedResults.Json(
                new LangfuseList<LangfuseDatasetItem>(
                    await LangfuseItemMedia.AddAsync(context, documents, addresses, items, ct),
                    paging.Of(total)
                ),
                LangfuseJson.Plain.LangfuseListLangfuseDatasetItem
            );

        async Task<(IReadOnlyList<Document>, long)> PageAsync(DocumentQuery of)
        {
            var page = await documents.ListAsync(project, of with { Offset = paging.Offset, Limit = paging.Limit }, ct);
            return (page.Documents, page.Total);
        }
    }

    /// <summary>Without the trace there is no index for it; nobody asks so often.</summary>
    static async Task<(IReadOnlyList<Document>, long)> OfObservationAsync(
        IDocumentStore documents,
        string project,
        DocumentQuery query,
        string observation,
        LangfusePaging paging,
        CancellationToken ct
    )
    {
        var (found, total) = (new List<Document>(), 0L);
        await foreach (var document in documents.AllAsync(project, query, ct))
        {
            if (
                document.Name is not { } name
                || name[(name.IndexOf('\n', StringComparison.Ordinal) + 1)..] != observation
            )
            {
                continue;
            }

            if (total >= paging.Offset && found.Count < paging.Limit)
            {
                found.Add(document);
            }

            total++;
        }

        return (found, total);
    }

    static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>The parameters of a list of items.</summary>
sealed record LangfuseDatasetItemQuery
{
    [FromQuery(Name = "page")]
    public string? Page { get; init; }

    [FromQuery(Name = "limit")]
    public string? Limit { get; init; }

    [FromQuery(Name = "datasetName")]
    public string? DatasetName { get; init; }

    /// <summary>Another word for datasetName.</summary>
    [FromQuery(Name = "name")]
    public string? Name { get; init; }

    [FromQuery(Name = "sourceTraceId")]
    public string? SourceTraceId { get; init; }

    [FromQuery(Name = "sourceObservationId")]
    public string? SourceObservationId { get; init; }

    /// <summary>A time: the items as they were then.</summary>
    [FromQuery(Name = "version")]
    public string? Version { get; init; }
}
