using System.CommandLine;
using System.Text.Json;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Prompts;

/// <summary><c>clew prompts create NAME [CONTENT]</c></summary>
static class CreateVerb
{
    public static Command Create(Surroundings around)
    {
        var name = Flag.Needed("NAME", "Slashes make folders of it");
        var content = Flag.Optional("CONTENT", "Text, or for a chat a JSON array of messages");
        var file = Flag.Text("--file", "FILE", "Read the content from a file", "-f");
        var type = new Option<string>("--type")
        {
            Description = "text or chat (default: text)",
            HelpName = "TYPE",
            DefaultValueFactory = _ => "text",
        };
        type.AcceptOnlyFromAmong("text", "chat");
        var message = Flag.Text("--commit-message", "TEXT", "Why this version is made");
        var labels = Flag.Many("--labels", "TEXT", "For example production; other versions lose them");
        var tags = Flag.Many("--tags", "TEXT", "Of the prompt");
        var config = Flag.Text("--config", "JSON", "Settings that belong to it");
        return new Command("create", "Make a prompt, or the next version of one")
        {
            name,
            content,
            file,
            type,
            message,
            labels,
            tags,
            config,
        }.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var text = parsed.GetValue(file) is { } path
                    ? TextFile.Read(path)
                    : parsed.GetValue(content)
                        ?? await Piped.ReadAsync(around, ct)
                        ?? throw new WrongUse("No prompt content provided. Provide as argument, --file, or via stdin.");
                var kind = parsed.GetRequiredValue(type);
                var prompt = new NewPrompt(parsed.GetRequiredValue(name), Content(kind, text))
                {
                    Type = kind,
                    CommitMessage = parsed.GetValue(message),
                    Labels = parsed.GetValue(labels),
                    Tags = parsed.GetValue(tags) is { Length: > 0 } given ? given : null,
                    Config = Given.Json(parsed.GetValue(config), "--config"),
                };
                call.WriteJson((await call.Client.CreatePromptAsync(prompt, ct)).Json);
            }
        );
    }

    static JsonElement Content(string type, string text) =>
        type == "text" ? ClewJson.OfText(text)
        : Given.TryJson(text, out var messages, out _) && messages.ValueKind == JsonValueKind.Array ? messages
        : throw new Refusal("Chat prompt content must be valid JSON format.");
}
