using System.Text.Json;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// LiveKit Agents (scope <c>livekit-agents</c>): voice agents, whose spans are known by name. Since August 2026 keys that
/// hold what people said have a <c>pii</c> in them (<c>lk.pii.chat_ctx</c>, before <c>lk.chat_ctx</c>). Its times are in
/// seconds, -1 for never.
/// </summary>
sealed class LiveKit : Dialect
{
    readonly Key[] context;
    readonly Key[] userInput;
    readonly Key[] transcript;
    readonly Key[] speechText;
    readonly Key[] instructions;
    readonly Key[] answer;
    readonly Key[] calls;
    readonly Key toolName;
    readonly Key toolId;
    readonly Key[] toolArguments;
    readonly Key[] toolOutput;
    readonly Key toolFailed;
    readonly Key tools;
    readonly Key firstToken;
    readonly Key firstByte;
    readonly Key[] metrics;
    readonly Provenance name;
    readonly Provenance exceptionMessage;
    readonly Provenance exceptionType;

    static readonly UsageMap Usage = new()
    {
        Input = ["prompt_tokens", "input_tokens"],
        Output = ["completion_tokens", "output_tokens"],
        CacheRead = ["prompt_cached_tokens", "input_token_details.cached_tokens"],
        CacheWrite = ["cache_creation_tokens"],
        Total = ["total_tokens"],
    };

    public LiveKit()
        : base("livekit", 1)
    {
        Scopes("livekit-agents", "livekit.agents*");
        context = Attributes("lk.pii.chat_ctx", "lk.chat_ctx");
        userInput = Attributes("lk.pii.user_input", "lk.user_input");
        transcript = Attributes("lk.pii.user_transcript", "lk.user_transcript", "lk.pii.amd.transcript");
        speechText = Attributes("lk.pii.input_text", "lk.input_text");
        instructions = Attributes("lk.pii.instructions", "lk.instructions");
        answer = Attributes("lk.pii.response.text", "lk.response.text");
        calls = Attributes("lk.pii.response.function_calls", "lk.response.function_calls");
        toolName = Attribute("lk.function_tool.name");
        toolId = Attribute("lk.function_tool.id");
        toolArguments = Attributes(
            "lk.pii.function_tool.arguments",
            "lk.function_tool.arguments",
            "lk.function_tool.args"
        );
        toolOutput = Attributes("lk.pii.function_tool.output", "lk.function_tool.output");
        toolFailed = Attribute("lk.function_tool.is_error");
        tools = Attribute("lk.function_tools");
        firstToken = Attribute("lk.response.ttft");
        firstByte = Attribute("lk.response.ttfb");
        metrics = Attributes("lk.llm_metrics", "lk.realtime_model_metrics");
        name = SourceOf("name");
        exceptionMessage = SourceOf("exception.message");
        exceptionType = SourceOf("exception.type");

        // A room is one conversation, and a person in it takes part in it.
        MapTrace(Field.SessionId, "lk.session_id", "lk.pii.room_name", "lk.room_name");
        MapTrace(Field.UserId, "lk.pii.participant_identity", "lk.participant_identity");
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        Apply(attributes, reading);
        var type = ReadType(span.Name.Span, attributes, reading);
        ReadInput(attributes, reading);
        ReadOutput(attributes, reading);
        if (type is SpanType.Tool or SpanType.Evaluator)
        {
            ReadTool(attributes, reading);
        }

        ReadMetrics(attributes, reading);
        ReadException(attributes, reading);
        ReadFirstToken(attributes, reading);
        if (reading.IsDetail && attributes.TryGet(tools, out var defined))
        {
            reading.Text(Field.ToolDefinitions, reading.PayloadOf(defined, Payload.Json), tools.Source);
        }
    }

    SpanType? ReadType(ReadOnlySpan<byte> called, AttributeIndex attributes, Reading reading)
    {
        SpanType? type =
            called.SequenceEqual("function_tool"u8) ? SpanType.Tool
            : called.SequenceEqual("judge_evaluation"u8) ? SpanType.Evaluator
            : called.SequenceEqual("agent_turn"u8)
            || called.SequenceEqual("agent_session"u8)
            || called.SequenceEqual("start_agent_activity"u8)
                ? SpanType.Agent
            : attributes.All.TryGet("gen_ai.operation.name"u8, out _) ? null
            : called.SequenceEqual("llm_node"u8) ? SpanType.Generation
            : attributes.Has(toolName) ? SpanType.Tool
            : null;
        if (type is { } known)
        {
            reading.TypeIs(known, name);
        }

        return type;
    }

    void ReadInput(AttributeIndex attributes, Reading reading)
    {
        if (TryGet(context, attributes, out var value, out var source))
        {
            ReadContext(value, source, reading);
        }
        else if (
            TryGet(userInput, attributes, out value, out source)
            || TryGet(transcript, attributes, out value, out source)
            || TryGet(speechText, attributes, out value, out source)
        )
        {
            reading.Input(ContentSource.Own, value, Payload.Text, source.Source);
        }

        if (TryGet(instructions, attributes, out value, out source))
        {
            reading.Number(Field.HasInstructions, 1, source.Source);
            if (reading.IsDetail)
            {
                reading.Text(Field.Instructions, reading.PayloadOf(value, null), source.Source);
            }
        }
    }

    /// <summary><c>{"items":[{"type":"message","role":"user","content":["Hi"]},{"type":"function_call",…}]}</c></summary>
    static void ReadContext(in Value value, Key source, Reading reading)
    {
        if (!reading.WantsInput(ContentSource.Own))
        {
            return;
        }

        var given = reading.PayloadOf(value, null);
        using var document = JsonMembers.TryFind(given.Utf8, "items", out var items) ? Json.TryParse(items) : null;
        if (document?.RootElement is not { ValueKind: JsonValueKind.Array } list)
        {
            reading.Input(ContentSource.Own, given.Utf8, given.Mime, source.Source);
            return;
        }

        var scratch = reading.Scratch();
        LiveKitChat.Write(scratch.Begin(), list);
        reading.Input(ContentSource.Own, reading.Keep(scratch), Payload.Json, source.Source);
    }

    void ReadOutput(AttributeIndex attributes, Reading reading)
    {
        var hasText = TryGet(answer, attributes, out var text, out var source);
        if (TryGet(calls, attributes, out var called, out var callsKey))
        {
            using var document = Json.TryParse(reading.PayloadOf(called, null).Utf8);
            if (document?.RootElement is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0)
            {
                var scratch = reading.Scratch();
                LiveKitChat.WriteAnswer(scratch.Begin(), hasText ? text.Text : null, list);
                reading.Output(ContentSource.Own, reading.Keep(scratch), Payload.Json, callsKey.Source);
                return;
            }
        }

        if (hasText)
        {
            reading.Output(ContentSource.Own, text, Payload.Text, source.Source);
        }
    }

    void ReadTool(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(toolName, out var value) && reading.Strings.Of(value) is { Length: > 0 } called)
        {
            reading.Text(Field.ToolName, called, toolName.Source);
        }

        if (TryGet(toolArguments, attributes, out value, out var source))
        {
            reading.Input(ContentSource.Own, value, null, source.Source);
            if (reading.IsDetail)
            {
                reading.Text(Field.ToolArguments, reading.PayloadOf(value, null), source.Source);
            }
        }

        var hasOutput = TryGet(toolOutput, attributes, out var output, out source);
        if (hasOutput)
        {
            reading.Output(ContentSource.Own, output, null, source.Source);
            if (reading.IsDetail)
            {
                reading.Text(Field.ToolResult, reading.PayloadOf(output, null), source.Source);
            }
        }

        if (attributes.TryGet(toolFailed, out var failed) && Booleans.IsTrue(failed))
        {
            reading.Number(Field.Failed, 1, toolFailed.Source);
            if (hasOutput)
            {
                reading.Text(Field.ErrorMessage, output.Text, source.Source);
            }
        }

        if (attributes.TryGet(toolId, out value) && reading.Strings.Of(value) is { Length: > 0 } id)
        {
            reading.Text(Field.ToolCallId, id, toolId.Source);
        }
    }

    /// <summary>The library's own report, which has what the attributes leave out.</summary>
    void ReadMetrics(AttributeIndex attributes, Reading reading)
    {
        if (!TryGet(metrics, attributes, out var value, out var source))
        {
            return;
        }

        using var document = Json.TryParse(reading.PayloadOf(value, null).Utf8);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } report)
        {
            return;
        }

        Usage.Read(report, source.Source, reading);
        if (Messages.Member(report, "ttft") is { } seconds && Numbers.TryDouble(seconds, out var ttft))
        {
            FirstToken(ttft, source, reading);
        }
    }

    void ReadFirstToken(AttributeIndex attributes, Reading reading)
    {
        if (
            (attributes.TryGet(firstToken, out var value) || attributes.TryGet(firstByte, out value))
            && Numbers.TryDouble(value, out var seconds)
        )
        {
            FirstToken(seconds, attributes.Has(firstToken) ? firstToken : firstByte, reading);
        }
    }

    static void FirstToken(double seconds, Key source, Reading reading)
    {
        if (seconds is >= 0 and < 1e9)
        {
            reading.Number(Field.TimeToFirstTokenNano, (long)Math.Round(seconds * 1e9), source.Source);
        }
    }

    /// <summary>It puts an exception into attributes of the span instead of an event.</summary>
    void ReadException(AttributeIndex attributes, Reading reading)
    {
        if (!attributes.All.TryGet("exception.type"u8, out var type) || type.Text is not { Length: > 0 } word)
        {
            return;
        }

        reading.Number(Field.Failed, 1, exceptionType);
        reading.Text(Field.ErrorType, word, exceptionType);
        if (attributes.All.TryGet("exception.message"u8, out var message) && message.Text is { Length: > 0 } text)
        {
            reading.Text(Field.ErrorMessage, text, exceptionMessage);
        }
    }

    static bool TryGet(Key[] keys, AttributeIndex attributes, out Value value, out Key source)
    {
        foreach (var key in keys)
        {
            if (attributes.TryGet(key, out value) && !(value.Kind == ValueKind.String && value.Utf8.IsEmpty))
            {
                source = key;
                return true;
            }
        }

        (value, source) = (default, keys[0]);
        return false;
    }
}
