using Clew.Model;
using Clew.Store.Content;

namespace Clew.Store.Sqlite;

/// <summary>Search: chunk by chunk, the last one first, but only where the words can be.</summary>
sealed partial class SqliteStore
{
    static readonly TimeSpan SearchPatience = TimeSpan.FromSeconds(2);

    public Task<SearchPage> SearchAsync(SearchQuery query, CancellationToken ct) =>
        query.Within is { } id
            ? TraceSearch.FindAsync(this, query, id, deriver, ct)
            : readers.ReadAsync(reader => Search(reader, query, ct), ct);

    SearchPage Search(Reader reader, SearchQuery query, CancellationToken ct)
    {
        var start = time.GetTimestamp();
        var finder = new HitFinder(query.Patterns, deriver);
        var places = new RecordOwners(reader, projects.Find(query.Project));
        var hits = new List<SearchHit>();
        var before = query.Before ?? long.MaxValue;
        foreach (var range in new TextIndex(reader.Database).Candidates(finder.Tests))
        {
            for (var block = range.LastBlock; block >= range.FirstBlock && range.FirstSequence < before; block--)
            {
                ct.ThrowIfCancellationRequested();
                var records = RecordsOf(reader, block);
                for (var i = records.Count - 1; i >= 0; i--)
                {
                    var record = records[i];
                    if (
                        record.Sequence < range.FirstSequence
                        || record.Sequence > range.LastSequence
                        || record.Sequence >= before
                        || finder.Find(record) is not { } found
                        || places.Find(record, block) is not { } owner
                        || !query.Covers(owner.StartNano)
                    )
                    {
                        continue;
                    }

                    hits.Add(TraceSearch.Hit(found, record, owner.Trace, owner.Span, owner.Name, owner.StartNano));
                    if (hits.Count == query.Limit)
                    {
                        return new(hits, record.Sequence, null);
                    }
                }

                if (records.Count > 0 && time.GetElapsedTime(start) > SearchPatience)
                {
                    return new(hits, Math.Min(before, records[0].Sequence), records[0].ArrivalNano);
                }
            }
        }

        return new(hits, null, null);
    }

    static IReadOnlyList<Record> RecordsOf(Reader reader, long block)
    {
        try
        {
            return reader.Blocks.Read(block);
        }
        catch (InvalidDataException)
        {
            // Nobody can read it, so nobody finds anything in it.
            return [];
        }
    }
}
