using System.Text.Json;
using Clew.Dialects.Parsing;

namespace Clew.Dialects.Chat;

/// <summary>
/// Per-message events of GenAI before 1.37 (see <see cref="EventMessages"/>) listed in one JSON array, each with its
/// name: <c>[{"event.name":"gen_ai.user.message","content":"Hi"},{"event.name":"gen_ai.choice","message":{…}}]</c>.
/// </summary>
static class EventList
{
    /// <summary>Writes the messages: choices as output, all others as input.</summary>
    public static void Write(JsonElement events, Utf8JsonWriter input, Utf8JsonWriter output)
    {
        input.WriteStartArray();
        output.WriteStartArray();
        foreach (var item in events.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            var name = Messages.Text(item, "event.name") ?? "";
            if (EventMessages.RoleIn(name).IsEmpty)
            {
                // Without a name that is known the role has to say who speaks.
                name = $"gen_ai.{Messages.Text(item, "role") ?? "user"}.message";
            }

            EventMessages.TryWrite(EventMessages.IsChoice(name) ? output : input, name, item, out _);
        }

        input.WriteEndArray();
        output.WriteEndArray();
    }

    /// <summary>The events as JSON, or null if it is no array.</summary>
    public static JsonDocument? TryParse(ReadOnlyMemory<byte> utf8)
    {
        var document = Json.FirstByte(utf8.Span) == (byte)'[' ? Json.TryParse(utf8) : null;
        if (document is { RootElement.ValueKind: not JsonValueKind.Array })
        {
            document.Dispose();
            return null;
        }

        return document;
    }
}
