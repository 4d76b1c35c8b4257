using Clew.Api.Langfuse.Reads;
using Clew.Model;
using Clew.Query;
using Clew.Store;

namespace Clew.Api.Langfuse.Metrics;

/// <summary>A kind of row that can be counted: what it can be grouped by, and what can be measured of it.</summary>
abstract class LangfuseMetricView(IReadOnlyDictionary<string, LangfuseColumn> columns, QueryField time)
{
    public IReadOnlyDictionary<string, LangfuseColumn> Columns => columns;

    public QueryField Time => time;

    public abstract IEnumerable<string> Dimensions { get; }

    public abstract IEnumerable<string> Measures { get; }

    /// <summary>Rows as their time, and values by the names of the query.</summary>
    public abstract IAsyncEnumerable<LangfuseMetricRow> ReadAsync(
        ITraceStore store,
        string project,
        LangfuseMetricQuery query,
        CancellationToken ct
    );
}

/// <param name="Dimensions">In the order of the query.</param>
/// <param name="Measures">Likewise: a double, or a text of which only different ones can be counted, or null.</param>
readonly record struct LangfuseMetricRow(long TimeNano, string?[] Dimensions, object?[] Measures);

sealed class LangfuseMetricView<T>(
    IReadOnlyDictionary<string, LangfuseColumn> columns,
    QueryField timeField,
    Func<T, long> timeOf,
    Func<ITraceStore, string, Filter, CancellationToken, IAsyncEnumerable<T>> stream,
    IReadOnlyDictionary<string, Func<T, string?>> dimensions,
    IReadOnlyDictionary<string, Func<T, object?>> measures
) : LangfuseMetricView(columns, timeField)
{
    /// <summary>What a score and the row that it judges have in common; null if scores of rows cannot be counted.</summary>
    public Func<ScoreInTrace, string>? KeyOfScore { get; init; }

    public Func<T, string>? KeyOf { get; init; }

    /// <summary>One measure, by its names in the two generations.</summary>
    static readonly string[] countOfScores = ["countScores", "scoresCount"];

    public override IEnumerable<string> Dimensions => dimensions.Keys;

    public override IEnumerable<string> Measures =>
        KeyOf is null ? measures.Keys : [.. measures.Keys, .. countOfScores];

    public override async IAsyncEnumerable<LangfuseMetricRow> ReadAsync(
        ITraceStore store,
        string project,
        LangfuseMetricQuery query,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        if (query.Metrics.Any(m => countOfScores.Contains(m.Measure)))
        {
            await foreach (var score in store.StreamScoresAsync(project, Filter.Everything, ct))
            {
                var key = KeyOfScore!(score);
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
        }

        var groups = query.Dimensions.Select(d => dimensions[d]).ToArray();
        var values = query
            .Metrics.Select(m =>
                countOfScores.Contains(m.Measure) ? row => counts.GetValueOrDefault(KeyOf!(row)) : measures[m.Measure]
            )
            .ToArray();
        await foreach (var row in stream(store, project, query.Filter, ct))
        {
            yield return new(timeOf(row), Array.ConvertAll(groups, g => g(row)), Array.ConvertAll(values, v => v(row)));
        }
    }
}

/// <summary>The views of both generations of metrics.</summary>
static class LangfuseMetricViews
{
    static readonly LangfuseMetricView traces = new LangfuseMetricView<TraceRow>(
        LangfuseColumns.Traces,
        TraceFields.Start,
        t => t.StartNano,
        (store, project, filter, ct) => store.StreamTracesAsync(project, filter, ct),
        new Dictionary<string, Func<TraceRow, string?>>
        {
            ["id"] = t => t.TraceId.ToString(),
            ["name"] = t => t.Name,
            ["userId"] = t => t.UserId,
            ["sessionId"] = t => t.SessionId,
            ["environment"] = t => t.Environment ?? "default",
            ["release"] = t => t.Release,
            ["version"] = t => t.Version,
            ["tags"] = t => string.Join(',', t.Tags),
        },
        new Dictionary<string, Func<TraceRow, object?>>
        {
            ["count"] = _ => 1d,
            ["latency"] = t => Milliseconds(t.EndNano - t.StartNano),
            ["observationsCount"] = t => (double)t.SpanCount,
            ["inputTokens"] = t => (double?)t.Usage.InputTokens,
            ["outputTokens"] = t => (double?)t.Usage.OutputTokens,
            ["totalTokens"] = t => (double?)t.Usage.TotalTokens,
            ["totalCost"] = t => Dollars(t.CostPicoUsd),
            ["uniqueUserIds"] = t => t.UserId,
            ["uniqueSessionIds"] = t => t.SessionId,
        }
    )
    {
        KeyOf = t => t.TraceId.ToString(),
        KeyOfScore = s => s.Row.Score.TraceId.ToString(),
    };

    static readonly LangfuseMetricView observations = new LangfuseMetricView<SpanInTrace>(
        LangfuseColumns.Observations,
        SpanFields.Start,
        s => s.Row.StartNano,
        (store, project, filter, ct) => store.StreamSpansAsync(project, filter, ct),
        new Dictionary<string, Func<SpanInTrace, string?>>
        {
            ["id"] = s => s.Row.SpanId.ToString(),
            ["traceId"] = s => s.Trace.TraceId.ToString(),
            ["parentObservationId"] = s => Summaries.IdOf(s.Row.ParentId),
            ["type"] = s => Words.Of(s.Row.Type).ToUpperInvariant(),
            ["name"] = s => s.Row.Name,
            ["level"] = s => LangfuseTraces.LevelOf(s.Row),
            ["providedModelName"] = s => s.Row.Model,
            ["provider"] = s => s.Row.Provider,
            ["promptName"] = s => s.Row.PromptName,
            ["promptVersion"] = s => s.Row.PromptVersion,
            ["statusMessage"] = s => s.Row.ErrorMessage,
            ["environment"] = s => s.Trace.Environment ?? "default",
            ["version"] = s => s.Trace.Version,
            ["userId"] = s => s.Trace.UserId,
            ["sessionId"] = s => s.Trace.SessionId,
            ["traceName"] = s => s.Trace.Name,
            ["traceRelease"] = s => s.Trace.Release,
            ["traceVersion"] = s => s.Trace.Version,
            ["tags"] = s => string.Join(',', s.Trace.Tags),
        },
        new Dictionary<string, Func<SpanInTrace, object?>>
        {
            ["count"] = _ => 1d,
            ["latency"] = s => Milliseconds(s.Row.EndNano - s.Row.StartNano),
            ["inputTokens"] = s => (double?)s.Row.Usage.InputTokens,
            ["outputTokens"] = s => (double?)s.Row.Usage.OutputTokens,
            ["totalTokens"] = s => (double?)s.Row.Usage.TotalTokens,
            ["inputCost"] = s => Dollars(s.Row.InputCostPicoUsd),
            ["outputCost"] = s => Dollars(s.Row.OutputCostPicoUsd),
            ["totalCost"] = s => Dollars(s.Row.CostPicoUsd),
            ["timeToFirstToken"] = s => Milliseconds(s.Row.TimeToFirstTokenNano),
            ["streamingLatency"] = s => Milliseconds(s.Row.EndNano - s.Row.StartNano - s.Row.TimeToFirstTokenNano),
            ["tokensPerSecond"] = s => PerSecond(s.Row.Usage.TotalTokens, s.Row),
            ["outputTokensPerSecond"] = s => PerSecond(s.Row.Usage.OutputTokens, s.Row),
        }
    )
    {
        KeyOf = s => $"{s.Trace.TraceId}\n{s.Row.SpanId}",
        KeyOfScore = s => $"{s.Row.Score.TraceId}\n{s.Row.Score.SpanId}",
    };

    public static IReadOnlyDictionary<string, LangfuseMetricView> First { get; } =
        new Dictionary<string, LangfuseMetricView>
        {
            ["traces"] = traces,
            ["observations"] = observations,
            ["scores-numeric"] = ScoresOf("NUMERIC"),
            ["scores-boolean"] = ScoresOf("BOOLEAN"),
            ["scores-categorical"] = ScoresOf("CATEGORICAL"),
        };

    /// <summary>Without traces, which the second generation does not know.</summary>
    public static IReadOnlyDictionary<string, LangfuseMetricView> Second { get; } =
        First.Where(v => v.Key != "traces").ToDictionary();

    /// <summary>By what the second generation does not group: there are as many as rows.</summary>
    public static IReadOnlyList<string> TooMany { get; } =
    ["id", "traceId", "userId", "sessionId", "parentObservationId", "observationId"];

    static LangfuseMetricView<ScoreInTrace> ScoresOf(string type) =>
        new(
            LangfuseColumns.Scores,
            ScoreFields.Time,
            s => s.Row.Score.TimeNano,
            (store, project, filter, ct) =>
                store.StreamScoresAsync(
                    project,
                    Filter.And(
                        filter,
                        LangfuseColumns.Scores["dataType"].Make(Operator.Equal, [Literal.OfText(type)], null)
                    ),
                    ct
                ),
            new Dictionary<string, Func<ScoreInTrace, string?>>
            {
                ["id"] = s => s.Row.Score.Id,
                ["name"] = s => s.Row.Score.Name,
                ["source"] = s => Words.Of(s.Row.Score.Source).ToUpperInvariant(),
                ["dataType"] = _ => type,
                ["environment"] = s => s.Row.Score.Environment ?? s.Trace?.Environment ?? "default",
                ["traceId"] = s => s.Row.Score.TraceId.IsEmpty ? null : s.Row.Score.TraceId.ToString(),
                ["observationId"] = s => Summaries.IdOf(s.Row.Score.SpanId),
                ["sessionId"] = s => s.Row.Score.SessionId ?? s.Trace?.SessionId,
                ["configId"] = s => s.Row.Score.ConfigId,
                ["userId"] = s => s.Trace?.UserId,
                ["traceName"] = s => s.Trace?.Name,
                ["traceRelease"] = s => s.Trace?.Release,
                ["traceVersion"] = s => s.Trace?.Version,
                ["tags"] = s => s.Trace is { } trace ? string.Join(',', trace.Tags) : null,
                ["stringValue"] = s => s.Row.Score.Text,
            },
            new Dictionary<string, Func<ScoreInTrace, object?>>
            {
                ["count"] = _ => 1d,
                ["value"] = s => s.Row.Score.Value,
            }
        );

    static object? Milliseconds(long? nano) => nano / 1e6;

    static object? Dollars(long? pico) => pico / 1e12;

    static object? PerSecond(long? tokens, SpanRow row) =>
        row.EndNano - row.StartNano is > 0 and var duration && tokens is { } t ? t / (duration / 1e9) : null;
}
