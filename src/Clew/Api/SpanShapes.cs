using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clew.Api;

/// <summary>One typed value as it was sent.</summary>
/// <param name="Key">Null for an element of an array and for a log's body.</param>
/// <param name="Type">string, bool, int, double, bytes, array, map or empty.</param>
/// <param name="Value">
/// An int beyond 2^53 and a double that is not finite are strings; bytes are Base64; the elements of an array or map
/// are attributes themselves.
/// </param>
sealed record AttributeShape(string? Key, string Type, object? Value)
{
    /// <summary>
    /// The dialects that read an attribute; empty if nobody does anything with it. Left out where it is not an
    /// attribute of the span, its resource, scope, events or log records, but a value within one.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? MappedBy { get; init; }
}

sealed record ResourceShape(IReadOnlyList<AttributeShape> Attributes, string SchemaUrl, uint DroppedAttributesCount);

sealed record ScopeShape(
    string Name,
    string Version,
    IReadOnlyList<AttributeShape> Attributes,
    string SchemaUrl,
    uint DroppedAttributesCount
);

sealed record EventShape(
    string TimeUnixNano,
    string Name,
    IReadOnlyList<AttributeShape> Attributes,
    uint DroppedAttributesCount
);

sealed record LinkShape(
    string TraceId,
    string SpanId,
    string TraceState,
    IReadOnlyList<AttributeShape> Attributes,
    uint Flags,
    uint DroppedAttributesCount
);

sealed record LogShape(
    string TimeUnixNano,
    string ObservedTimeUnixNano,
    int SeverityNumber,
    string SeverityText,
    string EventName,
    AttributeShape Body,
    IReadOnlyList<AttributeShape> Attributes
);

/// <summary>One message of a conversation, whatever dialect it came in.</summary>
sealed record MessageShape(string Role, string? Name, string? FinishReason, IReadOnlyList<PartShape> Parts);

/// <summary>One part of a message; what does not apply to its type is left out.</summary>
/// <param name="Type">text, reasoning, tool_call, tool_result, image, audio, video, file or other.</param>
sealed record PartShape(
    string Type,
    string? Text,
    string? Id,
    string? Name,
    string? Arguments,
    string? Result,
    string? Uri,
    string? MimeType,
    string? FileId,
    string? Json
);

/// <summary>Facts of an input that is a chat; counts of zero are left out.</summary>
sealed record LlmShape
{
    [JsonPropertyName("message_count")]
    public required int MessageCount { get; init; }

    [JsonPropertyName("user_message_count")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int UserMessageCount { get; init; }

    [JsonPropertyName("assistant_message_count")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int AssistantMessageCount { get; init; }

    [JsonPropertyName("system_message_count")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int SystemMessageCount { get; init; }

    [JsonPropertyName("tool_message_count")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int ToolMessageCount { get; init; }

    [JsonPropertyName("first_role")]
    public string? FirstRole { get; init; }

    [JsonPropertyName("last_role")]
    public string? LastRole { get; init; }

    [JsonPropertyName("has_tool_calls")]
    public bool HasToolCalls { get; init; }

    [JsonPropertyName("tool_call_count")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int ToolCallCount { get; init; }
}

/// <summary>Where a value comes from.</summary>
/// <param name="Dialect">Who understood it.</param>
/// <param name="Version">That of the dialect's rules.</param>
/// <param name="Source">The attribute, event or field it was read from.</param>
/// <param name="Others">What else was said of it, and lost; left out if nothing was.</param>
sealed record ProvenanceShape(
    string Dialect,
    int Version,
    string Source,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<RivalShape>? Others = null
);

/// <summary>Another value for a field, which is not shown because another source is trusted more.</summary>
/// <param name="Value">At most 160 characters of it, on one line.</param>
sealed record RivalShape(string Dialect, int Version, string Source, string Value);

/// <summary>A record as it arrived.</summary>
/// <param name="Kind">otlp_span or otlp_log.</param>
/// <param name="Encoding">protobuf or json.</param>
/// <param name="Json">The record as OTLP JSON.</param>
sealed record RawShape(string Kind, string Encoding, string ArrivalUnixNano, long Sequence, JsonElement Json);

/// <summary>Everything known of one span.</summary>
sealed record SpanDetail
{
    public required string TraceId { get; init; }
    public required string SpanId { get; init; }
    public required string? ParentSpanId { get; init; }
    public required string? Name { get; init; }
    public required string Type { get; init; }
    public required string Status { get; init; }
    public required string Level { get; init; }
    public string? Operation { get; init; }

    /// <summary>unspecified, internal, server, client, producer, consumer, or the number that was sent.</summary>
    public required string Kind { get; init; }
    public required string StartUnixNano { get; init; }
    public string? EndUnixNano { get; init; }
    public string? DurationNano { get; init; }
    public string? ErrorMessage { get; init; }
    public string? ErrorType { get; init; }
    public string? Model { get; init; }
    public string? ResponseModel { get; init; }
    public string? Provider { get; init; }
    public string? Service { get; init; }
    public JsonElement Parameters { get; init; }
    public IReadOnlyList<string> FinishReasons { get; init; } = [];
    public string? TimeToFirstTokenNano { get; init; }

    /// <summary>What this span reports; null if nothing.</summary>
    public UsageShape? Usage { get; init; }

    /// <summary>Whether that usage is part of the trace's.</summary>
    public bool CountsTowardTotals { get; init; }
    public CostShape? Cost { get; init; }
    public string? Input { get; init; }

    [JsonPropertyName("input_mime_type")]
    public string? InputMimeType { get; init; }

    [JsonPropertyName("input_truncated")]
    public bool InputTruncated { get; init; }

    [JsonPropertyName("input_size")]
    public long? InputSize { get; init; }

    /// <summary>Whether the sender cut it before it sent it: the rest is nowhere.</summary>
    public bool InputCutBySender { get; init; }
    public string? Output { get; init; }

    [JsonPropertyName("output_mime_type")]
    public string? OutputMimeType { get; init; }

    [JsonPropertyName("output_truncated")]
    public bool OutputTruncated { get; init; }

    [JsonPropertyName("output_size")]
    public long? OutputSize { get; init; }
    public bool OutputCutBySender { get; init; }
    public IReadOnlyList<MessageShape>? InputMessages { get; init; }
    public IReadOnlyList<MessageShape>? OutputMessages { get; init; }
    public string? SystemInstructions { get; init; }
    public JsonElement ToolDefinitions { get; init; }
    public string? ToolName { get; init; }
    public string? ToolCallId { get; init; }
    public string? ToolArguments { get; init; }
    public string? ToolResult { get; init; }
    public JsonElement Documents { get; init; }

    /// <summary>How many vectors an embedding made.</summary>
    public long? EmbeddingCount { get; init; }

    /// <summary>Of how many dimensions.</summary>
    public long? EmbeddingDimensions { get; init; }

    /// <summary>The prompt of a prompt library that was used.</summary>
    public string? PromptName { get; init; }
    public string? PromptVersion { get; init; }
    public string? SessionId { get; init; }
    public string? UserId { get; init; }
    public string? Environment { get; init; }
    public string? Release { get; init; }
    public string? Version { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public JsonElement Metadata { get; init; }
    public LlmShape? Llm { get; init; }
    public IReadOnlyList<AttributeShape> Attributes { get; init; } = [];
    public ResourceShape? Resource { get; init; }
    public ScopeShape? Scope { get; init; }
    public IReadOnlyList<EventShape> Events { get; init; } = [];
    public IReadOnlyList<LinkShape> Links { get; init; } = [];
    public IReadOnlyList<LogShape> Logs { get; init; } = [];
    public string TraceState { get; init; } = "";
    public uint Flags { get; init; }
    public uint DroppedAttributesCount { get; init; }
    public uint DroppedEventsCount { get; init; }
    public uint DroppedLinksCount { get; init; }
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Of this span, in the order in which they were given.</summary>
    public IReadOnlyList<ScoreShape> Scores { get; init; } = [];

    /// <summary>By field name: where the value comes from.</summary>
    public IReadOnlyDictionary<string, ProvenanceShape> Provenance { get; init; } =
        new Dictionary<string, ProvenanceShape>();
    public IReadOnlyList<RawShape> Raw { get; init; } = [];
}
