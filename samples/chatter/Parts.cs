using System.Text.Json.Nodes;

namespace Chatter;

/// <summary>System instructions: a list with one text part.</summary>
sealed record Parts(string Text)
{
    public override string ToString() =>
        Messages.Json(new JsonArray(new JsonObject { ["type"] = "text", ["content"] = Text }));
}
