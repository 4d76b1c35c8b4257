using System.Globalization;
using System.Text;
using Clew.Model;
using Clew.Query;
using Clew.Store;

namespace Clew.Tests.Store;

/// <summary>Random questions for totals about what <see cref="RandomFilters"/> makes up.</summary>
sealed class RandomTotals(int seed)
{
    static readonly string[] functions = ["sum", "avg", "min", "max", "p50", "p90", "p99", "distinct"];

    readonly Random random = new(seed);

    public RandomFilters Filters { get; } = new(seed);

    public TotalsQuery Query()
    {
        var subject = One([Subject.Trace, Subject.Span, Subject.Span, Subject.Score]);
        var measures = Enumerable
            .Range(0, random.Next(5))
            .Select(_ => MeasureOf(subject))
            .Prepend(Measure.Count)
            .ToArray();
        long? from = Chance(2) ? null : 900 + random.Next(1500);
        return new("default", subject)
        {
            Filter = Chance(2) ? Filter.Everything : Filters.Tree(subject, 2),
            FromNano = from,
            ToNano = Chance(2) ? null : (from ?? 900) + random.Next(1500),
            Buckets = Chance(2) ? null : TimeBuckets.Every(One([7L, 100L, 1000L])),
            Groups = [.. Enumerable.Range(0, random.Next(4)).Select(_ => GroupOf(subject))],
            Measures = measures,
            Order = random.Next(measures.Length),
            IsAscending = Chance(2),
            Limit = One([1, 2, 5, 100]),
        };
    }

    Measure MeasureOf(Subject subject)
    {
        while (true)
        {
            var text = Chance(3)
                ? One([
                    "errors",
                    "errorRate",
                    "tokens",
                    "cost",
                    "users",
                    "sessions",
                    "traces",
                    "p50",
                    "p95",
                    "tokensPerSecond",
                ])
                : $"{One(functions)}({FieldOf(subject)})";
            if (Try(() => Measures.Parse(subject, text)) is { } measure)
            {
                return measure;
            }
        }
    }

    FieldRef GroupOf(Subject subject)
    {
        while (true)
        {
            var name = FieldOf(subject);
            if (Try(() => (FieldRef?)Measures.Group(subject, name)) is { } group)
            {
                return group;
            }
        }
    }

    string FieldOf(Subject subject)
    {
        var isOwn = subject == Subject.Trace || Chance(2);
        var field = One([.. isOwn ? FieldTable.OwnOf(subject) : TraceFields.All]);
        return (isOwn ? "" : "trace.")
            + field.Name
            + (
                field == SpanFields.Attribute ? One([".x", ".y"])
                : field.TakesPath ? ".a"
                : ""
            );
    }

    static T? Try<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (FilterException)
        {
            // Not every measure goes with every field.
            return default;
        }
    }

    public static string Print(TotalsQuery query, TotalsAnswer answer)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{query.Subject} {query.FromNano}–{query.ToNano} {query.Limit}");
        text.AppendLine(string.Join(' ', query.Groups.Select(g => $"by {g.Field.Subject} {g}")));
        text.AppendLine(string.Join(' ', query.Measures.Select(m => m.Name)));
        text.AppendLine(string.Join(' ', answer.Buckets));
        answer.Rows.ToList().ForEach(r => Print("", r));
        Print("rest", answer.Rest);
        Print("all", answer.All);
        return text.AppendLine(CultureInfo.InvariantCulture, $"{answer.RestGroups} {answer.IsExact}").ToString();

        void Print(string name, TotalsRow? row)
        {
            if (row is not null)
            {
                text.Append(name).AppendJoin(',', row.Key.Select(k => k ?? "(none)")).Append(": ");
                text.AppendJoin(' ', row.Values.Select(Round)).Append(" | ");
                text.AppendJoin(" | ", row.ByBucket.Select(b => string.Join(' ', b.Select(Round)))).AppendLine();
            }
        }
    }

    static string Round(double? value) => value?.ToString("G12", CultureInfo.InvariantCulture) ?? "-";

    bool Chance(int of) => random.Next(of) == 0;

    T One<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
