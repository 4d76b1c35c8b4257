using System.Globalization;
using Clew.Model;
using Clew.Query;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Live;

/// <summary><c>/api/v1/live</c>: lists and traces that are kept up to date, as server-sent events.</summary>
static class LiveApi
{
    public static void MapLive(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/v1/live", FollowListAsync)
            .WithTags("Live")
            .WithName("followTraces")
            .WithSummary("The first page of traces, and then every one that is new, changes or goes.")
            .Produces<string>(StatusCodes.Status200OK, EventStream.ContentType)
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json")
            .Produces<Problem>(StatusCodes.Status503ServiceUnavailable, "application/problem+json");
        routes
            .MapGet("/api/v1/traces/{traceId}/live", FollowTraceAsync)
            .WithTags("Live")
            .WithName("followTrace")
            .WithSummary("One trace and its spans, and then whatever of them is new or changes.")
            .Produces<string>(StatusCodes.Status200OK, EventStream.ContentType)
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json")
            .Produces<Problem>(StatusCodes.Status503ServiceUnavailable, "application/problem+json");
    }

    static Task<IResult> FollowListAsync(
        HttpContext context,
        ITraceStore store,
        LiveStreams streams,
        [FromQuery] string? q,
        [FromQuery] string? tz,
        [FromQuery] string? from,
        [FromQuery] string? limit,
        [FromQuery] string? snapshot,
        CancellationToken ct
    )
    {
        if (!TraceListParameters.TryParseTime(from, out var fromNano))
        {
            return Refused(Problem.BadTime("from", from));
        }

        if (!TraceListParameters.TryParseLimit(limit, out var count))
        {
            return Refused(Problem.BadLimit(limit));
        }

        if (!TryParseSwitch(snapshot, out var hasSnapshot))
        {
            return Refused(BadSwitch(snapshot));
        }

        var (asked, refusal) = QueryInput.Read(q, tz, Subject.Trace, streams.Time);
        if (refusal is not null)
        {
            return Refused(refusal);
        }

        var (resume, project) = (ResumeOf(context), TracesApi.ProjectOf(context));
        var filter = Filter.And(Comparisons.Between(TraceFields.Start, fromNano, null), asked);
        return StreamAsync(
            context,
            streams,
            (events, end) =>
                new TraceListStream(store, streams, events, project, filter, hasSnapshot ? count : 0).RunAsync(
                    resume,
                    end
                ),
            ct
        );
    }

    static async Task<IResult> FollowTraceAsync(
        HttpContext context,
        string traceId,
        ITraceStore store,
        LiveStreams streams,
        [FromQuery] string? snapshot,
        CancellationToken ct
    )
    {
        if (!TryParseSwitch(snapshot, out var hasSnapshot))
        {
            return BadSwitch(snapshot);
        }

        var project = TracesApi.ProjectOf(context);
        var position = store.Changes.Position;
        if (!TraceId.TryParse(traceId, out var id) || await store.FindTraceAsync(project, id, ct) is null)
        {
            return Problem.TraceNotFound(traceId);
        }

        return await StreamAsync(
            context,
            streams,
            (events, end) => new TraceStream(store, streams, events, project, id).RunAsync(position, hasSnapshot, end),
            ct
        );
    }

    static async Task<IResult> StreamAsync(
        HttpContext context,
        LiveStreams streams,
        Func<EventStream, CancellationToken, Task> run,
        CancellationToken ct
    )
    {
        using var place = streams.TryEnter(ct);
        if (place is null)
        {
            context.Response.Headers.RetryAfter = "5";
            return Problem.Busy(
                "too_many_streams",
                $"{LiveStreams.Most} pages and programs follow this server already; close one, or ask again later."
            );
        }

        try
        {
            var events = new EventStream(context.Response);
            await events.BeginAsync(place.End);
            await run(events, place.End);
        }
        catch (OperationCanceledException) when (place.End.IsCancellationRequested)
        {
            // The one way in which streams end.
        }

        return Results.Empty;
    }

    /// <summary>What a client that lost its connection last heard of. Nonsense is a place that nobody remembers.</summary>
    static long? ResumeOf(HttpContext context) =>
        context.Request.Headers["Last-Event-ID"].ToString() is not { Length: > 0 } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position
        : 0;

    static bool TryParseSwitch(string? text, out bool isOn)
    {
        isOn = text is null or "1";
        return text is null or "0" or "1";
    }

    static IResult BadSwitch(string? text) =>
        Problem.BadRequest("bad_request", $"snapshot is '{text}'; write 1, or 0 for changes only.");

    static Task<IResult> Refused(IResult problem) => Task.FromResult(problem);
}
