using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.ScoreConfigs;

/// <summary><c>clew score-configs import FILE</c></summary>
static class ImportVerb
{
    public static Command Create(Surroundings around)
    {
        var file = Flag.Needed("FILE", "As 'export' writes it");
        var select = Flag.Many("--select", "NAME", "Only these");
        var twice = Flag.Yes("--allow-duplicates", "Also those whose name is there already");
        var bare = Flag.Yes("--no-guidance", "Without their descriptions");
        var preview = Flag.Yes("--preview", "Say what would be made, and make nothing");
        return new Command("import", "Make rules from a file") { file, select, twice, bare, preview }.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var path = parsed.GetRequiredValue(file);
                var whole = new ApiObject(Given.Json(TextFile.Read(path), $"File '{path}'")!.Value);
                var names = parsed.GetValue(select) ?? [];
                var configs = whole
                    .Items("configs")
                    .Select(item => Configs.Copy(new ClewScoreConfig(item), !parsed.GetValue(bare)))
                    .ToArray();
                if (
                    configs.Length == 0
                    || configs.Any(config => config.Name.Length == 0 || config.DataType.Length == 0)
                )
                {
                    throw new Refusal($"File '{path}' is no export of score configs: it needs a list 'configs'.");
                }

                if (names.Except(configs.Select(config => config.Name)).FirstOrDefault() is { } missing)
                {
                    throw new Refusal($"File '{path}' has no score config '{missing}'.");
                }

                await Installing.RunAsync(
                    call,
                    [.. configs.Where(config => names.Length == 0 || names.Contains(config.Name))],
                    parsed.GetValue(twice),
                    parsed.GetValue(preview),
                    ct
                );
            }
        );
    }
}
