using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Strands Agents (AWS), Python and JavaScript: OTel GenAI in its legacy form (one span event per message, with Bedrock
/// blocks as JSON text) and its latest (several <c>operation.details</c> events), both read by
/// <see cref="OtelGenAiEvents"/>. This adds what it says in its own way: milliseconds where the convention has
/// seconds, the arguments and result of a tool inside of messages, swarms and graphs, names of tools, the system prompt.
/// </summary>
sealed class Strands : Dialect
{
    readonly Key[] framework;
    readonly Key operation;
    readonly Key firstToken;
    readonly Key toolDefinitions;
    readonly Key toolArguments;
    readonly Key toolResult;
    readonly Key tools;
    readonly Key systemPrompt;
    readonly Key toolStatus;
    readonly Key[] tags;
    readonly Provenance toolMessage;
    readonly Provenance choice;
    readonly Provenance details;

    public Strands()
        : base("strands", 1)
    {
        Scopes("strands-agents", "strands.telemetry.tracer", "opentelemetry.instrumentation.strands");
        framework = Attributes("gen_ai.provider.name", "gen_ai.system");
        operation = Attribute("gen_ai.operation.name");
        firstToken = Attribute("gen_ai.server.time_to_first_token");
        toolDefinitions = Attribute("gen_ai.tool.definitions");
        toolArguments = Attribute("gen_ai.tool.call.arguments");
        toolResult = Attribute("gen_ai.tool.call.result");
        tools = Attribute("gen_ai.agent.tools");
        systemPrompt = Attribute("system_prompt");
        toolStatus = Attribute("gen_ai.tool.status");
        tags = Attributes("langfuse.tags", "tags");
        toolMessage = SourceOf("event gen_ai.tool.message");
        choice = SourceOf("event gen_ai.choice");
        details = SourceOf("event gen_ai.client.inference.operation.details");
    }

    /// <summary>Its keys are everyone's: only its scope, or its name in place of a provider's, tells.</summary>
    public override bool Speaks(Reading reading)
    {
        if (IsInScope(reading))
        {
            return true;
        }

        foreach (var key in framework)
        {
            if (reading.Attributes.TryGet(key, out var value) && value.Utf8.SequenceEqual("strands-agents"u8))
            {
                return true;
            }
        }

        return false;
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        var word = attributes.TryGet(operation, out var value) ? value.Utf8 : default;
        if (word.SequenceEqual("invoke_swarm"u8) || word.SequenceEqual("invoke_graph"u8))
        {
            // Several agents in one: the span carries an agent's name and their common answer.
            reading.TypeIs(SpanType.Agent, operation.Source);
        }

        if (word.SequenceEqual("execute_tool"u8))
        {
            ReadTool(span, attributes, reading);
        }

        if (attributes.TryGet(systemPrompt, out value) && value.Kind == ValueKind.String && !value.Utf8.IsEmpty)
        {
            reading.Number(Field.HasInstructions, 1, systemPrompt.Source);
            if (reading.IsDetail && JsonStrings.Unquoted(value, reading.Strings) is { } prompt)
            {
                // Plain text, or JSON: "\"Be terse\"", [{"text":"Be terse"}].
                var payload = new Payload(System.Text.Encoding.UTF8.GetBytes(prompt), null);
                reading.Text(Field.Instructions, payload, systemPrompt.Source);
            }
        }

        foreach (var key in tags)
        {
            if (attributes.TryGet(key, out value))
            {
                foreach (var tag in TextList.Of(value))
                {
                    reading.Trace(Field.Tag, tag, key.Source);
                }
            }
        }

        ReadFirstToken(attributes, reading);
        if (reading.IsDetail && !attributes.Has(toolDefinitions) && attributes.TryGet(tools, out var defined))
        {
            reading.Text(Field.ToolDefinitions, reading.PayloadOf(defined, Payload.Json), tools.Source);
        }
    }

    void ReadFirstToken(AttributeIndex attributes, Reading reading)
    {
        if (
            attributes.TryGet(firstToken, out var value)
            && Numbers.TryDouble(value, out var milliseconds)
            && milliseconds is > 0 and < 1e12
        )
        {
            reading.Number(Field.TimeToFirstTokenNano, (long)Math.Round(milliseconds * 1e6), firstToken.Source);
        }
    }

    /// <summary>The input of a tool is a message to it, its result the choice; or both are parts of messages.</summary>
    void ReadTool(DecodedSpan span, AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(toolStatus, out var status) && status.Utf8.SequenceEqual("error"u8))
        {
            reading.Number(Field.Failed, 1, toolStatus.Source);
        }

        foreach (var e in span.Events)
        {
            if (e.Name.Span.SequenceEqual("gen_ai.tool.message"u8) && e.Attributes.TryGet("content"u8, out var value))
            {
                Arguments(value, toolMessage, reading);
            }
            else if (e.Name.Span.SequenceEqual("gen_ai.choice"u8) && e.Attributes.TryGet("message"u8, out value))
            {
                Result(value, choice, reading);
            }
            else if (reading.IsDetail && e.Name.Span.SequenceEqual("gen_ai.client.inference.operation.details"u8))
            {
                if (!attributes.Has(toolArguments) && e.Attributes.TryGet("gen_ai.input.messages"u8, out value))
                {
                    ReadPart(value, Field.ToolArguments, reading);
                }

                if (!attributes.Has(toolResult) && e.Attributes.TryGet("gen_ai.output.messages"u8, out value))
                {
                    ReadPart(value, Field.ToolResult, reading);
                }
            }
        }
    }

    /// <summary>What the tool was given is the input as it is, rather than a message of a tool to itself.</summary>
    static void Arguments(in Value value, Provenance source, Reading reading)
    {
        reading.Input(ContentSource.OldEvents, value, null, source);
        if (reading.IsDetail)
        {
            reading.Text(Field.ToolArguments, reading.PayloadOf(value, null), source);
        }
    }

    static void Result(in Value value, Provenance source, Reading reading)
    {
        reading.Output(ContentSource.OldEvents, value, null, source);
        if (reading.IsDetail)
        {
            var result = reading.PayloadOf(value, null);
            using var blocks = Json.FirstByte(result.Utf8.Span) == (byte)'[' ? Json.TryParse(result.Utf8) : null;
            if (blocks is not null && Messages.PlainText(blocks.RootElement) is { Length: > 0 } text)
            {
                // [{"text":"rainy"}]
                result = new(System.Text.Encoding.UTF8.GetBytes(text), null);
            }

            reading.Text(Field.ToolResult, result, source);
        }
    }

    /// <summary><c>[{"role":"tool","parts":[{"type":"tool_call","arguments":{…}}]}]</c></summary>
    void ReadPart(in Value messages, Field field, Reading reading)
    {
        foreach (var message in Messages.TryParse(reading.PayloadOf(messages, null)) ?? [])
        {
            foreach (var part in message.Parts)
            {
                var text = field == Field.ToolArguments ? part.Arguments : part.Result;
                if (text is not null)
                {
                    reading.Text(field, new Payload(System.Text.Encoding.UTF8.GetBytes(text), null), details);
                    return;
                }
            }
        }
    }
}
