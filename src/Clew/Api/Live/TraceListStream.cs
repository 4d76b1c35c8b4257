using Clew.Model;
using Clew.Query;
using Clew.Store;

namespace Clew.Api.Live;

/// <summary>
/// A list of traces that is kept up to date: what changed is asked for again with the same filter, so that there is one
/// judge of what fits.
/// </summary>
/// <param name="limit">How many traces a snapshot has; 0 for no snapshots.</param>
sealed class TraceListStream(
    ITraceStore store,
    LiveStreams streams,
    EventStream events,
    string project,
    Filter filter,
    int limit
)
{
    /// <summary>More changed traces than this at once are not told one by one.</summary>
    const int MostAtOnce = 2000;

    const int AskedAtOnce = 500;

    /// <param name="resume">Where an earlier stream ended; null to begin anew.</param>
    public async Task RunAsync(long? resume, CancellationToken ct)
    {
        // Before the snapshot is read: what happens between the two is told twice rather than never.
        var position = store.Changes.Position;
        if (resume is { } after)
        {
            position = await ResumeAsync(after, ct);
        }
        else
        {
            await SnapshotAsync(position, ct);
        }

        await foreach (
            var page in streams.FollowAsync(store.Changes, project, position, () => LiveStreams.Gathering, ct)
        )
        {
            if (page is not null)
            {
                position = page.Position;
                await TellAsync(page, ct);
            }
            else
            {
                events.Add("ping", position, new NoNews(), ApiJson.Plain.NoNews);
                await events.FlushAsync(ct);
            }
        }
    }

    async Task<long> ResumeAsync(long after, CancellationToken ct)
    {
        var page = store.Changes.Read(project, after);
        await TellAsync(page, ct);
        return page.Position;
    }

    async Task TellAsync(ChangePage page, CancellationToken ct)
    {
        var last = LastOf(page.Changes);
        if (page.IsWhole && last.Count <= MostAtOnce)
        {
            await TellAsync(last, page.Position, ct);
            return;
        }

        var missed = page.IsWhole ? page.Changes.Count : page.Missed;
        events.Add("missed", page.Position, new(missed), ApiJson.Plain.MissedChanges);
        await SnapshotAsync(page.Position, ct);
    }

    async Task TellAsync(Dictionary<TraceId, ChangeKind> changed, long position, CancellationToken ct)
    {
        var gone = changed.Where(c => c.Value == ChangeKind.Deleted).Select(c => c.Key.ToString()).ToList();
        var fitting = new List<TraceRow>();
        foreach (var ids in changed.Where(c => c.Value != ChangeKind.Deleted).Select(c => c.Key).Chunk(AskedAtOnce))
        {
            var found = await FindAsync(ids, ct);
            fitting.AddRange(found);
            // What is new and does not fit was never shown to anybody.
            gone.AddRange(
                ids.Except(found.Select(r => r.TraceId))
                    .Where(id => changed[id] != ChangeKind.New)
                    .Select(id => id.ToString())
            );
        }

        fitting.Sort((a, b) => a.StartNano.CompareTo(b.StartNano));
        for (var i = 0; i < fitting.Count; i++)
        {
            var isLast = gone.Count == 0 && i == fitting.Count - 1;
            events.Add("trace", isLast ? position : null, Summaries.Of(fitting[i]), ApiJson.Plain.TraceSummary);
        }

        if (gone.Count > 0)
        {
            events.Add("gone", position, new(gone), ApiJson.Plain.GoneTraces);
        }

        await events.FlushAsync(ct);
    }

    async Task<IReadOnlyList<TraceRow>> FindAsync(TraceId[] ids, CancellationToken ct)
    {
        var among = Comparisons.Of(
            TraceFields.Id,
            Operator.AnyOf,
            [.. ids.Select(id => Literal.OfText(id.ToString()))]
        );
        var query = new RowQuery(project, Filter.And(among, filter)) { Limit = ids.Length };
        var found = await store.FindTracesAsync(query, ct);
        if (found.IsComplete || ids.Length == 1)
        {
            return found.Rows;
        }

        // Content takes long to look at; one trace at least is always looked at, so that this comes to an end.
        return [.. await FindAsync(ids[..(ids.Length / 2)], ct), .. await FindAsync(ids[(ids.Length / 2)..], ct)];
    }

    async Task SnapshotAsync(long position, CancellationToken ct)
    {
        if (limit > 0)
        {
            var found = await store.FindTracesAsync(new RowQuery(project, filter) { Limit = limit }, ct);
            var last = found.Rows.Count > 0 ? found.Rows[^1] : null;
            var next =
                found.HasMore && last is not null
                    ? ListCursor.Write(new RowCursor(last.StartNano, last.TraceId))
                    : null;
            var list = new TraceList([.. found.Rows.Select(Summaries.Of)], next);
            events.Add("snapshot", position, list, ApiJson.Plain.TraceList);
        }
        else
        {
            events.Add("ping", position, new NoNews(), ApiJson.Plain.NoNews);
        }

        await events.FlushAsync(ct);
    }

    /// <summary>What became of each trace: of one that was deleted and came back, that it changed.</summary>
    static Dictionary<TraceId, ChangeKind> LastOf(IReadOnlyList<TraceChange> changes)
    {
        var last = new Dictionary<TraceId, ChangeKind>();
        foreach (var change in changes)
        {
            var kind = change.Span.IsEmpty ? change.Kind : ChangeKind.Changed;
            var isKnown = last.TryGetValue(change.Trace, out var before);
            last[change.Trace] =
                !isKnown || kind == ChangeKind.Deleted ? kind
                : before == ChangeKind.New ? ChangeKind.New
                : ChangeKind.Changed;
        }

        return last;
    }
}
