using Clew.Model;
using Clew.Store;

namespace Clew.Api;

/// <summary>A judgement of a trace, or of one of its spans.</summary>
/// <param name="SpanId">Null if it judges the whole trace. The span may not have arrived.</param>
/// <param name="Value">The number; a boolean is 0 or 1.</param>
/// <param name="Text">The category or label.</param>
/// <param name="Comment">Why.</param>
/// <param name="Source">api, eval or annotation.</param>
/// <param name="TimeUnixNano">When it was given.</param>
sealed record ScoreShape(
    string Id,
    string? SpanId,
    string Name,
    double? Value,
    string? Text,
    string? Comment,
    string Source,
    string TimeUnixNano,
    ProvenanceShape? Provenance
);

/// <summary>Scores in the words of the API.</summary>
static class Scores
{
    public static IReadOnlyList<ScoreShape> Of(IEnumerable<ScoreRow> rows) => [.. rows.Select(Of)];

    /// <summary>Those of one span.</summary>
    public static async Task<IReadOnlyList<ScoreShape>> ReadAsync(
        ITraceStore store,
        string project,
        TraceId trace,
        SpanId span,
        CancellationToken ct
    ) => Of((await store.ReadScoresAsync(project, trace, ct)).Where(r => r.Score.SpanId == span));

    static ScoreShape Of(ScoreRow row)
    {
        var score = row.Score;
        return new(
            score.Id,
            Summaries.IdOf(score.SpanId),
            score.Name,
            score.Value,
            score.Text,
            score.Comment,
            Words.Of(score.Source),
            Summaries.Nano(score.TimeNano),
            row.Origin is { } origin ? new(origin.Dialect, origin.Version, origin.Key) : null
        );
    }
}
