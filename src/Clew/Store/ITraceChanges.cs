using Clew.Model;

namespace Clew.Store;

/// <summary>
/// Tells what was committed, for whoever follows it: part of <see cref="ITraceStore"/> and its contract. Listeners never
/// hold up writing. A store remembers a limited number of changes for all of them together; one that comes too late for
/// some is told so, and reads anew what it needs.
/// </summary>
/// <remarks>
/// <para>A change has a position. Positions rise, also from one start of the server to the next, and not always by one.
/// </para>
/// <para>A change is told after every read can see it, and before the call that made it completes. What is read after
/// <see cref="Read"/> is as new as the changes it gave, or newer.</para>
/// <para>Before the first <see cref="Position"/> is asked for nothing is remembered, so that nobody pays for it.</para>
/// </remarks>
interface ITraceChanges
{
    /// <summary>Of the last change. From here on changes are remembered.</summary>
    long Position { get; }

    /// <summary>Completes when there are changes after a position, of any project.</summary>
    Task WaitAsync(long after, CancellationToken ct);

    /// <summary>The changes of a project after a position that was given before, in their order.</summary>
    ChangePage Read(string project, long after);
}

/// <param name="Position">Where to read on.</param>
/// <param name="IsWhole">
/// False if some are missing: they are forgotten, or the position is not of this store. Then it gives none at all.
/// </param>
/// <param name="Missed">How many changes are forgotten, those of other projects among them; null if nobody knows.</param>
sealed record ChangePage(IReadOnlyList<TraceChange> Changes, long Position, bool IsWhole = true, long? Missed = 0);

/// <summary>
/// What became of a trace, or of a span of it. It names what may look different now, and MAY name what looks as before,
/// or is not there: for what is true now, ask the store.
/// </summary>
/// <param name="Span">Empty if it is about the trace itself.</param>
readonly record struct TraceChange(TraceId Trace, SpanId Span, ChangeKind Kind);

enum ChangeKind : byte
{
    /// <summary>It was not to be seen before.</summary>
    New = 0,
    Changed,

    /// <summary>Only of traces; their spans go with them, unsaid.</summary>
    Deleted,
}
