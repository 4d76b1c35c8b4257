using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Clew.Api.Langfuse;
using Clew.Pricing;

namespace Clew.Host;

/// <summary>The table of prices as Langfuse shows models: the owner's rows, then those that come with Clew.</summary>
sealed class KnownModels(PriceTable? own) : IKnownModels
{
    /// <summary>What differs from the price of the first is shown besides it.</summary>
    static readonly (string Name, Rate Rate, Rate Usual)[] Parts =
    [
        ("input_cached_tokens", Rate.CacheRead, Rate.Input),
        ("input_cache_creation", Rate.CacheWrite, Rate.Input),
        ("input_audio_tokens", Rate.InputAudio, Rate.Input),
        ("output_reasoning_tokens", Rate.Reasoning, Rate.Output),
        ("output_audio_tokens", Rate.OutputAudio, Rate.Output),
    ];

    // The rows are there anyway; what is shown of them is made when it is asked for.
    readonly Lazy<PriceRow[]> rows = new(() => [.. InOrder(own?.Rows ?? []), .. InOrder(PriceTable.BuiltIn.Rows)]);

    public int Count => rows.Value.Length;

    public IEnumerable<LangfuseModel> Slice(int offset, int limit) => rows.Value.Skip(offset).Take(limit).Select(Of);

    public LangfuseModel? Find(string id) =>
        rows.Value.FirstOrDefault(row => IdOf(row) == id) is { } found ? Of(found) : null;

    static IEnumerable<PriceRow> InOrder(IEnumerable<PriceRow> rows) =>
        rows.OrderBy(r => r.Provider, StringComparer.Ordinal)
            .ThenBy(r => r.Model, StringComparer.Ordinal)
            .ThenBy(r => r.EffectiveFrom);

    static LangfuseModel Of(PriceRow row)
    {
        var id = IdOf(row);
        LangfusePricingTier[] tiers = [.. row.Tiers.Select((tier, place) => Of(tier, id, place))];
        var prices = LangfusePricingTier.Flat(tiers);
        return new()
        {
            Id = id,
            ModelName = row.Model,
            MatchPattern = $"(?i)^({string.Join('|', row.Aliases.Prepend(row.Model).Select(Pattern))})$",
            StartDate = row.EffectiveFrom is { } day ? Midnight(day.ToString("O", CultureInfo.InvariantCulture)) : null,
            Unit = "TOKENS",
            InputPrice = prices["input"].Price,
            OutputPrice = prices.GetValueOrDefault("output")?.Price,
            TotalPrice = null,
            IsLangfuseManaged = true,
            CreatedAt = Midnight(PriceTable.BuiltInDate),
            Prices = prices,
            PricingTiers = tiers,
        };
    }

    static LangfusePricingTier Of(PriceTier tier, string id, int place)
    {
        var prices = new Dictionary<string, decimal> { ["input"] = Dollars(tier.Rates[Rate.Input]) };
        if (tier.Rates.HasOutput)
        {
            prices["output"] = Dollars(tier.Rates[Rate.Output]);
        }

        foreach (var (name, rate, usual) in Parts)
        {
            if (tier.Rates[rate] >= 0 && tier.Rates[rate] != tier.Rates[usual])
            {
                prices[name] = Dollars(tier.Rates[rate]);
            }
        }

        return tier.Over == 0
            ? LangfusePricingTier.Standard(id + "-0", prices)
            : new($"{id}-{place}", $"More than {tier.Over} input tokens", false, place, [Condition(tier.Over)], prices);
    }

    /// <summary>All input tokens count, also those of a cache.</summary>
    static JsonElement Condition(long over)
    {
        using var condition = JsonDocument.Parse(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"usageDetailPattern":"^input","operator":"gt","value":{{over}},"caseSensitive":false}"""
            )
        );
        return condition.RootElement.Clone();
    }

    static string Pattern(string model) => model.EndsWith('*') ? Regex.Escape(model[..^1]) + ".*" : Regex.Escape(model);

    /// <summary>The same for the same row in every version of the table.</summary>
    static string IdOf(PriceRow row)
    {
        var name = $"{row.IsOwn}\n{row.Provider}\n{row.Model}\n{row.EffectiveFrom:O}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 12));
    }

    static string Midnight(string day) => day + "T00:00:00.000Z";

    static decimal Dollars(long picoUsd) => picoUsd / 1_000_000_000_000m;
}
