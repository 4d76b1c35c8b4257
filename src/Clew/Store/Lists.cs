using Clew.Model;
using Clew.Query;

namespace Clew.Store;

/// <summary>Finds rows by what they are like. Part of <see cref="ITraceStore"/> and its contract.</summary>
/// <remarks>
/// <para>A filter of traces MAY ask about <see cref="TraceFields"/> only; of spans also about
/// <see cref="SpanFields"/>, of scores about <see cref="ScoreFields"/>. What it asks about the trace of a score whose
/// trace is not there has no value.</para>
/// <para><see cref="Filter.Mentions"/> and <see cref="SpanFields.Attribute"/> ask what records say. Of a span that is
/// each record of it by itself, late logs and patches too; of a trace each of its records. An input or output has to be
/// the one that is shown, and one of the records has to say it too.</para>
/// <para>Every answer is of one moment: what is appended meanwhile is in it whole or not at all, and what was
/// acknowledged before is. Reading holds up no writing, looks at no record unless content is asked for, and MUST stop
/// soon after it was cancelled. A page MAY end early if content takes long to look at, and says so; streams go on to
/// the end.</para>
/// </remarks>
interface ITraceLists
{
    Task<Found<TraceRow>> FindTracesAsync(RowQuery query, CancellationToken ct);

    /// <summary>Spans of all traces of a project.</summary>
    Task<Found<SpanInTrace>> FindSpansAsync(RowQuery query, CancellationToken ct);

    /// <summary>The scores of a project as they stand, also of what has not arrived.</summary>
    Task<Found<ScoreInTrace>> FindScoresAsync(RowQuery query, CancellationToken ct);

    /// <summary>
    /// The trace that has a span of this id, or null; of several the one that starts last. Ids of spans need only be
    /// unique within their trace.
    /// </summary>
    Task<TraceId?> FindTraceOfSpanAsync(string project, SpanId id, CancellationToken ct);

    /// <summary>Finds text in records, see <see cref="SearchQuery"/>.</summary>
    Task<SearchPage> SearchAsync(SearchQuery query, CancellationToken ct);

    /// <summary>For totals: all that fit, in any order, without previews and metadata.</summary>
    IAsyncEnumerable<TraceRow> StreamTracesAsync(string project, Filter filter, CancellationToken ct);

    IAsyncEnumerable<SpanInTrace> StreamSpansAsync(string project, Filter filter, CancellationToken ct);

    IAsyncEnumerable<ScoreInTrace> StreamScoresAsync(string project, Filter filter, CancellationToken ct);
}

/// <summary>Which rows, in what order, and which page of them.</summary>
sealed record RowQuery(string Project, Filter Filter)
{
    /// <summary>Null for the newest first. Rows that are equal in it stay in one order from page to page.</summary>
    public RowOrder? Order { get; init; }

    /// <summary>How many to leave out at first.</summary>
    public int Offset { get; init; }

    public int Limit { get; init; } = 50;

    /// <summary>Where the previous page ended; only without <see cref="Order"/>.</summary>
    public RowCursor? After { get; init; }

    /// <summary>Whether to count them all; that costs a look at each.</summary>
    public bool Counts { get; init; }
}

/// <summary>By a field that <see cref="QueryField.CanOrder"/>; rows without a value count as the least.</summary>
sealed record RowOrder(QueryField Field, bool IsDescending);

/// <summary>The last row of a page: when it started, or was given, and which it is.</summary>
/// <param name="Span">Empty for a trace.</param>
/// <param name="Score">The id of a score; then the others are empty.</param>
sealed record RowCursor(long TimeNano, TraceId Trace, SpanId Span = default, string? Score = null);

/// <param name="Total">
/// How many rows fit, on all pages together; null if that was not asked, or content takes too long to look at.
/// </param>
/// <param name="HasMore">Whether there are rows after these.</param>
sealed record Found<T>(IReadOnlyList<T> Rows, long? Total, bool HasMore)
{
    /// <summary>
    /// False if looking into content took too long and was ended: there may be rows that fit and are not among these.
    /// </summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>
    /// Of an answer that is not complete: the last row that was looked at, or a place before it, so that asking for what
    /// comes after it goes on. Null if the rows do not come in the order in which they were looked at; then the filter has to be narrower.
    /// </summary>
    public RowCursor? LookedUntil { get; init; }
}

/// <summary>A span, and of its trace what is not the span's own.</summary>
sealed record SpanInTrace(SpanRow Row, TraceValues Trace)
{
    public RowCursor Cursor => new(Row.StartNano, Trace.TraceId, Row.SpanId);
}

/// <param name="Trace">Null if it judges a session, or a trace that is not there.</param>
sealed record ScoreInTrace(ScoreRow Row, TraceValues? Trace)
{
    public RowCursor Cursor => new(Row.Score.TimeNano, default, default, Row.Score.Id);
}

/// <summary>The values of a trace that its spans and scores share. Those that are said of it, see <see cref="TraceRow"/>.</summary>
sealed record TraceValues
{
    public required TraceId TraceId { get; init; }
    public required long StartNano { get; init; }
    public string? Name { get; init; }
    public string? SessionId { get; init; }
    public string? UserId { get; init; }
    public string? Environment { get; init; }
    public string? Release { get; init; }
    public string? Version { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public bool IsPublic { get; init; }

    public static TraceValues Of(TraceRow row) =>
        new()
        {
            TraceId = row.TraceId,
            StartNano = row.StartNano,
            Name = row.Name,
            SessionId = row.SessionId,
            UserId = row.UserId,
            Environment = row.Environment,
            Release = row.Release,
            Version = row.Version,
            Tags = row.Tags,
            IsPublic = row.IsPublic,
        };
}
