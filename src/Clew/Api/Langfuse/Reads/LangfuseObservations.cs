using Clew.Dialects;
using Clew.Model;
using Clew.Query;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse.Reads;

/// <summary><c>/api/public/observations</c>: spans of all traces, in the first form of that API.</summary>
static class LangfuseObservations
{
    public static void MapObservations(this IEndpointRouteBuilder api)
    {
        api.MapGet("/observations", ListAsync)
            .WithName("langfuseListObservations")
            .WithSummary("Observations of all traces, newest first, page by page.")
            .Produces<LangfuseList<LangfuseObservation>>()
            .Produces<LangfuseInvalid>(StatusCodes.Status400BadRequest);
        api.MapGet("/observations/{observationId}", GetAsync)
            .WithName("langfuseGetObservation")
            .WithSummary("One observation, by its id alone.")
            .Produces<LangfuseObservation>()
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
    }

    static async Task<IResult> ListAsync(
        HttpContext context,
        ITraceStore store,
        DialectTable dialects,
        [FromQuery] string? page,
        [FromQuery] string? limit,
        [FromQuery] string? name,
        [FromQuery] string? userId,
        [FromQuery] string? type,
        [FromQuery] string? traceId,
        [FromQuery] string? level,
        [FromQuery] string? parentObservationId,
        [FromQuery] string[]? environment,
        [FromQuery] string? fromStartTime,
        [FromQuery] string? toStartTime,
        [FromQuery] string? version,
        [FromQuery] string? filter,
        [FromQuery] string? q,
        [FromQuery] string? tz,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var paging = check.Paging(page, limit);
        var conditions = new LangfuseConditions(check, LangfuseColumns.Observations);
        conditions.Equal("name", name);
        conditions.Equal("userId", userId);
        conditions.Equal("type", type);
        conditions.Equal("traceId", traceId);
        conditions.Equal("level", level);
        conditions.Equal("parentObservationId", parentObservationId);
        conditions.Equal("version", version);
        conditions.AnyOf("environment", environment);
        conditions.Between("startTime", "fromStartTime", fromStartTime, "toStartTime", toStartTime);
        conditions.Read(filter);
        check.Require();

        var project = TracesApi.ProjectOf(context);
        var asked = QueryInput.Require(q, tz, Subject.Span, time);
        var found = await store.FindSpansAsync(
            new(project, Filter.And(conditions.ToFilter(), asked))
            {
                Offset = paging.RowOffset,
                Limit = paging.Limit,
                Counts = true,
            },
            ct
        );
        var items = new List<LangfuseObservation>(found.Rows.Count);
        foreach (var span in found.Rows)
        {
            if (await ReadAsync(store, dialects, project, span, ct) is { } item)
            {
                items.Add(item);
            }
        }

        return TypedResults.Json(
            new LangfuseList<LangfuseObservation>(items, paging.Of(found)),
            LangfuseReadJson.Plain.LangfuseListLangfuseObservation
        );
    }

    static async Task<IResult> GetAsync(
        HttpContext context,
        string observationId,
        ITraceStore store,
        DialectTable dialects,
        CancellationToken ct
    )
    {
        var project = TracesApi.ProjectOf(context);
        if (
            !SpanId.TryParse(observationId, out var id)
            || await store.FindTraceOfSpanAsync(project, id, ct) is not { } trace
            || await FindAsync(store, project, trace, id, ct) is not { } span
            || await ReadAsync(store, dialects, project, span, ct) is not { } observation
        )
        {
            throw LangfuseRefusal.NotFound($"Observation {observationId} not found within authorized project");
        }

        return TypedResults.Json(observation, LangfuseReadJson.Plain.LangfuseObservation);
    }

    static async Task<SpanInTrace?> FindAsync(
        ITraceStore store,
        string project,
        TraceId trace,
        SpanId span,
        CancellationToken ct
    )
    {
        var both = Filter.And(
            Comparisons.Is(TraceFields.Id, trace.ToString()),
            Comparisons.Is(SpanFields.Id, span.ToString())
        );
        return (await store.FindSpansAsync(new(project, both), ct)).Rows.SingleOrDefault();
    }

    /// <summary>Null if it has gone since its row was read.</summary>
    static async Task<LangfuseObservation?> ReadAsync(
        ITraceStore store,
        DialectTable dialects,
        string project,
        SpanInTrace span,
        CancellationToken ct
    ) =>
        await SpanStory.ReadAsync(store, dialects, project, span.Trace.TraceId, span.Row.SpanId, ct) is { } story
            ? LangfuseTraces.Of(project, span.Trace.TraceId, span.Trace.Environment, story, span.Row)
            : null;
}
