using System.Text.Json;
using System.Text.Json.Serialization;
using Clew.Api.Langfuse;

namespace Clew.Api;

/// <summary>How the API's shapes become JSON, worked out at build time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, MaxDepth = 512)]
[JsonSerializable(typeof(TraceList))]
[JsonSerializable(typeof(TraceDetail))]
[JsonSerializable(typeof(SpanDetail))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(LangfuseTrace))]
[JsonSerializable(typeof(LangfuseMessage))]
[JsonSerializable(typeof(LangfuseHealth))]
[JsonSerializable(typeof(IReadOnlyList<AttributeShape>))]
[JsonSerializable(typeof(List<AttributeShape>))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(bool))]
sealed partial class ApiJson : JsonSerializerContext;
