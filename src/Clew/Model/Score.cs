namespace Clew.Model;

/// <summary>Who judged.</summary>
enum ScoreSource : byte
{
    /// <summary>A program that called the API.</summary>
    Api = 0,

    /// <summary>An evaluator: code or a model.</summary>
    Eval = 1,

    /// <summary>A person.</summary>
    Annotation = 2,
}

/// <summary>What kind of value a score has. The numbers are stored.</summary>
enum ScoreType : byte
{
    Numeric = 1,
    Categorical = 2,
    Boolean = 3,

    /// <summary>Free text, no category.</summary>
    Text = 4,

    /// <summary>What the output should have been.</summary>
    Correction = 5,
}

/// <summary>A judgement of a span, a trace or a session: feedback of a user, the verdict of an evaluator.</summary>
/// <param name="Id">Of a score that came without one: made from its record, so that a re-delivery is the same.</param>
/// <param name="TraceId">Empty if it judges a session.</param>
/// <param name="SpanId">Empty if it judges the whole trace or session.</param>
/// <param name="Value">The number; a boolean is 0 or 1. One that is not finite is none: JSON cannot say it.</param>
/// <param name="Text">The category or label.</param>
/// <param name="Comment">Why.</param>
/// <param name="TimeNano">When it was given, Unix nanoseconds.</param>
sealed record Score(
    string Id,
    TraceId TraceId,
    SpanId SpanId,
    string? SessionId,
    string Name,
    double? Value,
    string? Text,
    string? Comment,
    ScoreSource Source,
    long TimeNano
)
{
    public double? Value { get; init; } = Value is { } v && double.IsFinite(v) ? v : null;

    /// <summary>Null if nobody said: then the value tells.</summary>
    public ScoreType? Type { get; init; }

    /// <summary>The configuration of scores that it follows.</summary>
    public string? ConfigId { get; init; }

    /// <summary>The run over a dataset that it judges, instead of a trace or session.</summary>
    public string? DatasetRunId { get; init; }

    /// <summary>The annotation queue that it was given in.</summary>
    public string? QueueId { get; init; }

    /// <summary>The trace of the evaluator that gave it.</summary>
    public string? ExecutionTraceId { get; init; }
    public string? AuthorId { get; init; }
    public string? Environment { get; init; }

    /// <summary>JSON text.</summary>
    public string? Metadata { get; init; }
}

/// <summary>A score as it stands: of several facts about its id the one that has the say.</summary>
/// <param name="Origin">Where it was read from; null if nobody said.</param>
/// <param name="ArrivalNano">When the record that states it arrived, Unix nanoseconds.</param>
sealed record ScoreRow(Score Score, Provenance? Origin, long ArrivalNano)
{
    /// <summary>In the order of their time, ties by id: the same in every store.</summary>
    public static IReadOnlyList<ScoreRow> InOrder(IEnumerable<ScoreRow> rows) =>
        [.. rows.OrderBy(r => r.Score.TimeNano).ThenBy(r => r.Score.Id, StringComparer.Ordinal)];
}
