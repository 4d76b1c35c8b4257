using System.Text.Json;
using Clew.Dialects.Parsing;

namespace Clew.Dialects.Chat;

/// <summary>A conversation out of what an SDK was asked with: a system text, a prompt, messages.</summary>
static class Conversation
{
    /// <summary>One JSON array of messages; empty if this makes no conversation.</summary>
    /// <param name="system">A JSON string, a message, or an array of messages; or nothing.</param>
    /// <param name="prompt">A JSON string or an array of messages; or nothing.</param>
    /// <param name="messages">An array of messages; or nothing.</param>
    public static ReadOnlyMemory<byte> Of(
        ReadOnlyMemory<byte> system,
        ReadOnlyMemory<byte> prompt,
        ReadOnlyMemory<byte> messages,
        Reading reading
    )
    {
        // Nothing to add: they stay byte for byte.
        if (system.IsEmpty && prompt.IsEmpty && ChatMl.IsChat(messages.Span))
        {
            return messages;
        }

        var scratch = reading.Scratch();
        var writer = scratch.Begin();
        writer.WriteStartArray();
        Add(writer, system, "system"u8);
        Add(writer, prompt, "user"u8);
        Add(writer, messages, "user"u8);
        writer.WriteEndArray();
        var conversation = reading.Keep(scratch);
        return ChatMl.IsChat(conversation.Span) ? conversation : default;
    }

    static void Add(Utf8JsonWriter writer, ReadOnlyMemory<byte> json, ReadOnlySpan<byte> role)
    {
        switch (Json.FirstByte(json.Span))
        {
            case (byte)'"':
                writer.WriteStartObject();
                writer.WriteString("role"u8, role);
                writer.WritePropertyName("content"u8);
                writer.WriteRawValue(json.Span, skipInputValidation: true);
                writer.WriteEndObject();
                break;
            case (byte)'{':
                writer.WriteRawValue(json.Span, skipInputValidation: true);
                break;
            case (byte)'[':
                // The items, without the brackets around them.
                var items = json.Span[1..^1];
                if (Json.FirstByte(items) != 0)
                {
                    writer.WriteRawValue(items, skipInputValidation: true);
                }

                break;
        }
    }
}
