using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Spring AI: OTel GenAI with all values as text, <c>spring.ai.*</c> for what surrounds the model, and content in log
/// records, whose body is a title and a list of texts in quotes. Nothing in them is escaped, so it is not JSON:
/// <code>
/// Chat Model Prompt Content:     ["Be terse.", "Say "hi""]
/// Chat Client Prompt Content:    ["system":"Be terse.", "user":"Hi"]
/// Chat Model Completion:         ["Hi"]
/// </code>
/// </summary>
sealed class SpringAi : Dialect
{
    readonly Key kind;
    readonly Key toolName;
    readonly Key toolId;
    readonly Key toolArguments;
    readonly Key toolResult;
    readonly Key[] toolNames;
    readonly Key query;
    readonly Key documents;
    readonly Key system;
    readonly Key[] inputs;
    readonly Key[] outputs;
    readonly Provenance body;

    public SpringAi()
        : base("spring-ai", 1)
    {
        Scopes("org.springframework.ai*");
        body = SourceOf("log body");
        kind = Attribute("spring.ai.kind");
        toolName = Attribute("spring.ai.tool.definition.name");
        toolId = Attribute("spring.ai.tool.call.id");
        toolArguments = Attribute("spring.ai.tool.call.arguments");
        toolResult = Attribute("spring.ai.tool.call.result");
        toolNames = Attributes(
            "spring.ai.model.request.tool.names",
            "spring.ai.chat.client.tool.names",
            "spring.ai.chat.client.tool.function.names"
        );
        query = Attribute("db.vector.query.content");
        documents = Attribute("db.vector.query.response.documents");
        system = Attribute("spring.ai.chat.client.system.text");
        inputs =
        [
            toolArguments,
            query,
            .. Attributes("spring.ai.chat.client.input", "spring.ai.chat.client.user.text"),
        ];
        outputs = [toolResult, documents, .. Attributes("spring.ai.chat.client.output")];
        MapTrace(Field.SessionId, "spring.ai.chat.client.conversation.id");
        MapParameter("top_k", "db.vector.query.top_k");
        MapMetadata(
            "spring.ai.advisor.name",
            "spring.ai.tool.definition.description",
            "spring.ai.chat.client.advisors"
        );
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        Apply(attributes, reading);
        ReadType(attributes, reading);
        ReadContent(inputs, outputs, reading);
        if (attributes.TryGet(system, out var text))
        {
            reading.Number(Field.HasInstructions, 1, system.Source);
            if (reading.IsDetail)
            {
                reading.Text(Field.Instructions, reading.PayloadOf(text, null), system.Source);
            }
        }

        ReadText(Field.ToolName, toolName, attributes, reading);
        if (reading.IsDetail)
        {
            ReadDetail(attributes, reading);
        }
    }

    public override void ReadLog(DecodedLog log, Reading reading)
    {
        var text = log.Body;
        if (text.Kind != ValueKind.String)
        {
            return;
        }

        var end = text.Utf8.IndexOf((byte)'\n');
        if (end < 0)
        {
            return;
        }

        var title = text.Utf8[..end].TrimEnd("\r "u8);
        var content = text.Memory[(end + 1)..];
        if (title.EndsWith(" Prompt Content:"u8))
        {
            StateInput(content, reading);
        }
        else if (title.EndsWith(" Completion:"u8) || title.SequenceEqual("Vector Store Query Response:"u8))
        {
            if (Only(content) is { IsEmpty: false } answer)
            {
                reading.Output(ContentSource.Own, answer, null, body);
            }
        }
    }

    void ReadType(AttributeIndex attributes, Reading reading)
    {
        if (!attributes.TryGet(kind, out var value))
        {
            return;
        }

        SpanType? type = reading.Strings.Of(value) switch
        {
            "chat_client" or "advisor" => SpanType.Chain,
            "tool_call" => SpanType.Tool,
            "vector_store" when attributes.Has(query) || IsQuery(attributes) => SpanType.Retriever,
            _ => null,
        };
        if (type is { } known)
        {
            reading.TypeIs(known, kind.Source);
        }
    }

    static bool IsQuery(AttributeIndex attributes) =>
        attributes.All.TryGet("db.operation.name"u8, out var name) && name.Utf8.SequenceEqual("query"u8);

    void ReadDetail(AttributeIndex attributes, Reading reading)
    {
        ReadText(Field.ToolCallId, toolId, attributes, reading);
        if (attributes.TryGet(toolArguments, out var value))
        {
            reading.Text(Field.ToolArguments, reading.PayloadOf(value, null), toolArguments.Source);
        }

        if (attributes.TryGet(toolResult, out value))
        {
            reading.Text(Field.ToolResult, reading.PayloadOf(value, null), toolResult.Source);
        }

        foreach (var key in toolNames)
        {
            if (attributes.TryGet(key, out value))
            {
                reading.Text(Field.ToolDefinitions, TextList.JsonOf(value, ','), key.Source);
                break;
            }
        }
    }

    void StateInput(ReadOnlyMemory<byte> list, Reading reading)
    {
        if (!reading.WantsInput(ContentSource.Own))
        {
            return;
        }

        var scratch = reading.Scratch();
        if (TryWriteMessages(list.Span.Trim(" \t\r\n"u8), scratch.Begin()))
        {
            reading.Input(ContentSource.Own, reading.Keep(scratch), Payload.Json, body);
        }
        else if (Only(list) is { IsEmpty: false } text)
        {
            reading.Input(ContentSource.Own, text, null, body);
        }
    }

    /// <summary>The text of a list of one; a list of several cannot be taken apart and stays as it is.</summary>
    static ReadOnlyMemory<byte> Only(ReadOnlyMemory<byte> list)
    {
        var inner = list;
        while (!inner.IsEmpty && inner.Span[^1] is (byte)'\n' or (byte)'\r')
        {
            inner = inner[..^1];
        }

        var text = inner.Span;
        return text.SequenceEqual("[]"u8) ? default
            : text.StartsWith("[\""u8) && text.EndsWith("\"]"u8) && text.IndexOf("\", \""u8) < 0 ? inner[2..^2]
            : inner;
    }

    /// <summary>Writes <c>["system":"Be terse.", "user":"Hi"]</c> as messages. False if the list has no roles.</summary>
    static bool TryWriteMessages(ReadOnlySpan<byte> list, Utf8JsonWriter writer)
    {
        if (!list.StartsWith("["u8) || !list.EndsWith("\"]"u8) || RoleAt(list[1..]) is not { IsEmpty: false } role)
        {
            return false;
        }

        writer.WriteStartArray();
        var rest = list[1..^2];
        while (!role.IsEmpty)
        {
            // "role":"text, up to the next role or the end.
            rest = rest[(role.Length + 4)..];
            var end = NextRole(rest);
            writer.WriteStartObject();
            writer.WriteString("role"u8, role);
            writer.WriteString("content"u8, end < 0 ? rest : rest[..end]);
            writer.WriteEndObject();
            rest = end < 0 ? default : rest[(end + 3)..];
            role = RoleAt(rest);
        }

        writer.WriteEndArray();
        return true;
    }

    /// <summary>Where a text ends because a role follows: <c>", "user":"</c>; -1 for nowhere.</summary>
    static int NextRole(ReadOnlySpan<byte> text)
    {
        for (var from = 0; ; from++)
        {
            var found = text[from..].IndexOf("\", \""u8);
            if (found < 0)
            {
                return -1;
            }

            from += found;
            if (!RoleAt(text[(from + 3)..]).IsEmpty)
            {
                return from;
            }
        }
    }

    /// <summary>The role in <c>"user":"…</c>; empty if there is none.</summary>
    static ReadOnlySpan<byte> RoleAt(ReadOnlySpan<byte> text) =>
        text.StartsWith("\"system\":\""u8) ? "system"u8
        : text.StartsWith("\"user\":\""u8) ? "user"u8
        : text.StartsWith("\"assistant\":\""u8) ? "assistant"u8
        : text.StartsWith("\"tool\":\""u8) ? "tool"u8
        : default;
}
