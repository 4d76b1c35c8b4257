using Clew.Model;

namespace Clew.Store.Memory;

/// <summary>What an append changed, by looking before and after.</summary>
sealed partial class MemoryStore
{
    HashSet<(TraceId Trace, SpanId Span)> Seen_NeedsGate(string project) =>
        [
            .. TraceRows_NeedsGate(project)
                .SelectMany(t =>
                    t.Spans.Select(s => (t.Trace!.TraceId, s.SpanId)).Prepend((t.Trace!.TraceId, default(SpanId)))
                ),
        ];

    void Announce_NeedsGate(string project, List<Kept> added, HashSet<(TraceId Trace, SpanId Span)> seen)
    {
        var after = Seen_NeedsGate(project);
        var touched = added.Select(k => (Trace: TraceOf_NeedsGate(k), Span: k.Record.SpanId)).ToArray();
        var judged = ToldOf(project, added).Select(trace => (trace, default(SpanId)));
        changes.Announce(
            touched
                .Select(t => (t.Trace, default(SpanId)))
                .Concat(touched)
                .Concat(judged)
                // What was there before the record that gave it its place is seen only now.
                .Concat(after.Where(k => !seen.Contains(k)))
                .Distinct()
                .Where(after.Contains)
                .Select(k => (project, new TraceChange(k.Item1, k.Item2, KindOf(k))))
        );

        ChangeKind KindOf((TraceId, SpanId) key) => seen.Contains(key) ? ChangeKind.Changed : ChangeKind.New;
    }

    /// <summary>The traces that records judge.</summary>
    static IEnumerable<TraceId> ToldOf(string project, IEnumerable<Kept> kept) =>
        kept.Where(k => k.Project == project)
            .SelectMany(k => k.Facts)
            .Where(f => f is { Subject: Subject.Score, Object: Score })
            .Select(f => ((Score)f.Object!).TraceId)
            .Where(id => !id.IsEmpty)
            .Distinct();
}
