using Clew.Cli.Client;

namespace Clew.Cli.ScoreConfigs;

/// <summary>Makes those rules that are not there yet.</summary>
static class Installing
{
    public static async Task RunAsync(
        Session call,
        IReadOnlyList<NewScoreConfig> configs,
        bool allowDuplicates,
        bool isPreview,
        CancellationToken ct
    )
    {
        var there = allowDuplicates
            ? []
            : (await Configs.AllAsync(call.Client, ct))
                .Select(config => config.Name)
                .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var made = 0;
        foreach (var config in configs)
        {
            if (there.Contains(config.Name))
            {
                call.Output.WriteLine($"{Shown.Cut(config.Name, 60)}: there already");
                continue;
            }

            if (!isPreview)
            {
                var result = await call.Client.CreateScoreConfigAsync(config, ct);
                call.Output.WriteLine($"{Shown.Cut(config.Name, 60)}: made, {result.Id}");
            }
            else
            {
                call.Output.WriteLine($"{Shown.Cut(config.Name, 60)}: would be made, {config.DataType}");
            }

            if (!allowDuplicates)
            {
                there.Add(config.Name);
            }

            made++;
        }

        call.Output.WriteLine(isPreview ? $"{made} would be made." : $"{made} made.");
    }
}
