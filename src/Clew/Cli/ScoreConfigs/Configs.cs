using System.Globalization;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.ScoreConfigs;

/// <summary>Finds rules, and says what they take.</summary>
static class Configs
{
    public static async Task<List<ClewScoreConfig>> AllAsync(ClewClient client, CancellationToken ct)
    {
        var all = new List<ClewScoreConfig>();
        await foreach (
            var config in ClewClient.AllAsync((page, token) => client.ListScoreConfigsAsync(page, 100, token), ct)
        )
        {
            all.Add(config);
        }

        return all;
    }

    /// <summary>By id, else by name; of several with one name the one in use.</summary>
    /// <exception cref="Refusal">There is none, or more than one.</exception>
    public static async Task<ClewScoreConfig> FindAsync(Session call, string nameOrId, CancellationToken ct)
    {
        var all = await AllAsync(call.Client, ct);
        if (all.FirstOrDefault(config => config.Id == nameOrId) is { } byId)
        {
            return byId;
        }

        var byName = all.Where(config => config.Name.Equals(nameOrId, StringComparison.OrdinalIgnoreCase)).ToArray();
        var inUse = byName.Where(config => !config.IsArchived).ToArray();
        return (inUse.Length > 0 ? inUse : byName) switch
        {
            [var only] => only,
            [] => throw new Refusal(
                $"There is no score config '{nameOrId}'; 'clew score-configs list' shows those that there are."
            ),
            var many => throw new Refusal(
                $"{many.Length} score configs are called '{nameOrId}'; name one by its id: {string.Join(", ", many.Select(config => config.Id))}."
            ),
        };
    }

    public static string Takes(ClewScoreConfig config) =>
        config.DataType switch
        {
            "BOOLEAN" => "true, false",
            "CATEGORICAL" => string.Join(
                ", ",
                config.Categories.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Label} ({c.Value})"))
            ),
            "NUMERIC" when config.MinValue is null && config.MaxValue is null => "any number",
            "NUMERIC" => string.Create(CultureInfo.InvariantCulture, $"{config.MinValue} to {config.MaxValue}"),
            _ => "text",
        };

    public static NewScoreConfig Copy(ClewScoreConfig config, bool withDescription) =>
        new(config.Name, config.DataType)
        {
            Description = withDescription ? config.Description : null,
            MinValue = config.MinValue,
            MaxValue = config.MaxValue,
            // A boolean's two categories are the server's own.
            Categories = config.DataType == "CATEGORICAL" ? config.Categories : null,
        };
}
