using System.Text.Json;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Content in the words of Logfire and Pydantic AI, beside <c>gen_ai.*</c>:
/// <code>
/// events                       a request of format 1: per-message events in one array
/// all_messages_events          a run of format 1: the same for all of its messages
/// pydantic_ai.all_messages     a run of format 2 on: messages; final_result is what came out
/// tool_arguments tool_response a tool of format 1 and 2
/// request_data response_data   model clients of Logfire: the request, and {"message":{…},"usage":{…}}
/// inputs                       an embedding
/// </code>
/// </summary>
sealed class LogfireContent(Func<string, Key> key)
{
    readonly Key events = key("events");
    readonly Key allEvents = key("all_messages_events");
    readonly Key allMessages = key("pydantic_ai.all_messages");
    readonly Key result = key("final_result");
    readonly Key toolArguments = key("tool_arguments");
    readonly Key toolResponse = key("tool_response");
    readonly Key input = key("input");
    readonly Key output = key("output");
    readonly Key request = key("request_data");
    readonly Key response = key("response_data");
    readonly Key inputs = key("inputs");
    readonly Key parameters = key("model_request_parameters");

    static readonly UsageMap Inclusive = new()
    {
        Input = ["prompt_tokens", "input_tokens"],
        Output = ["completion_tokens", "output_tokens"],
        CacheRead = ["prompt_tokens_details.cached_tokens", "input_tokens_details.cached_tokens"],
        Reasoning = ["completion_tokens_details.reasoning_tokens", "output_tokens_details.reasoning_tokens"],
        Total = ["total_tokens"],
    };

    static readonly UsageMap Anthropic = new()
    {
        Input = ["input_tokens"],
        Output = ["output_tokens"],
        CacheRead = ["cache_read_input_tokens"],
        CacheWrite = ["cache_creation_input_tokens"],
        Accounting = UsageAccounting.InputExcludesCache,
    };

    public void Read(AttributeIndex attributes, Reading reading)
    {
        ReadEvents(attributes, reading);
        ReadRun(attributes, reading);
        ReadRequest(attributes, reading);
        if (reading.Type is SpanType.Tool)
        {
            ReadTool(attributes, reading);
        }

        if (reading.Type is SpanType.Embedding && attributes.TryGet(inputs, out var texts))
        {
            reading.Input(ContentSource.Own, texts, null, inputs.Source);
        }

        if (reading.IsDetail && attributes.TryGet(parameters, out var said))
        {
            ReadTools(said, reading);
        }
    }

    void ReadEvents(AttributeIndex attributes, Reading reading)
    {
        if (
            attributes.TryGet(events, out var value)
            && (reading.WantsInput(ContentSource.OldEvents) || reading.WantsOutput(ContentSource.OldEvents))
            && TryBuild(value, reading, out var said, out var answered)
        )
        {
            Input(ContentSource.OldEvents, said, events, reading);
            Output(ContentSource.OldEvents, answered, events, reading);
        }
    }

    /// <summary>What a whole run said; its last answer is its output.</summary>
    void ReadRun(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(allMessages, out var value))
        {
            Split(reading.PayloadOf(value, null).Utf8, allMessages, reading);
        }
        else if (attributes.TryGet(allEvents, out value) && TryBuild(value, reading, out var said, out _))
        {
            Split(said, allEvents, reading);
        }

        if (attributes.TryGet(result, out value))
        {
            reading.Output(ContentSource.Own, value, null, result.Source);
        }
    }

    static void Split(ReadOnlyMemory<byte> chat, Key source, Reading reading)
    {
        if (
            ChatMl.TryScan(chat.Span, out var scan)
            && scan.LastRole == "assistant"
            && scan.Messages > 1
            && reading.WantsOutput(ContentSource.Own)
        )
        {
            var start = scan.Last.Start.Value;
            var end = chat.Span[..start].LastIndexOf((byte)',');
            Output(ContentSource.Own, Array(chat[scan.Last]), source, reading);
            chat = Array(chat[(chat.Span.IndexOf((byte)'[') + 1)..end]);
        }

        Input(ContentSource.Own, chat, source, reading);
    }

    static ReadOnlyMemory<byte> Array(ReadOnlyMemory<byte> items)
    {
        var array = new byte[items.Length + 2];
        (array[0], array[^1]) = ((byte)'[', (byte)']');
        items.CopyTo(array.AsMemory(1));
        return array;
    }

    void ReadRequest(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(request, out var value))
        {
            using var document = Parse(value, reading);
            if (document is not null && HasAny(document.RootElement, "messages", "input", "prompt"))
            {
                reading.Input(ContentSource.Own, value, null, request.Source);
                if (Messages.Text(document.RootElement, "model") is { Length: > 0 } model)
                {
                    reading.Text(Field.RequestModel, model, request.Source);
                }

                if (reading.IsDetail)
                {
                    Leaves.ReadParameters(value, reading, request.Source);
                }
            }
        }

        if (attributes.TryGet(response, out value))
        {
            using var document = Parse(value, reading);
            if (document?.RootElement is not { ValueKind: JsonValueKind.Object } root)
            {
                return;
            }

            if (Messages.Member(root, "usage") is { ValueKind: JsonValueKind.Object } usage)
            {
                var map = HasAny(usage, "cache_read_input_tokens", "cache_creation_input_tokens")
                    ? Anthropic
                    : Inclusive;
                map.Read(usage, response.Source, reading);
            }

            if (HasAny(root, "message"))
            {
                reading.Output(ContentSource.Own, value, null, response.Source);
            }
            else if ((Messages.Text(root, "combined_chunk_content") ?? Messages.Text(root, "text")) is { } text)
            {
                reading.Output(ContentSource.Own, System.Text.Encoding.UTF8.GetBytes(text), null, response.Source);
            }
        }
    }

    void ReadTool(AttributeIndex attributes, Reading reading)
    {
        var isAgents = reading.Scope.Name == "logfire.openai_agents";
        if (attributes.TryGet(toolArguments, out var value) || (isAgents && attributes.TryGet(input, out value)))
        {
            var source = (attributes.Has(toolArguments) ? toolArguments : input).Source;
            reading.Text(Field.ToolArguments, reading.IsDetail ? reading.PayloadOf(value, null) : null, source);
            reading.Input(ContentSource.Own, value, null, source);
        }

        if (attributes.TryGet(toolResponse, out value) || (isAgents && attributes.TryGet(output, out value)))
        {
            var source = (attributes.Has(toolResponse) ? toolResponse : output).Source;
            reading.Text(Field.ToolResult, reading.IsDetail ? reading.PayloadOf(value, null) : null, source);
            reading.Output(ContentSource.Own, value, null, source);
        }
    }

    /// <summary>
    /// <c>{"function_tools":[{"name":"f","description":"…","parameters_json_schema":{…}}],"output_tools":[…]}</c>.
    /// </summary>
    void ReadTools(in Value value, Reading reading)
    {
        using var document = Parse(value, reading);
        var scratch = reading.Scratch();
        var writer = scratch.Begin();
        var count = 0;
        writer.WriteStartArray();
        foreach (var list in new[] { "function_tools", "output_tools" })
        {
            if (
                document is null
                || Messages.Member(document.RootElement, list) is not { ValueKind: JsonValueKind.Array } tools
            )
            {
                continue;
            }

            foreach (var tool in tools.EnumerateArray())
            {
                if (Messages.Text(tool, "name") is not { } name)
                {
                    continue;
                }

                count++;
                writer.WriteStartObject();
                writer.WriteString("type"u8, "function"u8);
                writer.WriteString("name"u8, name);
                if (Messages.Text(tool, "description") is { } description)
                {
                    writer.WriteString("description"u8, description);
                }

                if (Messages.Member(tool, "parameters_json_schema") is { } parameters)
                {
                    writer.WritePropertyName("parameters"u8);
                    Json.WriteRaw(writer, parameters);
                }

                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
        if (count > 0)
        {
            reading.Text(
                Field.ToolDefinitions,
                new Payload(reading.Keep(scratch), Payload.Json),
                this.parameters.Source
            );
        }
    }

    static bool TryBuild(
        in Value value,
        Reading reading,
        out ReadOnlyMemory<byte> input,
        out ReadOnlyMemory<byte> output
    )
    {
        (input, output) = (default, default);
        using var document = EventList.TryParse(reading.PayloadOf(value, null).Utf8);
        if (document is null)
        {
            return false;
        }

        var (said, answered) = (reading.Scratch(), reading.Scratch());
        EventList.Write(document.RootElement, said.Begin(), answered.Begin());
        (input, output) = (reading.Keep(said), reading.Keep(answered));
        return true;
    }

    static void Input(ContentSource from, ReadOnlyMemory<byte> messages, Key source, Reading reading)
    {
        if (messages.Length > 2)
        {
            reading.Input(from, messages, Payload.Json, source.Source);
        }
    }

    static void Output(ContentSource from, ReadOnlyMemory<byte> messages, Key source, Reading reading)
    {
        if (messages.Length > 2)
        {
            reading.Output(from, messages, Payload.Json, source.Source);
        }
    }

    static JsonDocument? Parse(in Value value, Reading reading)
    {
        var utf8 = value.Kind is ValueKind.String or ValueKind.Map ? reading.PayloadOf(value, null).Utf8 : default;
        return Json.FirstByte(utf8.Span) == (byte)'{' ? Json.TryParse(utf8) : null;
    }

    static bool HasAny(JsonElement of, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Messages.Member(of, name) is { ValueKind: not JsonValueKind.Null })
            {
                return true;
            }
        }

        return false;
    }
}
