using Clew.Model;

namespace Clew.Store.Content;

/// <summary>Searches one trace by reading all of it.</summary>
static class TraceSearch
{
    public static async Task<SearchPage> FindAsync(
        ITraceStore store,
        SearchQuery query,
        TraceId id,
        IDeriver deriver,
        CancellationToken ct
    )
    {
        if (await store.FindTraceAsync(query.Project, id, ct) is not { } trace)
        {
            return new([], null, null);
        }

        var spans = (await store.ReadSpansAsync(query.Project, id, ct)).ToDictionary(s => s.SpanId);
        var finder = new HitFinder(query.Patterns, deriver);
        var hits = new List<SearchHit>();
        await foreach (var record in store.ReadRecordsAsync(query.Project, id, null, ct))
        {
            if (finder.Find(record) is { } found)
            {
                var span = spans.GetValueOrDefault(record.SpanId);
                hits.Add(
                    Hit(found, record, id, record.SpanId, span?.Name ?? trace.Name, span?.StartNano ?? trace.StartNano)
                );
            }
        }

        var ordered = hits.Where(h => query.Covers(h.StartNano))
            .OrderBy(h => h.StartNano)
            .ThenBy(h => h.SpanId)
            .ThenBy(h => h.Sequence);
        return new([.. ordered.Take(query.Limit)], null, null);
    }

    /// <summary>Whether a span that starts then may be among the hits.</summary>
    public static bool Covers(this SearchQuery query, long startNano) =>
        startNano >= (query.FromNano ?? long.MinValue) && startNano < (query.ToNano ?? long.MaxValue);

    public static SearchHit Hit(
        in FoundText found,
        Record record,
        TraceId trace,
        SpanId span,
        string? name,
        long start
    ) => new(trace, span, name, start, record.Sequence, found.Site, found.IsInput, found.Key, found.Snippet);
}
