using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Clew.Mcp.Prompts;

/// <summary>A text with gaps, that a person starts a conversation with.</summary>
/// <param name="NeedsFull">There only at the level FULL.</param>
/// <param name="Write">The text, from the arguments.</param>
sealed record PromptText(Prompt Definition, bool NeedsFull, Func<IReadOnlyDictionary<string, string>, string> Write)
{
    public static PromptArgument Argument(string name, string meaning, bool isRequired = true) =>
        new()
        {
            Name = name,
            Description = meaning,
            Required = isRequired,
        };

    public GetPromptResult Fill(IDictionary<string, JsonElement>? given)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var argument in Definition.Arguments ?? [])
        {
            if (given is not null && given.TryGetValue(argument.Name, out var value))
            {
                arguments[argument.Name] =
                    value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
            }
            else if (argument.Required == true)
            {
                throw new McpProtocolException(
                    $"'{argument.Name}' is missing; add it: {argument.Description}.",
                    McpErrorCode.InvalidParams
                );
            }
        }

        return new GetPromptResult
        {
            Description = Definition.Description,
            Messages =
            [
                new PromptMessage
                {
                    Role = Role.User,
                    Content = new TextContentBlock { Text = Write(arguments) },
                },
            ],
        };
    }
}
