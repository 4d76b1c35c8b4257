using System.Text.Json;
using Clew.Model;

namespace Clew.Dialects.Chat;

/// <summary>
/// Parts that are told apart by their member instead of a <c>type</c>, as Genkit writes them:
/// <code>
/// {"text":"…"} {"reasoning":"…"} {"media":{"url":"…","contentType":"image/png"}}
/// {"toolRequest":{"name":"…","ref":"…","input":{…}}} {"toolResponse":{"name":"…","ref":"…","output":…}}
/// </code>
/// </summary>
static class UntypedParts
{
    /// <summary>The part, or null if it has none of these members.</summary>
    public static MessagePart? Read(JsonElement part)
    {
        foreach (var member in part.EnumerateObject())
        {
            var read = (member.Name, member.Value.ValueKind) switch
            {
                ("text", JsonValueKind.String) => new("text") { Text = Messages.Text(part, "text") },
                ("reasoning", JsonValueKind.String) => new("reasoning") { Text = Messages.Text(part, "reasoning") },
                ("toolRequest", JsonValueKind.Object) => MessageParts.Call(member.Value),
                ("toolResponse", JsonValueKind.Object) => MessageParts.Result(member.Value),
                ("media", JsonValueKind.Object) => MessageParts.File(part),
                _ => default(MessagePart),
            };
            if (read is not null)
            {
                return read;
            }
        }

        return null;
    }
}
