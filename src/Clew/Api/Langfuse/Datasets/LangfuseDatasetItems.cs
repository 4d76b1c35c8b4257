using System.Text.Json;
using Clew.Api.Langfuse.Media;
using Clew.Api.Langfuse.Reads;
using Clew.Model;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse.Datasets;

/// <summary><c>/api/public/dataset-items</c>: making, reading and deleting one. The list is <see cref="LangfuseDatasetItemList"/>.</summary>
static class LangfuseDatasetItems
{
    public const string Active = "ACTIVE";

    const string Archived = "ARCHIVED";

    public static void MapDatasetItems(this IEndpointRouteBuilder api)
    {
        api.MapPost("/dataset-items", CreateAsync)
            .WithName("langfuseCreateDatasetItem")
            .WithSummary("Adds an item to a dataset, or changes the one of the same id.")
            .Accepts<LangfuseNewDatasetItem>("application/json")
            .Produces<LangfuseDatasetItem>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest)
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
        api.MapGet("/dataset-items", LangfuseDatasetItemList.ListAsync)
            .WithName("langfuseListDatasetItems")
            .WithSummary("Items, newest first, page by page; archived ones too.")
            .Produces<LangfuseList<LangfuseDatasetItem>>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest)
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
        api.MapGet("/dataset-items/{itemId}", GetAsync)
            .WithName("langfuseGetDatasetItem")
            .WithSummary("One item.")
            .Produces<LangfuseDatasetItem>()
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
        api.MapDelete("/dataset-items/{itemId}", DeleteAsync)
            .WithName("langfuseDeleteDatasetItem")
            .WithSummary("Removes an item for good, with its earlier versions and what runs made of it.")
            .Produces<LangfuseMessage>()
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
        var check = new LangfuseCheck();
        var body = await LangfuseBody.ReadAsync(context, check, ct);
        var asked = Read(body);
        check.Require();
        var (id, now) = (asked.Id ?? LangfuseDocuments.NewId(), time.NowNano());
        var item = await documents.ChangeAsync(
            TracesApi.ProjectOf(context),
            change =>
            {
                var dataset =
                    change.FindDataset(asked.DatasetName)?.Read(LangfuseJson.Plain.LangfuseDataset)
                    ?? throw LangfuseDatasetShelf.NoDataset(asked.DatasetName);
                var found = change.Find(LangfuseDatasetShelf.ItemKind, id);
                var before = found?.Read(LangfuseJson.Plain.LangfuseDatasetItem);
                var item = Merge(asked, before, dataset, id, now);
                CheckSchema(body, "input", item.Input, dataset.InputSchema);
                CheckSchema(body, "expectedOutput", item.ExpectedOutput, dataset.ExpectedOutputSchema);
                check.Require();
                if (found is not null)
                {
                    if (IsSame(item, before!))
                    {
                        return before!;
                    }

                    LangfuseItemVersions.Keep(change, found, now);
                }

                LangfuseItemMedia.KeepUses(change, item, now);
                change.Put(
                    new(
                        LangfuseDatasetShelf.ItemKind,
                        id,
                        dataset.Id,
                        LangfuseDatasetShelf.SourceName(item.SourceTraceId, item.SourceObservationId),
                        found?.CreatedNano ?? now,
                        now,
                        LangfuseDocuments.Write(item, LangfuseJson.Plain.LangfuseDatasetItem)
                    )
                );
                return item;
            },
            ct
        );
        return await AnswerAsync(context, documents, addresses, item, ct);
    }

    static LangfuseNewDatasetItem Read(LangfuseBody body) =>
        new(
            body.Text("datasetName", LangfuseDatasetShelf.LongestName),
            body.TextOrNull("id", LangfuseDatasetShelf.LongestItemId, 1),
            body.Value("input"),
            body.Value("expectedOutput"),
            body.Value("metadata"),
            SourceId(body, "sourceTraceId"),
            SourceId(body, "sourceObservationId"),
            body.Choice("status", Active, Archived)
        );

    /// <summary>Need not be there: it may arrive later, or have gone.</summary>
    static string? SourceId(LangfuseBody body, string name)
    {
        var id = body.TextOrNull(name, int.MaxValue);
        if (id is not null && !TraceId.TryParse(id, out _))
        {
            body.Note("invalid_value", $"{name} must be 1 to 800 characters, none of them a control character.", name);
        }

        return id;
    }

    static LangfuseDatasetItem Merge(
        LangfuseNewDatasetItem asked,
        LangfuseDatasetItem? before,
        LangfuseDataset dataset,
        string id,
        long now
    )
    {
        if (before is not null && before.DatasetId != dataset.Id)
        {
            throw LangfuseRefusal.NotFound(
                $"The dataset item with id {id} already exists in a dataset other than {dataset.Name}"
            );
        }

        return new()
        {
            Id = id,
            Status = asked.Status ?? before?.Status ?? Active,
            Input = asked.Input ?? before?.Input,
            ExpectedOutput = asked.ExpectedOutput ?? before?.ExpectedOutput,
            Metadata = asked.Metadata ?? before?.Metadata,
            SourceTraceId = asked.SourceTraceId ?? before?.SourceTraceId,
            SourceObservationId = asked.SourceObservationId ?? before?.SourceObservationId,
            DatasetId = dataset.Id,
            DatasetName = dataset.Name,
            CreatedAt = before?.CreatedAt ?? LangfuseTraces.Time(now),
            UpdatedAt = LangfuseTraces.Time(now),
        };
    }

    /// <summary>What changes nothing makes no new version.</summary>
    static bool IsSame(LangfuseDatasetItem item, LangfuseDatasetItem before) =>
        LangfuseDocuments
            .Write(item with { UpdatedAt = before.UpdatedAt }, LangfuseJson.Plain.LangfuseDatasetItem)
            .AsSpan()
            .SequenceEqual(LangfuseDocuments.Write(before, LangfuseJson.Plain.LangfuseDatasetItem));

    /// <summary>What is not given is not checked: an item may be made before one knows what should come out.</summary>
    static void CheckSchema(LangfuseBody body, string field, JsonElement? value, JsonElement? schema)
    {
        if (value is { } given && schema is { } rules && PlainSchema.Complaint(rules, given) is { } complaint)
        {
            body.Note("custom", $"{field} is not as the dataset's schema wants it: {complaint}", field);
        }
    }

    static async Task<IResult> GetAsync(
        HttpContext context,
        IDocumentStore documents,
        MediaAddresses addresses,
        string itemId,
        CancellationToken ct
    )
    {
        var found =
            await documents.FindAsync(TracesApi.ProjectOf(context), LangfuseDatasetShelf.ItemKind, itemId, ct)
            ?? throw LangfuseDatasetShelf.NoItem(itemId);
        var item = found.Read(LangfuseJson.Plain.LangfuseDatasetItem);
        return await AnswerAsync(context, documents, addresses, item, ct);
    }

    static async Task<IResult> DeleteAsync(
        HttpContext context,
        IDocumentStore documents,
        string itemId,
        CancellationToken ct
    )
    {
        await documents.ChangeAsync(
            TracesApi.ProjectOf(context),
            change =>
            {
                if (!change.Delete(LangfuseDatasetShelf.ItemKind, itemId))
                {
                    throw LangfuseDatasetShelf.NoItem(itemId);
                }

                change.DeleteAll(new(LangfuseDatasetShelf.RunItemKind) { Name = itemId });
                LangfuseItemVersions.DeleteAll(change, itemId);
                LangfuseItemMedia.StrikeUses(change, itemId);
                return true;
            },
            ct
        );
        return TypedResults.Json(
            new LangfuseMessage("Dataset item successfully deleted", null),
            ApiJson.Plain.LangfuseMessage
        );
    }

    static async Task<IResult> AnswerAsync(
        HttpContext context,
        IDocumentStore documents,
        MediaAddresses addresses,
        LangfuseDatasetItem item,
        CancellationToken ct
    )
    {
        var whole = await LangfuseItemMedia.AddAsync(context, documents, addresses, [item], ct);
        return TypedResults.Json(whole[0], LangfuseJson.Plain.LangfuseDatasetItem);
    }
}
