namespace Clew.Api.Live;

/// <summary>Traces that were deleted, or that no longer fit the filter.</summary>
sealed record GoneTraces(IReadOnlyList<string> Ids);

/// <summary>Changes that this stream does not tell: read anew.</summary>
/// <param name="Count">How many changes of anything in the store, at most; null if nobody knows.</param>
sealed record MissedChanges(long? Count);

/// <summary>Nothing happened.</summary>
sealed record NoNews;

/// <summary>A trace that is followed: as in lists, and when the last record of it arrived, RFC 3339.</summary>
sealed record LiveTrace : TraceSummary
{
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public LiveTrace(TraceSummary summary, string updatedAt)
        : base(summary) => UpdatedAt = updatedAt;

    public string UpdatedAt { get; }
}

/// <summary>Spans of a trace that are new or look different.</summary>
sealed record LiveSpans(IReadOnlyList<LiveSpan> Spans);

/// <summary>A row of the skeleton by itself.</summary>
/// <param name="ParentId">Null for a root, also where a parent is missing or a cycle was cut.</param>
/// <param name="MissingParentId">A parent that has not arrived.</param>
/// <param name="Counts">Whether its usage counts towards the trace.</param>
sealed record LiveSpan(
    string Id,
    string? ParentId,
    string? MissingParentId,
    string? Name,
    string? Model,
    string? Service,
    string? Tool,
    string Type,
    string Status,
    string Level,
    string StartUnixNano,
    string? DurationNano,
    long? InputTokens,
    long? OutputTokens,
    bool Counts,
    decimal? Cost
);
