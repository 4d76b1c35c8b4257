using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chatter;

/// <summary>A conversation as OTel GenAI writes it: a JSON list of messages with parts.</summary>
sealed class Messages
{
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly JsonArray _list = [];

    public Messages Text(string role, string content, string? finish = null) =>
        Add(role, new JsonObject { ["type"] = "text", ["content"] = content }, finish);

    public Messages Call(string id, string tool, JsonObject arguments) =>
        Add(
            "assistant",
            new JsonObject
            {
                ["type"] = "tool_call",
                ["id"] = id,
                ["name"] = tool,
                ["arguments"] = arguments.DeepClone(),
            },
            "tool_call"
        );

    public Messages Result(string id, JsonObject response) =>
        Add(
            "tool",
            new JsonObject
            {
                ["type"] = "tool_call_response",
                ["id"] = id,
                ["response"] = response.DeepClone(),
            },
            null
        );

    /// <summary>Adds what another list holds, as history does.</summary>
    public Messages Append(Messages other)
    {
        foreach (JsonNode? message in other._list)
        {
            JsonObject copy = message!.DeepClone().AsObject();
            copy.Remove("finish_reason");
            _list.Add(copy);
        }
        return this;
    }

    public override string ToString() => _list.ToJsonString(Readable);

    public static string Json(JsonNode node) => node.ToJsonString(Readable);

    Messages Add(string role, JsonObject part, string? finish)
    {
        JsonObject message = new() { ["role"] = role, ["parts"] = new JsonArray(part) };
        if (finish is not null)
            message["finish_reason"] = finish;
        _list.Add(message);
        return this;
    }
}
