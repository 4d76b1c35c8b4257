using Clew.Dialects;
using Clew.Dialects.Chat;
using Clew.Model;
using Clew.Query;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api;

/// <summary><c>/api/v1/traces/{traceId}/spans/{spanId}</c>: one span with everything, and its whole content.</summary>
static class SpansApi
{
    public static void MapSpans(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/v1/spans", ListAsync)
            .WithTags("Spans")
            .WithName("listSpans")
            .WithSummary("Spans of all traces that fit a query, newest first unless asked otherwise, page by page.")
            .Produces<SpanList>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json");
        routes
            .MapGet("/api/v1/traces/{traceId}/spans", InTraceAsync)
            .WithTags("Spans")
            .WithName("findSpansInTrace")
            .WithSummary("The spans of one trace that fit a query, in the order of its skeleton.")
            .Produces<SpanIds>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json")
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");
        var span = routes.MapGroup("/api/v1/traces/{traceId}/spans/{spanId}").WithTags("Spans");
        span.MapGet("", GetAsync)
            .WithName("getSpan")
            .WithSummary("Everything known of one span, with where each value comes from.")
            .Produces<SpanDetail>()
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");
        span.MapGet(
                "/input",
                (HttpContext c, string traceId, string spanId, ITraceStore s, DialectTable d, CancellationToken ct) =>
                    ContentAsync(c, traceId, spanId, s, d, story => story.Input, ct)
            )
            .WithName("getSpanInput")
            .WithSummary("The whole input, with its own content type.")
            .Produces<string>(StatusCodes.Status200OK, Payload.Json, Payload.Text)
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");
        span.MapGet(
                "/output",
                (HttpContext c, string traceId, string spanId, ITraceStore s, DialectTable d, CancellationToken ct) =>
                    ContentAsync(c, traceId, spanId, s, d, story => story.Output, ct)
            )
            .WithName("getSpanOutput")
            .WithSummary("The whole output, with its own content type.")
            .Produces<string>(StatusCodes.Status200OK, Payload.Json, Payload.Text)
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");
    }

    static async Task<IResult> ListAsync(
        HttpContext context,
        ITraceStore store,
        TimeProvider time,
        [AsParameters] ListParameters given,
        CancellationToken ct
    )
    {
        var list = ListRequest.Read(TracesApi.ProjectOf(context), Subject.Span, SpanFields.Start, given, time);
        if (list.Refusal is { } refusal)
        {
            return refusal;
        }

        var found = await store.FindSpansAsync(list.Query, ct);
        return TypedResults.Json(
            new SpanList(
                [.. found.Rows.Select(Summaries.Of)],
                list.NextCursor(found, row => row.Cursor),
                found.Total,
                found.IsComplete,
                ListRequest.LookedBackTo(found)
            ),
            ApiJson.Plain.SpanList
        );
    }

    static async Task<IResult> InTraceAsync(
        HttpContext context,
        string traceId,
        ITraceStore store,
        TimeProvider time,
        [FromQuery] string? q,
        [FromQuery] string? tz,
        CancellationToken ct
    )
    {
        var project = TracesApi.ProjectOf(context);
        var (filter, refusal) = QueryInput.Read(q, tz, Subject.Span, time);
        if (refusal is not null)
        {
            return refusal;
        }

        if (!TraceId.TryParse(traceId, out var id) || await store.FindTraceAsync(project, id, ct) is null)
        {
            return Problem.TraceNotFound(traceId);
        }

        var here = Comparisons.Is(TraceFields.Id, traceId);
        var found = new List<SpanRow>();
        await foreach (var row in store.StreamSpansAsync(project, Filter.And(here, filter), ct))
        {
            found.Add(row.Row);
        }

        var ids = TraceShape.Of(found).Spans.Select(row => row.SpanId.ToString());
        return TypedResults.Json(new SpanIds(traceId, [.. ids]), ApiJson.Plain.SpanIds);
    }

    static async Task<IResult> GetAsync(
        HttpContext context,
        string traceId,
        string spanId,
        ITraceStore store,
        DialectTable dialects,
        CancellationToken ct
    )
    {
        var project = TracesApi.ProjectOf(context);
        if (!TraceId.TryParse(traceId, out var trace) || await store.FindTraceAsync(project, trace, ct) is null)
        {
            return Problem.TraceNotFound(traceId);
        }

        if (
            !SpanId.TryParse(spanId, out var id)
            || await SpanStory.ReadAsync(store, dialects, project, trace, id, ct) is not { } story
        )
        {
            return Problem.SpanNotFound(spanId);
        }

        var (row, counts) = await CountsAsync(store, project, trace, story, ct);
        var scores = await Scores.ReadAsync(store, project, trace, id, ct);
        return TypedResults.Json(
            SpanDetails.Of(trace, story, row, counts) with
            {
                Scores = scores,
            },
            ApiJson.Plain.SpanDetail
        );
    }

    /// <summary>Whether its usage counts depends on its descendants, so on the whole trace; most spans have none.</summary>
    static async Task<(SpanRow? Row, bool Counts)> CountsAsync(
        ITraceStore store,
        string project,
        TraceId trace,
        SpanStory story,
        CancellationToken ct
    )
    {
        if (story.Row is { Usage.IsEmpty: true, CostPicoUsd: null })
        {
            return default;
        }

        var shape = TraceShape.Of(await store.ReadSpansAsync(project, trace, ct));
        for (var i = 0; i < shape.Spans.Count; i++)
        {
            if (shape.Spans[i].SpanId == story.Id)
            {
                return (shape.Spans[i], shape.Counts[i]);
            }
        }

        return default;
    }

    static async Task<IResult> ContentAsync(
        HttpContext context,
        string traceId,
        string spanId,
        ITraceStore store,
        DialectTable dialects,
        Func<SpanStory, Content?> side,
        CancellationToken ct
    )
    {
        if (
            !TraceId.TryParse(traceId, out var trace)
            || !SpanId.TryParse(spanId, out var id)
            || await SpanStory.ReadAsync(store, dialects, TracesApi.ProjectOf(context), trace, id, ct) is not { } story
        )
        {
            return Problem.SpanNotFound(spanId);
        }

        if (side(story) is not { } content)
        {
            return Problem.NotFound("The span has no such value: the sender did not record it.");
        }

        // Only ever shown as data: a value that claims to be HTML must not become a page of ours.
        var type = content.Payload.Mime == Payload.Json ? Payload.Json : Payload.Text;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Bytes(content.Payload.Utf8, $"{type}; charset=utf-8");
    }
}
