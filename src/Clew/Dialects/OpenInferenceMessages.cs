using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Rebuilds a flattened conversation in the shape of OTel GenAI:
/// <code>
/// llm.input_messages.0.message.role = "user"
/// llm.input_messages.0.message.content = "Hi"
/// llm.input_messages.1.message.contents.0.message_content.type = "image"
/// llm.input_messages.1.message.contents.0.message_content.image.image.url = "https://…"
/// llm.input_messages.2.message.tool_calls.0.tool_call.function.name = "get_weather"
///
/// [{"role":"user","parts":[{"type":"text","content":"Hi"}]},…]
/// </code>
/// </summary>
static class OpenInferenceMessages
{
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<Flattened> entries, ReadOnlySpan<byte> defaultRole)
    {
        writer.WriteStartArray();
        while (Flattened.TryTakeGroup(ref entries, out var message))
        {
            WriteMessage(writer, message, defaultRole);
        }

        writer.WriteEndArray();
    }

    static void WriteMessage(Utf8JsonWriter writer, ReadOnlySpan<Flattened> message, ReadOnlySpan<byte> defaultRole)
    {
        var content = Flattened.Find(message, "message.content"u8);
        var callId = Flattened.Find(message, "message.tool_call_id"u8);
        writer.WriteStartObject();
        var role = Flattened.Find(message, "message.role"u8);
        if (role.Kind == ValueKind.String && !role.Utf8.IsEmpty)
        {
            writer.WriteString("role"u8, role.Utf8);
        }
        else
        {
            writer.WriteString("role"u8, callId.Kind == ValueKind.String ? "tool"u8 : defaultRole);
        }

        WriteMember(writer, "name"u8, Flattened.Find(message, "message.name"u8));
        writer.WriteStartArray("parts"u8);
        if (callId.Kind == ValueKind.String)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "tool_call_response"u8);
            writer.WriteString("id"u8, callId.Utf8);
            writer.WritePropertyName("response"u8);
            Json.Write(writer, content);
            writer.WriteEndObject();
        }
        else if (content.Kind != ValueKind.Empty && !(content.Kind == ValueKind.String && content.Utf8.IsEmpty))
        {
            WriteText(writer, "text"u8, content);
        }

        var calls = Flattened.Within(message, "message.tool_calls."u8);
        var contents = Flattened.Within(message, "message.contents."u8);
        while (Flattened.TryTakeGroup(ref contents, out var part))
        {
            WritePart(writer, part, skipCalls: calls.Length > 0);
        }

        while (Flattened.TryTakeGroup(ref calls, out var call))
        {
            WriteCall(
                writer,
                Flattened.Find(call, "tool_call.id"u8),
                Flattened.Find(call, "tool_call.function.name"u8),
                Flattened.Find(call, "tool_call.function.arguments"u8)
            );
        }

        // The way before tool calls.
        if (Flattened.Find(message, "message.function_call_name"u8) is { Kind: ValueKind.String } function)
        {
            WriteCall(writer, default, function, Flattened.Find(message, "message.function_call_arguments_json"u8));
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    static void WritePart(Utf8JsonWriter writer, ReadOnlySpan<Flattened> part, bool skipCalls)
    {
        var type = Flattened.Find(part, "message_content.type"u8).Utf8;
        var image = Flattened.Find(part, "message_content.image.image.url"u8);
        var audio = Flattened.Find(part, "message_content.audio.audio.url"u8);
        if (type.SequenceEqual("tool_use"u8))
        {
            // Repeats what is in message.tool_calls, where there is one.
            if (!skipCalls)
            {
                WriteCall(
                    writer,
                    Flattened.Find(part, "message_content.tool_call.id"u8, "tool_call.id"u8),
                    Flattened.Find(part, "message_content.tool_call.function.name"u8, "tool_call.function.name"u8),
                    Flattened.Find(
                        part,
                        "message_content.tool_call.function.arguments"u8,
                        "tool_call.function.arguments"u8
                    )
                );
            }
        }
        else if (image.Kind == ValueKind.String)
        {
            WriteUri(writer, "image"u8, image, default);
        }
        else if (audio.Kind == ValueKind.String)
        {
            WriteUri(writer, "audio"u8, audio, Flattened.Find(part, "message_content.audio.audio.mime_type"u8));
        }
        else if (Flattened.Find(part, "message_content.text"u8) is { Kind: ValueKind.String } text)
        {
            WriteText(writer, type.SequenceEqual("reasoning"u8) ? "reasoning"u8 : "text"u8, text);
        }
        else
        {
            // Never drop what is not known: signatures, encrypted reasoning.
            writer.WriteStartObject();
            foreach (var entry in part)
            {
                var name = entry.Rest;
                writer.WritePropertyName(
                    name.StartsWith("message_content."u8) ? name["message_content.".Length..] : name
                );
                Json.Write(writer, entry.Value);
            }

            writer.WriteEndObject();
        }
    }

    static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> type, in Value content)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, type);
        writer.WritePropertyName("content"u8);
        Json.Write(writer, content);
        writer.WriteEndObject();
    }

    static void WriteUri(Utf8JsonWriter writer, ReadOnlySpan<byte> modality, in Value uri, in Value mime)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "uri"u8);
        writer.WriteString("modality"u8, modality);
        writer.WriteString("uri"u8, uri.Utf8);
        WriteMember(writer, "mime_type"u8, mime);
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
}
