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
    /// <summary>The conversation, or null if the content is none.</summary>
    public static IReadOnlyList<Message>? TryParse(Payload payload)
    {
        using var document =
            Json.LooksStructured(payload.Utf8.Span) || Json.FirstByte(payload.Utf8.Span) == (byte)'"'
                ? Json.TryParse(payload.Utf8)
                : null;
        return document is null ? null : TryParse(document.RootElement, mayUnwrap: true);
    }

    static IReadOnlyList<Message>? TryParse(JsonElement root, bool mayUnwrap)
    {
        switch (root.ValueKind)
        {
            case JsonValueKind.Array:
                return List(root);
            case JsonValueKind.Object when One(root) is { } one:
                return [one];
            case JsonValueKind.Object:
                return Unwrapped(root);
            case JsonValueKind.String when mayUnwrap && JsonStrings.TextOf(root) is { } text:
                using (var inner = Json.TryParse(System.Text.Encoding.UTF8.GetBytes(text)))
                {
                    return inner is null ? null : TryParse(inner.RootElement, mayUnwrap: false);
                }

            default:
                return null;
        }
    }

    /// <summary>The conversation in a whole request or response, its instructions first.</summary>
    static IReadOnlyList<Message>? Unwrapped(JsonElement root)
    {
        var content = Envelopes.ContentOf(root);
        var messages =
            content.ValueKind == JsonValueKind.Array ? List(content)
            : One(content) is { } one ? [one]
            : null;
        if (messages is null || messages[0].Role is "system" or "developer")
        {
            return messages;
        }

        if (Envelopes.InstructionsOf(root) is { } said && Instructions.TextOf(said) is { Length: > 0 } text)
        {
            messages.Insert(0, new("system", null, null, [new("text") { Text = text }]));
        }

        return messages;
    }

    /// <summary>A list is a conversation only if every item is a message.</summary>
    static List<Message>? List(JsonElement array)
    {
        var messages = new List<Message>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            if (One(item) is not { } message)
            {
                return null;
            }

            messages.Add(message);
        }

        return messages.Count == 0 ? null : messages;
    }

    static Message? One(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        // {"finish_reason":"stop","message":{…}}: a choice, or an item of a list that was not flattened; Gemini's
        // candidates have their message as content.
        var inner =
            Member(item, "message") is { ValueKind: JsonValueKind.Object } wrapped ? wrapped
            : Member(item, "content") is { ValueKind: JsonValueKind.Object } content
            && Text(content, "role") is not null
                ? content
            : item;
        if (Text(inner, "role") is not { } role)
        {
            return ItemOf(inner);
        }

        var parts = new List<MessagePart>();
        if (Text(inner, "reasoning_content") is { Length: > 0 } reasoning)
        {
            parts.Add(new("reasoning") { Text = reasoning });
        }

        AddContent(inner, role, parts);
        AddCalls(inner, parts);
        return new(RoleOf(role, parts), Text(inner, "name"), FinishReasonOf(inner) ?? FinishReasonOf(item), parts);
    }

    static string? FinishReasonOf(JsonElement of) =>
        Text(of, "finish_reason") ?? Text(of, "finishReason") ?? Text(of, "stop_reason");

    /// <summary>Gemini calls the assistant <c>model</c>, and lets the user speak the results of tools.</summary>
    static string RoleOf(string role, List<MessagePart> parts) =>
        role == "model" ? "assistant"
        : role == "function" && parts is [{ Type: "tool_result" }, ..] ? "tool"
        : role;

    /// <summary>An item of OpenAI's Responses API that is no message but part of the conversation.</summary>
    static Message? ItemOf(JsonElement item) =>
        Text(item, "type") switch
        {
            "function_call" => new("assistant", null, null, [MessageParts.Read(item)]),
            "function_call_output" => new("tool", null, null, [MessageParts.Read(item)]),
            "reasoning" => new("assistant", null, null, [Reasoning(item)]),
            _ => null,
        };

    /// <summary><c>{"type":"reasoning","summary":[{"type":"summary_text","text":"…"}]}</c></summary>
    static MessagePart Reasoning(JsonElement item) =>
        new("reasoning")
        {
            Text = (Member(item, "summary") ?? Member(item, "content")) is { ValueKind: JsonValueKind.Array } texts
                ? string.Join('\n', texts.EnumerateArray().Select(t => Text(t, "text")).Where(t => t is not null))
                : null,
        };

    static void AddContent(JsonElement message, string role, List<MessagePart> parts)
    {
        var callId = Text(message, "tool_call_id") ?? (role == "tool" ? Text(message, "id") : null);
        foreach (var name in ContentNames)
        {
            if (Member(message, name) is not { } content)
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
