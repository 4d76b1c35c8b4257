using Clew.Api.Langfuse.Media;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse.Datasets;

/// <summary><c>/api/public/datasets</c>, as older clients ask: with all that is in a dataset at once.</summary>
static class LangfuseOldDatasets
{
    /// <summary>What is in one dataset is answered up to here; beyond, there are pages.</summary>
    const int MostBytes = 64 << 20;

    public static void MapOldDatasets(this IEndpointRouteBuilder api)
    {
        api.MapPost("/datasets", CreateAsync)
            .WithName("langfuseCreateDatasetV1")
            .WithSummary("As langfuseCreateDataset, for older clients.")
            .Accepts<LangfuseNewDataset>("application/json")
            .Produces<LangfuseWholeDataset>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);
        api.MapGet("/datasets", ListAsync)
            .WithName("langfuseListDatasetsV1")
            .WithSummary("Datasets with the ids of their items and the names of their runs, for older clients.")
            .Produces<LangfuseList<LangfuseDatasetNames>>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);
        api.MapGet("/datasets/{name}", GetAsync)
            .WithName("langfuseGetDatasetV1")
            .WithSummary("One dataset with its active items and the names of its runs, for older clients.")
            .Produces<LangfuseWholeDataset>()
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
    }

    static async Task<IResult> CreateAsync(
        HttpContext context,
        IDocumentStore documents,
        TimeProvider time,
        MediaAddresses addresses,
        CancellationToken ct
    )
    {
        var dataset = await LangfuseDatasets.PutAsync(context, documents, time, ct);
        return await AnswerAsync(context, documents, addresses, dataset, ct);
    }

    static async Task<IResult> ListAsync(
        HttpContext context,
        IDocumentStore documents,
        [FromQuery] string? page,
        [FromQuery] string? limit,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var paging = check.Paging(page, limit);
        check.Require();
        var project = TracesApi.ProjectOf(context);
        var found = await documents.ListAsync(
            project,
            new(LangfuseDatasetShelf.DatasetKind) { Offset = paging.Offset, Limit = paging.Limit },
            ct
        );
        var datasets = new List<LangfuseDatasetNames>(found.Documents.Count);
        foreach (var document in found.Documents)
        {
            datasets.Add(
                new(document.Read(LangfuseJson.Plain.LangfuseDataset))
                {
                    Items = await NamesAsync(LangfuseDatasetShelf.ItemKind, document.Id, item => item.Id),
                    Runs = await NamesAsync(LangfuseDatasetShelf.RunKind, document.Id, run => run.Name!),
                }
            );
        }

        return TypedResults.Json(
            new LangfuseList<LangfuseDatasetNames>(datasets, paging.Of(found.Total)),
            LangfuseJson.Plain.LangfuseListLangfuseDatasetNames
        );

        ValueTask<List<string>> NamesAsync(string kind, string dataset, Func<Document, string> name) =>
            documents.AllAsync(project, new(kind) { Parent = dataset }, ct).Select(name).ToListAsync(ct);
    }

    static async Task<IResult> GetAsync(
        HttpContext context,
        IDocumentStore documents,
        MediaAddresses addresses,
        string name,
        CancellationToken ct
    )
    {
        var dataset = await documents.GetDatasetAsync(TracesApi.ProjectOf(context), name, ct);
        return await AnswerAsync(context, documents, addresses, dataset, ct);
    }

    static async Task<IResult> AnswerAsync(
        HttpContext context,
        IDocumentStore documents,
        MediaAddresses addresses,
        LangfuseDataset dataset,
        CancellationToken ct
    )
    {
        var project = TracesApi.ProjectOf(context);
        var (items, bytes) = (new List<LangfuseDatasetItem>(), 0L);
        var all = new DocumentQuery(LangfuseDatasetShelf.ItemKind) { Parent = dataset.Id };
        await foreach (var document in documents.AllAsync(project, all, ct))
        {
            var item = document.Read(LangfuseJson.Plain.LangfuseDatasetItem);
            if (item.Status != LangfuseDatasetItems.Active)
            {
                continue;
            }

            bytes += document.Json.Length;
            if (bytes > MostBytes)
            {
                throw LangfuseRefusal.BadRequest(
                    $"The dataset '{dataset.Name}' is too large for one answer; read its items page by page with "
                        + "GET /api/public/dataset-items?datasetName=…"
                );
            }

            items.Add(item);
        }

        var runs = documents.AllAsync(project, new(LangfuseDatasetShelf.RunKind) { Parent = dataset.Id }, ct);
        return TypedResults.Json(
            new LangfuseWholeDataset(dataset)
            {
                Items = await LangfuseItemMedia.AddAsync(context, documents, addresses, items, ct),
                Runs = await runs.Select(run => run.Name!).ToListAsync(ct),
            },
            LangfuseJson.Plain.LangfuseWholeDataset
        );
    }
}
