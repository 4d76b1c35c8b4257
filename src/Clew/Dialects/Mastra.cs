using System.Globalization;
using System.Text.Json;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Mastra's exporter (<c>@mastra/otel-exporter</c>, <c>@mastra/otel-bridge</c>). Its calls of models and tools speak
/// OTel GenAI; agents, steps, workflows and processors have content of their own under
/// <c>mastra.&lt;span type&gt;.input</c> and <c>.output</c>. Before 1.0 (scope <c>@mastra/otel</c>) that was plain
/// <c>input</c> and <c>output</c>, and operations had other words.
/// </summary>
sealed class Mastra : Dialect
{
    static readonly string[] Result = ["text", "toolCalls", "reasoning", "object"];
    static readonly string[] Prompt = ["system", "prompt", "messages"];

    readonly Key type;
    readonly Family own;
    readonly Family metadata;
    readonly Key[] notMetadata;
    readonly Key tags;
    readonly Key completionStart;
    readonly Key toolName;
    readonly Key[] oldInput;
    readonly Key[] oldOutput;

    public Mastra()
        : base("mastra", 1)
    {
        Scopes("@mastra/*");
        type = Attribute("mastra.span.type");
        own = FamilyOf("mastra.");
        metadata = FamilyOf("mastra.metadata.");
        notMetadata = Attributes("mastra.metadata.sessionId", "mastra.metadata.userId");
        tags = Attribute("mastra.tags");
        completionStart = Attribute("mastra.completion_start_time");
        toolName = Attribute("gen_ai.tool.name");
        oldInput = Attributes("gen_ai.tool.input", "input");
        oldOutput = Attributes("gen_ai.tool.output", "output");
        MapTrace(Field.SessionId, "mastra.metadata.sessionId", "mastra.metadata.threadId");
        MapTrace(Field.UserId, "mastra.metadata.userId");
    }

    /// <summary>Keys as plain as <c>input</c> mean nothing outside of Mastra's own spans.</summary>
    public override bool Speaks(Reading reading) =>
        IsInScope(reading) || reading.Attributes.Has(type) || reading.Attributes.Has(own);

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        var known = ReadType(attributes, reading);
        Apply(attributes, reading);
        if (attributes.TryGet(tags, out var value))
        {
            foreach (var tag in TextList.Of(value))
            {
                reading.Trace(Field.Tag, tag, tags.Source);
            }
        }

        ReadOwn(attributes, reading);
        ReadOld(known, attributes, reading);
        if (known is SpanType.Tool && attributes.TryGet(toolName, out value) && !value.Utf8.IsEmpty)
        {
            reading.Text(Field.ToolName, reading.Strings.Of(value), toolName.Source);
        }

        ReadFirstToken(span, attributes, reading);
        if (reading.IsDetail)
        {
            Leaves.ReadMetadata(metadata, notMetadata, reading);
        }
    }

    /// <summary>
    /// A model call is a <c>model_generation</c> in old versions and wraps one in new ones: there
    /// <c>gen_ai.operation.name</c> knows.
    /// </summary>
    SpanType? ReadType(AttributeIndex attributes, Reading reading) => ReadType(type, TypeOf, attributes, reading);

    static SpanType? TypeOf(string word) =>
        word switch
        {
            "agent_run" => SpanType.Agent,
            "model_inference" => SpanType.Generation,
            "tool_call" or "mcp_tool_call" or "provider_tool_call" or "client_tool_call" => SpanType.Tool,
            "workflow_run" => SpanType.Chain,
            "rag_embedding" => SpanType.Embedding,
            "scorer_run" or "scorer_step" => SpanType.Evaluator,
            _ => null,
        };

    void ReadOwn(AttributeIndex attributes, Reading reading)
    {
        if (!attributes.Has(own))
        {
            return;
        }

        foreach (var value in attributes.All)
        {
            var key = value.Key;
            if (value.Kind == ValueKind.Empty || !key.StartsWith(own.Utf8) || key.StartsWith(metadata.Utf8))
            {
                continue;
            }

            if (key.EndsWith(".input"u8))
            {
                ReadInput(value, SourceOf(reading.Strings.Of(key)), reading);
            }
            else if (key.EndsWith(".output"u8))
            {
                ReadOutput(value, SourceOf(reading.Strings.Of(key)), reading);
            }
        }
    }

    /// <summary>Text, messages, or what a model was asked with: <c>{"messages":[…]}</c>.</summary>
    static void ReadInput(in Value value, Provenance source, Reading reading)
    {
        if (!reading.WantsInput(ContentSource.Own))
        {
            return;
        }

        Span<Range> found = stackalloc Range[Prompt.Length];
        var json = reading.Utf8Of(value);
        var conversation = JsonMembers.TryFind(json.Span, Prompt, found)
            ? Conversation.Of(json[found[0]], json[found[1]], json[found[2]], reading)
            : default;
        if (conversation.IsEmpty)
        {
            reading.Input(ContentSource.Own, value, null, source);
        }
        else
        {
            reading.Input(ContentSource.Own, conversation, Payload.Json, source);
        }
    }

    /// <summary>What a model answered, <c>{"text":"…","toolCalls":[…],…}</c>, is a message; anything else stays.</summary>
    static void ReadOutput(in Value value, Provenance source, Reading reading)
    {
        if (!reading.WantsOutput(ContentSource.Own))
        {
            return;
        }

        Span<Range> found = stackalloc Range[Result.Length];
        var json = reading.Utf8Of(value);
        if (JsonMembers.TryFind(json.Span, Result, found) && json[found[3]].IsEmpty)
        {
            var answer = new Answer
            {
                Text = JsonMembers.Unquote(json[found[0]]),
                ToolCalls = json[found[1]],
                Reasoning = ReasoningOf(json[found[2]]),
            };
            if (answer.IsPlain && !answer.Text.IsEmpty)
            {
                reading.Output(ContentSource.Own, answer.Text, null, source);
                return;
            }

            if (answer.ToMessages(reading) is { IsEmpty: false } message)
            {
                reading.Output(ContentSource.Own, message, Payload.Json, source);
                return;
            }
        }

        reading.Output(ContentSource.Own, value, null, source);
    }

    /// <summary>A text, or parts: <c>[{"type":"reasoning","text":"…"}]</c>.</summary>
    static ReadOnlyMemory<byte> ReasoningOf(ReadOnlyMemory<byte> json)
    {
        if (Json.FirstByte(json.Span) != (byte)'[')
        {
            return JsonMembers.Unquote(json);
        }

        using var document = Json.TryParse(json);
        var text = new System.Text.StringBuilder();
        foreach (var part in document?.RootElement.EnumerateArray() ?? default(JsonElement.ArrayEnumerator))
        {
            var inner = Messages.Member(part, "payload") is { ValueKind: JsonValueKind.Object } payload
                ? payload
                : part;
            text.Append(Messages.Text(inner, "text"));
        }

        return System.Text.Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Before 1.0.</summary>
    void ReadOld(SpanType? known, AttributeIndex attributes, Reading reading)
    {
        foreach (var key in oldInput)
        {
            if (attributes.TryGet(key, out var value))
            {
                ReadInput(value, key.Source, reading);
                if (known is SpanType.Tool && reading.IsDetail)
                {
                    reading.Text(Field.ToolArguments, reading.PayloadOf(value, null), key.Source);
                }

                break;
            }
        }

        foreach (var key in oldOutput)
        {
            if (attributes.TryGet(key, out var value))
            {
                ReadOutput(value, key.Source, reading);
                if (known is SpanType.Tool && reading.IsDetail)
                {
                    reading.Text(Field.ToolResult, reading.PayloadOf(value, null), key.Source);
                }

                break;
            }
        }
    }

    /// <summary>A time, the same on all calls of a run: on the second it is before the start and says nothing.</summary>
    void ReadFirstToken(DecodedSpan span, AttributeIndex attributes, Reading reading)
    {
        if (
            attributes.TryGet(completionStart, out var value)
            && DateTimeOffset.TryParse(
                value.Text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var time
            )
        )
        {
            var nano = ((time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100) - span.StartNano;
            if (span.StartNano > 0 && nano >= 0 && (span.EndNano <= 0 || span.StartNano + nano <= span.EndNano))
            {
                reading.Number(Field.TimeToFirstTokenNano, nano, completionStart.Source);
            }
        }
    }
}
