using Clew.Api.Langfuse.Media;
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
            .WithSummary("Deletes a trace for good, with its records, its scores, and the media that only it has.")
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
        MediaOfTraces media,
        CancellationToken ct
    )
    {
        if (!TraceId.TryParse(traceId, out var id))
        {
            return Problem.TraceNotFound(traceId);
        }

        var project = TracesApi.ProjectOf(context);
        await media.DeleteAsync(project, [id], ct);
        var result = await store.DeleteTracesAsync(project, [id], ct);
        return result.Traces == 0 ? Problem.TraceNotFound(traceId) : Answer(result);
    }

    static async Task<IResult> DeleteSeveralAsync(
        HttpContext context,
        ITraceStore store,
        MediaOfTraces media,
        CancellationToken ct
    )
    {
        var (ids, complaint) = await TraceIdList.ReadAsync(context.Request, ct);
        if (complaint is not null)
        {
            return Problem.BadRequest("bad_request", complaint);
        }

        var project = TracesApi.ProjectOf(context);
        await media.DeleteAsync(project, ids, ct);
        return Answer(await store.DeleteTracesAsync(project, ids, ct));
    }

    static IResult Answer(DeleteResult result) =>
        TypedResults.Json(new Deleted(result.Traces, result.Spans), ApiJson.Plain.Deleted);
}
