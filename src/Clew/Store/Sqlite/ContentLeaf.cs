using Clew.Model;
using Clew.Query;
using Clew.Store.Content;

namespace Clew.Store.Sqlite;

/// <summary>
/// One condition on content within a query. If it can only be in few places these are looked at first, and then all
/// hits are known; else each record is looked at when a row asks.
/// </summary>
sealed class ContentLeaf
{
    /// <summary>Bytes of records that are looked at before the query: about a tenth of a second.</summary>
    const long FewBytes = 24 << 20;
    const int MostHits = 20_000;
    const int MostVerdicts = 500_000;

    readonly IReadOnlyList<TextChunkRange> candidates;
    readonly Dictionary<(long Block, long Hash), bool> verdicts = [];

    public ContentLeaf(Filter filter, ContentTest test, IReadOnlyList<TextChunkRange> candidates)
    {
        (Filter, Test, this.candidates) = (filter, test, candidates);
    }

    public Filter Filter { get; }

    public ContentTest Test { get; }

    /// <summary>All records that pass; null if they are not known.</summary>
    public Dictionary<(long Block, long Hash), Record>? Hits { get; private set; }

    /// <summary>Finds all hits if they are few.</summary>
    public void Prepare(ContentRecords records, IDeriver deriver)
    {
        if (candidates.Sum(c => c.Bytes) > FewBytes)
        {
            return;
        }

        var hits = new Dictionary<(long, long), Record>();
        foreach (var range in candidates)
        {
            for (var block = range.LastBlock; block >= range.FirstBlock; block--)
            {
                foreach (var record in records.Of(block).Values)
                {
                    if (
                        record.Sequence >= range.FirstSequence
                        && record.Sequence <= range.LastSequence
                        && Test.Holds(deriver, record)
                    )
                    {
                        hits.TryAdd((block, record.Hash), record);
                    }
                }

                if (hits.Count > MostHits)
                {
                    return;
                }
            }
        }

        Hits = hits;
    }

    /// <summary>Whether the record passes by itself.</summary>
    public bool Holds(long block, long hash, ContentRecords records, IDeriver deriver)
    {
        if (Hits is { } hits)
        {
            return hits.ContainsKey((block, hash));
        }

        if (!candidates.Any(c => c.FirstBlock <= block && block <= c.LastBlock))
        {
            return false;
        }

        if (!verdicts.TryGetValue((block, hash), out var verdict))
        {
            verdict = records.Of(block).TryGetValue(hash, out var record) && Test.Holds(deriver, record);
            if (verdicts.Count >= MostVerdicts)
            {
                verdicts.Clear();
            }

            verdicts.Add((block, hash), verdict);
        }

        return verdict;
    }
}
