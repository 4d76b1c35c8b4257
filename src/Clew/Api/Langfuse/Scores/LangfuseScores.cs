using System.Globalization;
using System.Text.Json.Nodes;
using Clew.Api.Langfuse.Reads;
using Clew.Model;
using Clew.Store;

namespace Clew.Api.Langfuse.Scores;

/// <summary>Scores in Langfuse's words, of which there are three generations.</summary>
static class LangfuseScores
{
    /// <param name="environment">That of its trace.</param>
    public static LangfuseScore Of(ScoreRow row, string environment)
    {
        var score = row.Score;
        return new()
        {
            Id = score.Id,
            TraceId = score.TraceId.IsEmpty ? null : score.TraceId.ToString(),
            SessionId = score.SessionId,
            ObservationId = Summaries.IdOf(score.SpanId),
            DatasetRunId = score.DatasetRunId,
            Name = score.Name,
            // A category that is linked to no number is 0 there.
            Value = score.Value ?? 0,
            StringValue = StringOf(score),
            DataType = TypeOf(score),
            Source = Words.Of(score.Source).ToUpperInvariant(),
            Comment = score.Comment,
            Metadata = score.Metadata is { } metadata ? JsonText.Parse(metadata) : null,
            Environment = score.Environment ?? environment,
            Timestamp = LangfuseTraces.Time(score.TimeNano),
            CreatedAt = LangfuseTraces.Time(row.ArrivalNano),
            UpdatedAt = LangfuseTraces.Time(row.ArrivalNano),
            AuthorUserId = score.AuthorId,
            ConfigId = score.ConfigId,
            QueueId = score.QueueId,
        };
    }

    /// <summary>With what it judges, as the first two generations list it.</summary>
    /// <param name="withTrace">Whether the values of its trace are asked for.</param>
    public static LangfuseScoreItem ItemOf(ScoreInTrace row, bool withTrace) =>
        new(Of(row.Row, row.Trace?.Environment ?? "default"))
        {
            Trace =
                withTrace && row.Trace is { } trace
                    ? new(trace.UserId, trace.Tags, trace.Environment ?? "default", trace.SessionId)
                    : null,
        };

    /// <summary>As the third generation has it: one value of its own type, one subject.</summary>
    public static JsonObject ThirdOf(ScoreInTrace row, string project, LangfuseFields groups)
    {
        var (score, old) = (row.Row.Score, Of(row.Row, row.Trace?.Environment ?? "default"));
        var answer = new JsonObject
        {
            ["id"] = score.Id,
            ["projectId"] = project,
            ["name"] = score.Name,
            ["dataType"] = old.DataType,
            ["value"] = old.DataType switch
            {
                "NUMERIC" => JsonValue.Create(score.Value ?? 0),
                "BOOLEAN" => JsonValue.Create(score.Value == 1),
                _ => JsonValue.Create(old.StringValue ?? Written(score.Value)),
            },
            ["source"] = old.Source,
            ["timestamp"] = old.Timestamp,
            ["environment"] = old.Environment,
            ["createdAt"] = old.CreatedAt,
            ["updatedAt"] = old.UpdatedAt,
        };
        if (groups.Has("details"))
        {
            answer["comment"] = score.Comment;
            answer["configId"] = score.ConfigId;
            answer["metadata"] = score.Metadata is { } metadata
                ? JsonNode.Parse(JsonText.Parse(metadata).GetRawText())
                : null;
        }

        if (groups.Has("subject"))
        {
            answer["subject"] = SubjectOf(score);
        }

        if (groups.Has("annotation"))
        {
            answer["authorUserId"] = score.AuthorId;
            answer["queueId"] = score.QueueId;
        }

        return answer;
    }

    /// <summary>What was said, else as Langfuse concludes it from a value that came without a type.</summary>
    public static string TypeOf(Score score) =>
        score switch
        {
            { Type: { } type } => Words.ScoreTypes[(int)type].ToUpperInvariant(),
            { Text: null } => "NUMERIC",
            { Text: "True", Value: 1 } or { Text: "False", Value: 0 } => "BOOLEAN",
            _ => "CATEGORICAL",
        };

    static string? StringOf(Score score) =>
        score.Text ?? (score is { Type: ScoreType.Boolean, Value: { } value } ? (value == 1 ? "True" : "False") : null);

    static string? Written(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);

    static JsonObject SubjectOf(Score score) =>
        score switch
        {
            { DatasetRunId: { } run } => Subject("experiment", run),
            { TraceId.IsEmpty: true } => Subject("session", score.SessionId ?? ""),
            { SpanId.IsEmpty: false } => Subject("observation", score.SpanId.ToString(), score.TraceId.ToString()),
            _ => Subject("trace", score.TraceId.ToString()),
        };

    static JsonObject Subject(string kind, string id, string? trace = null)
    {
        var subject = new JsonObject { ["kind"] = kind, ["id"] = id };
        if (trace is not null)
        {
            subject["traceId"] = trace;
        }

        return subject;
    }
}
