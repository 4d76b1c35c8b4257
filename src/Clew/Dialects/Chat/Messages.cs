using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects.Chat;

/// <summary>
/// Reads content as a conversation, whatever shape the sender chose: a list of messages, one message, a whole request
/// (<c>{"messages":[…]}</c>) or response (<c>{"choices":[{"message":{…}}]}</c>), one of these as JSON inside a JSON
/// string, or as the <c>input</c> or <c>output</c> of a step.
/// </summary>
static class Messages
{
    /// <summary>Content in content in content is not unpacked further.</summary>
    const int MaxWraps = 3;

    /// <summary>The conversation, or null if the content is none. Of one that its sender cut, what is left.</summary>
    public static IReadOnlyList<Message>? TryParse(Payload payload) =>
        Json.LooksStructured(payload.Utf8.Span) || Json.FirstByte(payload.Utf8.Span) == (byte)'"'
            ? TryParse(payload.Utf8, MaxWraps)
            : null;

    static IReadOnlyList<Message>? TryParse(ReadOnlyMemory<byte> utf8, int wraps)
    {
        using var document = Json.TryParse(utf8);
        if (document is not null)
        {
            return TryParse(document.RootElement, wraps, isCut: false);
        }

        using var rest = CutJson.TryClose(utf8.Span, out var closed) ? Json.TryParse(closed) : null;
        return rest is null ? null : TryParse(rest.RootElement, wraps, isCut: true);
    }

    static IReadOnlyList<Message>? TryParse(JsonElement root, int wraps, bool isCut)
    {
        switch (root.ValueKind)
        {
            case JsonValueKind.Array:
                return List(root, isCut);
            case JsonValueKind.Object when One(root) is { } one:
                return [one];
            case JsonValueKind.Object:
                return Listed(root, isCut) ?? (wraps > 0 ? Wrapped(root, wraps - 1, isCut) : null);
            case JsonValueKind.String when wraps == MaxWraps && JsonStrings.TextOf(root) is { } text:
                return TryParse(System.Text.Encoding.UTF8.GetBytes(text), wraps - 1);
            default:
                return null;
        }
    }

    /// <summary>The conversation in a whole request or response, its instructions first.</summary>
    static List<Message>? Listed(JsonElement root, bool isCut)
    {
        var list = Envelopes.ListOf(root);
        var messages = list.ValueKind == JsonValueKind.Array ? List(list, isCut) : Asked(root);
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

    /// <summary>
    /// <c>{"model":"…","instructions":"Be terse","input":"Hi"}</c>, OpenAI's Responses API. Without instructions it
    /// might as well be an embedding.
    /// </summary>
    static List<Message>? Asked(JsonElement root) =>
        Text(root, "instructions") is not null && Text(root, "input") is { Length: > 0 } text
            ? [new("user", null, null, [new("text") { Text = text }])]
            : null;

    /// <summary><c>{"inputs":{"messages":[…]},"tags":[…]}</c>, <c>{"output":{"message":{…}}}</c>.</summary>
    static IReadOnlyList<Message>? Wrapped(JsonElement root, int wraps, bool isCut)
    {
        foreach (var name in WrapperNames)
        {
            if (
                Member(root, name) is { ValueKind: JsonValueKind.Array or JsonValueKind.Object } inner
                && TryParse(inner, wraps, isCut) is { } messages
            )
            {
                return messages;
            }
        }

        return null;
    }

    /// <summary>
    /// A list is a conversation only if every item is a message, or a list of messages. The end of one that was cut may
    /// lack its role.
    /// </summary>
    static List<Message>? List(JsonElement array, bool isCut)
    {
        var messages = new List<Message>(array.GetArrayLength());
        if (!TryAdd(array, messages, mayNest: true, isCut) || messages.Count == 0)
        {
            return null;
        }

        ToolRoles.Mend(messages);
        return messages;
    }

    static bool TryAdd(JsonElement array, List<Message> messages, bool mayNest, bool isCut)
    {
        var left = array.GetArrayLength();
        foreach (var item in array.EnumerateArray())
        {
            left--;
            if (mayNest && item.ValueKind == JsonValueKind.Array)
            {
                if (!TryAdd(item, messages, mayNest: false, isCut && left == 0))
                {
                    return false;
                }
            }
            else if (One(item, isCut && left == 0 && messages.Count > 0 ? "unknown" : null) is { } message)
            {
                messages.Add(message);
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    /// <param name="otherwise">The role of a message that has none.</param>
    static Message? One(JsonElement item, string? otherwise = null)
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
        var role = Text(inner, "role");
        if (role is null)
        {
            if (!LangChain.TryOpen(inner, out var opened, out role))
            {
                if (otherwise is null || ResponseItems.Read(item) is { })
                {
                    return ResponseItems.Read(item);
                }

                (opened, role) = (inner, otherwise);
            }

            inner = opened;
        }

        var parts = new List<MessagePart>();
        if (Text(inner, "reasoning_content") is { Length: > 0 } reasoning)
        {
            parts.Add(new("reasoning") { Text = reasoning });
        }

        AddContent(inner, role, parts);
        AddCalls(inner, parts);
        var reason = FinishReasonOf(inner) ?? FinishReasonOf(item) ?? LangChain.FinishReasonOf(inner, item);
        return new(RoleOf(role, parts), Text(inner, "name"), reason, parts);
    }

    static string? FinishReasonOf(JsonElement of) =>
        Text(of, "finish_reason") ?? Text(of, "finishReason") ?? Text(of, "stop_reason");

    /// <summary>Google calls the assistant <c>model</c>, and a tool that answers <c>function</c>.</summary>
    static string RoleOf(string role, List<MessagePart> parts) =>
        role == "model" ? "assistant"
        : role == "function" && parts is [{ Type: "tool_result" }, ..] ? "tool"
        : role;

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
            else if (content.ValueKind is not JsonValueKind.Null && !IsEmptyText(content))
            {
                parts.Add(MessageParts.Read(content));
            }
        }

        if (Text(message, "refusal") is { Length: > 0 } refusal)
        {
            parts.Add(new("text") { Text = refusal });
        }
    }

    /// <summary>The content of a message that only calls tools is null, or just as well "".</summary>
    static bool IsEmptyText(JsonElement content) =>
        content.ValueKind == JsonValueKind.String && content.ValueEquals(ReadOnlySpan<byte>.Empty);

    /// <summary><c>[{"type":"text","text":"rainy"}]</c> as one text; null if there is anything else in it.</summary>
    internal static string? PlainText(JsonElement content)
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
        if (!TryAddCalls(message, parts) && Member(message, "additional_kwargs") is { } rest)
        {
            TryAddCalls(rest, parts);
        }
    }

    static bool TryAddCalls(JsonElement of, List<MessagePart> parts)
    {
        var before = parts.Count;
        var any = false;
        if (Member(of, "tool_calls") is { ValueKind: JsonValueKind.Array } calls)
        {
            foreach (var call in calls.EnumerateArray())
            {
                any = true;
                var read = MessageParts.Call(call);

                // The same call may stand among the parts, as the provider wrote it.
                if (read.Id is null || !parts[..before].Exists(p => p.Type == "tool_call" && p.Id == read.Id))
                {
                    parts.Add(read);
                }
            }
        }

        if (Member(of, "function_call") is { ValueKind: JsonValueKind.Object } old)
        {
            any = true;
            parts.Add(MessageParts.Call(old));
        }

        return any;
    }

    internal static JsonElement? Member(JsonElement of, string name) =>
        JsonStrings.TryGet(of, name, out var value) ? value : null;

    internal static string? Text(JsonElement of, string name) =>
        Member(of, name) is { } value ? JsonStrings.TextOf(value) : null;

    static readonly string[] ContentNames = ["parts", "content"];
    static readonly string[] WrapperNames = ["inputs", "input", "outputs", "output"];
}
