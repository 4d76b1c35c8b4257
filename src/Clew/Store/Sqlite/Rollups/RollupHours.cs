using Clew.Model;
using Clew.Query;
using Clew.Store.Totals;

namespace Clew.Store.Sqlite.Rollups;

/// <summary>A part of a question's time that must be answered from rows; null for no end.</summary>
readonly record struct TimeGap(long? FromNano, long? ToNano);

/// <summary>
/// Answers as much of a question as roll-ups can. The rest are gaps: hours that are dirty, or that the time or a bucket
/// cuts.
/// </summary>
static class RollupHours
{
    /// <summary>Of an hour, in nanoseconds.</summary>
    public const long Length = 3_600_000_000_000;

    /// <param name="atLeast">Below so many rows in rolled up hours, rows are quick enough, and exact.</param>
    /// <returns>Null if all of it must come from rows.</returns>
    public static IReadOnlyList<TimeGap>? Add(
        Reader reader,
        long project,
        TotalsQuery query,
        TotalsScan scan,
        long atLeast
    )
    {
        if (RollupPlan.All.FirstOrDefault(p => p.Answers(query, scan.Plan)) is not { } plan)
        {
            return null;
        }

        var first = TraceTree.HourOf(query.FromNano ?? long.MinValue + Length);
        var last = TraceTree.HourOf((query.ToNano ?? long.MaxValue) - 1);
        var hours = new SortedDictionary<long, List<RollupEntry>?>();
        if (!IsWorthIt(reader, project, first, last, atLeast))
        {
            return null;
        }

        using var rolled = reader.Database.PrepareOnce(
            "SELECT hour, data FROM rollup WHERE project = ? AND hour BETWEEN ? AND ?"
        );
        rolled.Bind(1, project).Bind(2, first).Bind(3, last);
        while (rolled.Step())
        {
            var hour = rolled.Long(0);
            hours.Add(hour, IsWhole(hour, query) ? RollupCodec.Read(rolled.Blob(1).ToArray(), plan) : null);
        }

        using var dirty = reader.Database.PrepareOnce(
            "SELECT hour FROM dirty_hour WHERE project = ? AND hour BETWEEN ? AND ?"
        );
        dirty.Bind(1, project).Bind(2, first).Bind(3, last);
        while (dirty.Step())
        {
            hours[dirty.Long(0)] = null;
        }

        AddAll(plan, query, scan, hours);
        return GapsIn(hours, query);
    }

    static bool IsWorthIt(Reader reader, long project, long first, long last, long atLeast)
    {
        using var sum = reader.Database.PrepareOnce(
            "SELECT sum(rows) FROM rollup WHERE project = ? AND hour BETWEEN ? AND ?"
        );
        sum.Bind(1, project).Bind(2, first).Bind(3, last);
        return sum.Step() && sum.LongOrNull(0) >= atLeast;
    }

    static bool IsWhole(long hour, TotalsQuery query)
    {
        var (start, end) = (hour * Length, (hour + 1) * Length);
        return start >= (query.FromNano ?? long.MinValue)
            && end <= (query.ToNano ?? long.MaxValue)
            && (query.Buckets is not { } buckets || buckets.EndOf(buckets.StartOf(start)) >= end);
    }

    static void AddAll(
        RollupPlan plan,
        TotalsQuery query,
        TotalsScan scan,
        SortedDictionary<long, List<RollupEntry>?> hours
    )
    {
        var groups = plan.PlacesOf(query.Groups);
        int[] numbers = [.. scan.Plan.Numbers.Select(plan.PlaceOf)];
        foreach (var (hour, entries) in hours)
        {
            foreach (var entry in (entries ?? []).Where(e => plan.Holds(query.Filter, e.Key)))
            {
                scan.Add(groups.Select(g => entry.Key[g]), hour * Length, tally => Add(tally, entry));
            }
        }

        void Add(Tally tally, RollupEntry entry)
        {
            tally.Count += entry.Count;
            tally.Errors += entry.Errors;
            for (var i = 0; i < numbers.Length; i++)
            {
                var series = entry.Series[numbers[i]];
                if (series.Count > 0)
                {
                    var histogram = scan.Plan.Keeps[i] ? series.Histogram : null;
                    tally[i].Add(series.Count, series.Sum, series.Least, series.Most, histogram);
                }
            }
        }
    }

    /// <summary>Hours between that are neither rolled up nor dirty have no rows: gaps may reach across them.</summary>
    static List<TimeGap> GapsIn(SortedDictionary<long, List<RollupEntry>?> hours, TotalsQuery query)
    {
        var gaps = new List<TimeGap>();
        (long First, long Last)? open = null;
        foreach (var (hour, entries) in hours)
        {
            if (entries is null)
            {
                open = (open?.First ?? hour, hour);
            }
            else
            {
                Close();
            }
        }

        Close();
        return gaps;

        void Close()
        {
            if (open is var (first, last))
            {
                gaps.Add(
                    new(
                        Math.Max(first * Length, query.FromNano ?? long.MinValue),
                        Math.Min((last + 1) * Length, query.ToNano ?? long.MaxValue)
                    )
                );
                open = null;
            }
        }
    }
}
