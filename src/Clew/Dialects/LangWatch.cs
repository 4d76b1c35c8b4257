using System.Text.Json;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// The SDKs of LangWatch: <c>langwatch.span.type</c>, and values in envelopes that name their type (see
/// <see cref="LangWatchValue"/>). Models stand in <c>gen_ai.*</c>; the SDK for Python names session, user and labels
/// in a <c>metadata</c> attribute.
/// </summary>
sealed class LangWatch : Dialect
{
    const string Evaluation = "langwatch.evaluation.custom";

    readonly Key type;
    readonly Key input;
    readonly Key output;
    readonly Key metrics;
    readonly Key timestamps;
    readonly Key parameters;
    readonly Key cost;
    readonly Key[] documents;
    readonly Key[] labels;
    readonly Key[] wholeMetadata;
    readonly Key ownMetadata;
    readonly Family[] metadata;
    readonly Key[] customer;
    readonly Key[] promptName;
    readonly Key promptVersion;
    readonly Provenance evaluation;

    static readonly UsageMap Usage = new()
    {
        Input = ["promptTokens", "prompt_tokens"],
        Output = ["completionTokens", "completion_tokens"],
        CacheRead = ["cacheReadInputTokens", "cache_read_input_tokens"],
        CacheWrite = ["cacheCreationInputTokens", "cache_creation_input_tokens"],
        Reasoning = ["reasoningTokens", "reasoning_tokens"],
    };

    public LangWatch()
        : base("langwatch", 1)
    {
        Scopes("langwatch*");
        type = Attribute("langwatch.span.type");
        input = Attribute("langwatch.input");
        output = Attribute("langwatch.output");
        metrics = Attribute("langwatch.metrics");
        timestamps = Attribute("langwatch.timestamps");
        parameters = Attribute("langwatch.params");
        cost = Attribute("langwatch.span.cost");
        documents = Attributes("langwatch.contexts", "langwatch.rag.contexts", "langwatch.rag_contexts");
        labels = Attributes("langwatch.labels", "langwatch.tags");
        wholeMetadata = Attributes("langwatch.metadata", "langwatch.trace");
        ownMetadata = Attribute("metadata");
        metadata = [FamilyOf("langwatch.metadata."), FamilyOf("langwatch.trace.")];
        customer = Attributes("langwatch.customer.id", "langwatch.customer_id");
        promptName = Attributes("langwatch.prompt.handle", "langwatch.prompt.id", "langwatch.prompt.name");
        promptVersion = Attribute("langwatch.prompt.version.number");
        evaluation = SourceOf("event " + Evaluation);
        MapTrace(
            Field.SessionId,
            "langwatch.thread.id",
            "langwatch.thread_id",
            "langwatch.session.id",
            "langwatch.langgraph.thread_id"
        );
        MapTrace(Field.UserId, "langwatch.user.id", "langwatch.user_id");
        MapParameter("stream", "langwatch.gen_ai.streaming");
    }

    public override bool Reads(AttributePlace place, string name, ReadOnlySpan<byte> key, bool isKnown) =>
        base.Reads(place, name, key, isKnown)
        || (place == AttributePlace.Event && key.SequenceEqual("json_encoded_event"u8));

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        var known = ReadType(attributes, reading);
        Apply(attributes, reading);
        if (known is SpanType.Tool && !span.Name.IsEmpty && !attributes.All.TryGet("gen_ai.tool.name"u8, out _))
        {
            // A tool has no name but that of its span.
            reading.Text(Field.ToolName, reading.Strings.Of(span.Name.Span), type.Source, Standing.Guess);
        }

        ReadMetrics(attributes, reading);
        ReadContent(known, attributes, reading);
        ReadLabels(attributes, reading);
        foreach (var key in wholeMetadata)
        {
            ReadMetadata(key, attributes, reading);
        }

        if (IsInScope(reading))
        {
            ReadMetadata(ownMetadata, attributes, reading);
        }

        ReadEvaluations(span, reading);
        ReadPrompt(attributes, reading);
        ReadTimes(attributes, reading);
        if (reading.IsDetail)
        {
            ReadDetail(attributes, reading);
        }
    }

    SpanType? ReadType(AttributeIndex attributes, Reading reading) => ReadType(type, TypeOf, attributes, reading);

    /// <summary>A plain <c>span</c> says nothing that others might not know better.</summary>
    static SpanType? TypeOf(string word) =>
        word switch
        {
            "llm" => SpanType.Generation,
            "embedding" => SpanType.Embedding,
            "chain" or "workflow" or "task" or "prompt" => SpanType.Chain,
            "tool" => SpanType.Tool,
            "agent" => SpanType.Agent,
            "rag" or "retriever" => SpanType.Retriever,
            "guardrail" => SpanType.Guardrail,
            "evaluation" or "evaluator" => SpanType.Evaluator,
            _ => null,
        };

    /// <summary>
    /// <c>{"type":"json","value":{"promptTokens":25,"cost":0.001}}</c>, or bare and with underscores. 0 is what an SDK
    /// writes that knows no price.
    /// </summary>
    void ReadMetrics(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(cost, out var price) && Numbers.TryPicoUsd(price, out var pico) && pico > 0)
        {
            reading.Number(Field.CostPicoUsd, pico, cost.Source);
        }

        using var document = Open(metrics, attributes, reading);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } found)
        {
            return;
        }

        Usage.Read(found, metrics.Source, reading);
        if (Number(found, "cost") is { } dollars && Numbers.TryPicoUsd(dollars, out pico) && pico > 0)
        {
            reading.Number(Field.CostPicoUsd, pico, metrics.Source);
        }

        if ((Number(found, "firstTokenMs") ?? Number(found, "first_token_ms")) is { } wait)
        {
            StateFirstToken(wait, metrics, reading);
        }
    }

    void ReadContent(SpanType? known, AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(input, out var value) && LangWatchValue.Of(value, reading) is { IsEmpty: false } said)
        {
            reading.Input(ContentSource.Own, said, null, input.Source);
            if (known is SpanType.Tool && reading.IsDetail)
            {
                reading.Text(Field.ToolArguments, new Payload(said, null), input.Source);
            }
        }

        if (attributes.TryGet(output, out value) && LangWatchValue.Of(value, reading) is { IsEmpty: false } made)
        {
            reading.Output(ContentSource.Own, made, null, output.Source);
            if (known is SpanType.Tool && reading.IsDetail)
            {
                reading.Text(Field.ToolResult, new Payload(made, null), output.Source);
            }
        }

        foreach (var key in documents)
        {
            if (attributes.TryGet(key, out value) && LangWatchValue.Of(value, reading) is { IsEmpty: false } found)
            {
                if (known is SpanType.Retriever)
                {
                    reading.Output(ContentSource.Derived, found, null, key.Source);
                }

                if (reading.IsDetail)
                {
                    reading.Text(Field.Document, new Payload(found, Payload.Json), key.Source);
                }

                break;
            }
        }
    }

    void ReadLabels(AttributeIndex attributes, Reading reading)
    {
        foreach (var key in labels)
        {
            if (attributes.TryGet(key, out var value))
            {
                foreach (var label in TextList.Of(value))
                {
                    reading.Trace(Field.Tag, label, key.Source);
                }
            }
        }
    }

    /// <summary>
    /// <c>{"user_id":"u","thread_id":"t","customer_id":"c","labels":["a"],"plan":"pro"}</c>. What also stands in an
    /// attribute of its own is the same.
    /// </summary>
    static void ReadMetadata(Key key, AttributeIndex attributes, Reading reading)
    {
        using var document = Open(key, attributes, reading);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } said)
        {
            return;
        }

        StateTrace(Field.SessionId, Messages.Text(said, "thread_id") ?? Messages.Text(said, "threadId"));
        StateTrace(Field.UserId, Messages.Text(said, "user_id") ?? Messages.Text(said, "userId"));
        if (Messages.Member(said, "labels") is { ValueKind: JsonValueKind.Array } list)
        {
            foreach (var label in list.EnumerateArray())
            {
                StateTrace(Field.Tag, JsonStrings.TextOf(label));
            }
        }

        if (reading.IsDetail)
        {
            Leaves.ReadMetadata(said, reading, key.Source);
        }

        void StateTrace(Field field, string? text)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                reading.Trace(field, text, key.Source);
            }
        }
    }

    void ReadPrompt(AttributeIndex attributes, Reading reading)
    {
        foreach (var key in promptName)
        {
            if (attributes.TryGet(key, out var said) && reading.Strings.Of(said) is { Length: > 0 } name)
            {
                reading.Text(Field.PromptName, name, key.Source);
                break;
            }
        }

        if (attributes.TryGet(promptVersion, out var value) && reading.Strings.Of(value) is { Length: > 0 } version)
        {
            reading.Text(Field.PromptVersion, version, promptVersion.Source);
        }
    }

    void ReadTimes(AttributeIndex attributes, Reading reading)
    {
        using var times = Open(timestamps, attributes, reading);
        if (
            times?.RootElement is { ValueKind: JsonValueKind.Object } of
            && Number(of, "started_at") is { } start
            && Number(of, "first_token_at") is { } first
        )
        {
            StateFirstToken(first - start, timestamps, reading);
        }
    }

    void ReadDetail(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(parameters, out var value))
        {
            var asked = LangWatchValue.Of(value, reading);
            Leaves.ReadParameters(asked, reading, parameters.Source);
            if (JsonMembers.Find(asked, "tools") is { IsEmpty: false } tools && Json.LooksStructured(tools.Span))
            {
                reading.Text(Field.ToolDefinitions, new Payload(tools, Payload.Json), parameters.Source);
            }
        }

        foreach (var family in metadata)
        {
            if (attributes.Has(family))
            {
                Leaves.ReadMetadata(family, default, reading);
            }
        }

        foreach (var key in customer)
        {
            if (attributes.TryGet(key, out value))
            {
                Leaves.ReadMetadata("customer_id", value, reading, key.Source);
                break;
            }
        }
    }

    /// <summary>A verdict travels as JSON in an event: <c>{"name":"faithful","score":0.9,"passed":true}</c>.</summary>
    void ReadEvaluations(DecodedSpan span, Reading reading)
    {
        var index = 0;
        foreach (var e in span.Events)
        {
            if (!e.Name.Span.SequenceEqual("langwatch.evaluation.custom"u8))
            {
                continue;
            }

            index++;
            using var document = e.Attributes.TryGet("json_encoded_event"u8, out var value)
                ? Json.TryParse(value.Memory)
                : null;
            if (document is null || Messages.Text(document.RootElement, "name") is not { Length: > 0 } name)
            {
                continue;
            }

            var verdict = document.RootElement;
            var passed = Messages.Member(verdict, "passed")?.ValueKind;
            reading.Score(
                new(
                    Messages.Text(verdict, "evaluation_id") is { Length: > 0 } id
                        ? id
                        : $"{span.TraceId}:{span.SpanId}:{name}:{index}",
                    span.TraceId,
                    span.SpanId,
                    null,
                    name,
                    Number(verdict, "score")
                        ?? (
                            passed is JsonValueKind.True ? 1
                            : passed is JsonValueKind.False ? 0
                            : null
                        ),
                    Messages.Text(verdict, "label"),
                    Messages.Text(verdict, "details"),
                    ScoreSource.Eval,
                    e.TimeNano
                ),
                evaluation
            );
        }
    }

    static void StateFirstToken(double milliseconds, Key key, Reading reading)
    {
        if (Numbers.TryNano(milliseconds, 1e6, out var nano))
        {
            reading.Number(Field.TimeToFirstTokenNano, nano, key.Source);
        }
    }

    static JsonDocument? Open(Key key, AttributeIndex attributes, Reading reading) =>
        attributes.TryGet(key, out var value) ? Json.TryParse(LangWatchValue.Of(value, reading)) : null;

    static double? Number(JsonElement of, string name) =>
        Messages.Member(of, name) is { } value && Numbers.TryDouble(value, out var number) ? number : null;
}
