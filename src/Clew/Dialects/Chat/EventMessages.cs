using System.Text.Json;
using Clew.Dialects.Parsing;

namespace Clew.Dialects.Chat;

/// <summary>
/// GenAI before 1.37 tells a conversation message by message, in events or log records. The role is in the name, the
/// rest in the body, which is a map, JSON in <c>gen_ai.event.content</c>, or the attributes of the event:
/// <code>
/// gen_ai.system.message     {"content":"Be terse."}
/// gen_ai.assistant.message  {"tool_calls":[{"id":"call_0","type":"function","function":{…}}]}
/// gen_ai.tool.message       {"id":"call_0","content":"rainy"}
/// gen_ai.choice             {"index":0,"finish_reason":"stop","message":{"content":"Paris."}}
/// </code>
/// A message is written as it came, with its role in front.
/// </summary>
static class EventMessages
{
    public static bool IsChoice(ReadOnlySpan<char> eventName) => eventName is "gen_ai.choice";

    /// <summary>
    /// The role in the name of a per-message event; empty if it is none. Semantic Kernel's name for a message of the
    /// developer is <c>gen_ai.tool.developer</c>.
    /// </summary>
    public static ReadOnlySpan<char> RoleIn(ReadOnlySpan<char> eventName) =>
        IsChoice(eventName) ? "assistant"
        : eventName is "gen_ai.tool.developer" ? "developer"
        : eventName.StartsWith("gen_ai.") && eventName.EndsWith(".message") && eventName.Length > 15 ? eventName[7..^8]
        : default;

    /// <summary>Writes one message. False, with nothing written, if the body holds none: a choice may be without.</summary>
    public static bool TryWrite(Utf8JsonWriter writer, ReadOnlySpan<char> eventName, JsonElement body, out string role)
    {
        role = RoleIn(eventName).ToString();
        var message = body;
        var isWrapped =
            IsChoice(eventName)
            && body.ValueKind == JsonValueKind.Object
            && body.TryGetProperty("message", out message);
        message = isWrapped ? message : body;

        if (!HasContent(message) && !HasContent(body))
        {
            return false;
        }

        if (message.ValueKind == JsonValueKind.Object && TextOf(message, "role") is { } stated)
        {
            role = stated;
        }

        writer.WriteStartObject();
        writer.WriteString("role"u8, role);
        if (message.ValueKind == JsonValueKind.Object)
        {
            WriteMembers(writer, message, isWrapped ? body : default, isFirst: true);
        }
        else
        {
            writer.WritePropertyName("content"u8);
            Json.WriteRaw(writer, message);
        }

        if (isWrapped)
        {
            // Semantic Kernel puts tool calls beside the message, sometimes for the second time.
            WriteMembers(writer, body, message, isFirst: false);
        }

        if (FinishReasonOf(body) is { } reason)
        {
            writer.WriteString("finish_reason"u8, reason);
        }

        writer.WriteEndObject();
        return true;
    }

    public static string? FinishReasonOf(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object ? TextOf(body, "finish_reason") : null;

    /// <summary>Writes the members of one of two objects, so that of a name in both one is written, and not a null.</summary>
    static void WriteMembers(Utf8JsonWriter writer, JsonElement of, JsonElement other, bool isFirst)
    {
        foreach (var member in of.EnumerateObject())
        {
            var isChosen =
                Messages.Member(other, member.Name) is not { } rival
                || (HasValue(member.Value), HasValue(rival)) switch
                {
                    (true, false) => true,
                    (false, true) => false,
                    _ => isFirst,
                };
            if (member.Name is not ("role" or "message" or "index" or "finish_reason") && isChosen)
            {
                writer.WritePropertyName(member.Name);
                Json.WriteRaw(writer, member.Value);
            }
        }
    }

    static bool HasContent(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return body.ValueKind == JsonValueKind.String || body.ValueKind == JsonValueKind.Array;
        }

        foreach (var member in body.EnumerateObject())
        {
            var isFrame = member.Name is "role" or "index" or "finish_reason" or "name" or "id" or "message";
            if (!isFrame && member.Value.ValueKind != JsonValueKind.Null)
            {
                return true;
            }
        }

        return false;
    }

    static bool HasValue(JsonElement value) => value.ValueKind != JsonValueKind.Null;

    static string? TextOf(JsonElement of, string member) =>
        of.TryGetProperty(member, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
