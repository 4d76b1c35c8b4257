using Clew.Api.Langfuse.Reads;
using Clew.Query;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse;

/// <summary><c>/api/public/projects</c> and <c>/health</c>: what clients ask to see whether they are welcome.</summary>
static class LangfuseServer
{
    /// <summary>
    /// The version of Langfuse whose API this is. Clients compare it with what they need, and would take our own for a
    /// server from before the first of theirs.
    /// </summary>
    const string Version = "4.16.0";

    const long ThreeMinutes = 180_000_000_000;

    public static void MapServerReads(this IEndpointRouteBuilder api)
    {
        api.MapGet("/projects", GetProjectAsync)
            .WithName("langfuseGetProjects")
            .WithSummary("The project of the key.")
            .Produces<LangfuseProjects>();
        api.MapGet("/health", HealthAsync)
            .WithName("langfuseHealth")
            .WithSummary("Whether the server works, and which version of Langfuse's API it speaks.")
            .Produces<LangfuseHealth>()
            .Produces<LangfuseHealth>(StatusCodes.Status503ServiceUnavailable);
    }

    static async Task<IResult> GetProjectAsync(HttpContext context, IProjectStore projects, CancellationToken ct)
    {
        var id = TracesApi.ProjectOf(context);
        var project = (await projects.ListProjectsAsync(ct)).FirstOrDefault(p => p.Id == id);
        return TypedResults.Json(
            new LangfuseProjects([new(id, project?.Name ?? id, new("clew", "Clew"), [])]),
            LangfuseReadJson.Plain.LangfuseProjects
        );
    }

    static async Task<IResult> HealthAsync(
        HttpContext context,
        ITraceStore store,
        TimeProvider time,
        [FromQuery] string? failIfDatabaseUnavailable,
        [FromQuery] string? failIfNoRecentEvents,
        CancellationToken ct
    )
    {
        var check = new LangfuseCheck();
        var asksStore = check.Flag("failIfDatabaseUnavailable", failIfDatabaseUnavailable) == true;
        var asksEvents = check.Flag("failIfNoRecentEvents", failIfNoRecentEvents) == true;
        check.Require();
        if (!asksStore && !asksEvents)
        {
            return Answer("OK", StatusCodes.Status200OK);
        }

        var since = (time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000) - ThreeMinutes;
        var recent = Comparisons.Of(TraceFields.Updated, Operator.GreaterOrEqual, Literal.OfTime(since));
        var query = new RowQuery(TracesApi.ProjectOf(context), asksEvents ? recent : Filter.Everything) { Limit = 1 };
        try
        {
            var found = await store.FindTracesAsync(query, ct);
            return asksEvents && found.Rows.Count == 0
                ? Answer("No trace arrived within the last 3 minutes.", StatusCodes.Status503ServiceUnavailable)
                : Answer("OK", StatusCodes.Status200OK);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Answer("The store cannot be read.", StatusCodes.Status503ServiceUnavailable);
        }
    }

    static IResult Answer(string status, int code) =>
        TypedResults.Json(new LangfuseHealth(status, Version), ApiJson.Plain.LangfuseHealth, statusCode: code);
}
