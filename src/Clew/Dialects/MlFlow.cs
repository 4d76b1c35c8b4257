using System.Text.Json;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// MLflow Tracing: everything under <c>mlflow.*</c>. Its own OTLP export writes every value as JSON, so that a text
/// comes in quotes (<c>mlflow.spanType = "\"CHAT_MODEL\""</c>); who passes it on may send maps instead. Inputs and
/// outputs are the arguments and the result of the call that was traced: for a model the provider's own request and
/// answer.
/// </summary>
sealed class MlFlow : Dialect
{
    readonly Key spanType;
    readonly Key inputs;
    readonly Key outputs;
    readonly Key chatMessages;
    readonly Key usage;
    readonly Key cost;
    readonly Key model;
    readonly Key provider;
    readonly Key tools;
    readonly Key level;
    readonly Key prompts;
    readonly Key functionName;
    readonly Key session;
    readonly Key user;
    readonly Family traceTags;

    static readonly UsageMap Usage = new()
    {
        Input = ["input_tokens"],
        Output = ["output_tokens"],
        CacheRead = ["cache_read_input_tokens"],
        CacheWrite = ["cache_creation_input_tokens"],
        Reasoning = ["reasoning_tokens", "reasoning_output_tokens"],
        Total = ["total_tokens"],
    };

    public MlFlow()
        : base("mlflow", 1)
    {
        spanType = Attribute("mlflow.spanType");
        inputs = Attribute("mlflow.spanInputs");
        outputs = Attribute("mlflow.spanOutputs");
        chatMessages = Attribute("mlflow.chat.messages");
        usage = Attribute("mlflow.chat.tokenUsage");
        cost = Attribute("mlflow.llm.cost");
        model = Attribute("mlflow.llm.model");
        provider = Attribute("mlflow.llm.provider");
        tools = Attribute("mlflow.chat.tools");
        level = Attribute("mlflow.spanLogLevel");
        prompts = Attribute("mlflow.linkedPrompts");
        functionName = Attribute("mlflow.spanFunctionName");
        session = Attribute("mlflow.trace.session");
        user = Attribute("mlflow.trace.user");
        traceTags = FamilyOf("mlflow.traceTag.");
        Attribute("mlflow.traceRequestId");
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        var type = Text(spanType, attributes, reading) is { } word ? TypeOf(word) : null;
        if (type is { } known)
        {
            reading.TypeIs(known, spanType.Source);
        }

        State(Field.RequestModel, model, attributes, reading);
        State(Field.Provider, provider, attributes, reading);
        ReadUsage(attributes, reading);
        ReadContent(type, span, attributes, reading);
        ReadWhose(Field.SessionId, session, "session.id"u8, attributes, reading);
        ReadWhose(Field.UserId, user, "user.id"u8, attributes, reading);
        if (Text(level, attributes, reading) is { } loud)
        {
            reading.Number(Field.Level, (long)LevelOf(loud), level.Source);
        }

        if (attributes.Has(traceTags))
        {
            ReadTraceTags(attributes, reading);
        }

        ReadPrompts(attributes, reading);
        if (reading.IsDetail && attributes.TryGet(tools, out var defined))
        {
            reading.Text(Field.ToolDefinitions, reading.PayloadOf(defined, Payload.Json), tools.Source);
        }
    }

    static SpanType? TypeOf(string word) =>
        word.ToUpperInvariant() switch
        {
            "LLM" or "CHAT_MODEL" => SpanType.Generation,
            "EMBEDDING" => SpanType.Embedding,
            "AGENT" => SpanType.Agent,
            "TOOL" => SpanType.Tool,
            "RETRIEVER" => SpanType.Retriever,
            "RERANKER" => SpanType.Reranker,
            "GUARDRAIL" => SpanType.Guardrail,
            "EVALUATOR" => SpanType.Evaluator,
            "CHAIN" or "WORKFLOW" or "TASK" or "PARSER" => SpanType.Chain,
            _ => null,
        };

    static SpanLevel LevelOf(string word) =>
        word.ToUpperInvariant() switch
        {
            "TRACE" or "DEBUG" => SpanLevel.Debug,
            "WARN" or "WARNING" => SpanLevel.Warning,
            "ERROR" or "CRITICAL" or "FATAL" => SpanLevel.Error,
            _ => SpanLevel.Default,
        };

    void ReadUsage(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(usage, out var value) && Parse(value, reading) is { } counts)
        {
            using (counts)
            {
                Usage.Read(counts.RootElement, usage.Source, reading);
            }
        }

        if (!attributes.TryGet(cost, out value) || Parse(value, reading) is not { } costs)
        {
            return;
        }

        using (costs)
        {
            var dollars =
                Dollars(costs.RootElement, "total_cost")
                ?? Sum(Dollars(costs.RootElement, "input_cost"), Dollars(costs.RootElement, "output_cost"));
            if (dollars is { } sum && Numbers.TryPicoUsd(sum, out var pico))
            {
                reading.Number(Field.CostPicoUsd, pico, cost.Source);
            }
        }
    }

    static double? Dollars(JsonElement costs, string name) =>
        Messages.Member(costs, name) is { } value && Numbers.TryDouble(value, out var dollars) ? dollars : null;

    static double? Sum(double? a, double? b) => a is null && b is null ? null : (a ?? 0) + (b ?? 0);

    void ReadContent(SpanType? type, DecodedSpan span, AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(inputs, out var value) && !IsNull(value))
        {
            ReadInput(type, value, attributes, reading);
        }
        else if (attributes.TryGet(chatMessages, out var messages))
        {
            reading.Input(ContentSource.Own, messages, null, chatMessages.Source);
        }

        if (attributes.TryGet(outputs, out value) && !IsNull(value))
        {
            ReadOutput(type, value, reading);
        }

        if (type is SpanType.Tool)
        {
            var name = Text(functionName, attributes, reading) ?? reading.Strings.Of(span.Name.Span);
            reading.Text(Field.ToolName, name, functionName.Source, Standing.Guess);
        }
    }

    void ReadInput(SpanType? type, in Value value, AttributeIndex attributes, Reading reading)
    {
        var given = reading.PayloadOf(value, null);
        if (type is SpanType.Generation && Unwrapped.TryInput(given.Utf8, out var chat))
        {
            reading.Input(ContentSource.Own, chat, Payload.Json, inputs.Source);
            if (reading.IsDetail)
            {
                ReadRequest(given.Utf8, value, attributes, reading);
            }
        }
        else
        {
            reading.Input(ContentSource.Own, given.Utf8, given.Mime, inputs.Source);
        }

        if (type is SpanType.Tool && reading.IsDetail)
        {
            reading.Text(Field.ToolArguments, given, inputs.Source);
        }
    }

    /// <summary>What a request holds beside its messages.</summary>
    void ReadRequest(ReadOnlyMemory<byte> request, in Value value, AttributeIndex attributes, Reading reading)
    {
        Leaves.ReadParameters(value, reading, inputs.Source);
        if (JsonMembers.TryFind(request, "system", "instructions", out var said))
        {
            reading.Text(Field.Instructions, new Payload(said, Payload.Json), inputs.Source);
        }

        if (!attributes.Has(tools) && JsonMembers.TryFind(request, "tools", out var defined))
        {
            reading.Text(Field.ToolDefinitions, new Payload(defined, Payload.Json), inputs.Source);
        }
    }

    void ReadOutput(SpanType? type, in Value value, Reading reading)
    {
        var given = reading.PayloadOf(value, null);
        if (type is SpanType.Generation && Unwrapped.TryOutput(given.Utf8, reading, out var chat))
        {
            reading.Output(ContentSource.Own, chat, Payload.Json, outputs.Source);
            if (reading.IsDetail)
            {
                ReadFinish(given, reading);
            }
        }
        else if (type is not SpanType.Embedding)
        {
            reading.Output(ContentSource.Own, given.Utf8, given.Mime, outputs.Source);
        }

        if (reading.IsDetail && type is SpanType.Tool or SpanType.Retriever)
        {
            var field = type is SpanType.Tool ? Field.ToolResult : Field.Document;
            reading.Text(field, given, outputs.Source);
        }
    }

    void ReadFinish(Payload answer, Reading reading)
    {
        var reasons = new List<string>();
        foreach (var message in Messages.TryParse(answer) ?? [])
        {
            if (message.FinishReason is { Length: > 0 } reason)
            {
                reasons.Add(reason);
            }
        }

        if (FinishReasons.TextOf(reasons) is { } text)
        {
            reading.Text(Field.FinishReason, text, outputs.Source);
        }
    }

    /// <summary><c>mlflow.traceTag.&lt;key&gt;</c>: what MLflow calls a tag has a key and a value.</summary>
    void ReadTraceTags(AttributeIndex attributes, Reading reading)
    {
        foreach (var value in attributes.All)
        {
            if (!value.Key.StartsWith(traceTags.Utf8) || Text(value, reading) is not { } text)
            {
                continue;
            }

            var name = reading.Strings.Of(value.Key[traceTags.Utf8.Length..]);
            if (name == "mlflow.traceName")
            {
                reading.Trace(Field.TraceName, text, traceTags.Source);
            }
            else if (!name.StartsWith("mlflow.", StringComparison.Ordinal))
            {
                reading.Trace(Field.Tag, $"{name}:{text}", traceTags.Source);
                if (reading.IsDetail)
                {
                    var json = System.Text.Json.JsonSerializer.Serialize(text);
                    reading.Trace(Field.Metadata, json, traceTags.Source, Leaves.PathOf(name));
                }
            }
        }
    }

    void ReadPrompts(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(prompts, out var value) && Parse(value, reading) is { } linked)
        {
            using (linked)
            {
                ReadPrompt(linked.RootElement, reading);
            }
        }
    }

    /// <summary><c>[{"name":"weather","version":"2"}]</c>; the last one loaded is the one that was used.</summary>
    void ReadPrompt(JsonElement linked, Reading reading)
    {
        if (linked.ValueKind != JsonValueKind.Array || linked.GetArrayLength() == 0)
        {
            return;
        }

        var last = linked[linked.GetArrayLength() - 1];
        if (Messages.Text(last, "name") is { Length: > 0 } name)
        {
            reading.Text(Field.PromptName, name, prompts.Source);
            reading.Text(
                Field.PromptVersion,
                Messages.Member(last, "version") is { } version ? JsonStrings.TextOrJson(version) : null,
                prompts.Source
            );
        }
    }

    /// <summary>Under MLflow's key, or the common one, which may be in quotes here.</summary>
    static void ReadWhose(Field field, Key key, ReadOnlySpan<byte> common, AttributeIndex attributes, Reading reading)
    {
        var text = Text(key, attributes, reading);
        if (text is null && attributes.All.TryGet(common, out var value))
        {
            text = Text(value, reading);
        }

        if (text is not null)
        {
            reading.Trace(field, text, key.Source);
        }
    }

    static void State(Field field, Key key, AttributeIndex attributes, Reading reading)
    {
        if (Text(key, attributes, reading) is { } text)
        {
            reading.Text(field, text, key.Source);
        }
    }

    static string? Text(Key key, AttributeIndex attributes, Reading reading) =>
        attributes.TryGet(key, out var value) ? Text(value, reading) : null;

    static string? Text(in Value value, Reading reading) =>
        JsonStrings.Unquoted(value, reading.Strings) is { Length: > 0 } text && text != "null" ? text : null;

    /// <summary>A call without arguments or result is JSON too.</summary>
    static bool IsNull(in Value value) => value.Kind == ValueKind.String && value.Utf8.SequenceEqual("null"u8);

    static JsonDocument? Parse(in Value value, Reading reading) => Json.TryParse(reading.PayloadOf(value, null).Utf8);
}
