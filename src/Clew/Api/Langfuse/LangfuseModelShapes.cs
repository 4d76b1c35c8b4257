using System.Text.Json;

namespace Clew.Api.Langfuse;

/// <summary>What a model is called, and what it costs.</summary>
sealed record LangfuseModel
{
    public required string Id { get; init; }
    public required string ModelName { get; init; }

    /// <summary>A regular expression for the names that telemetry gives the model.</summary>
    public required string MatchPattern { get; init; }

    /// <summary>The first moment of the prices; null if they hold since the model exists.</summary>
    public required string? StartDate { get; init; }

    /// <summary>TOKENS, CHARACTERS, MILLISECONDS, SECONDS, REQUESTS or IMAGES.</summary>
    public required string? Unit { get; init; }

    /// <summary>US dollars per unit, as all prices here.</summary>
    public required decimal? InputPrice { get; init; }
    public required decimal? OutputPrice { get; init; }
    public required decimal? TotalPrice { get; init; }
    public string? TokenizerId { get; init; }
    public JsonElement? TokenizerConfig { get; init; }

    /// <summary>True for the prices that this server works with; false for what was created over this API.</summary>
    public required bool IsLangfuseManaged { get; init; }
    public required string CreatedAt { get; init; }

    /// <summary>By kind of usage; those of the default tier.</summary>
    public required IReadOnlyDictionary<string, LangfusePrice> Prices { get; init; }
    public required IReadOnlyList<LangfusePricingTier> PricingTiers { get; init; }
}

sealed record LangfusePrice(decimal Price);

/// <param name="Conditions">All of them must hold; the default tier has none.</param>
sealed record LangfusePricingTier(
    string Id,
    string Name,
    bool IsDefault,
    int Priority,
    IReadOnlyList<JsonElement> Conditions,
    IReadOnlyDictionary<string, decimal> Prices
)
{
    /// <summary>The default tier, which is all that a model with flat prices has.</summary>
    public static LangfusePricingTier Standard(string id, IReadOnlyDictionary<string, decimal> prices) =>
        new(id, "Standard", true, 0, [], prices);

    public static IReadOnlyDictionary<string, LangfusePrice> Flat(IReadOnlyList<LangfusePricingTier> tiers) =>
        tiers.First(t => t.IsDefault).Prices.ToDictionary(p => p.Key, p => new LangfusePrice(p.Value));
}

/// <summary>A new model: with flat prices or with tiers.</summary>
sealed record LangfuseNewModel(
    string ModelName,
    string MatchPattern,
    string? StartDate,
    string Unit,
    decimal? InputPrice,
    decimal? OutputPrice,
    decimal? TotalPrice,
    string? TokenizerId,
    JsonElement? TokenizerConfig,
    IReadOnlyList<LangfuseNewPricingTier>? PricingTiers
);

sealed record LangfuseNewPricingTier(
    string Name,
    bool? IsDefault,
    int Priority,
    IReadOnlyList<JsonElement> Conditions,
    IReadOnlyDictionary<string, decimal> Prices
);

/// <summary>The prices that this server works with, as models.</summary>
interface IKnownModels
{
    int Count { get; }

    /// <summary>In an order that never changes while the server runs.</summary>
    IEnumerable<LangfuseModel> Slice(int offset, int limit);

    LangfuseModel? Find(string id);
}
