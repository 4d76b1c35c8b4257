using Clew.Model;
using Clew.Query;

namespace Clew.Store.Memory;

/// <summary>Lists: every row of the project, tested one by one.</summary>
sealed partial class MemoryStore
{
    public Task<Found<TraceRow>> FindTracesAsync(RowQuery query, CancellationToken ct) =>
        Task.FromResult(
            Page(
                query,
                Rows(query.Project, TraceRows_NeedsGate),
                TraceFields.Start,
                r => new(r.Trace!.StartNano, r.Trace.TraceId),
                r => r.Trace!
            )
        );

    public Task<Found<SpanInTrace>> FindSpansAsync(RowQuery query, CancellationToken ct) =>
        Task.FromResult(
            Page(
                query,
                Rows(query.Project, SpanRows_NeedsGate),
                SpanFields.Start,
                r => new(r.Span!.StartNano, r.Trace!.TraceId, r.Span.SpanId),
                Spanned
            )
        );

    public Task<Found<ScoreInTrace>> FindScoresAsync(RowQuery query, CancellationToken ct) =>
        Task.FromResult(
            Page(
                query,
                Rows(query.Project, ScoreRows_NeedsGate),
                ScoreFields.Time,
                r => new(r.Score!.TimeNano, default, default, r.Score.Id),
                Judged
            )
        );

    public Task<TraceId?> FindTraceOfSpanAsync(string project, SpanId id, CancellationToken ct) =>
        Task.FromResult(
            Rows(project, SpanRows_NeedsGate)
                .Where(r => r.Span!.SpanId == id)
                .OrderByDescending(r => r.Trace!.StartNano)
                .Select(r => (TraceId?)r.Trace!.TraceId)
                .FirstOrDefault()
        );

    public IAsyncEnumerable<TraceRow> StreamTracesAsync(string project, Filter filter, CancellationToken ct) =>
        Rows(project, TraceRows_NeedsGate)
            .Where(r => r.Holds(filter))
            .Select(r => r.Trace! with { InputPreview = null, OutputPreview = null, Metadata = [] })
            .ToAsyncEnumerable();

    public IAsyncEnumerable<SpanInTrace> StreamSpansAsync(string project, Filter filter, CancellationToken ct) =>
        Rows(project, SpanRows_NeedsGate).Where(r => r.Holds(filter)).Select(Spanned).ToAsyncEnumerable();

    public IAsyncEnumerable<ScoreInTrace> StreamScoresAsync(string project, Filter filter, CancellationToken ct) =>
        Rows(project, ScoreRows_NeedsGate).Where(r => r.Holds(filter)).Select(Judged).ToAsyncEnumerable();

    List<MemoryRow> Rows(string project, Func<string, IEnumerable<MemoryRow>> make)
    {
        lock (gate)
        {
            return [.. make(project)];
        }
    }

    IEnumerable<MemoryRow> TraceRows_NeedsGate(string project)
    {
        var scores = Scores_NeedsGate(project).Select(s => s.Score).ToLookup(s => s.TraceId);
        foreach (
            var id in records
                .Where(r => r.Project == project && !r.Record.TraceId.IsEmpty)
                .Select(r => r.Record.TraceId)
                .Distinct()
        )
        {
            if (Summarise_NeedsGate(project, id) is { } row)
            {
                yield return new(row, [.. Spans_NeedsGate(project, id)], [.. scores[id]]);
            }
        }
    }

    // What a span row keeps of content is that there is some.
    IEnumerable<MemoryRow> SpanRows_NeedsGate(string project) =>
        TraceRows_NeedsGate(project)
            .SelectMany(t =>
            {
                var shape = TraceShape.Of(t.Spans);
                return shape.Spans.Select(
                    (s, i) =>
                        t with
                        {
                            Span = s with { InputPreview = null, OutputPreview = null },
                            Counts = shape.Counts[i],
                        }
                );
            });

    IEnumerable<MemoryRow> ScoreRows_NeedsGate(string project)
    {
        var traces = TraceRows_NeedsGate(project).ToDictionary(t => t.Trace!.TraceId);
        return Scores_NeedsGate(project)
            .Select(s => traces.GetValueOrDefault(s.Score.TraceId, new MemoryRow(null, [], [])) with { Judgement = s });
    }

    static SpanInTrace Spanned(MemoryRow row) => new(row.Span!, TraceValues.Of(row.Trace!));

    static ScoreInTrace Judged(MemoryRow row) =>
        new(row.Judgement!, row.Trace is { } trace ? TraceValues.Of(trace) : null);

    static Found<T> Page<T>(
        RowQuery query,
        List<MemoryRow> rows,
        QueryField newest,
        Func<MemoryRow, RowCursor> place,
        Func<MemoryRow, T> answer
    )
    {
        var order = query.Order ?? new(newest, true);
        var fit = rows.FindAll(r => r.Holds(query.Filter));
        fit.Sort(
            (a, b) =>
                Compare(a.ValueOf(order.Field), b.ValueOf(order.Field), order.Field) is var difference
                && difference != 0
                    ? (order.IsDescending ? -difference : difference)
                    : -Compare(place(a), place(b))
        );
        var page = fit.Where(r => query.After is null || Compare(place(r), query.After) < 0)
            .Skip(query.Offset)
            .Take(query.Limit + 1)
            .Select(answer)
            .ToList();
        return new(
            page[..Math.Min(page.Count, query.Limit)],
            query.Counts ? fit.Count : null,
            page.Count > query.Limit
        );
    }

    static int Compare(Operand? a, Operand? b, QueryField field) =>
        a is not { } x ? (b is null ? 0 : -1)
        : b is not { } y ? 1
        : field.Type == FieldType.Text ? string.CompareOrdinal(x.Text, y.Text)
        : field.Type == FieldType.Number ? x.Real.CompareTo(y.Real)
        : x.Integer.CompareTo(y.Integer);

    static int Compare(RowCursor a, RowCursor b) =>
        a.TimeNano != b.TimeNano ? a.TimeNano.CompareTo(b.TimeNano)
        : a.Trace != b.Trace ? a.Trace.CompareTo(b.Trace)
        : a.Span != b.Span ? a.Span.CompareTo(b.Span)
        : string.CompareOrdinal(a.Score, b.Score);
}
