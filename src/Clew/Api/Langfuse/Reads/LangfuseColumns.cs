using System.Collections.Frozen;
using Clew.Model;
using Clew.Query;

namespace Clew.Api.Langfuse.Reads;

/// <summary>The columns of Langfuse's filters by name, in any case.</summary>
static class LangfuseColumns
{
    static readonly Filter failed = Comparisons.Is(SpanFields.Status, "failed");

    /// <summary>What is asked of a trace, also where its spans or scores are listed.</summary>
    static readonly Dictionary<string, LangfuseColumn> ofTrace = new()
    {
        ["userId"] = LangfuseColumn.Of(TraceFields.User),
        ["sessionId"] = LangfuseColumn.Of(TraceFields.Session),
        ["environment"] = LangfuseColumn.Of(TraceFields.Environment, "default"),
        ["release"] = LangfuseColumn.Of(TraceFields.Release),
        ["version"] = LangfuseColumn.Of(TraceFields.Version),
        ["tags"] = LangfuseColumn.Of(TraceFields.Tags),
        ["traceTags"] = LangfuseColumn.Of(TraceFields.Tags),
        ["traceName"] = LangfuseColumn.Of(TraceFields.Name),
        ["traceRelease"] = LangfuseColumn.Of(TraceFields.Release),
        ["traceVersion"] = LangfuseColumn.Of(TraceFields.Version),
        ["traceId"] = LangfuseColumn.Of(TraceFields.Id),
        ["public"] = LangfuseColumn.Of(TraceFields.Public),
        ["bookmarked"] = LangfuseColumn.Never,
    };

    public static FrozenDictionary<string, LangfuseColumn> Traces { get; } =
        With(
            new()
            {
                ["id"] = LangfuseColumn.Of(TraceFields.Id),
                ["name"] = LangfuseColumn.Of(TraceFields.Name),
                ["timestamp"] = LangfuseColumn.Of(TraceFields.Start),
                ["startTime"] = LangfuseColumn.Of(TraceFields.Start),
                ["createdAt"] = LangfuseColumn.Of(TraceFields.Created),
                ["updatedAt"] = LangfuseColumn.Of(TraceFields.Updated),
                ["metadata"] = LangfuseColumn.ByKey(TraceFields.Metadata),
                ["latency"] = LangfuseColumn.Of(TraceFields.Latency),
                ["inputTokens"] = LangfuseColumn.Of(TraceFields.InputTokens),
                ["outputTokens"] = LangfuseColumn.Of(TraceFields.OutputTokens),
                ["totalTokens"] = LangfuseColumn.Of(TraceFields.TotalTokens),
                ["totalCost"] = LangfuseColumn.Of(TraceFields.Cost),
                ["inputCost"] = LangfuseColumn.Unknown("inputCost"),
                ["outputCost"] = LangfuseColumn.Unknown("outputCost"),
                ["level"] = LangfuseColumn.OfWords("level", LoudestOf),
                ["errorCount"] = LangfuseColumn.Of(TraceFields.Errors),
                ["warningCount"] = LangfuseColumn.Of(TraceFields.Warnings),
                ["defaultCount"] = LangfuseColumn.Of(TraceFields.Defaults),
                ["debugCount"] = LangfuseColumn.Of(TraceFields.Debugs),
                ["scores_avg"] = LangfuseColumn.ByKey(TraceFields.ScoreValue),
                ["score_categories"] = LangfuseColumn.ByKey(TraceFields.Score),
                ["score_booleans"] = LangfuseColumn.FlagByKey(TraceFields.ScoreValue),
                ["models"] = LangfuseColumn.Of(TraceFields.Models),
                ["status"] = LangfuseColumn.Of(TraceFields.Status),
            }
        );

    public static FrozenDictionary<string, LangfuseColumn> Observations { get; } =
        With(
            new()
            {
                ["id"] = LangfuseColumn.Of(SpanFields.Id),
                ["name"] = LangfuseColumn.Of(SpanFields.Name),
                ["type"] = LangfuseColumn.Of(SpanFields.Type),
                ["level"] = LangfuseColumn.OfWords("level", LevelOf),
                ["status"] = LangfuseColumn.Of(SpanFields.Status),
                ["parentObservationId"] = LangfuseColumn.Of(SpanFields.Parent),
                ["isRootObservation"] = LangfuseColumn.Of(SpanFields.IsRoot),
                ["startTime"] = LangfuseColumn.Of(SpanFields.Start),
                ["endTime"] = LangfuseColumn.Of(SpanFields.End),
                ["latency"] = LangfuseColumn.Of(SpanFields.Latency),
                ["model"] = LangfuseColumn.Of(SpanFields.Model),
                ["providedModelName"] = LangfuseColumn.Of(SpanFields.Model),
                ["provider"] = LangfuseColumn.Of(SpanFields.Provider),
                ["inputTokens"] = LangfuseColumn.Of(SpanFields.InputTokens),
                ["outputTokens"] = LangfuseColumn.Of(SpanFields.OutputTokens),
                ["totalTokens"] = LangfuseColumn.Of(SpanFields.TotalTokens),
                ["totalCost"] = LangfuseColumn.Of(SpanFields.Cost),
                ["scores_avg"] = LangfuseColumn.ByKey(SpanFields.ScoreValue),
                ["score_categories"] = LangfuseColumn.ByKey(SpanFields.Score),
                ["score_booleans"] = LangfuseColumn.FlagByKey(SpanFields.ScoreValue),
                ["inputCost"] = LangfuseColumn.Of(SpanFields.InputCost),
                ["outputCost"] = LangfuseColumn.Of(SpanFields.OutputCost),
                ["statusMessage"] = LangfuseColumn.Of(SpanFields.Error),
                ["metadata"] = LangfuseColumn.Unknown("metadata"),
                ["input"] = LangfuseColumn.Unknown("input"),
                ["output"] = LangfuseColumn.Unknown("output"),
                ["timeToFirstToken"] = LangfuseColumn.Of(SpanFields.TimeToFirstToken),
                ["promptName"] = LangfuseColumn.Of(SpanFields.Prompt),
                ["promptVersion"] = LangfuseColumn.OfDigits(SpanFields.PromptVersion),
            }
        );

    public static FrozenDictionary<string, LangfuseColumn> Scores { get; } =
        With(
            new()
            {
                ["id"] = LangfuseColumn.Of(ScoreFields.Id),
                ["name"] = LangfuseColumn.Of(ScoreFields.Name),
                ["value"] = LangfuseColumn.Of(ScoreFields.Value),
                ["stringValue"] = LangfuseColumn.Of(ScoreFields.Label),
                ["comment"] = LangfuseColumn.Of(ScoreFields.Comment),
                ["source"] = LangfuseColumn.Of(ScoreFields.Source),
                ["dataType"] = LangfuseColumn.OfWords("dataType", TypeOf),
                ["timestamp"] = LangfuseColumn.Of(ScoreFields.Time),
                ["traceId"] = LangfuseColumn.Of(ScoreFields.Trace),
                ["observationId"] = LangfuseColumn.Of(ScoreFields.Span),
                ["sessionId"] = LangfuseColumn.Of(ScoreFields.Session),
                ["configId"] = LangfuseColumn.Of(ScoreFields.Config),
                ["queueId"] = LangfuseColumn.Of(ScoreFields.Queue),
                ["datasetRunId"] = LangfuseColumn.Of(ScoreFields.DatasetRun),
                ["authorUserId"] = LangfuseColumn.Of(ScoreFields.Author),
                ["environment"] = new(EnvironmentOfScore),
            }
        );

    static FrozenDictionary<string, LangfuseColumn> With(Dictionary<string, LangfuseColumn> own)
    {
        foreach (var (name, column) in ofTrace)
        {
            own.TryAdd(name, column);
        }

        return own.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Langfuse has no status beside the level: what failed is an error.</summary>
    static Filter? LevelOf(string level) =>
        level switch
        {
            "ERROR" => Filter.Or(failed, Comparisons.Is(SpanFields.Level, level)),
            "WARNING" or "DEFAULT" or "DEBUG" => Filter.And(
                Filter.Not(failed),
                Comparisons.Is(SpanFields.Level, level)
            ),
            _ => null,
        };

    /// <summary>A trace is as loud as its loudest span.</summary>
    static Filter? LoudestOf(string level)
    {
        var (errors, warnings, defaults) = (
            Some(TraceFields.Errors),
            Some(TraceFields.Warnings),
            Some(TraceFields.Defaults)
        );
        return level switch
        {
            "ERROR" => errors,
            "WARNING" => Filter.And(Filter.Not(errors), warnings),
            "DEFAULT" => Filter.And(Filter.Not(errors), Filter.Not(warnings), defaults),
            "DEBUG" => Filter.And(Filter.Not(errors), Filter.Not(warnings), Filter.Not(defaults)),
            _ => null,
        };

        static Filter Some(QueryField count) => Comparisons.Of(count, Operator.Greater, Literal.OfNumber(0m));
    }

    /// <summary>As <see cref="LangfuseScores.TypeOf"/> has it.</summary>
    static Filter? TypeOf(string type)
    {
        var untyped = Comparisons.Of(ScoreFields.Type, Operator.IsNull);
        var hasText = Comparisons.Of(ScoreFields.Label, Operator.Exists);
        var isFlag = Filter.Or(Flag("True", 1), Flag("False", 0));
        return type switch
        {
            "NUMERIC" => Filter.Or(Said(type), Filter.And(untyped, Filter.Not(hasText))),
            "BOOLEAN" => Filter.Or(Said(type), Filter.And(untyped, isFlag)),
            "CATEGORICAL" => Filter.Or(Said(type), Filter.And(untyped, hasText, Filter.Not(isFlag))),
            "TEXT" or "CORRECTION" => Said(type),
            _ => null,
        };

        static Filter Said(string type) => Comparisons.Is(ScoreFields.Type, type);

        static Filter Flag(string text, int value) =>
            Filter.And(
                Comparisons.Is(ScoreFields.Label, text),
                Comparisons.Of(ScoreFields.Value, Operator.Equal, Literal.OfNumber((decimal)value))
            );
    }

    /// <summary>That of the score, else that of its trace.</summary>
    static Filter EnvironmentOfScore(Operator op, IReadOnlyList<Literal> values, string? key)
    {
        var own = Comparisons.Of(ScoreFields.Environment, Operator.Exists);
        return Filter.Or(
            Filter.And(own, Comparisons.Of(ScoreFields.Environment, op, values)),
            Filter.And(Filter.Not(own), ofTrace["environment"].Make(op, values, null))
        );
    }
}
