using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.ScoreConfigs;

/// <summary><c>clew score-configs available</c>: those that can be applied.</summary>
static class AvailableVerb
{
    public static Command Create(Surroundings around)
    {
        var category = Flag.Text("--category", "TEXT", "Whose name, type or description has this text");
        var cached = new Option<bool>("--cached-only") { Hidden = true };
        var json = ClientVerb.JsonFlag();
        return new Command("available", "List the rules that can be applied, without archived ones")
        {
            category,
            cached,
            json,
        }.Reads(
            around,
            async (call, parsed, ct) =>
            {
                var text = parsed.GetValue(category) ?? "";
                var found = (await Configs.AllAsync(call.Client, ct))
                    .Where(config => !config.IsArchived)
                    .Where(config =>
                        new[] { config.Name, config.DataType, config.Description ?? "" }.Any(member =>
                            member.Contains(text, StringComparison.OrdinalIgnoreCase)
                        )
                    )
                    .ToArray();
                if (parsed.GetValue(json))
                {
                    call.WriteJson(
                        ClewJson.Parse($"[{string.Join(',', found.Select(config => config.Json.GetRawText()))}]")
                    );
                    return;
                }

                if (found.Length > 0)
                {
                    call.Output.WriteTable(ScoreConfigsVerb.Columns, found.Select(ScoreConfigsVerb.Row));
                }

                call.Output.WriteLine($"Total score configs: {found.Length}");
            }
        );
    }
}
