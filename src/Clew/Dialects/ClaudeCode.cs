using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Claude Code, Anthropic's coding agent. Its spans (<c>claude_code.interaction</c>, <c>.llm_request</c>, <c>.tool</c>)
/// use bare names for tokens, its input excludes the cached ones, its times are in milliseconds and its numbers may be
/// text. What was said is in log records of scope <c>com.anthropic.claude_code.events</c>, as far as the user allows;
/// they name the span that was active, which for a request is often the whole interaction.
/// </summary>
sealed class ClaudeCode : Dialect
{
    const string Prefix = "claude_code.";

    readonly Key spanType;
    readonly Key model;
    readonly Key firstToken;
    readonly Key cost;
    readonly Key success;
    readonly Key error;
    readonly Key[] errorType;
    readonly Key stopReason;
    readonly Key userPrompt;
    readonly Key newContext;
    readonly Key modelOutput;
    readonly Key[] systemPrompt;
    readonly Key toolName;
    readonly Key[] toolUseId;
    readonly Key[] toolInput;
    readonly Key[] toolDetails;
    readonly Provenance name;
    readonly Provenance toolOutput;
    readonly UsageRule usage;
    readonly ClaudeCodeLogs logs;

    public ClaudeCode()
        : base("claude-code", 1)
    {
        Scopes("com.anthropic.claude_code*");
        spanType = Attribute("span.type");
        model = Attribute("model");
        firstToken = Attribute("ttft_ms");
        cost = Attribute("cost_usd");
        success = Attribute("success");
        error = Attribute("error");
        errorType = Attributes("error_class", "error_type", "status_code");
        stopReason = Attribute("stop_reason");
        userPrompt = Attribute("user_prompt");
        newContext = Attribute("new_context");
        modelOutput = Attribute("response.model_output");
        systemPrompt = Attributes("user_system_prompt", "system_prompt_preview");
        toolName = Attribute("tool_name");
        toolUseId = Attributes("tool_use_id", "gen_ai.tool.call.id");
        toolInput = Attributes("tool_input", "tool_parameters");
        toolDetails = Attributes("full_command", "file_path", "skill_name", "subagent_type");
        name = SourceOf("name");
        toolOutput = SourceOf("event tool.output");
        MapParameter("effort", "effort");
        MapParameter("speed", "speed");
        usage = new()
        {
            Input = Attributes("input_tokens"),
            Output = Attributes("output_tokens"),
            CacheRead = Attributes("cache_read_tokens", "cache_read_input_tokens"),
            CacheWrite = Attributes("cache_creation_tokens", "cache_creation_input_tokens"),
            Accounting = UsageAccounting.InputExcludesCache,
        };
        logs = new(Attribute);
    }

    /// <summary>Its keys are words that anyone might use: its scope tells, or the kind of span that it writes.</summary>
    public override bool Speaks(Reading reading) => IsInScope(reading) || reading.Attributes.Has(spanType);

    public override bool Reads(AttributePlace place, string name, ReadOnlySpan<byte> key, bool isKnown) =>
        base.Reads(place, name, key, isKnown)
        || (name == "tool.output" && (key.SequenceEqual("output"u8) || key.SequenceEqual("content"u8)));

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var called = reading.Strings.Of(span.Name.Span);
        if (!called.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return;
        }

        var attributes = reading.Attributes;
        var type = TypeOf(called.AsSpan(Prefix.Length));
        if (type is { } known)
        {
            reading.TypeIs(known, name);
        }

        ReadCall(attributes, reading);
        ReadFailure(attributes, reading);
        if (type is SpanType.Tool)
        {
            ReadTool(span, attributes, reading);
        }
        else
        {
            ReadContent(attributes, reading);
        }
    }

    public override void ReadLog(DecodedLog log, Reading reading)
    {
        if (!IsInScope(reading))
        {
            return;
        }

        var called = log.EventName.StartsWith(Prefix, StringComparison.Ordinal)
            ? log.EventName.AsSpan(Prefix.Length)
            : log.EventName;
        if (called is "api_request")
        {
            ReadCall(reading.Attributes, reading);
        }

        logs.Read(called, reading);
    }

    /// <summary>Waiting for a person, running the tool and hooks are steps below a tool, not tools again.</summary>
    static SpanType? TypeOf(ReadOnlySpan<char> called) =>
        called switch
        {
            "interaction" => SpanType.Agent,
            "llm_request" => SpanType.Generation,
            "tool" => SpanType.Tool,
            _ => null,
        };

    void ReadCall(AttributeIndex attributes, Reading reading)
    {
        Apply(attributes, reading);
        State(Field.RequestModel, model, attributes, reading);
        usage.Read(attributes, reading);
        if (attributes.TryGet(cost, out var price) && Numbers.TryPicoUsd(price, out var pico))
        {
            reading.Number(Field.CostPicoUsd, pico, cost.Source);
        }

        if (
            attributes.TryGet(firstToken, out var value)
            && Numbers.TryDouble(value, out var milliseconds)
            && milliseconds is >= 0 and < 1e12
        )
        {
            reading.Number(Field.TimeToFirstTokenNano, (long)Math.Round(milliseconds * 1e6), firstToken.Source);
        }

        if (reading.IsDetail && attributes.TryGet(stopReason, out value) && FinishReasons.TextOf(value) is { } reasons)
        {
            reading.Text(Field.FinishReason, reasons, stopReason.Source);
        }
    }

    void ReadFailure(AttributeIndex attributes, Reading reading)
    {
        if (!attributes.TryGet(success, out var value) || !Booleans.IsFalse(value))
        {
            return;
        }

        reading.Number(Field.Failed, 1, success.Source);
        State(Field.ErrorMessage, error, attributes, reading);
        foreach (var key in errorType)
        {
            State(Field.ErrorType, key, attributes, reading);
        }
    }

    void ReadContent(AttributeIndex attributes, Reading reading)
    {
        if (TryGet(userPrompt, attributes, out var value) || TryGet(newContext, attributes, out value))
        {
            var source = TryGet(userPrompt, attributes, out _) ? userPrompt : newContext;
            reading.Input(ContentSource.Own, value, null, source.Source);
        }

        if (TryGet(modelOutput, attributes, out value))
        {
            reading.Output(ContentSource.Own, value, null, modelOutput.Source);
        }

        foreach (var key in systemPrompt)
        {
            if (TryGet(key, attributes, out value))
            {
                reading.Number(Field.HasInstructions, 1, key.Source);
                if (reading.IsDetail)
                {
                    reading.Text(Field.Instructions, reading.PayloadOf(value, Payload.Text), key.Source);
                }

                break;
            }
        }
    }

    void ReadTool(DecodedSpan span, AttributeIndex attributes, Reading reading)
    {
        State(Field.ToolName, toolName, attributes, reading);
        foreach (var key in toolUseId)
        {
            State(Field.ToolCallId, key, attributes, reading);
        }

        ReadToolInput(attributes, reading);
        foreach (var e in span.Events)
        {
            if (!e.Name.Span.SequenceEqual("tool.output"u8))
            {
                continue;
            }

            if (e.Attributes.TryGet("output"u8, out var result) || e.Attributes.TryGet("content"u8, out result))
            {
                reading.Output(ContentSource.Own, result, null, toolOutput);
                if (reading.IsDetail)
                {
                    reading.Text(Field.ToolResult, reading.PayloadOf(result, null), toolOutput);
                }
            }
        }
    }

    /// <summary>The arguments; where the user keeps those back, what the span tells of them.</summary>
    void ReadToolInput(AttributeIndex attributes, Reading reading)
    {
        foreach (var key in toolInput)
        {
            if (TryGet(key, attributes, out var value))
            {
                reading.Input(ContentSource.Own, value, null, key.Source);
                if (reading.IsDetail)
                {
                    reading.Text(Field.ToolArguments, reading.PayloadOf(value, null), key.Source);
                }

                return;
            }
        }

        foreach (var key in toolDetails)
        {
            if (!TryGet(key, attributes, out var value))
            {
                continue;
            }

            var scratch = reading.Scratch();
            var writer = scratch.Begin();
            writer.WriteStartObject();
            writer.WritePropertyName(key.Utf8);
            Json.Write(writer, value);
            writer.WriteEndObject();
            var json = reading.Keep(scratch);
            reading.Input(ContentSource.Derived, json, Payload.Json, key.Source);
            if (reading.IsDetail)
            {
                reading.Text(Field.ToolArguments, new Payload(json, Payload.Json), key.Source);
            }

            return;
        }
    }

    static bool TryGet(Key key, AttributeIndex attributes, out Value value) =>
        attributes.TryGet(key, out value) && !Placeholders.IsNothing(value.Utf8);

    static void State(Field field, Key key, AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(key, out var value) && reading.Strings.Of(value) is { Length: > 0 } text)
        {
            reading.Text(field, text, key.Source);
        }
    }
}
