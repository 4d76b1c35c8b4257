namespace Clew.Api;

/// <summary>A page of spans of all traces.</summary>
/// <param name="NextCursor">For the next page; null on the last one.</param>
/// <param name="Total">How many fit, on all pages together; null if that was not asked.</param>
/// <param name="Complete">False if looking into content took too long and was ended: rows may be missing.</param>
/// <param name="LookedBackTo">
/// Then, Unix nanoseconds: all that is later was looked at, and nextCursor goes on from there. Null if nobody knows; the
/// query has to be narrower.
/// </param>
sealed record SpanList(
    IReadOnlyList<SpanSummary> Spans,
    string? NextCursor,
    long? Total,
    bool Complete = true,
    string? LookedBackTo = null
);

/// <summary>The spans of a trace that fit a query, in the order of its skeleton.</summary>
sealed record SpanIds(string TraceId, IReadOnlyList<string> Spans);

/// <summary>A span as lists show it, with what its trace says of it.</summary>
sealed record SpanSummary
{
    public required string Id { get; init; }
    public required string TraceId { get; init; }
    public required string? ParentSpanId { get; init; }
    public required string? Name { get; init; }
    public required string Type { get; init; }
    public required string Status { get; init; }
    public required string Level { get; init; }

    /// <summary>Unix nanoseconds in decimal.</summary>
    public required string StartUnixNano { get; init; }
    public required string? EndUnixNano { get; init; }
    public required string? DurationNano { get; init; }
    public required string? Model { get; init; }
    public required string? Provider { get; init; }
    public required string? Tool { get; init; }
    public required string? Service { get; init; }
    public required UsageShape Usage { get; init; }
    public required CostShape? Cost { get; init; }
    public required string? TraceName { get; init; }
    public required string? SessionId { get; init; }
    public required string? UserId { get; init; }
    public required string? Environment { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
}

/// <summary>What can be asked about.</summary>
sealed record FieldList(string Subject, IReadOnlyList<FieldShape> Fields);

/// <param name="Of">
/// Whose it is: that of the subject, or <c>trace</c> for spans and scores, or <c>span</c> for traces, of which some span
/// has to pass.
/// </param>
/// <param name="Type">text, word, flag, count, number, money, time or duration.</param>
/// <param name="Operators">As the language writes them.</param>
/// <param name="Unit">What a bare number counts; null if nothing in particular.</param>
/// <param name="Words">All that it can be; empty unless its type is word.</param>
/// <param name="IsList">Has any number of values, of which one has to pass.</param>
/// <param name="TakesPath">Is many fields: <c>name.path</c>, or <c>name["path"]</c>.</param>
/// <param name="CanOrder">Whether a list can be in its order.</param>
sealed record FieldShape(
    string Name,
    string Of,
    IReadOnlyList<string> Aliases,
    string Type,
    IReadOnlyList<string> Operators,
    string? Unit,
    IReadOnlyList<string> Words,
    bool IsList,
    bool TakesPath,
    bool CanOrder,
    string About,
    IReadOnlyList<string> Examples
);

/// <summary>The commonest values of a field among the latest rows.</summary>
/// <param name="Of">trace, span or score: what was looked at.</param>
/// <param name="LookedAt">How many of them.</param>
sealed record FieldValues(string Field, string Of, int LookedAt, IReadOnlyList<FieldValue> Values);

sealed record FieldValue(string Value, int Count);

/// <summary>What a query means, or where it is wrong.</summary>
/// <param name="Text">The same query in the plainest words; null if it is wrong.</param>
sealed record QueryCheck(string? Text, QueryMistake? Error);

/// <param name="Position">In UTF-16 units.</param>
sealed record QueryMistake(int Position, int Length, string Message, string? Suggestion);
