using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Prompts;

/// <summary><c>clew prompts get NAME</c></summary>
static class GetVerb
{
    public static Command Create(Surroundings around)
    {
        var name = Flag.Needed("NAME", "The prompt");
        var label = Flag.Text("--label", "TEXT", "The version with this label (default: latest)");
        var version = new Option<int?>("--version-of") { Description = "This version", HelpName = "N" };
        var production = Flag.Yes("--prod", "--label production");
        var content = Flag.Yes("--content-only", "Print the text and nothing else", "-c");
        var escaped = Flag.Yes("--escaped", "Print the text as one line, escaped as in JSON", "-e");
        var json = ClientVerb.JsonFlag();
        return new Command("get", "Show one version of a prompt")
        {
            name,
            label,
            version,
            production,
            content,
            escaped,
            json,
        }.Reads(
            around,
            async (call, parsed, ct) =>
            {
                var number = parsed.GetValue(version);
                var labelled = parsed.GetValue(production) ? "production" : parsed.GetValue(label) ?? "latest";
                var prompt = await call.Client.GetPromptAsync(
                    parsed.GetRequiredValue(name),
                    number,
                    number is null ? labelled : null,
                    ct
                );
                if (parsed.GetValue(json))
                {
                    call.WriteJson(prompt.Json);
                }
                else if (parsed.GetValue(escaped))
                {
                    call.Output.WriteLine(ClewJson.OfText(prompt.Content).GetRawText()[1..^1]);
                }
                else if (parsed.GetValue(content))
                {
                    call.Output.WriteLine(Shown.Safe(prompt.Content));
                }
                else
                {
                    Write(call, prompt);
                }
            }
        );
    }

    static void Write(Session call, ClewPrompt prompt)
    {
        call.Output.WriteLine(call.Paint.Bold(Shown.Cut(prompt.Name, 400)));
        Field("Version", prompt.Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Field("Type", prompt.Type);
        Field("Labels", string.Join(", ", prompt.Labels));
        Field("Tags", string.Join(", ", prompt.Tags));
        Field("Commit", prompt.CommitMessage);
        Field("Created", Shown.Time(prompt.CreatedAt, call.Around.Time));
        Field("Config", Shown.Value(prompt.Value("config"), 300));
        call.Output.WriteLine();
        call.Output.WriteLine(Shown.Safe(prompt.Content));

        void Field(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                call.Output.WriteLine($"  {call.Paint.Dim(name.PadRight(12))}{Shown.Cut(value, 400)}");
            }
        }
    }
}
