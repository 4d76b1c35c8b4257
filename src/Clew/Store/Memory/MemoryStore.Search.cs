using Clew.Model;
using Clew.Store.Content;

namespace Clew.Store.Memory;

/// <summary>Search: every record, the last one first.</summary>
sealed partial class MemoryStore
{
    public Task<SearchPage> SearchAsync(SearchQuery query, CancellationToken ct) =>
        query.Within is { } id
            ? TraceSearch.FindAsync(this, query, id, deriver, ct)
            : Task.FromResult(Search(query, ct));

    SearchPage Search(SearchQuery query, CancellationToken ct)
    {
        lock (gate)
        {
            var finder = new HitFinder(query.Patterns, deriver);
            var hits = new List<SearchHit>();
            var looked = records
                .Where(r => r.Project == query.Project && r.Record.Sequence < (query.Before ?? long.MaxValue))
                .OrderByDescending(r => r.Record.Sequence);
            foreach (var kept in looked)
            {
                ct.ThrowIfCancellationRequested();
                if (
                    finder.Find(kept.Record) is { } found
                    && TraceOf_NeedsGate(kept) is var id
                    && Summarise_NeedsGate(query.Project, id) is { } trace
                )
                {
                    var span = Spans_NeedsGate(query.Project, id).FirstOrDefault(s => s.SpanId == kept.Record.SpanId);
                    var start = span?.StartNano ?? trace.StartNano;
                    if (query.Covers(start))
                    {
                        hits.Add(
                            TraceSearch.Hit(found, kept.Record, id, kept.Record.SpanId, span?.Name ?? trace.Name, start)
                        );
                    }
                }

                if (hits.Count == query.Limit)
                {
                    return new(hits, hits[^1].Sequence, null);
                }
            }

            return new(hits, null, null);
        }
    }
}
