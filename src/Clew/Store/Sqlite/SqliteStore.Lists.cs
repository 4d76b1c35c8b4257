using Clew.Model;
using Clew.Query;

namespace Clew.Store.Sqlite;

/// <summary>Lists: a filter becomes a condition, and SQLite looks at what it has to.</summary>
sealed partial class SqliteStore
{
    const string Traces = "trace t";

    // In this order always: there is an index for finding traces, and none for finding spans.
    const string Spans = "trace t CROSS JOIN span s ON s.trace = t.no";

    const string Scores = "score c LEFT JOIN trace t ON t.project = c.project AND t.id = c.trace AND t.listed";

    const string SpanOfTrace =
        $"SELECT t.id FROM {Spans} AND s.id = ?2 WHERE t.project = ?1 AND t.listed ORDER BY t.start DESC LIMIT 1";

    public Task<Found<TraceRow>> FindTracesAsync(RowQuery query, CancellationToken ct) =>
        readers.ReadAsync(
            reader =>
            {
                var sql = Sql(reader, query.Project, Subject.Trace);
                return new RowPage(reader, query, Whole(sql, TraceCondition, query), Traces, "t.start", ["t.no"]).Read(
                    TraceColumns.Names,
                    a => [a.TimeNano, NumberOf(reader, query.Project, a.Trace)],
                    TraceColumns.Read
                );
            },
            ct
        );

    public Task<Found<SpanInTrace>> FindSpansAsync(RowQuery query, CancellationToken ct) =>
        readers.ReadAsync(
            reader =>
            {
                var sql = Sql(reader, query.Project, Subject.Span);
                return new RowPage(reader, query, Whole(sql, SpanCondition, query), Spans, "s.start", ["t.no", "s.id"])
                {
                    Parts = SlicesOf(reader, sql, query),
                }.Read(
                    $"{SpanColumns.Qualified}, {TraceColumns.Values}",
                    a => [a.TimeNano, NumberOf(reader, query.Project, a.Trace), IdOf(a.Span)],
                    SpansOf(reader)
                );
            },
            ct
        );

    public Task<Found<ScoreInTrace>> FindScoresAsync(RowQuery query, CancellationToken ct) =>
        readers.ReadAsync(
            reader =>
            {
                var sql = Sql(reader, query.Project, Subject.Score);
                return new RowPage(reader, query, Whole(sql, ScoreCondition, query), Scores, "c.time", ["c.id"]).Read(
                    $"{ScoreColumns.Qualified}, {TraceColumns.Values}",
                    a => [a.TimeNano, a.Score!],
                    s => ReadScore(reader, s)
                );
            },
            ct
        );

    public Task<TraceId?> FindTraceOfSpanAsync(string project, SpanId id, CancellationToken ct) =>
        readers.ReadAsync(
            reader =>
            {
                // The first knows what came over Langfuse's API at once; the second looks into trace after trace.
                foreach (var sql in new[] { Unattached.TraceOfObservation, SpanOfTrace })
                {
                    using var find = reader.Database.PrepareOnce(sql);
                    SpanColumns.BindId(find.Bind(1, projects.Find(project)), 2, id);
                    if (find.Step())
                    {
                        return TraceColumns.ReadId(find, 0);
                    }
                }

                return (TraceId?)null;
            },
            ct
        );

    public IAsyncEnumerable<TraceRow> StreamTracesAsync(string project, Filter filter, CancellationToken ct) =>
        readers.StreamAsync(
            reader =>
                Prepare(
                    reader,
                    TraceColumns.Narrow,
                    Traces,
                    Sql(reader, project, Subject.Trace, isPatient: true),
                    sql => TraceCondition(sql, project, filter)
                ),
            (_, s) => TraceColumns.Read(s),
            ct
        );

    public IAsyncEnumerable<SpanInTrace> StreamSpansAsync(string project, Filter filter, CancellationToken ct)
    {
        Func<Statement, SpanInTrace>? read = null;
        return readers.StreamAsync(
            reader =>
                Prepare(
                    reader,
                    $"{SpanColumns.Qualified}, {TraceColumns.Values}",
                    Spans,
                    Sql(reader, project, Subject.Span, isPatient: true),
                    sql => SpanCondition(sql, project, filter)
                ),
            (reader, s) => (read ??= SpansOf(reader))(s),
            ct
        );
    }

    public IAsyncEnumerable<ScoreInTrace> StreamScoresAsync(string project, Filter filter, CancellationToken ct) =>
        readers.StreamAsync(
            reader =>
                Prepare(
                    reader,
                    $"{ScoreColumns.Qualified}, {TraceColumns.Values}",
                    Scores,
                    Sql(reader, project, Subject.Score, isPatient: true),
                    sql => ScoreCondition(sql, project, filter)
                ),
            ReadScore,
            ct
        );

    /// <summary>Of a trace that is gone: above all, so that the page begins with those that start at the same time.</summary>
    long NumberOf(Reader reader, string project, TraceId id) =>
        FindNumber(reader, projects.Find(project), id) ?? long.MaxValue;

    static object IdOf(SpanId id) => id.IsBinary ? id.Number : id.ToString();

    /// <param name="isPatient">True to end only when everything was looked at, however long it takes.</param>
    FilterSql Sql(Reader reader, string project, Subject subject, bool isPatient = false)
    {
        reader.Calls.Query = new(reader, projects.Find(project), deriver, time) { IsPatient = isPatient };
        return new(reader.Calls.Query, subject);
    }

    /// <param name="sql">For its content: the parameters are new ones each time.</param>
    static Func<RowPart> Whole(FilterSql sql, Func<FilterSql, string, Filter, string> condition, RowQuery query) =>
        () =>
        {
            var own = sql.Anew();
            return new(own, condition(own, query.Project, query.Filter));
        };

    /// <summary>Null where spans are better looked at all at once.</summary>
    IEnumerable<RowPart>? SlicesOf(Reader reader, FilterSql sql, RowQuery query)
    {
        if (!SpanSlices.Help(query))
        {
            return null;
        }

        // Translated first: only then is it known whether content leaves few traces.
        var first = sql.Anew();
        SpanCondition(first, query.Project, query.Filter);
        return first.ContentBound(query.Filter).Length > 0 ? null : Slices(reader, sql, query);
    }

    IEnumerable<RowPart> Slices(Reader reader, FilterSql sql, RowQuery query)
    {
        var project = projects.Find(query.Project);
        foreach (var (from, to) in SpanSlices.Of(reader, project, query))
        {
            var own = sql.Anew();
            var where = SpanCondition(own, query.Project, query.Filter);
            where += $" AND s.start >= {own.Add(from)} AND s.start < {own.Add(to)}";
            yield return new(own, where + SpanSlices.TracesOf(own, project, from, to), from);
        }
    }

    static Statement Prepare(
        Reader reader,
        string columns,
        string from,
        FilterSql sql,
        Func<FilterSql, string> condition
    )
    {
        var statement = reader.Database.PrepareOnce($"SELECT {columns} FROM {from} WHERE {condition(sql)}");
        sql.Bind(statement);
        return statement;
    }

    string TraceCondition(FilterSql sql, string project, Filter filter)
    {
        var (number, test) = (sql.Add(projects.Find(project)), sql.Of(filter));
        return OfProject(number, sql.ContentBound(filter)) + $" AND {test}";
    }

    string SpanCondition(FilterSql sql, string project, Filter filter)
    {
        var (number, test) = (sql.Add(projects.Find(project)), sql.Of(filter));
        return OfProject(number, sql.ContentBound(filter)) + $"{sql.TraceBound(filter)} AND {test}";
    }

    /// <param name="content">The few traces that can pass, if that is known: then no index of the project is of use.</param>
    static string OfProject(string number, string content) =>
        $"{(content.Length == 0 ? "" : "+")}t.project = {number} AND t.listed{content}";

    string ScoreCondition(FilterSql sql, string project, Filter filter) =>
        $"c.project = {sql.Add(projects.Find(project))} AND {ScoreColumns.Stands("c")} AND {sql.Of(filter)}";

    /// <summary>Spans of one trace mostly come one after the other: they share its values.</summary>
    static Func<Statement, SpanInTrace> SpansOf(Reader reader)
    {
        var (number, trace) = (0L, default(TraceValues));
        return s =>
        {
            if (trace is null || s.Long(SpanColumns.Count) != number)
            {
                number = s.Long(SpanColumns.Count);
                trace = TraceColumns.ReadValues(s, SpanColumns.Count);
            }

            return new(SpanColumns.Read(s, reader.Texts.Of), trace);
        };
    }

    static ScoreInTrace ReadScore(Reader reader, Statement s) =>
        new(
            ScoreColumns.Read(s, reader.Texts.Of),
            s.IsNull(ScoreColumns.Count) ? null : TraceColumns.ReadValues(s, ScoreColumns.Count)
        );
}
