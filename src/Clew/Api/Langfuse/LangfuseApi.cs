using System.Reflection;
using Clew.Dialects;
using Clew.Model;
using Clew.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Clew.Api.Langfuse;

/// <summary><c>/api/public</c>: reads that Langfuse clients make.</summary>
static class LangfuseApi
{
    public static void MapLangfuse(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/public").WithTags("Langfuse");
        api.AddEndpointFilter(LangfuseRefusal.TellAsync);
        api.MapGet("/traces/{traceId}", GetTraceAsync)
            .WithName("langfuseGetTrace")
            .WithSummary("One trace with all observations and scores, as Langfuse shapes it.")
            .Produces<LangfuseTrace>()
            .Produces<LangfuseMessage>(StatusCodes.Status404NotFound);
        api.MapGet("/health", Health).WithName("langfuseHealth").Produces<LangfuseHealth>();
        api.MapPrompts();
        api.MapScoreConfigs();
        api.MapComments();
    }

    static async Task<IResult> GetTraceAsync(
        HttpContext context,
        string traceId,
        ITraceStore store,
        DialectTable dialects,
        CancellationToken ct
    )
    {
        var project = TracesApi.ProjectOf(context);
        if (!TraceId.TryParse(traceId, out var id) || await store.FindTraceAsync(project, id, ct) is not { } row)
        {
            return TypedResults.Json(
                new LangfuseMessage($"Trace {traceId} not found within authorized project", "LangfuseNotFoundError"),
                ApiJson.Plain.LangfuseMessage,
                statusCode: StatusCodes.Status404NotFound
            );
        }

        var stories = await SpanStory.ReadAllAsync(store, dialects, project, id, ct);
        var spans = await store.ReadSpansAsync(project, id, ct);
        var scores = await store.ReadScoresAsync(project, id, ct);
        var content = await TraceContent.ReadAsync(
            store,
            dialects,
            project,
            row,
            TraceShape.Of(spans).Summarise(id, new()),
            span => Task.FromResult(stories.FirstOrDefault(s => s.Id == span)),
            ct
        );
        return TypedResults.Json(
            LangfuseTraces.Of(project, row, spans, stories, scores, content),
            ApiJson.Plain.LangfuseTrace
        );
    }

    static IResult Health() =>
        TypedResults.Json(
            new LangfuseHealth("OK", Assembly.GetExecutingAssembly().GetName().Version!.ToString(3)),
            ApiJson.Plain.LangfuseHealth
        );
}
