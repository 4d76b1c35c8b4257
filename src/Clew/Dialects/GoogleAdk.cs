using System.Text.Json;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Google's Agent Development Kit (scope <c>gcp.vertex.agent</c>): OTel GenAI for models and tools, and beside it whole
/// Gemini requests and answers as JSON text in <c>gcp.vertex.agent.llm_request</c> and <c>llm_response</c>. Where there
/// is nothing to say it writes <c>{}</c>, <c>N/A</c> or <c>&lt;not specified&gt;</c>. Its input tokens include the
/// cached ones, which only the answer tells; its output tokens leave out those of thoughts.
/// </summary>
sealed class GoogleAdk : Dialect
{
    readonly Key operation;
    readonly Key request;
    readonly Key response;
    readonly Key toolArguments;
    readonly Key toolResponse;
    readonly Key data;
    readonly Provenance name;

    static readonly UsageMap Usage = new()
    {
        Input = ["prompt_token_count", "promptTokenCount"],
        Output = ["candidates_token_count", "candidatesTokenCount"],
        CacheRead = ["cached_content_token_count", "cachedContentTokenCount"],
        Reasoning = ["thoughts_token_count", "thoughtsTokenCount"],
        Total = ["total_token_count", "totalTokenCount"],
        Accounting = UsageAccounting.OutputExcludesReasoning,
    };

    public GoogleAdk()
        : base("google-adk", 1)
    {
        Scopes("gcp.vertex.agent");
        operation = Attribute("gen_ai.operation.name");
        request = Attribute("gcp.vertex.agent.llm_request");
        response = Attribute("gcp.vertex.agent.llm_response");
        toolArguments = Attribute("gcp.vertex.agent.tool_call_args");
        toolResponse = Attribute("gcp.vertex.agent.tool_response");
        data = Attribute("gcp.vertex.agent.data");
        name = SourceOf("name");
        MapTrace(Field.SessionId, "gcp.vertex.agent.session_id");
        MapTrace(Field.UserId, "gcp.vertex.agent.user_id");
    }

    /// <summary>One of its keys is everyone's.</summary>
    public override bool Speaks(Reading reading) =>
        IsInScope(reading)
        || reading.Attributes.Has(request)
        || reading.Attributes.Has(response)
        || reading.Attributes.Has(toolArguments)
        || reading.Attributes.Has(data);

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        Apply(attributes, reading);
        var hasRequest = TryGet(request, attributes, reading, out var asked);
        if (!attributes.Has(operation) && TypeOf(span.Name.Span, hasRequest) is { } type)
        {
            reading.TypeIs(type, hasRequest ? request.Source : name);
        }

        if (hasRequest)
        {
            ReadRequest(asked, reading);
        }

        if (TryGet(response, attributes, reading, out var answered))
        {
            ReadResponse(answered, reading);
        }

        if (TryGet(toolArguments, attributes, reading, out var arguments))
        {
            reading.Input(ContentSource.Own, arguments, null, toolArguments.Source);
            if (reading.IsDetail)
            {
                reading.Text(Field.ToolArguments, new Payload(arguments, null), toolArguments.Source);
            }
        }

        if (TryGet(toolResponse, attributes, reading, out var result))
        {
            reading.Output(ContentSource.Own, result, null, toolResponse.Source);
            if (reading.IsDetail)
            {
                reading.Text(Field.ToolResult, new Payload(result, null), toolResponse.Source);
            }
        }

        if (TryGet(data, attributes, reading, out var sent))
        {
            reading.Input(ContentSource.Own, sent, null, data.Source);
        }
    }

    /// <summary>Spans without an operation, by the names the kit gives them.</summary>
    static SpanType? TypeOf(ReadOnlySpan<byte> name, bool hasRequest) =>
        hasRequest || name.StartsWith("call_llm"u8) ? SpanType.Generation
        : name.StartsWith("agent_run"u8) || name.StartsWith("invoke_agent"u8) ? SpanType.Agent
        : name.StartsWith("execute_tool"u8) || name.StartsWith("tool_call"u8) ? SpanType.Tool
        : name.SequenceEqual("invocation"u8) ? SpanType.Chain
        : null;

    void ReadRequest(ReadOnlyMemory<byte> asked, Reading reading)
    {
        if (JsonMembers.TryFind(asked, "contents", out var contents))
        {
            reading.Input(ContentSource.Own, contents, Payload.Json, request.Source);
        }
        else
        {
            reading.Input(ContentSource.Own, asked, null, request.Source);
        }

        if (!JsonMembers.TryFind(asked, "config", out var config))
        {
            return;
        }

        if (JsonMembers.TryFind(config, "system_instruction", "systemInstruction", out var instructions))
        {
            reading.Number(Field.HasInstructions, 1, request.Source);
            reading.Text(Field.Instructions, new Payload(instructions, Payload.Json), request.Source);
        }

        if (reading.IsDetail)
        {
            ReadConfig(config, reading);
        }
    }

    void ReadConfig(ReadOnlyMemory<byte> config, Reading reading)
    {
        using var document = Json.TryParse(config);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Object } root)
        {
            return;
        }

        foreach (var member in root.EnumerateObject())
        {
            var name = JsonStrings.NameOf(member);
            if (name == "tools")
            {
                ReadTools(member.Value, reading);
            }
            else if (
                member.Value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
                || name is "stop_sequences" or "stopSequences" or "response_mime_type" or "responseMimeType"
            )
            {
                var path = name is "max_output_tokens" or "maxOutputTokens" ? "max_tokens" : name;
                reading.Item(Field.Parameter, path, member.Value.GetRawText(), request.Source);
            }
        }
    }

    /// <summary><c>[{"function_declarations":[{…}]},{"google_search":{}}]</c> becomes one list.</summary>
    void ReadTools(JsonElement tools, Reading reading)
    {
        if (tools.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        var scratch = reading.Scratch();
        var writer = scratch.Begin();
        writer.WriteStartArray();
        foreach (var tool in tools.EnumerateArray())
        {
            var declared =
                Messages.Member(tool, "function_declarations") ?? Messages.Member(tool, "functionDeclarations");
            if (declared is { ValueKind: JsonValueKind.Array } list)
            {
                foreach (var declaration in list.EnumerateArray())
                {
                    declaration.WriteTo(writer);
                }
            }
            else
            {
                tool.WriteTo(writer);
            }
        }

        writer.WriteEndArray();
        reading.Text(Field.ToolDefinitions, new Payload(reading.Keep(scratch), Payload.Json), request.Source);
    }

    void ReadResponse(ReadOnlyMemory<byte> answered, Reading reading)
    {
        if (
            JsonMembers.TryFind(answered, "usage_metadata", "usageMetadata", out var counts)
            && Json.TryParse(counts) is { } usage
        )
        {
            using (usage)
            {
                Usage.Read(usage.RootElement, response.Source, reading);
            }
        }

        if (JsonMembers.TryFind(answered, "content", out var content))
        {
            WriteAnswer(content, reading);
        }
        else
        {
            reading.Output(ContentSource.Own, answered, null, response.Source);
        }

        var code = Text(answered, "error_code", "errorCode");
        var message = Text(answered, "error_message", "errorMessage");
        if (code is not null || message is not null)
        {
            reading.Number(Field.Failed, 1, response.Source);
            reading.Text(Field.ErrorType, code, response.Source);
            reading.Text(Field.ErrorMessage, message ?? code, response.Source);
        }

        if (reading.IsDetail && Text(answered, "finish_reason", "finishReason") is { } reason)
        {
            reading.Text(Field.FinishReason, FinishReasons.TextOf([reason.ToLowerInvariant()]), response.Source);
        }
    }

    /// <summary><c>{"role":"model","parts":[…]}</c> as a conversation of one message; the role may be missing.</summary>
    void WriteAnswer(ReadOnlyMemory<byte> content, Reading reading)
    {
        var scratch = reading.Scratch();
        var writer = scratch.Begin();
        writer.WriteStartArray();
        if (!JsonMembers.TryFind(content, "role", out _) && JsonMembers.TryFind(content, "parts", out var parts))
        {
            writer.WriteStartObject();
            writer.WriteString("role"u8, "model"u8);
            writer.WritePropertyName("parts"u8);
            writer.WriteRawValue(parts.Span, skipInputValidation: true);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteRawValue(content.Span, skipInputValidation: true);
        }

        writer.WriteEndArray();
        reading.Output(ContentSource.Own, reading.Keep(scratch), Payload.Json, response.Source);
    }

    static string? Text(ReadOnlyMemory<byte> json, string name, string otherwise) =>
        JsonMembers.TextOf(json, name) ?? JsonMembers.TextOf(json, otherwise);

    /// <summary>The value, unless it only says that there is none.</summary>
    static bool TryGet(Key key, AttributeIndex attributes, Reading reading, out ReadOnlyMemory<byte> utf8)
    {
        utf8 = default;
        if (!attributes.TryGet(key, out var value))
        {
            return false;
        }

        utf8 = reading.PayloadOf(value, null).Utf8;
        return !Placeholders.IsNothing(utf8.Span)
            // {"result":"<not specified>"}: what is no object is wrapped into one.
            && !(utf8.Length < 48 && JsonMembers.TextOf(utf8, "result") is "<not specified>" or "<not serializable>");
    }
}
