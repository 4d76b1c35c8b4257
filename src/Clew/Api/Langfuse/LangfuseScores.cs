using Clew.Model;

namespace Clew.Api.Langfuse;

/// <summary>Scores in Langfuse's words.</summary>
static class LangfuseScores
{
    public static LangfuseScore Of(ScoreRow row, string environment)
    {
        var score = row.Score;
        return new()
        {
            Id = score.Id,
            TraceId = score.TraceId.ToString(),
            SessionId = score.SessionId,
            ObservationId = Summaries.IdOf(score.SpanId),
            Name = score.Name,
            // A category that is linked to no number is 0 there.
            Value = score.Value ?? 0,
            StringValue = score.Text,
            DataType = TypeOf(score),
            Source = Words.Of(score.Source).ToUpperInvariant(),
            Comment = score.Comment,
            Environment = environment,
            Timestamp = LangfuseTraces.Time(score.TimeNano),
            CreatedAt = LangfuseTraces.Time(row.ArrivalNano),
            UpdatedAt = LangfuseTraces.Time(row.ArrivalNano),
        };
    }

    /// <summary>As Langfuse concludes it from a value that came without a type.</summary>
    static string TypeOf(Score score) =>
        score switch
        {
            { Text: null } => "NUMERIC",
            { Text: "True", Value: 1 } or { Text: "False", Value: 0 } => "BOOLEAN",
            _ => "CATEGORICAL",
        };
}
