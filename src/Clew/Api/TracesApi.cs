using Clew.Dialects;
using Clew.Model;
using Clew.Query;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
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
            .WithSummary("Traces that fit a query, newest first unless asked otherwise, page by page.")
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
        TimeProvider time,
        [AsParameters] ListParameters given,
        CancellationToken ct
    )
    {
        var list = ListRequest.Read(ProjectOf(context), Subject.Trace, TraceFields.Start, given, time);
        if (list.Refusal is { } refusal)
        {
            return refusal;
        }

        var found = await store.FindTracesAsync(list.Query, ct);
        return TypedResults.Json(
            new TraceList(
                [.. found.Rows.Select(Summaries.Of)],
                list.NextCursor(found, row => new(row.StartNano, row.TraceId)),
                found.Total,
                found.IsComplete,
                ListRequest.LookedBackTo(found)
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
