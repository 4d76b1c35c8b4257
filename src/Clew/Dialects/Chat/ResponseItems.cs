using System.Text.Json;
using Clew.Model;

namespace Clew.Dialects.Chat;

/// <summary>
/// Items of OpenAI's Responses API that stand among messages without being any:
/// <c>{"type":"function_call","call_id":"…","name":"f","arguments":"{…}"}</c>,
/// <c>{"type":"function_call_output","call_id":"…","output":"…"}</c>,
/// <c>{"type":"reasoning","summary":[{"text":"…"}]}</c>.
/// </summary>
static class ResponseItems
{
    /// <summary>The item as a message of its own, or null if it is none of these.</summary>
    public static Message? Read(JsonElement item)
    {
        var type = Messages.Text(item, "type");
        if (type == "reasoning" && Messages.Member(item, "summary") is { ValueKind: JsonValueKind.Array } summary)
        {
            var thoughts = summary.EnumerateArray().Select(s => Messages.Text(s, "text")).OfType<string>();
            return new("assistant", null, null, [new("reasoning") { Text = string.Join('\n', thoughts) }]);
        }

        var isCall = type == "function_call";
        return (isCall || type == "function_call_output") && Messages.Text(item, "call_id") is { } id
            ? new(isCall ? "assistant" : "tool", null, null, [MessageParts.Read(item) with { Id = id }])
            : null;
    }
}
