using Clew.Model;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api;

/// <summary>How much was deleted: what could be seen before and is gone now.</summary>
sealed record Deleted(int Traces, long Spans);

/// <summary><c>DELETE /api/v1/traces</c>: one, or several at once.</summary>
static class DeleteApi
{
    public static void MapDeletes(this IEndpointRouteBuilder routes)
    {
        var traces = routes.MapGroup("/api/v1/traces").WithTags("Traces");
        traces
            .MapDelete("/{traceId}", DeleteOneAsync)
            .WithName("deleteTrace")
            .WithSummary("Deletes a trace for good, with its records and scores.")
            .Produces<Deleted>()
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");
        traces
            .MapDelete("", DeleteSeveralAsync)
            .WithName("deleteTraces")
            .WithSummary("Deletes traces for good. Ids that are not there are passed over.")
            .Accepts<TraceIdList>("application/json")
            .Produces<Deleted>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json");
    }

    static async Task<IResult> DeleteOneAsync(
        HttpContext context,
        string traceId,
        ITraceStore store,
        CancellationToken ct
    )
    {
        if (!TraceId.TryParse(traceId, out var id))
        {
            return Problem.TraceNotFound(traceId);
        }

        var result = await store.DeleteTracesAsync(TracesApi.ProjectOf(context), [id], ct);
        return result.Traces == 0 ? Problem.TraceNotFound(traceId) : Answer(result);
    }

    static async Task<IResult> DeleteSeveralAsync(HttpContext context, ITraceStore store, CancellationToken ct)
    {
        var (ids, complaint) = await TraceIdList.ReadAsync(context.Request, ct);
        return complaint is not null
            ? Problem.BadRequest("bad_request", complaint)
            : Answer(await store.DeleteTracesAsync(TracesApi.ProjectOf(context), ids, ct));
    }

    static IResult Answer(DeleteResult result) =>
        TypedResults.Json(new Deleted(result.Traces, result.Spans), ApiJson.Plain.Deleted);
}
