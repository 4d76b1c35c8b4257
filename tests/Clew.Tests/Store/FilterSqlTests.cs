using Clew.Model;
using Clew.Query;
using Clew.Store.Sqlite;

namespace Clew.Tests.Store;

/// <summary>The SQL that filters become, word by word: nothing that somebody wrote may be in its text.</summary>
public sealed class FilterSqlTests
{
    const string Evil = "x' OR 1=1 --";

    static (string Sql, IReadOnlyList<object> Parameters) Of(Filter filter)
    {
        var sql = new FilterSql();
        var text = sql.Of(filter);
        return (text, sql.Parameters);
    }

    static Filter Text(string name, Operator op, params string[] values) =>
        Comparisons.Of(Subject.Span, name, op, [.. values.Select(Literal.OfText)]);

    public static TheoryData<string, string> Examples { get; } =
        new()
        {
            { "trace.name =", "t.name IN (?1)" },
            { "trace.name !=", "NOT ifnull(t.name IN (?1), 0)" },
            { "trace.name contains", "instr(CAST(t.name AS BLOB), ?1) > 0" },
            { "trace.name starts", "substr(CAST(t.name AS BLOB), 1, 12) = ?1" },
            { "trace.name ends", "substr(CAST(t.name AS BLOB), -12) = ?1" },
            { "name =", "s.name IN (SELECT no FROM text WHERE value IN (?1))" },
            { "name contains", "s.name IN (SELECT no FROM text WHERE instr(CAST(value AS BLOB), ?1) > 0)" },
            { "tags =", "(instr(char(31) || t.tags || char(31), ?1) > 0)" },
            { "trace.id =", "t.id IN (?1)" },
            { "id =", "s.id IN (?1)" },
            {
                "id contains",
                "instr(CAST(CASE typeof(s.id) WHEN 'integer' THEN printf('%016x', s.id) ELSE s.id END AS BLOB), ?1) > 0"
            },
            { "metadata.a =", "leaf_text(t.metadata, ?1) IN (?2)" },
        };

    [Theory]
    [MemberData(nameof(Examples))]
    public void AComparisonBecomesACondition(string words, string expected)
    {
        var (name, op) = (words.Split(' ')[0], words.Split(' ')[1]);
        var (sql, parameters) = Of(
            Text(
                name,
                op switch
                {
                    "=" => Operator.Equal,
                    "!=" => Operator.NotEqual,
                    "contains" => Operator.Contains,
                    "starts" => Operator.StartsWith,
                    _ => Operator.EndsWith,
                },
                Evil
            )
        );
        Assert.Equal(expected, sql);
        Assert.Contains(
            parameters,
            p => (p as string ?? System.Text.Encoding.UTF8.GetString((byte[])p)).Trim('\u001f') == Evil
        );
    }

    [Fact]
    public void TreesAndNumbers()
    {
        var (sql, parameters) = Of(
            Filter.And(
                Comparisons.Between(TraceFields.Start, 5, 9),
                Filter.Or(
                    Comparisons.Of(SpanFields.Type, Operator.AnyOf, Literal.OfText("tool"), Literal.OfText("agent")),
                    Filter.Not(Comparisons.Of(SpanFields.Cost, Operator.Greater, Literal.OfNumber(0.5m)))
                )
            )
        );
        Assert.Equal(
            "(t.start >= ?1 AND t.start < ?2 AND ((s.kind & 15) IN (?3, ?4) OR NOT ifnull(s.cost > ?5, 0)))",
            sql
        );
        Assert.Equal<object>([5L, 9L, 4L, 3L, 500_000_000_000L], parameters);
    }

    [Fact]
    public void NothingAndEverything()
    {
        Assert.Equal("0", Of(Filter.Nothing).Sql);
        Assert.Equal("1", Of(Filter.Everything).Sql);
        Assert.Equal("0", Of(Filter.And(Filter.Nothing, Text("name", Operator.Exists))).Sql);
    }

    [Fact]
    public void SpansBeforeAMomentNeedNoTraceThatStartsLater()
    {
        var sql = new FilterSql();
        Assert.Equal(" AND t.start < ?1", sql.TraceBound(Comparisons.Between(SpanFields.Start, 3, 7)));
        Assert.Equal([7L], sql.Parameters);
        Assert.Equal("", sql.TraceBound(Filter.Not(Comparisons.Between(SpanFields.Start, null, 7))));
    }

    [Fact]
    public void EveryFieldHasSql()
    {
        // Attributes are in records, not in rows.
        var inRows = TraceFields
            .All.Concat(SpanFields.All)
            .Concat(ScoreFields.All)
            .Where(f => f != SpanFields.Attribute);
        foreach (var field in inRows)
        {
            Assert.NotEqual("", FieldSql.Of(field).Value);
            Assert.NotEqual("", FieldSql.Of(field.AsNumber ?? field).Value);
        }
    }
}
