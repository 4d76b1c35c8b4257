using System.Text.Json;

namespace Clew.Dialects.Chat;

/// <summary>
/// Messages as LangChain writes them, where nobody has translated them:
/// <code>
/// {"lc":1,"type":"constructor","id":["langchain","schema","messages","HumanMessage"],"kwargs":{"content":"Hi"}}
/// {"type":"human","content":"Hi"}       {"type":"human","data":{"content":"Hi"}}
/// {"type":"ai","content":"","tool_calls":[{"name":"f","args":{…},"id":"…"}],"additional_kwargs":{…}}
/// </code>
/// Calls with their messages come as lists of lists, answers as <c>{"generations":[[{"message":{…}}]]}</c>.
/// </summary>
static class LangChain
{
    /// <summary>The members of a message, and who says it; false if it is none of these.</summary>
    public static bool TryOpen(JsonElement item, out JsonElement message, out string role)
    {
        (message, role) = (item, "");
        var type = Messages.Text(item, "type");
        if (type == "constructor" && Messages.Member(item, "kwargs") is { ValueKind: JsonValueKind.Object } kwargs)
        {
            message = kwargs;
            type = Messages.Text(kwargs, "type") ?? ClassOf(item);
        }
        else if (Messages.Member(item, "data") is { ValueKind: JsonValueKind.Object } data)
        {
            message = data;
        }

        role = type switch
        {
            "human" or "HumanMessage" or "HumanMessageChunk" => "user",
            "ai" or "AIMessage" or "AIMessageChunk" => "assistant",
            "system" or "SystemMessage" or "SystemMessageChunk" => "system",
            "tool" or "ToolMessage" or "ToolMessageChunk" => "tool",
            "function" or "FunctionMessage" => "function",
            "chat" or "ChatMessage" => Messages.Text(message, "role") ?? "",
            _ => "",
        };

        // Parts of messages have types of the same names.
        return role.Length > 0 && Messages.Member(message, "content") is not null;
    }

    /// <summary>Why the model stopped, where it stands beside the text.</summary>
    public static string? FinishReasonOf(JsonElement message, JsonElement generation) =>
        Reason(message, "response_metadata") ?? Reason(generation, "generation_info");

    static string? Reason(JsonElement of, string member) =>
        Messages.Member(of, member) is { ValueKind: JsonValueKind.Object } said
            ? Messages.Text(said, "finish_reason") ?? Messages.Text(said, "stop_reason")
            : null;

    static string? ClassOf(JsonElement item) =>
        Messages.Member(item, "id") is { ValueKind: JsonValueKind.Array } path && path.GetArrayLength() > 0
            ? Parsing.JsonStrings.TextOf(path[path.GetArrayLength() - 1])
            : null;
}
