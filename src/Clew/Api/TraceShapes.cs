using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clew.Api;

/// <summary>A page of traces, newest first.</summary>
/// <param name="NextCursor">For the next page; null on the last one.</param>
/// <param name="Total">How many fit, on all pages together; null if that was not asked.</param>
/// <param name="Complete">False if looking into content took too long and was ended: rows may be missing.</param>
/// <param name="LookedBackTo">
/// Then, Unix nanoseconds: all that is later was looked at, and nextCursor goes on from there. Null if nobody knows; the
/// query has to be narrower.
/// </param>
sealed record TraceList(
    IReadOnlyList<TraceSummary> Traces,
    string? NextCursor,
    long? Total = null,
    bool Complete = true,
    string? LookedBackTo = null
);

/// <summary>Tokens; a null was not reported.</summary>
/// <param name="InputTokens">Cached tokens included.</param>
/// <param name="OutputTokens">Reasoning tokens included.</param>
sealed record UsageShape(
    long? InputTokens,
    long? OutputTokens,
    long? CacheReadTokens,
    long? CacheWriteTokens,
    long? ReasoningTokens,
    long? TotalTokens
);

/// <param name="Source">
/// Who says so: <c>client</c>; <c>prices</c> if it was worked out from the tokens; <c>spans</c> for the sum of a trace.
/// </param>
/// <param name="PricedBy">With <c>prices</c>: the row of the price table, for example <c>openai/gpt-4o</c>.</param>
/// <param name="Input">The part for what went in; null if it is not known.</param>
/// <param name="Output">The part for what came out.</param>
sealed record CostShape(
    decimal Total,
    string Currency,
    string Source,
    string? PricedBy,
    decimal? Input = null,
    decimal? Output = null
);

/// <summary>A trace as lists show it.</summary>
record TraceSummary
{
    public required string Id { get; init; }
    public required string? Name { get; init; }

    /// <summary>Unix nanoseconds in decimal.</summary>
    public required string StartUnixNano { get; init; }
    public required string? EndUnixNano { get; init; }
    public required string? DurationNano { get; init; }

    /// <summary>pending, running, completed, failed or cancelled: that of the root.</summary>
    public required string Status { get; init; }
    public required int SpanCount { get; init; }
    public required int ErrorCount { get; init; }
    public required UsageShape Usage { get; init; }
    public required CostShape? Cost { get; init; }
    public required IReadOnlyList<string> Models { get; init; }
    public required IReadOnlyList<string> Services { get; init; }
    public required string? SessionId { get; init; }
    public required string? UserId { get; init; }
    public required string? Environment { get; init; }
    public required string? Release { get; init; }
    public required string? Version { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required string? RootSpanId { get; init; }
    public required string? InputPreview { get; init; }
    public required string? OutputPreview { get; init; }
}

/// <summary>A trace with its own content and the skeleton of its spans.</summary>
sealed record TraceDetail : TraceSummary
{
    public TraceDetail() { }

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public TraceDetail(TraceSummary summary)
        : base(summary) { }

    public string? Input { get; init; }

    [JsonPropertyName("input_mime_type")]
    public string? InputMimeType { get; init; }

    /// <summary>True if the input was longer than 1 MiB and was cut.</summary>
    [JsonPropertyName("input_truncated")]
    public bool InputTruncated { get; init; }

    /// <summary>Bytes of the whole value.</summary>
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

    /// <summary>When the output that the trace has of its own was stated, RFC 3339; null if a span lends it.</summary>
    [JsonPropertyName("output_updated_at")]
    public string? OutputUpdatedAt { get; init; }

    /// <summary>Whether the trace itself was given its input, rather than a span lending it.</summary>
    public bool HasOwnInput { get; init; }
    public bool HasOwnOutput { get; init; }

    /// <summary>Where <c>input</c> and <c>output</c> were read from.</summary>
    public IReadOnlyDictionary<string, ProvenanceShape> Provenance { get; init; } =
        new Dictionary<string, ProvenanceShape>();
    public string? ExternalId { get; init; }

    /// <summary>When the first and the last record arrived, RFC 3339.</summary>
    public string CreatedAt { get; init; } = "";
    public string UpdatedAt { get; init; } = "";
    public string? InputSpanId { get; init; }
    public string? OutputSpanId { get; init; }
    public JsonElement Metadata { get; init; }
    public bool Public { get; init; }
    public IReadOnlyList<string> RootSpanIds { get; init; } = [];
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Of the trace and of its spans, in the order in which they were given.</summary>
    public IReadOnlyList<ScoreShape> Scores { get; init; } = [];
    public SkeletonShape? Skeleton { get; init; }
}

/// <summary>
/// Every span of a trace in columns, ordered by start: arrays of equal length, text as an index into
/// <see cref="Strings"/> or -1.
/// </summary>
sealed record SkeletonShape
{
    public required int Count { get; init; }
    public required string[] Id { get; init; }

    /// <summary>Index of the parent, or -1 for a root, also where a parent is missing or a cycle was cut.</summary>
    public required int[] Parent { get; init; }
    public required int[] Name { get; init; }
    public required int[] Model { get; init; }
    public required int[] Service { get; init; }
    public required int[] Tool { get; init; }
    public required int[] Type { get; init; }
    public required int[] Status { get; init; }
    public required int[] Level { get; init; }

    /// <summary>Nanoseconds after the start of the trace.</summary>
    public required long[] Start { get; init; }

    /// <summary>Nanoseconds; null while running.</summary>
    public required long?[] Duration { get; init; }
    public required long?[] InputTokens { get; init; }
    public required long?[] OutputTokens { get; init; }

    /// <summary>1 if the span's usage counts towards the trace.</summary>
    public required int[] Counts { get; init; }
    public required decimal?[] Cost { get; init; }
    public required IReadOnlyList<string> Strings { get; init; }
    public required IReadOnlyList<string> Types { get; init; }
    public required IReadOnlyList<string> Statuses { get; init; }
    public required IReadOnlyList<string> Levels { get; init; }

    /// <summary>By index: the parent id of each span whose parent has not arrived.</summary>
    public required IReadOnlyDictionary<string, string> MissingParents { get; init; }
}
