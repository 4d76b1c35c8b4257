using Clew.Dialects;
using Clew.Model;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api;

/// <summary><c>/api/v1/traces</c>: the list, and one trace.</summary>
static class TracesApi
{
    public static void MapTraces(this IEndpointRouteBuilder routes)
    {
        var traces = routes.MapGroup("/api/v1/traces").WithTags("Traces");
        traces
            .MapGet("", ListAsync)
            .WithName("listTraces")
            .WithSummary("Traces, newest first, page by page.")
            .Produces<TraceList>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json");
        traces
            .MapGet("/{traceId}", GetAsync)
            .WithName("getTrace")
            .WithSummary("One trace: its values, its content and the skeleton of its spans.")
            .Produces<TraceDetail>()
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");
    }

    static async Task<IResult> ListAsync(
        HttpContext context,
        ITraceStore store,
        [FromQuery] string? from,
        [FromQuery] string? to,
        [FromQuery] string? limit,
        [FromQuery] string? cursor,
        CancellationToken ct
    )
    {
        if (!TraceListParameters.TryParseTime(from, out var fromNano))
        {
            return Problem.BadTime("from", from);
        }

        if (!TraceListParameters.TryParseTime(to, out var toNano))
        {
            return Problem.BadTime("to", to);
        }

        if (!TraceListParameters.TryParseLimit(limit, out var count))
        {
            return Problem.BadLimit(limit);
        }

        if (!TraceListParameters.TryRead(cursor, out var after))
        {
            return Problem.BadRequest(
                "bad_cursor",
                "cursor is not one that this API gave; leave it out to start anew."
            );
        }

        var query = new TraceListQuery(ProjectOf(context), fromNano, toNano, count, after);
        var page = await store.ListTracesAsync(query, ct);
        return TypedResults.Json(
            new TraceList(
                [.. page.Traces.Select(Summaries.Of)],
                page.Next is { } next ? TraceListParameters.Write(next) : null
            ),
            ApiJson.Plain.TraceList
        );
    }

    static async Task<IResult> GetAsync(
        HttpContext context,
        string traceId,
        ITraceStore store,
        DialectTable dialects,
        CancellationToken ct
    )
    {
        var project = ProjectOf(context);
        if (
            !TraceId.TryParse(traceId, out var id)
            || await store.FindTraceAsync(project, id, ct) is not { } row
            || await TraceDetails.ReadAsync(store, dialects, project, row, ct) is not { } detail
        )
        {
            return Problem.TraceNotFound(traceId);
        }

        return TypedResults.Json(detail, ApiJson.Plain.TraceDetail);
    }

    internal static string ProjectOf(HttpContext context) => context.Features.GetRequiredFeature<Caller>().Project;
}
