using System.Runtime.InteropServices;
using System.Text.Json;
using Clew.Dialects.Chat;

namespace Clew.Dialects;

/// <summary>
/// Writes the chat context of LiveKit as a conversation in the shape of OTel GenAI. Its items are messages, calls of
/// functions and their outputs; hand-overs between agents and changes of configuration are not part of it.
/// </summary>
static class LiveKitChat
{
    public static void Write(Utf8JsonWriter writer, JsonElement items)
    {
        writer.WriteStartArray();
        foreach (var item in items.EnumerateArray())
        {
            switch (Messages.Text(item, "type"))
            {
                case "function_call":
                    writer.WriteStartObject();
                    writer.WriteString("role"u8, "assistant"u8);
                    writer.WriteStartArray("parts"u8);
                    WriteCall(writer, item);
                    writer.WriteEndArray();
                    writer.WriteEndObject();
                    break;
                case "function_call_output":
                    WriteOutput(writer, item);
                    break;
                default:
                    if (Messages.Text(item, "role") is { } role)
                    {
                        WriteMessage(writer, role, item);
                    }

                    break;
            }
        }

        writer.WriteEndArray();
    }

    /// <summary>What the model answered: text and calls in one message.</summary>
    public static void WriteAnswer(Utf8JsonWriter writer, string? text, JsonElement calls)
    {
        writer.WriteStartArray();
        writer.WriteStartObject();
        writer.WriteString("role"u8, "assistant"u8);
        writer.WriteStartArray("parts"u8);
        if (!string.IsNullOrEmpty(text))
        {
            WriteText(writer, text);
        }

        foreach (var call in calls.EnumerateArray())
        {
            WriteCall(writer, call);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    static void WriteMessage(Utf8JsonWriter writer, string role, JsonElement item)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, role);
        writer.WriteStartArray("parts"u8);
        if (Messages.Member(item, "content") is { } content)
        {
            if (content.ValueKind == JsonValueKind.Array)
            {
                foreach (var part in content.EnumerateArray())
                {
                    WritePart(writer, part);
                }
            }
            else
            {
                WritePart(writer, content);
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    static void WritePart(Utf8JsonWriter writer, JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.String)
        {
            WriteText(writer, Parsing.JsonStrings.TextOf(part));
        }
        else
        {
            WriteRaw(writer, part);
        }
    }

    static void WriteText(Utf8JsonWriter writer, string? text)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "text"u8);
        writer.WriteString("content"u8, text);
        writer.WriteEndObject();
    }

    static void WriteCall(Utf8JsonWriter writer, JsonElement call)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "tool_call"u8);
        WriteMember(writer, "id", call, "call_id");
        WriteMember(writer, "name", call, "name");
        WriteMember(writer, "arguments", call, "arguments");
        writer.WriteEndObject();
    }

    static void WriteOutput(Utf8JsonWriter writer, JsonElement item)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, "tool"u8);
        writer.WriteStartArray("parts"u8);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "tool_call_response"u8);
        WriteMember(writer, "id", item, "call_id");
        WriteMember(writer, "name", item, "name");
        WriteMember(writer, "response", item, "output");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    static void WriteMember(Utf8JsonWriter writer, string name, JsonElement of, string member)
    {
        if (Messages.Member(of, member) is { } value)
        {
            writer.WritePropertyName(name);
            WriteRaw(writer, value);
        }
    }

    static void WriteRaw(Utf8JsonWriter writer, JsonElement value) =>
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
}
