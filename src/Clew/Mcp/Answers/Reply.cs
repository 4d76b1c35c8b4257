using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace Clew.Mcp.Answers;

/// <summary>What a tool answers.</summary>
static class Reply
{
    const int LongestError = 2000;

    public static CallToolResult Text(string text) => new() { Content = [new TextContentBlock { Text = text }] };

    /// <summary><c>{"success": true, …}</c></summary>
    public static CallToolResult Success(JsonObject members)
    {
        members.Insert(0, "success", JsonValue.Create(true));
        return Text(Json.Write(members));
    }

    /// <summary><c>{"success": false, "error": …}</c>, and marked as an error for the client.</summary>
    public static CallToolResult Failure(string error)
    {
        var answer = Text(
            Json.Write(new JsonObject { ["success"] = false, ["error"] = Excerpt.Of(error, LongestError) })
        );
        answer.IsError = true;
        return answer;
    }
}
