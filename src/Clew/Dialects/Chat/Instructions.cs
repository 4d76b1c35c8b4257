using System.Buffers;
using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects.Chat;

/// <summary>
/// System instructions: an array of parts <c>[{"type":"text","content":"Be terse."}]</c>, one part, or plain text.
/// </summary>
static class Instructions
{
    public static string? TextOf(Payload payload)
    {
        using var document = Json.TryParse(payload.Utf8);
        return document is null ? System.Text.Encoding.UTF8.GetString(payload.Utf8.Span) : TextOf(document.RootElement);
    }

    /// <summary>A chat (a JSON array) with the instructions as its first message; the rest stays byte for byte.</summary>
    public static ReadOnlyMemory<byte> Prepend(Payload instructions, ReadOnlyMemory<byte> chat)
    {
        var buffer = new ArrayBufferWriter<byte>(chat.Length + instructions.Utf8.Length + 64);
        buffer.Write("["u8);
        using (var writer = new Utf8JsonWriter(buffer, Json.Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("role"u8, "system"u8);
            writer.WritePropertyName("parts"u8);
            WriteParts(writer, instructions);
            writer.WriteEndObject();
        }

        buffer.Write(","u8);
        buffer.Write(chat.Span[(chat.Span.IndexOf((byte)'[') + 1)..]);
        return buffer.WrittenMemory;
    }

    static void WriteParts(Utf8JsonWriter writer, Payload instructions)
    {
        using var document = Json.TryParse(instructions.Utf8);
        if (document?.RootElement is { ValueKind: JsonValueKind.Array } array && IsParts(array))
        {
            writer.WriteRawValue(instructions.Utf8.Span, skipInputValidation: true);
            return;
        }

        writer.WriteStartArray();
        if (
            document?.RootElement is { ValueKind: JsonValueKind.Object } part
            && Messages.Text(part, "type") is not null
        )
        {
            writer.WriteRawValue(instructions.Utf8.Span, skipInputValidation: true);
        }
        else
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "text"u8);
            writer.WriteString("content"u8, TextOf(instructions));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    static bool IsParts(JsonElement array)
    {
        foreach (var item in array.EnumerateArray())
        {
            if (Messages.Text(item, "type") is null)
            {
                return false;
            }
        }

        return array.GetArrayLength() > 0;
    }

    internal static string? TextOf(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                return string.Join('\n', element.EnumerateArray().Select(TextOf).Where(t => !string.IsNullOrEmpty(t)));
            case JsonValueKind.Object:
                // A part, or a whole message.
                var inner = Messages.Member(element, "content") ?? Messages.Member(element, "parts");
                return inner is { ValueKind: JsonValueKind.Array } list ? TextOf(list)
                    : MessageParts.Read(element) is { Type: "text" or "reasoning", Text: { } text } ? text
                    : inner is { } content ? JsonStrings.TextOrJson(content)
                    : JsonStrings.TextOrJson(element);
            default:
                return JsonStrings.TextOrJson(element);
        }
    }
}
