using System.Text.Json;
using System.Text.Json.Serialization;
using Clew.Api.Langfuse;
using Clew.Api.Live;
using Clew.Model;

namespace Clew.Api;

/// <summary>How the API's shapes become JSON, worked out at build time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, MaxDepth = Depth)]
[JsonSerializable(typeof(TraceList))]
[JsonSerializable(typeof(TotalsShape))]
[JsonSerializable(typeof(SessionList))]
[JsonSerializable(typeof(SessionDetail))]
[JsonSerializable(typeof(ConversationShape))]
[JsonSerializable(typeof(UserList))]
[JsonSerializable(typeof(TraceDetail))]
[JsonSerializable(typeof(SpanDetail))]
[JsonSerializable(typeof(TraceHistory))]
[JsonSerializable(typeof(TraceSummary))]
[JsonSerializable(typeof(GoneTraces))]
[JsonSerializable(typeof(MissedChanges))]
[JsonSerializable(typeof(NoNews))]
[JsonSerializable(typeof(LiveTrace))]
[JsonSerializable(typeof(LiveSpans))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Deleted))]
[JsonSerializable(typeof(TraceIdList))]
[JsonSerializable(typeof(LangfuseTrace))]
[JsonSerializable(typeof(LangfuseMessage))]
[JsonSerializable(typeof(LangfuseHealth))]
[JsonSerializable(typeof(IReadOnlyList<AttributeShape>))]
[JsonSerializable(typeof(List<AttributeShape>))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(bool))]
sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Content may be 512 levels deep, and stands some levels deep in an answer.</summary>
    public const int Depth = 1024;

    /// <summary>
    /// Writes text as it is (☔, not its escape): answers are JSON for programs, never part of an HTML page.
    /// </summary>
    public static ApiJson Plain { get; } =
        new(
            new JsonSerializerOptions(JsonSerializerDefaults.Web)
            {
                Encoder = PlainJsonEncoder.Instance,
                MaxDepth = Depth,
            }
        );
}
