using System.Text.Json;
using Clew.Mcp.Answers;

namespace Clew.Mcp.Analysis;

/// <summary>Input and output as text.</summary>
static class Content
{
    /// <summary>All of it: a string as it is, anything else as its JSON.</summary>
    public static string Whole(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    /// <summary>
    /// What a reader wants to see first, on one line: of a conversation its last message, of anything else all of it.
    /// </summary>
    public static string Gist(JsonElement value)
    {
        if (IsConversation(value))
        {
            var last = value.EnumerateArray().Last();
            var count = value.GetArrayLength();
            var before = count > 1 ? $"({count} messages, the last) " : "";
            return Excerpt.OneLine($"{before}{last.Text("role")}: {MessageText(last)}");
        }

        return Excerpt.OneLine(value.Text("role") is { } role ? $"{role}: {MessageText(value)}" : Whole(value));
    }

    static bool IsConversation(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
        && value.GetArrayLength() > 0
        && value.EnumerateArray().All(message => message.Text("role") is not null);

    /// <summary>A message's text, whether it is in <c>content</c> or in parts; what is no text comes as JSON.</summary>
    static string MessageText(JsonElement message)
    {
        var content = message.Member("content") ?? message.Member("parts");
        var calls = message.Member("tool_calls") is { } list ? list.GetRawText() : "";
        return content switch
        {
            { ValueKind: JsonValueKind.Array } parts => string.Join(' ', parts.EnumerateArray().Select(PartText)),
            { } text => $"{Whole(text)} {calls}".TrimEnd(),
            null when calls.Length > 0 => calls,
            null => message.GetRawText(),
        };
    }

    static string PartText(JsonElement part) => part.Text("text") ?? part.Text("content") ?? Whole(part);
}
