namespace Clew.Model;

/// <summary>A trace as lists show it: what was said of it, and what its spans add up to.</summary>
sealed record TraceRow
{
    public required TraceId TraceId { get; init; }

    /// <summary>The explicit name, else that of <see cref="RootSpanId"/>.</summary>
    public string? Name { get; init; }

    /// <summary>The earliest start of any span, Unix nanoseconds.</summary>
    public required long StartNano { get; init; }

    /// <summary>The latest end of any span; null while none has ended.</summary>
    public long? EndNano { get; init; }
    public SpanStatus Status { get; init; }
    public required int SpanCount { get; init; }
    public int ErrorCount { get; init; }

    /// <summary>Every token once: a span counts if it reports usage and no descendant of it does.</summary>
    public Usage Usage { get; init; }
    public long? CostPicoUsd { get; init; }

    /// <summary>In ordinal order, at most <see cref="MaxNames"/>.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];
    public IReadOnlyList<string> Services { get; init; } = [];
    public string? SessionId { get; init; }
    public string? UserId { get; init; }
    public string? Environment { get; init; }
    public string? Release { get; init; }
    public string? Version { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public bool IsPublic { get; init; }

    /// <summary>What was said of the trace itself: JSON text by path, see <see cref="Field.TraceMetadata"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>The span that stands for the trace: its earliest root, else the earliest whose parent is not there.</summary>
    public SpanId RootSpanId { get; init; }

    /// <summary>The span whose input is the trace's; empty if there is none.</summary>
    public SpanId InputSpanId { get; init; }
    public SpanId OutputSpanId { get; init; }
    public string? InputPreview { get; init; }
    public string? OutputPreview { get; init; }

    /// <summary>How many models, services and so on a row lists.</summary>
    public const int MaxNames = 8;
}
