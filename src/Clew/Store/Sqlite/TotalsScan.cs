using System.Runtime.InteropServices;
using Clew.Model;
using Clew.Query;
using Clew.Store.Totals;

namespace Clew.Store.Sqlite;

/// <summary>
/// Adds rows up. SQLite tests the rows and hands over what the measures need; the groups are kept here, because SQLite
/// sorts all rows for a GROUP BY, and has no percentiles.
/// </summary>
sealed class TotalsScan
{
    readonly TotalsQuery query;
    readonly TallyPlan plan;
    readonly ValueCodes[] groups;
    readonly ValueCodes[] distincts;
    readonly List<Tally> tallies = [];
    readonly List<int> found = [];
    readonly List<int> longer = [];
    readonly Combinations combinations = new();

    public TotalsScan(TotalsQuery query, TextNames texts)
    {
        this.query = query;
        plan = new(query.Measures);
        groups = [.. query.Groups.Select((field, i) => new ValueCodes(field, FirstGroup + i, texts))];
        distincts =
        [
            .. plan.Distincts.Select(
                (f, i) => new ValueCodes(f, FirstGroup + groups.Length + plan.Numbers.Count + i, null)
            ),
        ];
        Sheet = new(query, plan, groups.Any(g => g.IsList));
    }

    const int TimeColumn = 1;
    const int FailedColumn = 2;
    const int FirstGroup = 3;

    public Sheet Sheet { get; }

    public TallyPlan Plan => plan;

    public TotalsAnswer Answer() => Sheet.Answer(KeyOf);

    /// <summary>The values that make a group.</summary>
    public string?[] KeyOf(int combination) =>
        [.. combinations.CodesOf(combination, groups.Length).Select((code, i) => groups[i].NameOf(code))];

    /// <summary>Adds what a roll-up says of a group.</summary>
    /// <param name="key">The values that make the group.</param>
    /// <param name="add">Adds it to a tally.</param>
    public void Add(IEnumerable<string?> key, long timeNano, Action<Tally> add)
    {
        found.Clear();
        found.Add(key.Select((text, i) => groups[i].CodeOf(text)).Aggregate(0, combinations.With));
        Sheet.Find(timeNano, CollectionsMarshal.AsSpan(found), tallies);
        tallies.ForEach(add);
    }

    /// <param name="condition">Writes the condition for the rows.</param>
    public void Add(Reader reader, FilterSql sql, string from, Func<FilterSql, string> condition)
    {
        var (time, failed) = query.Subject switch
        {
            Subject.Trace => ("t.start", "t.status = 2"),
            Subject.Span => ("s.start", "(s.kind >> 4 & 15) = 2"),
            _ => ("c.time", "0"),
        };
        var columns = new[] { "t.no", time, failed }
            .Concat(groups.Select(g => g.Select(sql)))
            .Concat(plan.Numbers.Select(n => Select(n, sql)))
            .Concat(distincts.Select(d => d.Select(sql)))
            .ToArray();
        using var row = reader.Database.PrepareOnce(
            $"SELECT {string.Join(", ", columns)} FROM {from} WHERE {condition(sql)}"
        );
        sql.Bind(row);
        while (row.Step())
        {
            Add(row);
        }
    }

    void Add(Statement row)
    {
        var trace = row.Long(0);
        FindGroups(row, trace);
        Sheet.Find(row.Long(TimeColumn), CollectionsMarshal.AsSpan(found), tallies);
        var failed = row.Long(FailedColumn);
        foreach (var tally in tallies)
        {
            tally.Count++;
            tally.Errors += failed;
        }

        var column = FirstGroup + groups.Length;
        for (var i = 0; i < plan.Numbers.Count; i++, column++)
        {
            if (row.IsNull(column))
            {
                continue;
            }

            var (isReal, keeps) = (plan.Numbers[i].Field.Field?.Type == FieldType.Number, plan.Keeps[i]);
            foreach (var tally in tallies)
            {
                if (isReal)
                {
                    tally[i].Add(row.DoubleOrNull(column)!.Value, keeps);
                }
                else
                {
                    tally[i].Add(row.Long(column), keeps);
                }
            }
        }

        for (var i = 0; i < distincts.Length; i++)
        {
            foreach (var code in distincts[i].Read(row, trace).Where(c => c != 0))
            {
                tallies.ForEach(t => t.AddDistinct(i, code));
            }
        }
    }

    /// <summary>Every combination of the row's values.</summary>
    void FindGroups(Statement row, long trace)
    {
        found.Clear();
        found.Add(0);
        foreach (var group in groups)
        {
            var codes = group.Read(row, trace);
            if (found.Count == 1 && codes.Count == 1)
            {
                found[0] = combinations.With(found[0], codes[0]);
                continue;
            }

            longer.Clear();
            foreach (var combination in found)
            {
                longer.AddRange(codes.Select(code => combinations.With(combination, code)));
            }

            found.Clear();
            found.AddRange(longer);
        }
    }

    /// <summary>Reports usage or a cost, and nothing below it does.</summary>
    static readonly string Counts =
        $"NOT (s.kind & {SpanColumns.AboveUsage}) AND coalesce(s.cost, s.total_tokens, s.output_tokens, s.input_tokens, "
        + "s.cache_read, s.cache_write, s.reasoning) IS NOT NULL";

    static string Select(NumberColumn number, FilterSql sql)
    {
        if (number.Role != NumberRole.Value)
        {
            var part = number.Role == NumberRole.SpeedTokens ? "s.output_tokens" : "s.duration - s.first_token";
            return $"CASE WHEN {Counts} AND s.duration > s.first_token AND s.output_tokens IS NOT NULL THEN {part} END";
        }

        var field = number.Field;
        var expression = FieldSql.Of(field.Field).Expression;
        if (field.Path is { } path)
        {
            expression = expression.Replace("{1}", sql.Add(path), StringComparison.Ordinal);
        }

        return Measures.IsUsage(field.Field) ? $"CASE WHEN {Counts} THEN {expression} END" : expression;
    }
}
