using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Clew.Mcp.Http;

/// <summary>Why a request is not answered.</summary>
readonly record struct Complaint(int Status, McpErrorCode Code, string Sentence, JsonNode? Data = null);

/// <summary>
/// What MCP asks of the HTTP around a message. Up to revision 2025-11-25 a client says hello first and then names the
/// revision in a header; from 2026-07-28 on every message stands alone, and its headers repeat what is in the body, so
/// that what lies between can route by them. They must then agree.
/// </summary>
static class Envelope
{
    const string VersionHeader = "MCP-Protocol-Version";
    const string MethodHeader = "Mcp-Method";
    const string NameHeader = "Mcp-Name";
    const string VersionMember = "io.modelcontextprotocol/protocolVersion";
    const string CapabilitiesMember = "io.modelcontextprotocol/clientCapabilities";

    /// <summary>The first revision without a handshake.</summary>
    const string Standalone = "2026-07-28";

    static readonly string[] Versions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", Standalone];

    /// <summary>Methods that went with the handshake.</summary>
    static readonly string[] Gone =
    [
        "initialize",
        "ping",
        "logging/setLevel",
        "resources/subscribe",
        "resources/unsubscribe",
    ];

    /// <summary>Null where the client does not say.</summary>
    public static string? VersionOf(IHeaderDictionary headers) =>
        headers[VersionHeader].ToString() is { Length: > 0 } version ? version : null;

    public static bool AcceptsEvents(IHeaderDictionary headers) =>
        headers.Accept.Count == 0
        || headers.Accept.Any(accept =>
            accept is not null
            && (
                accept.Contains("text/event-stream", StringComparison.OrdinalIgnoreCase)
                || accept.Contains("text/*", StringComparison.Ordinal)
                || accept.Contains("*/*", StringComparison.Ordinal)
            )
        );

    /// <summary>Null if all is well.</summary>
    public static Complaint? Check(IHeaderDictionary headers, JsonRpcMessage message)
    {
        var version = VersionOf(headers);
        if (version is not null && !Versions.Contains(version))
        {
            return new(
                400,
                McpErrorCode.UnsupportedProtocolVersion,
                $"{VersionHeader} is '{version}'; this server speaks {string.Join(", ", Versions)}.",
                new JsonObject
                {
                    ["supported"] = new JsonArray([.. Versions.Select(known => JsonValue.Create(known))]),
                    ["requested"] = version,
                }
            );
        }

        return IsStandalone(version) || IsStandalone(Meta(message)?[VersionMember]?.ToString())
            ? CheckStandalone(headers, message, version)
            : null;
    }

    /// <summary>From 2026-07-28 on some errors have an HTTP status of their own; before, an answer is 200.</summary>
    public static int StatusOf(IHeaderDictionary headers, int code) =>
        !IsStandalone(VersionOf(headers))
            ? StatusCodes.Status200OK
            : (McpErrorCode)code switch
            {
                McpErrorCode.MethodNotFound => StatusCodes.Status404NotFound,
                McpErrorCode.MissingRequiredClientCapability
                or McpErrorCode.UnsupportedProtocolVersion
                or McpErrorCode.HeaderMismatch => StatusCodes.Status400BadRequest,
                _ => StatusCodes.Status200OK,
            };

    static Complaint? CheckStandalone(IHeaderDictionary headers, JsonRpcMessage message, string? version)
    {
        if (message is not JsonRpcRequest request)
        {
            return null;
        }

        var said = Meta(message)?[VersionMember]?.ToString();
        if (version != said)
        {
            return Mismatch(VersionHeader, version, $"_meta/{VersionMember}", said);
        }

        if (headers[MethodHeader].ToString() is var method && method != request.Method)
        {
            return Mismatch(MethodHeader, method, "method", request.Method);
        }

        var name = request.Method switch
        {
            "tools/call" or "prompts/get" => (request.Params as JsonObject)?["name"]?.ToString(),
            "resources/read" => (request.Params as JsonObject)?["uri"]?.ToString(),
            _ => null,
        };
        if (name is not null && Decode(headers[NameHeader].ToString()) is var named && named != name)
        {
            return Mismatch(NameHeader, named, "the name in the body", name);
        }

        if (Meta(message)?[CapabilitiesMember] is not JsonObject)
        {
            return new(400, McpErrorCode.InvalidParams, $"_meta/{CapabilitiesMember} must be there, an object.");
        }

        return Gone.Contains(request.Method)
            ? new(404, McpErrorCode.MethodNotFound, $"There is no '{request.Method}' in revision {version}.")
            : null;
    }

    /// <summary>A name that no header can carry comes as <c>=?base64?…?=</c>.</summary>
    static string? Decode(string value)
    {
        const string Start = "=?base64?";
        const string End = "?=";
        if (!value.StartsWith(Start, StringComparison.Ordinal) || !value.EndsWith(End, StringComparison.Ordinal))
        {
            return value;
        }

        var encoded = value[Start.Length..^End.Length];
        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var length)
            ? System.Text.Encoding.UTF8.GetString(bytes, 0, length)
            : null;
    }

    static Complaint Mismatch(string header, string? value, string member, string? other) =>
        new(
            400,
            McpErrorCode.HeaderMismatch,
            $"The header {header} is '{value}' and {member} is '{other}'; they must be the same."
        );

    static JsonObject? Meta(JsonRpcMessage message) =>
        (
            message switch
            {
                JsonRpcRequest request => request.Params,
                JsonRpcNotification notification => notification.Params,
                _ => null,
            }
        )
            is JsonObject parameters
            ? parameters["_meta"] as JsonObject
            : null;

    // Revisions are dates, so that their order as text is their order in time.
    static bool IsStandalone(string? version) => string.CompareOrdinal(version, Standalone) >= 0;
}
