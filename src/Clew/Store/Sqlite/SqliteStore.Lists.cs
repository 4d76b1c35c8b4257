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
                var where = TraceCondition(sql, query.Project, query.Filter);
                return new RowPage(reader, query, sql, Traces, where, "t.start", ["t.no"]).Read(
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
                foreach (var from in LastHours(reader, query))
                {
                    var found = FindSpans(reader, query, from);
                    if (found.HasMore)
                    {
                        return found;
                    }
                }

                return FindSpans(reader, query, null);
            },
            ct
        );

    /// <summary>
    /// From when on to look at first: a page of the newest spans is mostly full with those of the last hours, and there is
    /// no index in their order.
    /// </summary>
    IEnumerable<long> LastHours(Reader reader, RowQuery query)
    {
        // What is asked about content is looked for in all records at once.
        if (query.Order is not null || query.Counts || AsksContent(query.Filter))
        {
            yield break;
        }

        using var times = reader.Database.PrepareOnce(
            "SELECT (SELECT min(start) FROM trace WHERE project = ?1 AND listed), (SELECT max(start) FROM trace WHERE project = ?1 AND listed)"
        );
        times.Bind(1, projects.Find(query.Project));
        if (!times.Step() || times.IsNull(0))
        {
            yield break;
        }

        var (first, last) = (times.Long(0), Math.Min(times.Long(1), query.After?.TimeNano ?? long.MaxValue));
        foreach (var hours in new[] { 1, 16, 256, 4096 })
        {
            var from = (TraceTree.HourOf(last) - hours + 1) * TraceTree.Hour;
            // Where that is most of them, to look at all is quicker than to look twice.
            if (from - first < 3 * (last - from))
            {
                yield break;
            }

            yield return from;
        }
    }

    static bool AsksContent(Filter filter) =>
        filter switch
        {
            Filter.AllOf all => all.Parts.Any(AsksContent),
            Filter.OneOf one => one.Parts.Any(AsksContent),
            Filter.Opposite opposite => AsksContent(opposite.Part),
            Filter.SomeSpan some => AsksContent(some.Part),
            _ => Content.ContentTest.IsAbout(filter),
        };

    Found<SpanInTrace> FindSpans(Reader reader, RowQuery query, long? from)
    {
        var sql = Sql(reader, query.Project, Subject.Span);
        var where = SpanCondition(sql, query.Project, query.Filter);
        if (from is { } start)
        {
            where += $" AND s.start >= {sql.Add(start)}" + TracesOfTime(sql, query.Project, start, long.MaxValue);
        }

        return new RowPage(reader, query, sql, Spans, where, "s.start", ["t.no", "s.id"]).Read(
            $"{SpanColumns.Qualified}, {TraceColumns.Values}",
            a => [a.TimeNano, NumberOf(reader, query.Project, a.Trace), IdOf(a.Span)],
            SpansOf(reader)
        );
    }

    public Task<Found<ScoreInTrace>> FindScoresAsync(RowQuery query, CancellationToken ct) =>
        readers.ReadAsync(
            reader =>
            {
                var sql = Sql(reader, query.Project, Subject.Score);
                var where = ScoreCondition(sql, query.Project, query.Filter);
                return new RowPage(reader, query, sql, Scores, where, "c.time", ["c.id"]).Read(
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
