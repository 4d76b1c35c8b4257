using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.ScoreConfigs;

/// <summary><c>clew score-configs show CONFIG</c></summary>
static class ShowVerb
{
    public static Command Create(Surroundings around)
    {
        var config = Flag.Needed("CONFIG", "Its name or id");
        var requirements = Flag.Yes("--requirements", "Say only what values it takes");
        var json = ClientVerb.JsonFlag();
        return new Command("show", "Show the rules of one kind of score") { config, requirements, json }.Reads(
            around,
            async (call, parsed, ct) =>
            {
                var found = await Configs.FindAsync(call, parsed.GetRequiredValue(config), ct);
                if (parsed.GetValue(json))
                {
                    call.WriteJson(found.Json);
                }
                else if (parsed.GetValue(requirements))
                {
                    call.Output.WriteLine($"{Shown.Cut(found.Name, 60)} takes {Shown.Cut(Configs.Takes(found), 2000)}");
                }
                else
                {
                    call.Output.WriteTable(ScoreConfigsVerb.Columns, [ScoreConfigsVerb.Row(found)]);
                }
            }
        );
    }
}
