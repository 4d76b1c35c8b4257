using Clew.Api.Langfuse.Media;
using Clew.Model;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse;

/// <summary>
/// Langfuse's ways to delete. It says that it is done also for traces that were never there; we do so too, but when we
/// say so it is done.
/// </summary>
static class LangfuseDeletes
{
    public static void MapLangfuseDeletes(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/public").WithTags("Langfuse");
        api.MapDelete("/traces/{traceId}", DeleteTraceAsync)
            .WithName("langfuseDeleteTrace")
            .WithSummary("Deletes a trace for good, with its records, its scores, and the media that only it has.")
            .Produces<LangfuseMessage>()
            .Produces<LangfuseMessage>(StatusCodes.Status400BadRequest);
        api.MapDelete("/traces", DeleteTracesAsync)
            .WithName("langfuseDeleteTraces")
            .WithSummary("Deletes up to 1000 traces for good.")
            .Accepts<TraceIdList>("application/json")
            .Produces<LangfuseMessage>()
            .Produces<LangfuseMessage>(StatusCodes.Status400BadRequest);
        api.MapDelete("/scores/{scoreId}", DeleteScoreAsync)
            .WithName("langfuseDeleteScore")
            .WithSummary("Deletes a score for good.")
            .Produces<LangfuseMessage>(StatusCodes.Status202Accepted)
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
    }

    static async Task<IResult> DeleteTraceAsync(
        HttpContext context,
        string traceId,
        ITraceStore store,
        MediaOfTraces media,
        CancellationToken ct
    )
    {
        if (!TraceId.TryParse(traceId, out var id))
        {
            return BadRequest("The id of a trace is 1 to 800 characters, none of them a control character.");
        }

        var project = TracesApi.ProjectOf(context);
        await media.DeleteAsync(project, [id], ct);
        await store.DeleteTracesAsync(project, [id], ct);
        return Say(StatusCodes.Status200OK, "Trace deleted successfully");
    }

    static async Task<IResult> DeleteTracesAsync(
        HttpContext context,
        ITraceStore store,
        MediaOfTraces media,
        CancellationToken ct
    )
    {
        var (ids, complaint) = await TraceIdList.ReadAsync(context.Request, ct);
        if (complaint is not null)
        {
            return BadRequest(complaint);
        }

        var project = TracesApi.ProjectOf(context);
        await media.DeleteAsync(project, ids, ct);
        await store.DeleteTracesAsync(project, ids, ct);
        return Say(StatusCodes.Status200OK, "Traces deleted successfully");
    }

    static async Task<IResult> DeleteScoreAsync(
        HttpContext context,
        string scoreId,
        ITraceStore store,
        CancellationToken ct
    ) =>
        await store.DeleteScoreAsync(TracesApi.ProjectOf(context), scoreId, ct)
            ? Say(StatusCodes.Status202Accepted, "Score deleted successfully")
            : Say(
                StatusCodes.Status404NotFound,
                $"Score {scoreId} not found within authorized project",
                "LangfuseNotFoundError"
            );

    static IResult BadRequest(string complaint) =>
        Say(StatusCodes.Status400BadRequest, complaint, "InvalidRequestError");

    static IResult Say(int status, string message, string? error = null) =>
        TypedResults.Json(new LangfuseMessage(message, error), ApiJson.Plain.LangfuseMessage, statusCode: status);
}
