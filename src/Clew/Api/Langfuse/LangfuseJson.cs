using System.Text.Json;
using System.Text.Json.Serialization;
using Clew.Model;

namespace Clew.Api.Langfuse;

/// <summary>How what is kept as documents becomes JSON, in answers and in the store.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, MaxDepth = ApiJson.Depth)]
[JsonSerializable(typeof(LangfuseInvalid))]
sealed partial class LangfuseJson : JsonSerializerContext
{
    /// <summary>As <see cref="ApiJson.Plain"/>.</summary>
    public static LangfuseJson Plain { get; } =
        new(
            new JsonSerializerOptions(JsonSerializerDefaults.Web)
            {
                Encoder = PlainJsonEncoder.Instance,
                MaxDepth = ApiJson.Depth,
                // Otherwise "5" would pass for 5 in what was kept.
                NumberHandling = JsonNumberHandling.Strict,
            }
        );
}
