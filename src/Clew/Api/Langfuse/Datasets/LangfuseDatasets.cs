using System.Text.Json;
using Clew.Api.Langfuse.Reads;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse.Datasets;

/// <summary><c>/api/public/v2/datasets</c>: datasets without what is in them. Slashes in names are percent-encoded.</summary>
static class LangfuseDatasets
{
    public static void MapDatasets(this IEndpointRouteBuilder api)
    {
        api.MapPost("/v2/datasets", CreateAsync)
            .WithName("langfuseCreateDataset")
            .WithSummary("Makes a dataset, or changes the one of the same name.")
            .Accepts<LangfuseNewDataset>("application/json")
            .Produces<LangfuseDataset>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);
        api.MapGet("/v2/datasets", ListAsync)
            .WithName("langfuseListDatasets")
            .WithSummary("Datasets, newest first, page by page.")
            .Produces<LangfuseList<LangfuseDataset>>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);
        api.MapGet("/v2/datasets/{name}", GetAsync)
            .WithName("langfuseGetDataset")
            .WithSummary("One dataset, without its items.")
            .Produces<LangfuseDataset>()
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
    }

    /// <summary>Makes the dataset that the request describes, or changes the one of that name.</summary>
    public static async Task<LangfuseDataset> PutAsync(
        HttpContext context,
        IDocumentStore documents,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var project = TracesApi.ProjectOf(context);
        var check = new LangfuseCheck();
        var body = await LangfuseBody.ReadAsync(context, check, ct);
        var asked = Read(body);
        check.Require();
        await CheckItemsAsync(documents, project, asked, body, ct);
        check.Require();
        var now = time.NowNano();
        return await documents.ChangeAsync(
            project,
            change =>
            {
                var found = change.FindDataset(asked.Name);
                var before = found?.Read(LangfuseJson.Plain.LangfuseDataset);
                var dataset = new LangfuseDataset
                {
                    Id = before?.Id ?? LangfuseDocuments.NewId(),
                    Name = asked.Name,
                    Description = asked.Description ?? before?.Description,
                    Metadata = asked.Metadata ?? before?.Metadata,
                    InputSchema = asked.InputSchema ?? before?.InputSchema,
                    ExpectedOutputSchema = asked.ExpectedOutputSchema ?? before?.ExpectedOutputSchema,
                    ProjectId = project,
                    CreatedAt = before?.CreatedAt ?? LangfuseTraces.Time(now),
                    UpdatedAt = LangfuseTraces.Time(now),
                };
                change.Put(
                    new(
                        LangfuseDatasetShelf.DatasetKind,
                        dataset.Id,
                        null,
                        dataset.Name,
                        found?.CreatedNano ?? now,
                        now,
                        LangfuseDocuments.Write(dataset, LangfuseJson.Plain.LangfuseDataset)
                    )
                );
                return dataset;
            },
            ct
        );
    }

    static LangfuseNewDataset Read(LangfuseBody body) =>
        new(
            body.Text("name", LangfuseDatasetShelf.LongestName),
            body.TextOrNull("description", int.MaxValue),
            body.Value("metadata"),
            Schema(body, "inputSchema"),
            Schema(body, "expectedOutputSchema")
        );

    static JsonElement? Schema(LangfuseBody body, string name)
    {
        var schema = body.Value(name);
        if (schema is { ValueKind: not JsonValueKind.Object })
        {
            body.Note("invalid_type", $"{name} must be a JSON Schema, which is a JSON object.", name);
        }

        return schema;
    }

    /// <summary>
    /// A schema that active items do not keep to is refused. They are looked at before the change, which must not hold up
    /// others: an item that is made at that very moment is held to the schema that was there before.
    /// </summary>
    static async Task CheckItemsAsync(
        IDocumentStore documents,
        string project,
        LangfuseNewDataset asked,
        LangfuseBody body,
        CancellationToken ct
    )
    {
        const int MostTold = 10;
        if (
            asked is { InputSchema: null, ExpectedOutputSchema: null }
            || (await documents.ListAsync(project, LangfuseDatasetShelf.DatasetNamed(asked.Name), ct)).Documents
                is not [var dataset, ..]
        )
        {
            return;
        }

        var wrong = 0;
        var all = new DocumentQuery(LangfuseDatasetShelf.ItemKind) { Parent = dataset.Id };
        await foreach (var document in documents.AllAsync(project, all, ct))
        {
            var item = document.Read(LangfuseJson.Plain.LangfuseDatasetItem);
            if (item.Status == LangfuseDatasetItems.Active)
            {
                Hold(item, "input", item.Input, asked.InputSchema);
                Hold(item, "expectedOutput", item.ExpectedOutput, asked.ExpectedOutputSchema);
            }
        }

        if (wrong > MostTold)
        {
            body.Note("custom", $"{wrong - MostTold} more do not fit.", "inputSchema");
        }

        void Hold(LangfuseDatasetItem item, string field, JsonElement? value, JsonElement? schema)
        {
            if (
                schema is { } rules
                && value is { } given
                && PlainSchema.Complaint(rules, given) is { } complaint
                && wrong++ < MostTold
            )
            {
                body.Note("custom", $"The item '{item.Id}' does not fit: {field}: {complaint}", field + "Schema");
            }
        }
    }

    static async Task<IResult> CreateAsync(
        HttpContext context,
        IDocumentStore documents,
        TimeProvider time,
        CancellationToken ct
    ) => Answer(await PutAsync(context, documents, time, ct));

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
        var found = await documents.ListAsync(
            TracesApi.ProjectOf(context),
            new(LangfuseDatasetShelf.DatasetKind) { Offset = paging.Offset, Limit = paging.Limit },
            ct
        );
        return TypedResults.Json(
            new LangfuseList<LangfuseDataset>(
                [.. found.Documents.Select(d => d.Read(LangfuseJson.Plain.LangfuseDataset))],
                paging.Of(found.Total)
            ),
            LangfuseJson.Plain.LangfuseListLangfuseDataset
        );
    }

    static async Task<IResult> GetAsync(
        HttpContext context,
        IDocumentStore documents,
        string name,
        CancellationToken ct
    )
    {
        return Answer(await documents.GetDatasetAsync(TracesApi.ProjectOf(context), name, ct));
    }

    static IResult Answer(LangfuseDataset dataset) => TypedResults.Json(dataset, LangfuseJson.Plain.LangfuseDataset);
}
