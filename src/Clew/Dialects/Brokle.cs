using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Brokle's SDKs for Python and JavaScript: OTel GenAI and OpenInference, and <c>brokle.*</c> for what is the span's
/// and the trace's own. <c>brokle.trace.input</c> and <c>brokle.trace.output</c> are of the past and not read.
/// </summary>
sealed class Brokle : Dialect
{
    readonly Key type;
    readonly Key level;
    readonly Key statusMessage;
    readonly Key environment;
    readonly Key release;
    readonly Key tags;
    readonly Key metadata;
    readonly Key isPublic;
    readonly Key firstToken;
    readonly Key cost;
    readonly Key inputCost;
    readonly Key outputCost;
    readonly Key query;
    readonly Key documents;
    readonly Key scoreName;
    readonly Key scoreValue;
    readonly Key scoreComment;
    readonly Key[] scoreTypes;

    public Brokle()
        : base("brokle", 1)
    {
        Scopes("brokle*");
        type = Attribute("brokle.span.type");
        level = Attribute("brokle.span.level");
        statusMessage = Attribute("brokle.status_message");
        environment = Attribute("brokle.environment");
        release = Attribute("brokle.release");
        tags = Attribute("brokle.trace.tags");
        metadata = Attribute("brokle.trace.metadata");
        isPublic = Attribute("brokle.trace.public");
        firstToken = Attribute("gen_ai.response.time_to_first_token");
        cost = Attribute("brokle.cost.total");
        inputCost = Attribute("brokle.cost.input");
        outputCost = Attribute("brokle.cost.output");
        query = Attribute("brokle.retrieval.query");
        documents = Attribute("brokle.retrieval.documents");
        scoreName = Attribute("brokle.score.name");
        scoreValue = Attribute("brokle.score.value");
        scoreComment = Attribute("brokle.score.comment");
        scoreTypes = Attributes("brokle.score.type", "brokle.score.data_type");
        MapText(Field.Name, "brokle.span_name");
        MapText(Field.ToolName, "brokle.tool.name");
        MapText(Field.PromptName, "brokle.prompt.name");
        MapText(Field.PromptVersion, "brokle.prompt.version");
        MapTrace(Field.TraceName, "brokle.trace.name");
        MapTrace(Field.Version, "brokle.version", "brokle.span.version");
        MapParameter("stream", "brokle.streaming");
        MapParameter("top_k", "brokle.retrieval.top_k");
        MapPayload(Field.ToolDefinitions, "brokle.agent.tools");
        MapMetadata(
            "brokle.prompt.id",
            "brokle.agent.iterations",
            "brokle.retrieval.document_count",
            "brokle.cached",
            "brokle.usage.latency_ms",
            "brokle.routing.strategy",
            "brokle.routing.provider_selected",
            "brokle.routing.model_selected",
            "brokle.routing.fallback_count",
            "brokle.routing.cache_hit"
        );
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        Apply(attributes, reading);
        ReadType(attributes, reading);
        ReadLevel(span, attributes, reading);
        ReadTrace(attributes, reading);
        ReadCost(attributes, reading);
        ReadRetrieval(attributes, reading);
        ReadScore(span, attributes, reading);
        if (
            attributes.TryGet(firstToken, out var value)
            && Numbers.TryDouble(value, out var ms)
            && ms is >= 0 and < 1e9
        )
        {
            // In milliseconds, whatever the conventions say of times.
            reading.Number(Field.TimeToFirstTokenNano, (long)Math.Round(ms * 1e6), firstToken.Source);
        }
    }

    void ReadType(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(type, out var word) && TypeOf(reading.Strings.Of(word)) is { } known)
        {
            reading.TypeIs(known, type.Source);
        }
    }

    static SpanType? TypeOf(string? word) =>
        word switch
        {
            "generation" or "llm" => SpanType.Generation,
            "event" => SpanType.Event,
            "tool" => SpanType.Tool,
            "agent" => SpanType.Agent,
            "chain" or "workflow" => SpanType.Chain,
            "retrieval" or "retriever" => SpanType.Retriever,
            "embedding" => SpanType.Embedding,
            "evaluator" => SpanType.Evaluator,
            "guardrail" => SpanType.Guardrail,
            "rerank" or "reranker" => SpanType.Reranker,

            // "span" is what the SDK writes where nobody said anything.
            _ => null,
        };

    void ReadLevel(DecodedSpan span, AttributeIndex attributes, Reading reading)
    {
        SpanLevel? stated = null;
        if (attributes.TryGet(level, out var value) && reading.Strings.Of(value) is { } word)
        {
            stated = word.ToUpperInvariant() switch
            {
                "DEBUG" or "TRACE" => SpanLevel.Debug,
                "DEFAULT" or "INFO" => SpanLevel.Default,
                "WARNING" or "WARN" => SpanLevel.Warning,
                "ERROR" or "FATAL" or "CRITICAL" => SpanLevel.Error,
                _ => null,
            };
        }

        if (stated is { } known)
        {
            reading.Number(Field.Level, (long)known, level.Source);
        }

        var failed = stated is SpanLevel.Error;
        if (failed)
        {
            reading.Number(Field.Failed, 1, level.Source);
        }

        if (attributes.TryGet(statusMessage, out value) && reading.Strings.Of(value) is { Length: > 0 } text)
        {
            if (failed || span.StatusCode == 2)
            {
                reading.Text(Field.ErrorMessage, text, statusMessage.Source);
            }
            else if (reading.IsDetail)
            {
                reading.Metadata(
                    @"brokle\.status_message",
                    Json.TextOf(value, mayBeNumber: false),
                    statusMessage.Source
                );
            }
        }
    }

    void ReadTrace(AttributeIndex attributes, Reading reading)
    {
        ReadOrigin(Field.Release, release, attributes, reading);
        ReadOrigin(Field.Environment, environment, attributes, reading);
        if (attributes.TryGet(tags, out var value))
        {
            foreach (var tag in TextList.Of(value))
            {
                reading.Trace(Field.Tag, tag, tags.Source);
            }
        }

        if (attributes.TryGet(isPublic, out value))
        {
            var isTrue = value.Kind == ValueKind.Bool ? value.Bool : value.Utf8.SequenceEqual("true"u8);
            reading.Trace(Field.Public, null, isPublic.Source, number: isTrue ? 1 : 0);
        }

        if (attributes.TryGet(metadata, out value))
        {
            Leaves.ReadMetadata(value, reading, metadata.Source, ofTrace: true);
        }
    }

    /// <summary>On the span, else on its resource.</summary>
    static void ReadOrigin(Field field, Key key, AttributeIndex attributes, Reading reading)
    {
        var isThere = attributes.TryGet(key, out var value) || reading.Resource.Attributes.TryGet(key.Utf8, out value);
        if (!isThere || reading.Strings.Of(value) is not { Length: > 0 } text)
        {
            return;
        }

        // The SDK's word where nobody named an environment; the resource may know better.
        var isStandIn = field == Field.Environment && text == "default";
        var origin = reading.Resource.Attributes;
        if (
            isStandIn
            && (
                origin.TryGet("deployment.environment.name"u8, out _)
                || origin.TryGet("deployment.environment"u8, out _)
            )
        )
        {
            return;
        }

        reading.Trace(field, text, key.Source);
    }

    void ReadCost(AttributeIndex attributes, Reading reading)
    {
        var hasTotal = attributes.TryGet(cost, out var value) & Numbers.TryPicoUsd(value, out var total);
        var hasInput = attributes.TryGet(inputCost, out value) & Numbers.TryPicoUsd(value, out var input);
        var hasOutput = attributes.TryGet(outputCost, out value) & Numbers.TryPicoUsd(value, out var output);
        if (hasTotal || hasInput || hasOutput)
        {
            reading.Cost(
                hasTotal ? total : input + output,
                hasInput ? input : null,
                hasOutput ? output : null,
                (hasTotal ? cost : inputCost).Source
            );
        }
    }

    void ReadRetrieval(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(query, out var asked))
        {
            reading.Input(ContentSource.Own, asked, null, query.Source);
        }

        if (attributes.TryGet(documents, out var found))
        {
            reading.Output(ContentSource.Own, found, null, documents.Source);
            if (reading.IsDetail)
            {
                reading.Text(Field.Document, reading.PayloadOf(found, Payload.Json), documents.Source);
            }
        }
    }

    void ReadScore(DecodedSpan span, AttributeIndex attributes, Reading reading)
    {
        if (
            !attributes.TryGet(scoreName, out var named)
            || reading.Strings.Of(named) is not { Length: > 0 } name
            || !attributes.TryGet(scoreValue, out var value)
        )
        {
            return;
        }

        var text = reading.Strings.Of(value);
        double? number = TypeOfScore(attributes, reading) switch
        {
            "categorical" => null,
            "boolean" when text is "true" or "True" => 1,
            "boolean" when text is "false" or "False" => 0,
            _ => Numbers.NumberOf(value),
        };
        if (number is null && string.IsNullOrEmpty(text))
        {
            return;
        }

        reading.Score(
            new(
                ScoreIds.Of(span.TraceId, span.SpanId, name, 0),
                span.TraceId,
                span.SpanId,
                null,
                name,
                number,
                number is null ? text : null,
                attributes.TryGet(scoreComment, out var comment) ? comment.Text : null,
                ScoreSource.Api,
                span.EndNano > 0 ? span.EndNano : span.StartNano
            ),
            scoreName.Source
        );
    }

    string? TypeOfScore(AttributeIndex attributes, Reading reading)
    {
        foreach (var key in scoreTypes)
        {
            if (attributes.TryGet(key, out var value))
            {
                return reading.Strings.Of(value)?.ToLowerInvariant();
            }
        }

        return null;
    }
}
