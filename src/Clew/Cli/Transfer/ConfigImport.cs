using Clew.Cli.Client;
using Clew.Cli.ScoreConfigs;

namespace Clew.Cli.Transfer;

/// <summary>Makes the score configs that are not there yet, in use while scores come that keep to them.</summary>
sealed class ConfigImport(Session call)
{
    readonly Dictionary<string, string> ids = new(StringComparer.Ordinal);
    readonly List<string> toArchive = [];

    /// <summary>The ids that configs have here, by those that they had; only of those that scores may name.</summary>
    public IReadOnlyDictionary<string, string> Ids => ids;

    /// <returns>How many were made, and how many were there already.</returns>
    public async Task<(int Made, int Old)> RunAsync(IAsyncEnumerable<ApiObject> documents, CancellationToken ct)
    {
        var there = default(List<ClewScoreConfig>);
        var (made, old) = (0, 0);
        await foreach (var document in documents.WithCancellation(ct))
        {
            var config = new ClewScoreConfig(document.Json);
            there ??= await Configs.AllAsync(call.Client, ct);
            var named = there.FindAll(c => c.Name.Equals(config.Name, StringComparison.OrdinalIgnoreCase));
            if (named.Count > 0)
            {
                old++;
                if (named.Find(c => !c.IsArchived && IsLike(c, config)) is { } same)
                {
                    ids[config.Id] = same.Id;
                }

                continue;
            }

            var copy = await call.Client.CreateScoreConfigAsync(Configs.Copy(config, withDescription: true), ct);
            ids[config.Id] = copy.Id;
            if (config.IsArchived)
            {
                toArchive.Add(copy.Id);
            }

            made++;
        }

        return (made, old);
    }

    /// <summary>When all scores are there.</summary>
    public async Task ArchiveAsync(CancellationToken ct)
    {
        foreach (var id in toArchive)
        {
            await call.Client.ArchiveScoreConfigAsync(id, ct: ct);
        }
    }

    /// <summary>What fits the one fits the other.</summary>
    static bool IsLike(ClewScoreConfig a, ClewScoreConfig b) =>
        a.DataType == b.DataType
        && a.MinValue == b.MinValue
        && a.MaxValue == b.MaxValue
        && a.Categories.SequenceEqual(b.Categories);
}
