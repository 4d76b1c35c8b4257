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
        switch (Messages.Text(item, "type"))
        {
            case "reasoning" when ThoughtsOf(item) is { ValueKind: JsonValueKind.Array } list:
                var thoughts = list.EnumerateArray().Select(s => Messages.Text(s, "text")).OfType<string>();
                return new("assistant", null, null, [new("reasoning") { Text = string.Join('\n', thoughts) }]);
            case "function_call" when Messages.Text(item, "name") is not null:
                return new("assistant", null, null, [MessageParts.Call(item)]);
            case "function_call_output" when Messages.Text(item, "call_id") is not null:
                return new("tool", null, null, [MessageParts.Result(item)]);
            default:
                return null;
        }
    }

    static JsonElement? ThoughtsOf(JsonElement item) =>
        Messages.Member(item, "summary") ?? Messages.Member(item, "content");
}
