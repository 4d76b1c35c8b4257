using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse.Datasets;

/// <summary><c>/api/public/datasets/{name}/runs</c>: passes of a program over a dataset.</summary>
static class LangfuseDatasetRuns
{
    public static void MapDatasetRuns(this IEndpointRouteBuilder api)
    {
        api.MapGet("/datasets/{name}/runs", ListAsync)
            .WithName("langfuseListDatasetRuns")
            .WithSummary("Runs over a dataset, newest first, page by page.")
            .Produces<LangfuseList<LangfuseDatasetRun>>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest)
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
        api.MapGet("/datasets/{name}/runs/{runName}", GetAsync)
            .WithName("langfuseGetDatasetRun")
            .WithSummary("One run with all its items.")
            .Produces<LangfuseWholeDatasetRun>()
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
        api.MapDelete("/datasets/{name}/runs/{runName}", DeleteAsync)
            .WithName("langfuseDeleteDatasetRun")
            .WithSummary("Removes a run for good, with its items; its traces stay.")
            .Produces<LangfuseMessage>()
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
    }

    /// <exception cref="LangfuseRefusal">There is none.</exception>
    public static async Task<LangfuseDatasetRun> FindAsync(
        IDocumentStore documents,
        string project,
        string dataset,
        string name,
        CancellationToken ct
    )
    {
        var found = await documents.ListAsync(project, LangfuseDatasetShelf.RunNamed(dataset, name), ct);
        return found.Documents is [var run, ..] ? run.Read(LangfuseJson.Plain.LangfuseDatasetRun) : throw NoRun(name);
    }

    static async Task<IResult> ListAsync(
        HttpContext context,
        IDocumentStore documents,
        string name,
        [FromQuery] string? page,
        [FromQuery] string? limit,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var paging = check.Paging(page, limit);
        check.Require();
        var project = TracesApi.ProjectOf(context);
        var dataset = await documents.GetDatasetAsync(project, name, ct);
        var found = await documents.ListAsync(
            project,
            new(LangfuseDatasetShelf.RunKind)
            {
                Parent = dataset.Id,
                Offset = paging.Offset,
                Limit = paging.Limit,
            },
            ct
        );
        return TypedResults.Json(
            new LangfuseList<LangfuseDatasetRun>(
                [.. found.Documents.Select(d => d.Read(LangfuseJson.Plain.LangfuseDatasetRun))],
                paging.Of(found.Total)
            ),
            LangfuseJson.Plain.LangfuseListLangfuseDatasetRun
        );
    }

    static async Task<IResult> GetAsync(
        HttpContext context,
        IDocumentStore documents,
        string name,
        string runName,
        CancellationToken ct
    )
    {
        var project = TracesApi.ProjectOf(context);
        var dataset = await documents.GetDatasetAsync(project, name, ct);
        var run = await FindAsync(documents, project, dataset.Id, runName, ct);
        var items = documents.AllAsync(project, new(LangfuseDatasetShelf.RunItemKind) { Parent = run.Id }, ct);
        return TypedResults.Json(
            new LangfuseWholeDatasetRun(run)
            {
                DatasetRunItems = await items
                    .Select(d => d.Read(LangfuseJson.Plain.LangfuseDatasetRunItem))
                    .ToListAsync(ct),
            },
            LangfuseJson.Plain.LangfuseWholeDatasetRun
        );
    }

    static async Task<IResult> DeleteAsync(
        HttpContext context,
        IDocumentStore documents,
        string name,
        string runName,
        CancellationToken ct
    )
    {
        await documents.ChangeAsync(
            TracesApi.ProjectOf(context),
            change =>
            {
                var dataset = change.FindDataset(name) ?? throw LangfuseDatasetShelf.NoDataset(name);
                if (change.List(LangfuseDatasetShelf.RunNamed(dataset.Id, runName)).Documents is not [var found, ..])
                {
                    throw NoRun(runName);
                }

                change.DeleteAll(new(LangfuseDatasetShelf.RunItemKind) { Parent = found.Id });
                return change.Delete(LangfuseDatasetShelf.RunKind, found.Id);
            },
            ct
        );
        return TypedResults.Json(
            new LangfuseMessage("Dataset run successfully deleted", null),
            ApiJson.Plain.LangfuseMessage
        );
    }

    static LangfuseRefusal NoRun(string name) => LangfuseRefusal.NotFound($"Dataset run '{name}' not found");
}
