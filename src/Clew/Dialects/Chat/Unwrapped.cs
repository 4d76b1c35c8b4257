using System.Runtime.InteropServices;
using System.Text.Json;
using Clew.Dialects.Parsing;

namespace Clew.Dialects.Chat;

/// <summary>
/// The chat inside of a provider's whole request or answer, for dialects that trace the call of a client library.
/// See <see cref="Envelopes"/> for the shapes.
/// </summary>
static class Unwrapped
{
    /// <summary>The messages of a request, as they stand in it. False if it has none or they are no chat.</summary>
    public static bool TryInput(ReadOnlyMemory<byte> request, out ReadOnlyMemory<byte> chat) =>
        (
            JsonMembers.TryGet(request, "messages"u8, out chat)
            || JsonMembers.TryGet(request, "contents"u8, out chat)
            || JsonMembers.TryGet(request, "input"u8, out chat)
        ) && ChatMl.IsChat(chat.Span);

    /// <summary>The message of an answer as a chat of its own; of several choices all.</summary>
    public static bool TryOutput(ReadOnlyMemory<byte> answer, Reading reading, out ReadOnlyMemory<byte> chat)
    {
        chat = default;
        if (
            JsonMembers.TryGet(answer, "choices"u8, out var list)
            || JsonMembers.TryGet(answer, "candidates"u8, out list)
        )
        {
            using var choices = Json.TryParse(list);
            return choices is not null && TryWrite(choices.RootElement, reading, out chat);
        }

        if (
            JsonMembers.TryGet(answer, "output"u8, out var output)
            && JsonMembers.TryGet(output, "message"u8, out var only)
        )
        {
            answer = only;
        }

        if (!JsonMembers.TryGet(answer, "role"u8, out _))
        {
            return false;
        }

        var scratch = reading.Scratch();
        var writer = scratch.Begin();
        writer.WriteStartArray();
        writer.WriteRawValue(answer.Span, skipInputValidation: true);
        writer.WriteEndArray();
        chat = reading.Keep(scratch);
        return ChatMl.IsChat(chat.Span);
    }

    static bool TryWrite(JsonElement choices, Reading reading, out ReadOnlyMemory<byte> chat)
    {
        chat = default;
        if (choices.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        var scratch = reading.Scratch();
        var writer = scratch.Begin();
        writer.WriteStartArray();
        foreach (var choice in choices.EnumerateArray())
        {
            if ((Messages.Member(choice, "message") ?? Messages.Member(choice, "content")) is { } message)
            {
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(message), skipInputValidation: true);
            }
        }

        writer.WriteEndArray();
        chat = reading.Keep(scratch);
        return ChatMl.IsChat(chat.Span);
    }
}
