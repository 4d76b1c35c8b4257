using Clew.Dialects;
using Clew.Dialects.Chat;
using Clew.Model;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api;

/// <summary><c>/api/v1/traces/{traceId}/spans/{spanId}</c>: one span with everything, and its whole content.</summary>
static class SpansApi
{
    public static void MapSpans(this IEndpointRouteBuilder routes)
    {
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
        return TypedResults.Json(SpanDetails.Of(trace, story, row, counts), ApiJson.Plain.SpanDetail);
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
