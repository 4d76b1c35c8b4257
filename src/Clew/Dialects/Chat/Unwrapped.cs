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
            JsonMembers.TryFind(request, "messages", out chat)
            || JsonMembers.TryFind(request, "contents", out chat)
            || JsonMembers.TryFind(request, "input", out chat)
        ) && ChatMl.IsChat(chat.Span);

    /// <summary>The message of an answer as a chat of its own; of several choices all.</summary>
    public static bool TryOutput(ReadOnlyMemory<byte> answer, Reading reading, out ReadOnlyMemory<byte> chat)
    {
        chat = default;
        if (JsonMembers.TryFind(answer, "choices", out var list) || JsonMembers.TryFind(answer, "candidates", out list))
        {
            using var choices = Json.TryParse(list);
            return choices is not null && TryWrite(choices.RootElement, reading, out chat);
        }

        if (
            JsonMembers.TryFind(answer, "output", out var output)
            && JsonMembers.TryFind(output, "message", out var only)
        )
        {
            answer = only;
        }

        if (!JsonMembers.TryFind(answer, "role", out _))
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
