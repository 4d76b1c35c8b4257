namespace Clew.Api;

/// <summary>A page of sessions.</summary>
/// <param name="NextCursor">For the next page; null on the last one.</param>
sealed record SessionList(IReadOnlyList<SessionShape> Sessions, string? NextCursor);

sealed record UserList(IReadOnlyList<UserShape> Users, string? NextCursor);

/// <summary>What traces of one session or user add up to.</summary>
abstract record GroupShape
{
    public required string Id { get; init; }

    /// <summary>Starts of the first and of the last trace, and the latest end; Unix nanoseconds in decimal.</summary>
    public required string FirstUnixNano { get; init; }
    public required string LastUnixNano { get; init; }
    public required string? EndUnixNano { get; init; }
    public required int TraceCount { get; init; }

    /// <summary>Traces that failed.</summary>
    public required int ErrorCount { get; init; }
    public required long SpanCount { get; init; }
    public required UsageShape Usage { get; init; }
    public required CostShape? Cost { get; init; }

    /// <summary>Of traces that have ended, in nanoseconds.</summary>
    public required double? AverageDurationNano { get; init; }
    public required IReadOnlyList<string> Environments { get; init; }
}

sealed record SessionShape : GroupShape
{
    /// <summary>At most 8, and how many there are.</summary>
    public required IReadOnlyList<string> Users { get; init; }
    public required int UserCount { get; init; }

    /// <summary>Of the earliest trace that has an input, and of the latest that has an output; at most 160 characters.</summary>
    public required string? FirstInput { get; init; }
    public required string? LastOutput { get; init; }
}

sealed record UserShape : GroupShape
{
    public required IReadOnlyList<string> Sessions { get; init; }
    public required int SessionCount { get; init; }
}

/// <summary>A session and its traces, oldest first.</summary>
sealed record SessionDetail(SessionShape Session, IReadOnlyList<TraceSummary> Traces, string? NextCursor);

/// <summary>The turns of a session, oldest first: one for each trace.</summary>
sealed record ConversationShape(string SessionId, IReadOnlyList<TurnShape> Turns, string? NextCursor);

/// <summary>What was said in one trace, without what was said before it.</summary>
sealed record TurnShape
{
    public required string TraceId { get; init; }
    public required string? Name { get; init; }
    public required string StartUnixNano { get; init; }
    public required string? EndUnixNano { get; init; }
    public required string Status { get; init; }
    public required string? UserId { get; init; }

    /// <summary>Where the input and the output stand; null if they were stated of the trace itself.</summary>
    public required string? InputSpanId { get; init; }
    public required string? OutputSpanId { get; init; }

    /// <summary>What is new: the messages after the last answer that the input repeats, without instructions.</summary>
    public required IReadOnlyList<MessageShape> Input { get; init; }

    /// <summary>The final answer; of a longer output the last message that says something.</summary>
    public required IReadOnlyList<MessageShape> Output { get; init; }
    public required UsageShape Usage { get; init; }
    public required CostShape? Cost { get; init; }
}
