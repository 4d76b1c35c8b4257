using Clew.Query;

namespace Clew.Store.Totals;

/// <summary>
/// Where a store writes its rows down, group by group and bucket by bucket; at the end it is the answer. Groups
/// are numbered by the store.
/// </summary>
sealed class Sheet
{
    /// <summary>Groups beyond are not told apart any more. Each takes some hundred bytes for each bucket.</summary>
    const int MaxGroups = 50_000;
    const int MaxCells = 1_000_000;

    /// <summary>Values that percentiles keep, 32 MB of them; beyond it they keep magnitudes.</summary>
    const int MaxValues = 4_000_000;

    readonly TotalsQuery query;
    readonly Dictionary<Place, Tally> cells = [];
    readonly Dictionary<long, Tally> rest = [];
    readonly Dictionary<long, Tally> all = [];
    readonly HashSet<int> known = [];
    readonly HashSet<int> lost = [];
    readonly bool countsAll;
    (long Start, long End) bucket = (0, 0);
    long values;
    bool isBlurred;

    /// <param name="hasLists">Whether a row may be in several groups.</param>
    public Sheet(TotalsQuery query, TallyPlan plan, bool hasLists)
    {
        (this.query, Plan) = (query, plan);
        countsAll = hasLists || query.Groups.Count == 0;
    }

    public TallyPlan Plan { get; }

    /// <summary>What each group adds up to, if there are no buckets; null if there are too many to tell apart.</summary>
    public IReadOnlyCollection<KeyValuePair<int, Tally>>? Groups =>
        lost.Count > 0 ? null : [.. cells.Select(c => KeyValuePair.Create(c.Key.Group, c.Value))];

    /// <summary>For a row: every tally that it goes into.</summary>
    public void Find(long timeNano, ReadOnlySpan<int> groups, List<Tally> into)
    {
        into.Clear();
        var start = BucketOf(timeNano);
        if (countsAll)
        {
            into.Add(At(all, start));
        }

        if (query.Groups.Count > 0)
        {
            foreach (var group in groups)
            {
                into.Add(At(group, start));
            }
        }

        values += into.Count;
        if (values > MaxValues && !isBlurred)
        {
            Blur();
        }
    }

    /// <param name="keyOf">The values that make a group.</param>
    /// <exception cref="TooManyBucketsException">The rows lie too far apart.</exception>
    public TotalsAnswer Answer(Func<int, string?[]> keyOf)
    {
        var buckets = Buckets();
        var groups = cells
            .GroupBy(c => c.Key.Group)
            .Select(g => new Group(keyOf(g.Key), g.ToDictionary(c => c.Key.Bucket, c => c.Value)))
            .Select(g => (Group: g, Row: RowOf(g.Key, g.Cells, [])))
            .ToList();
        groups.Sort((a, b) => Compare(a.Row, b.Row));
        var kept = groups.Take(query.Limit).ToArray();
        foreach (var (group, _) in groups.Skip(query.Limit))
        {
            foreach (var (start, tally) in group.Cells)
            {
                At(rest, start).Add(tally);
            }
        }

        if (!countsAll)
        {
            foreach (var (start, tally) in kept.SelectMany(g => g.Group.Cells).Concat(rest))
            {
                At(all, start).Add(tally);
            }
        }

        var total = RowOf([], all, buckets);
        var beyond = groups.Count - kept.Length + lost.Count;
        return new(
            buckets,
            [.. kept.Select(g => RowOf(g.Group.Key, g.Group.Cells, buckets))],
            beyond == 0 ? null : RowOf([], rest, buckets),
            beyond,
            total,
            cells.Values.Concat(rest.Values).Concat(all.Values).All(t => t.IsExact)
        );
    }

    long BucketOf(long timeNano)
    {
        if (query.Buckets is not { } buckets)
        {
            return 0;
        }

        if (timeNano < bucket.Start || timeNano >= bucket.End)
        {
            var start = buckets.StartOf(timeNano);
            bucket = (start, buckets.EndOf(start));
        }

        return bucket.Start;
    }

    Tally At(int group, long start)
    {
        if (cells.TryGetValue(new(group, start), out var tally))
        {
            return tally;
        }

        if (known.Count >= MaxGroups && !known.Contains(group))
        {
            lost.Add(group);
            return At(rest, start);
        }

        if (cells.Count >= MaxCells)
        {
            throw new TooManyBucketsException();
        }

        known.Add(group);
        tally = New();
        cells.Add(new(group, start), tally);
        return tally;
    }

    Tally At(Dictionary<long, Tally> row, long start)
    {
        if (!row.TryGetValue(start, out var tally))
        {
            row.Add(start, tally = New());
        }

        return tally;
    }

    Tally New()
    {
        var tally = new Tally(Plan);
        if (isBlurred)
        {
            Blur(tally);
        }

        return tally;
    }

    void Blur()
    {
        isBlurred = true;
        foreach (var tally in cells.Values.Concat(rest.Values).Concat(all.Values))
        {
            Blur(tally);
        }
    }

    void Blur(Tally tally)
    {
        for (var i = 0; i < Plan.Numbers.Count; i++)
        {
            if (Plan.Keeps[i])
            {
                tally[i].Blur();
            }
        }
    }

    IReadOnlyList<long> Buckets()
    {
        if (query.Buckets is not { } buckets)
        {
            return [];
        }

        var starts = cells.Keys.Select(k => k.Bucket).Concat(rest.Keys).Concat(all.Keys);
        var from = query.FromNano ?? starts.DefaultIfEmpty(query.ToNano ?? 0).Min();
        var to = query.ToNano ?? starts.Select(buckets.EndOf).DefaultIfEmpty(from).Max();
        return buckets.Between(from, to) ?? throw new TooManyBucketsException();
    }

    TotalsRow RowOf(IReadOnlyList<string?> key, Dictionary<long, Tally> row, IReadOnlyList<long> buckets)
    {
        var sum = row.Count == 1 ? row.Values.Single() : New();
        if (row.Count > 1)
        {
            foreach (var tally in row.Values)
            {
                sum.Add(tally);
            }
        }

        var empty = new Lazy<double?[]>(() => New().Values());
        return new(
            key,
            sum.Values(),
            [.. buckets.Select(b => row.TryGetValue(b, out var tally) ? tally.Values() : empty.Value)]
        );
    }

    int Compare(TotalsRow a, TotalsRow b)
    {
        var (x, y) = (a.Values[query.Order], b.Values[query.Order]);
        if (x != y)
        {
            return x is null ? 1
                : y is null ? -1
                : query.IsAscending ? x.Value.CompareTo(y.Value)
                : y.Value.CompareTo(x.Value);
        }

        var difference = 0;
        for (var i = 0; i < a.Key.Count && difference == 0; i++)
        {
            difference = string.CompareOrdinal(a.Key[i], b.Key[i]);
        }

        return difference;
    }

    readonly record struct Place(int Group, long Bucket);

    sealed record Group(IReadOnlyList<string?> Key, Dictionary<long, Tally> Cells);
}
