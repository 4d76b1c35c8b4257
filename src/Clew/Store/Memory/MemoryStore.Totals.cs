using Clew.Model;
using Clew.Query;

namespace Clew.Store.Memory;

/// <summary>Totals: every row looked at, and every figure worked out by itself.</summary>
sealed partial class MemoryStore
{
    public Task<TotalsAnswer> TotalAsync(TotalsQuery query, CancellationToken ct)
    {
        var rows = Rows(
                query.Project,
                query.Subject switch
                {
                    Subject.Trace => TraceRows_NeedsGate,
                    Subject.Span => SpanRows_NeedsGate,
                    _ => ScoreRows_NeedsGate,
                }
            )
            .Where(r => TimeOf(r) >= (query.FromNano ?? long.MinValue) && TimeOf(r) < (query.ToNano ?? long.MaxValue))
            .Where(r => r.Holds(query.Filter))
            .ToArray();
        var buckets = BucketsOf(query, rows);
        var groups = (query.Groups.Count == 0 ? [] : rows)
            .SelectMany(r => KeysOf(query, r).Select(k => (Key: k, Row: r)))
            .GroupBy(p => p.Key, p => p.Row, KeyComparer.Instance)
            .Select(g => RowOf(query, g.Key, [.. g], buckets))
            .ToList();
        groups.Sort(
            (a, b) =>
                (a.Values[query.Order], b.Values[query.Order]) is var (x, y) && x == y
                    ? KeyComparer.Compare(a.Key, b.Key)
                : x is null ? 1
                : y is null ? -1
                : query.IsAscending ? x.Value.CompareTo(y.Value)
                : y.Value.CompareTo(x.Value)
        );
        var beyond = groups.Skip(query.Limit).ToArray();
        var left = beyond.SelectMany(g => rows.Where(r => KeysOf(query, r).Any(k => k.SequenceEqual(g.Key)))).ToArray();
        return Task.FromResult(
            new TotalsAnswer(
                buckets,
                [.. groups.Take(query.Limit)],
                beyond.Length == 0 ? null : RowOf(query, [], left, buckets),
                beyond.Length,
                RowOf(query, [], rows, buckets),
                true
            )
        );
    }

    static IReadOnlyList<long> BucketsOf(TotalsQuery query, MemoryRow[] rows)
    {
        if (query.Buckets is not { } buckets)
        {
            return [];
        }

        var from =
            query.FromNano ?? rows.Select(r => buckets.StartOf(TimeOf(r))).DefaultIfEmpty(query.ToNano ?? 0).Min();
        var to = query.ToNano ?? rows.Select(r => buckets.EndOf(buckets.StartOf(TimeOf(r)))).DefaultIfEmpty(from).Max();
        return buckets.Between(from, to) ?? throw new TooManyBucketsException();
    }

    static TotalsRow RowOf(TotalsQuery query, string?[] key, MemoryRow[] rows, IReadOnlyList<long> buckets) =>
        new(
            key,
            [.. query.Measures.Select(m => Value(m, rows))],
            [
                .. buckets.Select(b =>
                {
                    var here = rows.Where(r => query.Buckets!.StartOf(TimeOf(r)) == b).ToArray();
                    return (IReadOnlyList<double?>)[.. query.Measures.Select(m => Value(m, here))];
                }),
            ]
        );

    static IEnumerable<string?[]> KeysOf(TotalsQuery query, MemoryRow row)
    {
        IEnumerable<string?[]> keys =
        [
            [],
        ];
        foreach (var field in query.Groups)
        {
            string?[] values =
            [
                .. row.ValuesOf(field)
                    .Select(v =>
                        field.Field.Type switch
                        {
                            FieldType.Text => v.Text,
                            FieldType.Word => field.Field.Words[(int)v.Integer],
                            FieldType.Flag => v.Integer == 1 ? "true" : "false",
                            _ => v.Integer.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        }
                    )
                    .Distinct()
                    .DefaultIfEmpty(null),
            ];
            keys = keys.SelectMany(k => values.Select(v => (string?[])[.. k, v]));
        }

        return keys;
    }

    static double? Value(Measure measure, MemoryRow[] rows)
    {
        double[] values = measure is { Field: { } field, Kind: not MeasureKind.Distinct }
            ?
            [
                .. rows.Where(r => !Measures.IsUsage(field.Field) || r.Counts)
                    .SelectMany(r => r.ValuesOf(field))
                    .Select(v => field.Field.Type == FieldType.Number ? v.Real : v.Integer)
                    .Order(),
            ]
            : [];
        var failed = rows.Count(r => (r.Span?.Status ?? r.Trace?.Status) == SpanStatus.Failed);
        return measure.Kind switch
        {
            MeasureKind.Count => rows.Length,
            MeasureKind.Errors => failed,
            MeasureKind.ErrorRate => rows.Length == 0 ? null : (double)failed / rows.Length,
            MeasureKind.Distinct => rows.SelectMany(r => r.ValuesOf(measure.Field!.Value)).Distinct().Count(),
            MeasureKind.Speed => Speed(rows),
            _ when values.Length == 0 => null,
            MeasureKind.Sum => values.Sum() / measure.Scale,
            MeasureKind.Average => values.Sum() / values.Length / measure.Scale,
            MeasureKind.Least => values[0] / measure.Scale,
            MeasureKind.Most => values[^1] / measure.Scale,
            _ => values[Math.Max(0, (int)Math.Ceiling(measure.Fraction * values.Length) - 1)] / measure.Scale,
        };
    }

    static double? Speed(MemoryRow[] rows)
    {
        SpanRow[] known =
        [
            .. rows.Where(r => r.Counts)
                .Select(r => r.Span!)
                .Where(s => s.Usage.OutputTokens is not null && s.EndNano - s.StartNano > s.TimeToFirstTokenNano),
        ];
        var time = known.Sum(s => (double)(s.EndNano!.Value - s.StartNano - s.TimeToFirstTokenNano!.Value));
        return known.Length == 0 ? null : known.Sum(s => (double)s.Usage.OutputTokens!.Value) / (time / 1e9);
    }

    static long TimeOf(MemoryRow row) => row.Judgement?.Score.TimeNano ?? row.Span?.StartNano ?? row.Trace!.StartNano;

    sealed class KeyComparer : IEqualityComparer<string?[]>
    {
        public static readonly KeyComparer Instance = new();

        public static int Compare(IReadOnlyList<string?> a, IReadOnlyList<string?> b) =>
            a.Zip(b, string.CompareOrdinal).FirstOrDefault(d => d != 0);

        public bool Equals(string?[]? x, string?[]? y) => x!.SequenceEqual(y!);

        public int GetHashCode(string?[] key) => key.Aggregate(17, (hash, text) => HashCode.Combine(hash, text));
    }
}
