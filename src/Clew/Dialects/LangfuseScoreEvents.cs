using System.Globalization;
using System.Text;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary><c>score-create</c>: a judgement, which names by itself what it judges.</summary>
static class LangfuseScoreEvents
{
    public static void Read(LangfuseEvent said, Reading reading)
    {
        if (LangfuseEvents.TextOf(said, "name"u8) is not { Length: > 0 } name)
        {
            return;
        }

        var type = TypeOf(said);
        var (value, text) = ValueOf(said, ref type);
        _ = SpanId.TryParse(LangfuseEvents.TextOf(said, "observationId"u8), out var span);
        var score = new Score(
            said.BodyId,
            said.TraceId,
            span,
            LangfuseEvents.TextOf(said, "sessionId"u8),
            // A correction has no name of its own.
            type == ScoreType.Correction
                ? "output"
                : name,
            value,
            text,
            LangfuseEvents.TextOf(said, "comment"u8),
            SourceOf(said),
            said.TimeNano
        )
        {
            Type = type,
            ConfigId = LangfuseEvents.TextOf(said, "configId"u8),
            DatasetRunId = LangfuseEvents.TextOf(said, "datasetRunId"u8),
            QueueId = LangfuseEvents.TextOf(said, "queueId"u8),
            ExecutionTraceId = LangfuseEvents.TextOf(said, "executionTraceId"u8),
            AuthorId = LangfuseEvents.TextOf(said, "authorUserId"u8),
            Environment = LangfuseEvents.TextOf(said, "environment"u8) is { Length: > 0 } environment
                ? LangfuseEnvironment.Of(environment)
                : null,
            Metadata =
                LangfuseEvents.TryGet(said, "metadata"u8, out var metadata) && !LangfuseEvents.IsNull(metadata)
                    ? Encoding.UTF8.GetString(metadata.Utf8)
                    : null,
        };
        reading.Score(score, LangfuseEvents.SourceOf("value"));
    }

    static (double? Value, string? Text) ValueOf(LangfuseEvent said, ref ScoreType? type)
    {
        var isText = LangfuseEvents.TryGet(said, "value"u8, out var value) && Json.FirstByte(value.Utf8) == (byte)'"';
        type ??= isText ? ScoreType.Categorical : ScoreType.Numeric;
        var text = LangfuseEvents.TextOf(said, "value"u8);
        double? number =
            !isText && Numbers.TryDouble(value.Utf8, out var parsed) ? parsed
            : text == "true" ? 1
            : text == "false" ? 0
            : null;
        return type switch
        {
            ScoreType.Numeric => (number, null),
            ScoreType.Boolean => (
                number,
                number is null ? text
                : number == 0 ? "False"
                : "True"
            ),
            // The number that a configuration links to a category is not the event's to know.
            _ => (null, text ?? number?.ToString(CultureInfo.InvariantCulture)),
        };
    }

    static ScoreType? TypeOf(LangfuseEvent said) =>
        LangfuseEvents.TextOf(said, "dataType"u8) switch
        {
            "NUMERIC" => ScoreType.Numeric,
            "CATEGORICAL" => ScoreType.Categorical,
            "BOOLEAN" => ScoreType.Boolean,
            "TEXT" => ScoreType.Text,
            "CORRECTION" => ScoreType.Correction,
            _ => null,
        };

    static ScoreSource SourceOf(LangfuseEvent said) =>
        LangfuseEvents.TextOf(said, "source"u8) switch
        {
            "EVAL" => ScoreSource.Eval,
            "ANNOTATION" => ScoreSource.Annotation,
            _ => ScoreSource.Api,
        };
}
