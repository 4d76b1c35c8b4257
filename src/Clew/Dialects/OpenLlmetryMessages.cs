using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Rebuilds a conversation that OpenLLMetry flattened, in the shape of OTel GenAI:
/// <code>
/// gen_ai.prompt.0.role = "user"
/// gen_ai.prompt.0.content = "Hi"                       or parts as JSON: [{"type":"text","text":"Hi"},…]
/// gen_ai.prompt.1.tool_calls.0.{id,name,arguments}
/// gen_ai.prompt.2.tool_call_id = "call_0"
/// gen_ai.prompt.0.user = "Say hi"                      a completion, not a chat
/// gen_ai.completion.0.{role,content,finish_reason}
/// </code>
/// </summary>
static class OpenLlmetryMessages
{
    /// <summary>Writes the messages. False if there is none: filter results stand in the same families.</summary>
    public static bool TryWrite(Utf8JsonWriter writer, ReadOnlySpan<Flattened> entries, ReadOnlySpan<byte> defaultRole)
    {
        var any = false;
        writer.WriteStartArray();
        while (Flattened.TryTakeGroup(ref entries, out var message))
        {
            any |= TryWriteMessage(writer, message, defaultRole);
        }

        writer.WriteEndArray();
        return any;
    }

    /// <summary>What an embedding is made of: texts without a role.</summary>
    public static bool TryWriteTexts(Utf8JsonWriter writer, ReadOnlySpan<Flattened> entries)
    {
        var any = false;
        writer.WriteStartArray();
        while (Flattened.TryTakeGroup(ref entries, out var group))
        {
            if (Flattened.Find(group, "content"u8, "user"u8) is { Kind: not ValueKind.Empty } content)
            {
                Json.Write(writer, content);
                any = true;
            }
        }

        writer.WriteEndArray();
        return any;
    }

    /// <summary>
    /// <c>llm.request.functions.0.{name,description,parameters}</c> as <c>[{"type":"function","name":…}]</c>. In
    /// JavaScript the schema is called arguments, for Anthropic input_schema.
    /// </summary>
    public static bool TryWriteTools(Utf8JsonWriter writer, ReadOnlySpan<Flattened> entries)
    {
        var any = false;
        writer.WriteStartArray();
        while (Flattened.TryTakeGroup(ref entries, out var tool))
        {
            var name = Flattened.Find(tool, "name"u8);
            if (name.Kind != ValueKind.String)
            {
                continue;
            }

            any = true;
            writer.WriteStartObject();
            writer.WriteString("type"u8, "function"u8);
            writer.WriteString("name"u8, name.Utf8);
            WriteMember(writer, "description"u8, Flattened.Find(tool, "description"u8));
            var schema = Flattened.Find(tool, "parameters"u8, "arguments"u8);
            schema = schema.Kind == ValueKind.Empty ? Flattened.Find(tool, "input_schema"u8) : schema;
            if (schema.Kind != ValueKind.Empty)
            {
                writer.WritePropertyName("parameters"u8);
                Json.WriteLoose(writer, schema);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        return any;
    }

    static bool TryWriteMessage(Utf8JsonWriter writer, ReadOnlySpan<Flattened> message, ReadOnlySpan<byte> defaultRole)
    {
        var role = Flattened.Find(message, "role"u8);
        var content = Flattened.Find(message, "content"u8, "user"u8);
        var callId = Flattened.Find(message, "tool_call_id"u8);
        var reasoning = Flattened.Find(message, "reasoning"u8, "reasoning_content"u8);
        var calls = Flattened.Within(message, "tool_calls."u8);
        var function = Flattened.Find(message, "function_call.name"u8);
        if (!Has(role) && !Has(content) && !Has(reasoning) && calls.IsEmpty && !Has(function))
        {
            return false;
        }

        writer.WriteStartObject();
        if (Has(role))
        {
            writer.WriteString("role"u8, role.Utf8);
        }
        else
        {
            writer.WriteString("role"u8, Has(callId) ? "tool"u8 : defaultRole);
        }

        writer.WriteStartArray("parts"u8);
        if (Has(reasoning))
        {
            WriteText(writer, "reasoning"u8, reasoning);
        }

        if (Has(callId))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "tool_call_response"u8);
            writer.WriteString("id"u8, callId.Utf8);
            writer.WritePropertyName("response"u8);
            Json.Write(writer, content);
            writer.WriteEndObject();
        }
        else
        {
            WriteContent(writer, content, isAssistant: !calls.IsEmpty || role.Utf8.SequenceEqual("assistant"u8));
        }

        while (Flattened.TryTakeGroup(ref calls, out var call))
        {
            WriteCall(
                writer,
                Flattened.Find(call, "id"u8),
                Flattened.Find(call, "name"u8, "function.name"u8),
                Flattened.Find(call, "arguments"u8, "function.arguments"u8)
            );
        }

        if (Has(function))
        {
            WriteCall(writer, default, function, Flattened.Find(message, "function_call.arguments"u8));
        }

        writer.WriteEndArray();
        WriteMember(writer, "finish_reason"u8, Flattened.Find(message, "finish_reason"u8));
        writer.WriteEndObject();
        return true;
    }

    static void WriteContent(Utf8JsonWriter writer, in Value content, bool isAssistant)
    {
        // No content beside tool calls was written as JSON: null, and the calls often not at all.
        if (!Has(content) || (isAssistant && content.Utf8.SequenceEqual("null"u8)))
        {
            return;
        }

        if (Json.FirstByte(content.Utf8) == (byte)'[' && TryWriteParts(writer, content))
        {
            return;
        }

        WriteText(writer, "text"u8, content);
    }

    /// <summary>Parts of a message as the provider's API has them.</summary>
    static bool TryWriteParts(Utf8JsonWriter writer, in Value content)
    {
        using var document = Json.TryParse(content.Memory);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Array } parts || parts.GetArrayLength() == 0)
        {
            return false;
        }

        foreach (var part in parts.EnumerateArray())
        {
            if (!JsonStrings.TryGet(part, "type", out _))
            {
                return false;
            }
        }

        foreach (var part in parts.EnumerateArray())
        {
            Json.WriteRaw(writer, part);
        }

        return true;
    }

    static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> type, in Value content)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        writer.WritePropertyName("content"u8);
        Json.Write(writer, content);
        writer.WriteEndObject();
    }

    static void WriteCall(Utf8JsonWriter writer, in Value id, in Value name, in Value arguments)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "tool_call"u8);
        WriteMember(writer, "id"u8, id);
        writer.WriteString("name"u8, name.Utf8);
        if (arguments.Kind != ValueKind.Empty)
        {
            writer.WritePropertyName("arguments"u8);
            Json.WriteLoose(writer, arguments);
        }

        writer.WriteEndObject();
    }

    static void WriteMember(Utf8JsonWriter writer, ReadOnlySpan<byte> name, in Value value)
    {
        if (value.Kind != ValueKind.Empty)
        {
            writer.WritePropertyName(name);
            Json.Write(writer, value);
        }
    }

    static bool Has(in Value value) =>
        value.Kind is not ValueKind.Empty && !(value.Kind == ValueKind.String && value.Utf8.IsEmpty);
}
