using Clew.Model;
using Clew.Query;
using Clew.Query.Text;

namespace Clew.Store;

/// <summary>
/// Which records to find: those that say all of the patterns, wherever each stands. The last to arrive come first; in
/// one trace they come in the order in which its spans start.
/// </summary>
/// <remarks>
/// A hit is a record of a trace that is listed: a span, a log, an event. A span whose patch says it too is two hits.
/// </remarks>
sealed record SearchQuery(string Project, IReadOnlyList<TextPattern> Patterns)
{
    /// <summary>Earliest start of the span, Unix nanoseconds, inclusive; of the trace if there is no span.</summary>
    public long? FromNano { get; init; }

    /// <summary>Latest start, exclusive.</summary>
    public long? ToNano { get; init; }

    public int Limit { get; init; } = 50;

    /// <summary>Only records before this sequence: where the previous page ended. Not within a trace.</summary>
    public long? Before { get; init; }

    /// <summary>Only in this trace; then <see cref="Limit"/> counts, and there are no pages.</summary>
    public TraceId? Within { get; init; }
}

/// <param name="Next">The <see cref="SearchQuery.Before"/> of the next page; null if there is none.</param>
/// <param name="LookedBackToNano">
/// Set if it took too long and was ended: only what arrived since was looked at. The next page goes on from there.
/// </param>
sealed record SearchPage(IReadOnlyList<SearchHit> Hits, long? Next, long? LookedBackToNano);

/// <param name="SpanId">Empty if the record is about the trace.</param>
/// <param name="Name">Of the span, else of the trace.</param>
/// <param name="StartNano">Likewise.</param>
/// <param name="IsInput">True if it stands in what the record says of the input, false for the output; null for neither.</param>
/// <param name="Key">Of the attribute, or empty.</param>
sealed record SearchHit(
    TraceId TraceId,
    SpanId SpanId,
    string? Name,
    long StartNano,
    long Sequence,
    LeafSite Site,
    bool? IsInput,
    string Key,
    Snippet Snippet
);
