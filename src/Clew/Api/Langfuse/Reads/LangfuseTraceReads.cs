using Clew.Dialects;
using Clew.Model;
using Clew.Query;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse.Reads;

/// <summary><c>/api/public/traces</c>: the list, and one trace.</summary>
static class LangfuseTraceReads
{
    static readonly string[] Groups = ["core", "io", "scores", "observations", "metrics"];

    static readonly Dictionary<string, QueryField> orders = new(StringComparer.OrdinalIgnoreCase)
    {
        ["id"] = TraceFields.Id,
        ["timestamp"] = TraceFields.Start,
        ["name"] = TraceFields.Name,
        ["userId"] = TraceFields.User,
        ["release"] = TraceFields.Release,
        ["version"] = TraceFields.Version,
        ["public"] = TraceFields.Public,
        ["sessionId"] = TraceFields.Session,
        ["latency"] = TraceFields.Latency,
        ["totalCost"] = TraceFields.Cost,
    };

    public static void MapTraceReads(this IEndpointRouteBuilder api)
    {
        api.MapGet("/traces", ListAsync)
            .WithName("langfuseListTraces")
            .WithSummary("Traces, newest first or in another order, page by page.")
            .Produces<LangfuseList<LangfuseTraceItem>>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);
        api.MapGet("/traces/{traceId}", GetAsync)
            .WithName("langfuseGetTrace")
            .WithSummary("One trace with all observations and scores, as Langfuse shapes it.")
            .Produces<LangfuseTrace>()
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
    }

    static async Task<IResult> ListAsync(
        HttpContext context,
        ITraceStore store,
        DialectTable dialects,
        [FromQuery] string? page,
        [FromQuery] string? limit,
        [FromQuery] string? userId,
        [FromQuery] string? name,
        [FromQuery] string? sessionId,
        [FromQuery] string? fromTimestamp,
        [FromQuery] string? toTimestamp,
        [FromQuery] string? orderBy,
        [FromQuery] string[]? tags,
        [FromQuery] string? version,
        [FromQuery] string? release,
        [FromQuery] string[]? environment,
        [FromQuery] string? fields,
        [FromQuery] string? filter,
        [FromQuery] string? q,
        [FromQuery] string? tz,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var paging = check.Paging(page, limit);
        var conditions = new LangfuseConditions(check, LangfuseColumns.Traces);
        conditions.Equal("userId", userId);
        conditions.Equal("name", name);
        conditions.Equal("sessionId", sessionId);
        conditions.Equal("version", version);
        conditions.Equal("release", release);
        conditions.AllOf("tags", tags);
        conditions.AnyOf("environment", environment);
        conditions.Between("timestamp", "fromTimestamp", fromTimestamp, "toTimestamp", toTimestamp);
        conditions.Read(filter);
        var order = OrderOf(check, orderBy);
        check.Require();

        var project = TracesApi.ProjectOf(context);
        var asked = QueryInput.Require(q, tz, Subject.Trace, time);
        var found = await store.FindTracesAsync(
            new(project, Filter.And(conditions.ToFilter(), asked))
            {
                Order = order,
                Offset = paging.RowOffset,
                Limit = paging.Limit,
                Counts = true,
            },
            ct
        );
        var reader = new LangfuseTraceReader(store, dialects, project);
        var groups = LangfuseFields.Of(fields, Groups);
        var items = new List<LangfuseTraceItem>(found.Rows.Count);
        foreach (var row in found.Rows)
        {
            items.Add(await reader.ItemAsync(row, groups, ct));
        }

        return TypedResults.Json(
            new LangfuseList<LangfuseTraceItem>(items, paging.Of(found)),
            LangfuseReadJson.Plain.LangfuseListLangfuseTraceItem
        );
    }

    static async Task<IResult> GetAsync(
        HttpContext context,
        string traceId,
        ITraceStore store,
        DialectTable dialects,
        [FromQuery] string? fields,
        CancellationToken ct
    )
    {
        var project = TracesApi.ProjectOf(context);
        if (!TraceId.TryParse(traceId, out var id) || await store.FindTraceAsync(project, id, ct) is not { } row)
        {
            throw LangfuseRefusal.NotFound($"Trace {traceId} not found within authorized project");
        }

        var groups = LangfuseFields.Of(fields, Groups);
        var stories = await SpanStory.ReadAllAsync(store, dialects, project, id, ct);
        var spans = await store.ReadSpansAsync(project, id, ct);
        var scores = groups.Has("scores") ? await store.ReadScoresAsync(project, id, ct) : [];
        var content = await TraceContent.ReadAsync(
            store,
            dialects,
            project,
            row,
            spans,
            stories.ToDictionary(s => s.Id, SpanStory? (s) => s),
            ct
        );
        var trace = LangfuseTraces.Of(project, row, spans, stories, scores, content);
        return TypedResults.Json(
            trace with
            {
                Input = groups.Has("io") ? trace.Input : null,
                Output = groups.Has("io") ? trace.Output : null,
                Observations = groups.Has("observations") ? trace.Observations : [],
                Latency = groups.Has("metrics") ? trace.Latency : -1,
                TotalCost = groups.Has("metrics") ? trace.TotalCost : -1,
            },
            ApiJson.Plain.LangfuseTrace
        );
    }

    /// <summary>For example <c>timestamp.asc</c>. Nothing is bookmarked, so that order is the usual one.</summary>
    static RowOrder? OrderOf(LangfuseCheck check, string? orderBy)
    {
        if (string.IsNullOrEmpty(orderBy))
        {
            return null;
        }

        var parts = orderBy.Split('.');
        if (parts.Length == 2 && parts[1].ToLowerInvariant() is "asc" or "desc")
        {
            // Besides its fields those of our own lists, which saved views have.
            var field =
                orders.GetValueOrDefault(parts[0])
                ?? FieldTable.OwnOf(Subject.Trace).FirstOrDefault(f => f.CanOrder && f.Name == parts[0]);
            if (field is not null)
            {
                return new(field, parts[1].Equals("desc", StringComparison.OrdinalIgnoreCase));
            }

            if (parts[0] == "bookmarked")
            {
                return null;
            }
        }

        check.Note(
            "invalid_value",
            $"orderBy is '{orderBy}' but must be a field and a direction such as timestamp.asc; the fields are "
                + $"{string.Join(", ", orders.Keys)}.",
            "orderBy"
        );
        return null;
    }
}
