using Clew.Model;
using Clew.Query;
using Clew.Store.Sqlite.Rollups;

namespace Clew.Store.Sqlite;

/// <summary>Totals: from rows, and from roll-ups where these save much.</summary>
sealed partial class SqliteStore
{
    /// <summary>Rows in roll-ups from which on they are asked.</summary>
    internal long RollupsFrom { get; set; } = 20_000;

    /// <summary>Rolls up what is over, rather than within a minute.</summary>
    internal Task RollUpAsync(CancellationToken ct) => roller.RollUpAsync(ct);

    public Task<TotalsAnswer> TotalAsync(TotalsQuery query, CancellationToken ct) =>
        readers.ReadAsync(
            reader =>
            {
                var scan = new TotalsScan(query, reader.Texts);
                var gaps = query.FromRows
                    ? null
                    : RollupHours.Add(reader, projects.Find(query.Project), query, scan, RollupsFrom);
                foreach (var gap in gaps ?? [new(query.FromNano, query.ToNano)])
                {
                    AddRows(reader, scan, query with { FromNano = gap.FromNano, ToNano = gap.ToNano });
                }

                return scan.Answer();
            },
            ct
        );

    void AddRows(Reader reader, TotalsScan scan, TotalsQuery query)
    {
        var sql = Sql(reader, query.Project, query.Subject, isPatient: true);
        switch (query.Subject)
        {
            case Subject.Trace:
                var started = Filter.And(
                    query.Filter,
                    Comparisons.Between(TraceFields.Start, query.FromNano, query.ToNano)
                );
                scan.Add(reader, sql, Traces, s => TraceCondition(s, query.Project, started));
                break;
            case Subject.Span:
                scan.Add(reader, sql, Spans, s => SpansOfTime(s, query));
                break;
            default:
                var given = Filter.And(
                    query.Filter,
                    Comparisons.Between(ScoreFields.Time, query.FromNano, query.ToNano)
                );
                scan.Add(reader, sql, Scores, s => ScoreCondition(s, query.Project, given));
                break;
        }
    }

    string SpansOfTime(FilterSql sql, TotalsQuery query)
    {
        var spans = Filter.And(query.Filter, Comparisons.Between(SpanFields.Start, query.FromNano, query.ToNano));
        var condition = SpanCondition(sql, query.Project, spans);
        return query.FromNano is { } from
            ? condition + TracesOfTime(sql, query.Project, from, query.ToNano ?? long.MaxValue)
            : condition;
    }

    /// <summary>
    /// What follows for the trace of a span of that time: no span starts before its trace, and few after the hour of it.
    /// So spans are found without an index of theirs.
    /// </summary>
    string TracesOfTime(FilterSql sql, string id, long from, long to)
    {
        var project = sql.Add(projects.Find(id));
        var hour = TraceTree.HourOf(from);
        var (start, late, until) = (sql.Add(hour * TraceTree.Hour), sql.Add(hour), sql.Add(to));
        return $" AND t.no IN (SELECT no FROM trace WHERE project = {project} AND listed AND start >= {start} AND start < {until}"
            + $" UNION ALL SELECT no FROM trace WHERE project = {project} AND late_hour >= {late} AND start < {start})";
    }
}
