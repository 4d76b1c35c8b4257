using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Clew.Api.Langfuse.Metrics;
using Clew.Api.Langfuse.Reads;
using Clew.Model;

namespace Clew.Api.Langfuse;

/// <summary>How traces, observations, sessions, scores and metrics become JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, MaxDepth = ApiJson.Depth)]
[JsonSerializable(typeof(LangfuseList<LangfuseTraceItem>))]
[JsonSerializable(typeof(LangfuseList<LangfuseObservation>))]
[JsonSerializable(typeof(LangfuseObservation))]
[JsonSerializable(typeof(LangfuseList<LangfuseSession>))]
[JsonSerializable(typeof(LangfuseSessionTraces))]
[JsonSerializable(typeof(LangfuseProjects))]
[JsonSerializable(typeof(LangfuseList<JsonObject>))]
[JsonSerializable(typeof(LangfuseList<LangfuseScoreItem>))]
[JsonSerializable(typeof(LangfuseScoreItem))]
[JsonSerializable(typeof(LangfuseList<LangfuseDay>))]
[JsonSerializable(typeof(LangfuseRows))]
[JsonSerializable(typeof(LangfuseMetricRows))]
[JsonSerializable(typeof(JsonObject))]
sealed partial class LangfuseReadJson : JsonSerializerContext
{
    /// <summary>As <see cref="ApiJson.Plain"/>.</summary>
    public static LangfuseReadJson Plain { get; } =
        new(
            new JsonSerializerOptions(JsonSerializerDefaults.Web)
            {
                Encoder = PlainJsonEncoder.Instance,
                MaxDepth = ApiJson.Depth,
            }
        );
}
