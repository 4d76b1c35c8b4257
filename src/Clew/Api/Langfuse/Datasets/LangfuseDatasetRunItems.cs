using System.Text.Json;
using Clew.Api.Langfuse.Reads;
using Clew.Model;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse.Datasets;

/// <summary><c>/api/public/dataset-run-items</c>: which trace a run made of which item.</summary>
static class LangfuseDatasetRunItems
{
    public static void MapDatasetRunItems(this IEndpointRouteBuilder api)
    {
        api.MapPost("/dataset-run-items", CreateAsync)
            .WithName("langfuseCreateDatasetRunItem")
            .WithSummary("Says which trace a run made of an item; the run is made with its first one.")
            .Accepts<LangfuseNewDatasetRunItem>("application/json")
            .Produces<LangfuseDatasetRunItem>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest)
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
        api.MapGet("/dataset-run-items", ListAsync)
            .WithName("langfuseListDatasetRunItems")
            .WithSummary("What a run made, newest first, page by page; datasetId and runName are needed.")
            .Produces<LangfuseList<LangfuseDatasetRunItem>>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest)
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
    }

    static async Task<IResult> CreateAsync(
        HttpContext context,
        IDocumentStore documents,
        ITraceStore traces,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var project = TracesApi.ProjectOf(context);
        var check = new LangfuseCheck();
        var body = await LangfuseBody.ReadAsync(context, check, ct);
        var asked = Read(body);
        var created = body.Time("createdAt");
        check.Require();
        var trace = asked.TraceId ?? await TraceOfAsync(traces, project, asked.ObservationId!, ct);
        var now = time.NowNano();
        var item = await documents.ChangeAsync(
            project,
            change =>
            {
                var of =
                    change
                        .Find(LangfuseDatasetShelf.ItemKind, asked.DatasetItemId)
                        ?.Read(LangfuseJson.Plain.LangfuseDatasetItem)
                    ?? throw LangfuseDatasetShelf.NoItem(asked.DatasetItemId);
                if (of.Status != LangfuseDatasetItems.Active)
                {
                    throw LangfuseRefusal.NotFound(
                        $"Dataset item '{of.Id}' not found among the active ones: it is archived"
                    );
                }

                var run = PutRun(change, asked, of, created ?? now, now);
                return PutItem(change, asked, run, trace, created ?? now);
            },
            ct
        );
        return TypedResults.Json(item, LangfuseJson.Plain.LangfuseDatasetRunItem);
    }

    static LangfuseNewDatasetRunItem Read(LangfuseBody body)
    {
        var asked = new LangfuseNewDatasetRunItem(
            body.Text("runName", LangfuseDatasetShelf.LongestName),
            body.TextOrNull("runDescription", int.MaxValue),
            body.Value("metadata"),
            body.Text("datasetItemId", LangfuseDatasetShelf.LongestItemId),
            Id(body, "traceId"),
            Id(body, "observationId"),
            body.Time("datasetVersion") is { } version ? LangfuseTraces.Time(version) : null,
            null
        );
        if (!body.Has("traceId") && !body.Has("observationId"))
        {
            body.Note("custom", "observationId or traceId must be provided", "traceId");
        }

        return asked;
    }

    static string? Id(LangfuseBody body, string name)
    {
        var id = body.TextOrNull(name, int.MaxValue);
        if (id is not null && !TraceId.TryParse(id, out _))
        {
            body.Note("invalid_value", $"{name} must be 1 to 800 characters, none of them a control character.", name);
        }

        return id;
    }

    /// <summary>Old clients know the observation only.</summary>
    static async Task<string> TraceOfAsync(
        ITraceStore traces,
        string project,
        string observation,
        CancellationToken ct
    ) =>
        SpanId.TryParse(observation, out var id) && await traces.FindTraceOfSpanAsync(project, id, ct) is { } trace
            ? trace.ToString()
            : throw LangfuseRefusal.NotFound(
                $"Observation '{observation}' not found; it may not have arrived yet, so give its traceId too"
            );

    static LangfuseDatasetRun PutRun(
        IDocumentChange change,
        LangfuseNewDatasetRunItem asked,
        LangfuseDatasetItem item,
        long created,
        long now
    )
    {
        var found = change.List(LangfuseDatasetShelf.RunNamed(item.DatasetId, asked.RunName)).Documents;
        var before = found is [var one, ..] ? one.Read(LangfuseJson.Plain.LangfuseDatasetRun) : null;
        var said = WithVersion(asked.Metadata, asked.DatasetVersion);
        if (before is not null && said is null && asked.RunDescription is null)
        {
            return before;
        }

        var run = new LangfuseDatasetRun
        {
            Id = before?.Id ?? LangfuseDocuments.NewId(),
            Name = asked.RunName,
            Description = asked.RunDescription ?? before?.Description,
            Metadata = said ?? before?.Metadata,
            DatasetId = item.DatasetId,
            DatasetName = item.DatasetName,
            CreatedAt = before?.CreatedAt ?? LangfuseTraces.Time(created),
            UpdatedAt = LangfuseTraces.Time(now),
        };
        change.Put(
            new(
                LangfuseDatasetShelf.RunKind,
                run.Id,
                run.DatasetId,
                run.Name,
                before is null ? created : found[0].CreatedNano,
                now,
                LangfuseDocuments.Write(run, LangfuseJson.Plain.LangfuseDatasetRun)
            )
        );
        return run;
    }

    /// <summary>The version has no place of its own in a run.</summary>
    static JsonElement? WithVersion(JsonElement? metadata, string? version)
    {
        if (version is null)
        {
            return metadata;
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { ValueKind: JsonValueKind.Object } map)
            {
                foreach (var member in map.EnumerateObject().Where(m => m.Name != "dataset_version"))
                {
                    member.WriteTo(json);
                }
            }
            else if (metadata is { } other)
            {
                json.WritePropertyName("metadata");
                other.WriteTo(json);
            }

            json.WriteString("dataset_version", version);
            json.WriteEndObject();
        }

        return JsonText.Parse(buffer.ToArray());
    }

    static LangfuseDatasetRunItem PutItem(
        IDocumentChange change,
        LangfuseNewDatasetRunItem asked,
        LangfuseDatasetRun run,
        string trace,
        long at
    )
    {
        var item = new LangfuseDatasetRunItem(
            LangfuseDocuments.NewId(),
            run.Id,
            run.Name,
            asked.DatasetItemId,
            trace,
            asked.ObservationId,
            LangfuseTraces.Time(at),
            LangfuseTraces.Time(at)
        );
        change.Put(
            new(
                LangfuseDatasetShelf.RunItemKind,
                item.Id,
                run.Id,
                item.DatasetItemId,
                at,
                at,
                LangfuseDocuments.Write(item, LangfuseJson.Plain.LangfuseDatasetRunItem)
            )
        );
        return item;
    }

    static async Task<IResult> ListAsync(
        HttpContext context,
        IDocumentStore documents,
        [FromQuery] string? datasetId,
        [FromQuery] string? runName,
        [FromQuery] string? page,
        [FromQuery] string? limit,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var paging = check.Paging(page, limit);
        foreach (var (name, value) in new[] { ("datasetId", datasetId), ("runName", runName) })
        {
            if (string.IsNullOrEmpty(value))
            {
                check.Note("invalid_type", $"{name} is missing.", name);
            }
        }

        check.Require();
        var project = TracesApi.ProjectOf(context);
        var run = await LangfuseDatasetRuns.FindAsync(documents, project, datasetId!, runName!, ct);
        var found = await documents.ListAsync(
            project,
            new(LangfuseDatasetShelf.RunItemKind)
            {
                Parent = run.Id,
                Offset = paging.Offset,
                Limit = paging.Limit,
            },
            ct
        );
        return TypedResults.Json(
            new LangfuseList<LangfuseDatasetRunItem>(
                [.. found.Documents.Select(d => d.Read(LangfuseJson.Plain.LangfuseDatasetRunItem))],
                paging.Of(found.Total)
            ),
            LangfuseJson.Plain.LangfuseListLangfuseDatasetRunItem
        );
    }
}
