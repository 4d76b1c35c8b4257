using Clew.Model;
using Clew.Query;
using Clew.Query.Language;
using Clew.Store;

namespace Clew.Api;

/// <summary>The values of a field in the latest rows: few enough to be read while somebody types.</summary>
sealed class FieldSample(ITraceStore store, IDeriver deriver, string project, long? fromNano, Filter filter)
{
    const int MostRows = 1000;
    const int MostTraces = 50;
    const int MostRecords = 500;

    /// <param name="isOfPaths">For the paths that there are in place of values.</param>
    /// <returns>How many rows were looked at, of what, and a value for each time it stands there.</returns>
    public async Task<(int LookedAt, Subject Of, IEnumerable<string> Values)> TakeAsync(
        Subject subject,
        NamedField named,
        bool isOfPaths,
        CancellationToken ct
    )
    {
        var field = named.Field;
        if (field.Field == SpanFields.Attribute)
        {
            return await AttributesAsync(subject, isOfPaths ? null : field.Path, ct);
        }

        if (field.Field.Name is "scores" or "score" || subject == Subject.Score)
        {
            var scores = await store.FindScoresAsync(
                Query(ScoreFields.Time, subject == Subject.Score ? filter : Filter.Everything, MostRows),
                ct
            );
            return (scores.Rows.Count, Subject.Score, scores.Rows.SelectMany(row => Values(row, field, isOfPaths)));
        }

        if (subject == Subject.Span && filter is not Filter.AllOf { Parts.Count: 0 })
        {
            var spans = await store.FindSpansAsync(Query(SpanFields.Start, filter, MostRows), ct);
            return (spans.Rows.Count, Subject.Span, spans.Rows.SelectMany(row => Values(row.Row, row.Trace, field)));
        }

        var isOfSpans = subject == Subject.Span || named.IsOfSomeSpan;
        var of = subject == Subject.Trace ? filter : Filter.Everything;
        var traces = await store.FindTracesAsync(Query(TraceFields.Start, of, isOfSpans ? MostTraces : MostRows), ct);
        if (!isOfSpans)
        {
            return (traces.Rows.Count, Subject.Trace, traces.Rows.SelectMany(row => Values(row, field, isOfPaths)));
        }

        // The latest spans are those of the latest traces, which have an index.
        var (looked, values) = (0, new List<string>());
        foreach (var trace in traces.Rows)
        {
            foreach (var span in (await store.ReadSpansAsync(project, trace.TraceId, ct)).Take(MostRows - looked))
            {
                looked++;
                values.AddRange(Values(span, TraceValues.Of(trace), field));
            }

            if (looked >= MostRows)
            {
                break;
            }
        }

        return (looked, Subject.Span, values);
    }

    /// <summary>Attributes are in records only, which take longer to read than rows: so of fewer.</summary>
    /// <param name="key">Null for the keys there are.</param>
    async Task<(int, Subject, IEnumerable<string>)> AttributesAsync(Subject subject, string? key, CancellationToken ct)
    {
        var said = new AttributeSample(deriver, key);
        if (subject == Subject.Span)
        {
            var spans = await store.FindSpansAsync(Query(SpanFields.Start, filter, MostRecords), ct);
            foreach (var span in spans.Rows)
            {
                await ReadAsync(span.Trace.TraceId, span.Row.SpanId);
            }
        }
        else
        {
            var among = subject == Subject.Trace ? filter : Filter.Everything;
            foreach (var trace in (await store.FindTracesAsync(Query(TraceFields.Start, among, MostTraces), ct)).Rows)
            {
                await ReadAsync(trace.TraceId, null);
            }
        }

        return (said.Records, Subject.Span, said.Values);

        async Task ReadAsync(TraceId trace, SpanId? span)
        {
            if (said.Records < MostRecords)
            {
                await foreach (
                    var record in store.ReadRecordsAsync(project, trace, span, ct).Take(MostRecords - said.Records)
                )
                {
                    said.Add(record);
                }
            }
        }
    }

    RowQuery Query(QueryField start, Filter of, int limit) =>
        new(project, Filter.And(Comparisons.Between(start, fromNano, null), of)) { Limit = limit };

    static IEnumerable<string> Values(TraceRow row, FieldRef field, bool isOfPaths) =>
        field.Field switch
        {
            var f when f == TraceFields.Metadata => isOfPaths
                ? row.Metadata.Select(m => m.Key).Distinct()
                : Said(row.Metadata.Where(m => m.Key == field.Path).Select(m => LeafValue.Text(m.Value))),
            var f when f == TraceFields.Models => row.Models,
            var f when f == TraceFields.Services => row.Services,
            var f when f == TraceFields.Status => [Words.Of(row.Status)],
            var f => Values(TraceValues.Of(row), f),
        };

    static IEnumerable<string> Values(TraceValues row, QueryField field) =>
        field switch
        {
            var f when f == TraceFields.Tags => row.Tags,
            var f when f == TraceFields.Name => Said(row.Name),
            var f when f == TraceFields.User => Said(row.UserId),
            var f when f == TraceFields.Session => Said(row.SessionId),
            var f when f == TraceFields.Environment => Said(row.Environment),
            var f when f == TraceFields.Release => Said(row.Release),
            var f when f == TraceFields.Version => Said(row.Version),
            var f when f == TraceFields.Public => [row.IsPublic ? "true" : "false"],
            _ => [],
        };

    static IEnumerable<string> Values(SpanRow row, TraceValues trace, FieldRef field) =>
        field.Field switch
        {
            var f when f == SpanFields.Name => Said(row.Name),
            var f when f == SpanFields.Type => [Words.Of(row.Type)],
            var f when f == SpanFields.Status => [Words.Of(row.Status)],
            var f when f == SpanFields.Level => [Words.Of(row.Level)],
            var f when f == SpanFields.Model => Said(row.Model),
            var f when f == SpanFields.RequestModel => Said(row.RequestModel),
            var f when f == SpanFields.ResponseModel => Said(row.ResponseModel),
            var f when f == SpanFields.Provider => Said(row.Provider),
            var f when f == SpanFields.Tool => Said(row.ToolName),
            var f when f == SpanFields.Service => Said(row.Service),
            var f when f == SpanFields.FirstRole => Said(row.Chat?.FirstRole),
            var f when f == SpanFields.LastRole => Said(row.Chat?.LastRole),
            var f when f == SpanFields.IsRoot => [row.ParentId.IsEmpty ? "true" : "false"],
            var f => Values(trace, f),
        };

    static IEnumerable<string> Values(ScoreInTrace row, FieldRef field, bool isOfPaths) =>
        (field.Field.Name, field.Field.Subject, row.Row.Score) switch
        {
            ("scores", _, var score) => [score.Name],
            ("score", _, var score) when isOfPaths => [score.Name],
            ("score", _, var score) => score.Name == field.Path ? Said(score.Text) : [],
            ("name", Subject.Score, var score) => [score.Name],
            ("text", Subject.Score, var score) => Said(score.Text),
            ("source", Subject.Score, var score) => [Words.Of(score.Source)],
            ("author", Subject.Score, var score) => Said(score.AuthorId),
            ("environment", Subject.Score, var score) => Said(score.Environment),
            _ => row.Trace is { } trace ? Values(trace, field.Field) : [],
        };

    static IEnumerable<string> Said(params IEnumerable<string?> texts) => texts.OfType<string>();
}
