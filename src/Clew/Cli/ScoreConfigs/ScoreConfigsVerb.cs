using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.ScoreConfigs;

/// <summary><c>clew score-configs …</c>; alone it lists.</summary>
static class ScoreConfigsVerb
{
    public static Command Create(Surroundings around) =>
        List(
            ClientVerb.Group(
                "score-configs",
                "Rules for scores: their type, range and categories",
                ["scc"],
                List(new Command("list", "List the rules"), around),
                Get("get", "CONFIG_ID", "Show the rules of one kind of score", around),
                ShowVerb.Create(around),
                CreateVerb.Create(around),
                ApplyVerb.Create(around),
                AvailableVerb.Create(around),
                ExportVerb.Create(around),
                ImportVerb.Create(around),
                PresetsVerb.Create(around)
            ),
            around
        );

    public static string[] Columns { get; } = ["NAME", "TYPE", "TAKES", "CONFIG", "DESCRIPTION"];

    public static string[] Row(ClewScoreConfig config) =>
        [
            Shown.Cut(config.Name, 60),
            config.DataType + (config.IsArchived ? " (archived)" : ""),
            Shown.Cut(Configs.Takes(config), 80),
            Shown.Cut(config.Id, 300),
            Shown.Cut(config.Description ?? "", 80),
        ];

    static Command List(Command verb, Surroundings around) =>
        new Listing<ClewScoreConfig>(
            Columns,
            (config, _) => Row(config),
            (call, _, page, limit, ct) => call.Client.ListScoreConfigsAsync(page, limit, ct)
        ).On(verb, "score configs", around, isAllUsual: true);

    static Command Get(string name, string argument, string meaning, Surroundings around)
    {
        var id = Flag.Needed(argument, "As 'clew score-configs list' shows it");
        var json = ClientVerb.JsonFlag();
        return new Command(name, meaning) { id, json }.Reads(
            around,
            async (call, parsed, ct) =>
            {
                var config = await call.Client.GetScoreConfigAsync(parsed.GetRequiredValue(id), ct);
                if (parsed.GetValue(json))
                {
                    call.WriteJson(config.Json);
                }
                else
                {
                    call.Output.WriteTable(Columns, [Row(config)]);
                }
            }
        );
    }
}
