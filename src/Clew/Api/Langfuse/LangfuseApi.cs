using Clew.Api.Langfuse.Datasets;
using Clew.Api.Langfuse.Media;
using Clew.Api.Langfuse.Metrics;
using Clew.Api.Langfuse.Prompts;
using Clew.Api.Langfuse.Reads;
using Clew.Api.Langfuse.Scores;
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
        api.MapTraceReads();
        api.MapObservations();
        api.MapObservationsV2();
        api.MapSessions();
        api.MapScoreReads();
        api.MapScoresV3();
        api.MapMetrics();
        api.MapServerReads();
        api.MapPrompts();
        api.MapScoreConfigs();
        api.MapComments();
        api.MapModels();
        api.MapDatasets();
        api.MapOldDatasets();
        api.MapDatasetItems();
        api.MapDatasetRuns();
        api.MapDatasetRunItems();
        api.MapMedia();
        api.MapMediaBytes();
    }
}
