using System.Text.Json.Serialization;
using Clew.Host.Admin;
using Clew.Host.Data;

namespace Clew.Host;

/// <summary>How this room's values are written as JSON; made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(DirectoryMarker))]
[JsonSerializable(typeof(ServerFile))]
[JsonSerializable(typeof(ServerInfo))]
[JsonSerializable(typeof(ProjectInfo[]))]
[JsonSerializable(typeof(KeyInfo[]))]
[JsonSerializable(typeof(NewProject))]
[JsonSerializable(typeof(NewKey))]
[JsonSerializable(typeof(IssuedKey))]
[JsonSerializable(typeof(NewReindex))]
[JsonSerializable(typeof(ReindexInfo))]
sealed partial class HostJson : JsonSerializerContext;
