using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects.Chat;

/// <summary>
/// Reads content as a conversation, whatever shape the sender chose: a list of messages, one message, a whole request
/// (<c>{"messages":[…]}</c>) or response (<c>{"choices":[{"message":{…}}]}</c>), or one of these as JSON inside a
/// JSON string.
/// </summary>
static class Messages
{
    /// <summary>The conversation, or null if the content is none. Of one that its sender cut, what is left.</summary>
    public static IReadOnlyList<Message>? TryParse(Payload payload) =>
        Json.LooksStructured(payload.Utf8.Span) || Json.FirstByte(payload.Utf8.Span) == (byte)'"'
            ? TryParse(payload.Utf8, mayUnwrap: true)
            : null;

    static IReadOnlyList<Message>? TryParse(ReadOnlyMemory<byte> utf8, bool mayUnwrap)
    {
        using var document = Json.TryParse(utf8);
        if (document is not null)
        {
            return TryParse(document.RootElement, mayUnwrap, isCut: false);
        }

        using var rest = CutJson.TryClose(utf8.Span, out var closed) ? Json.TryParse(closed) : null;
        return rest is null ? null : TryParse(rest.RootElement, mayUnwrap, isCut: true);
    }

    static IReadOnlyList<Message>? TryParse(JsonElement root, bool mayUnwrap, bool isCut)
    {
        switch (root.ValueKind)
        {
            case JsonValueKind.Array:
                return List(root, isCut);
            case JsonValueKind.Object when Member(root, "messages") is { ValueKind: JsonValueKind.Array } messages:
                return List(messages, isCut);
            case JsonValueKind.Object when Member(root, "choices") is { ValueKind: JsonValueKind.Array } choices:
                return List(choices, isCut);
            case JsonValueKind.Object:
                return One(root) is { } one ? [one] : null;
            case JsonValueKind.String when mayUnwrap && JsonStrings.TextOf(root) is { } text:
                return TryParse(System.Text.Encoding.UTF8.GetBytes(text), mayUnwrap: false);
            default:
                return null;
        }
    }

    /// <summary>
    /// A list is a conversation only if every item is a message. The end of one that was cut may lack its role.
    /// </summary>
    static List<Message>? List(JsonElement array, bool isCut)
    {
        var messages = new List<Message>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            var isRest = isCut && messages.Count > 0 && messages.Count == array.GetArrayLength() - 1;
            if (One(item, isRest ? "unknown" : null) is not { } message)
            {
                return null;
            }

            messages.Add(message);
        }

        return messages.Count == 0 ? null : messages;
    }

    /// <param name="otherwise">The role of a message that has none.</param>
    static Message? One(JsonElement item, string? otherwise = null)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        // {"finish_reason":"stop","message":{…}}: a choice, or an item of a list that was not flattened.
        var inner = Member(item, "message") is { ValueKind: JsonValueKind.Object } wrapped ? wrapped : item;
        if ((Text(inner, "role") ?? otherwise) is not { } role)
        {
            return null;
        }

        var parts = new List<MessagePart>();
        if (Text(inner, "reasoning_content") is { Length: > 0 } reasoning)
        {
            parts.Add(new("reasoning") { Text = reasoning });
        }

        AddContent(inner, role, parts);
        AddCalls(inner, parts);
        return new(
            RoleOf(role),
            Text(inner, "name"),
            Text(inner, "finish_reason") ?? Text(item, "finish_reason"),
            parts
        );
    }

    /// <summary>Google's word for the assistant is that of nobody else.</summary>
    static string RoleOf(string role) => role == "model" ? "assistant" : role;

    static void AddContent(JsonElement message, string role, List<MessagePart> parts)
    {
        var callId = Text(message, "tool_call_id") ?? (role == "tool" ? Text(message, "id") : null);
        var hasParts = false;
        foreach (var name in ContentNames)
        {
            // A message of a user interface says the same twice: {"content":"Hi","parts":[{"type":"text",…}]}.
            if (Member(message, name) is not { } content || (name == "content" && hasParts))
            {
                continue;
            }

            if (callId is not null && name == "content")
            {
                // {"role":"tool","tool_call_id":"call_0","content":"rainy"}
                var result = PlainText(content) ?? JsonStrings.TextOrJson(content);
                parts.Add(
                    new("tool_result")
                    {
                        Id = callId,
                        Name = Text(message, "name"),
                        Result = result,
                    }
                );
            }
            else if (content.ValueKind == JsonValueKind.Array)
            {
                foreach (var part in content.EnumerateArray())
                {
                    parts.Add(MessageParts.Read(part));
                    hasParts = true;
                }
            }
            else if (content.ValueKind is not JsonValueKind.Null)
            {
                parts.Add(MessageParts.Read(content));
            }
        }

        if (Text(message, "refusal") is { Length: > 0 } refusal)
        {
            parts.Add(new("text") { Text = refusal });
        }
    }

    /// <summary><c>[{"type":"text","text":"rainy"}]</c> as one text; null if there is anything else in it.</summary>
    static string? PlainText(JsonElement content)
    {
        if (content.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var texts = new List<string?>();
        foreach (var part in content.EnumerateArray())
        {
            var read = MessageParts.Read(part);
            if (read.Type != "text")
            {
                return null;
            }

            texts.Add(read.Text);
        }

        return string.Join('\n', texts);
    }

    static void AddCalls(JsonElement message, List<MessagePart> parts)
    {
        if (Member(message, "tool_calls") is { ValueKind: JsonValueKind.Array } calls)
        {
            foreach (var call in calls.EnumerateArray())
            {
                parts.Add(MessageParts.Call(call));
            }
        }

        if (Member(message, "function_call") is { ValueKind: JsonValueKind.Object } old)
        {
            parts.Add(MessageParts.Call(old));
        }
    }

    internal static JsonElement? Member(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : null;

    internal static string? Text(JsonElement of, string name) =>
        Member(of, name) is { } value ? JsonStrings.TextOf(value) : null;

    static readonly string[] ContentNames = ["parts", "content"];
}
