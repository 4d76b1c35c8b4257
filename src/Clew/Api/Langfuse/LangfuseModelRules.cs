using System.Text.Json;
using System.Text.RegularExpressions;
using Clew.Api.Langfuse.Reads;

namespace Clew.Api.Langfuse;

/// <summary>When a model makes sense.</summary>
static class LangfuseModelRules
{
    const int LongestName = 255;
    const int LongestPattern = 2000;

    /// <summary>More than anything costs, and little enough for exact sums.</summary>
    const double HighestPrice = 1_000_000;

    static readonly string[] Units = ["TOKENS", "CHARACTERS", "MILLISECONDS", "SECONDS", "REQUESTS", "IMAGES"];
    static readonly string[] Operators = ["gt", "gte", "lt", "lte", "eq", "neq"];

    public static LangfuseModel Read(LangfuseBody body, string id, string now)
    {
        var (input, output, total) = (Price(body, "inputPrice"), Price(body, "outputPrice"), Price(body, "totalPrice"));
        var tiers = Tiers(body, id);
        CheckPrices(body, input, output, total, tiers.Count > 0);
        if (tiers.Count == 0)
        {
            var flat = new Dictionary<string, decimal>();
            Add(flat, "input", input);
            Add(flat, "output", output);
            Add(flat, "total", total);
            tiers = [LangfusePricingTier.Standard(id + "-0", flat)];
        }

        if (!body.Has("unit"))
        {
            body.Note("invalid_type", "unit is missing.", "unit");
        }

        var prices = tiers.Any(t => t.IsDefault)
            ? LangfusePricingTier.Flat(tiers)
            : new Dictionary<string, LangfusePrice>();
        return new()
        {
            Id = id,
            ModelName = body.Text("modelName", LongestName),
            MatchPattern = Pattern(body, "matchPattern"),
            StartDate = body.Time("startDate") is { } start ? LangfuseTraces.Time(start) : null,
            Unit = body.Choice("unit", Units),
            InputPrice = prices.GetValueOrDefault("input")?.Price,
            OutputPrice = prices.GetValueOrDefault("output")?.Price,
            TotalPrice = prices.GetValueOrDefault("total")?.Price,
            TokenizerId = body.Choice("tokenizerId", "openai", "claude"),
            TokenizerConfig = body.Value("tokenizerConfig"),
            IsLangfuseManaged = false,
            CreatedAt = now,
            Prices = prices,
            PricingTiers = tiers,
        };

        static void Add(Dictionary<string, decimal> prices, string name, decimal? price)
        {
            if (price is { } p)
            {
                prices.Add(name, p);
            }
        }
    }

    static void CheckPrices(LangfuseBody body, decimal? input, decimal? output, decimal? total, bool hasTiers)
    {
        var isFlat = body.Has("inputPrice") || body.Has("outputPrice") || body.Has("totalPrice");
        if (isFlat == hasTiers)
        {
            body.Note(
                "custom",
                "Must provide either flat prices (inputPrice/outputPrice/totalPrice) OR pricingTiers"
                    + (isFlat ? ", not both." : "."),
                "pricingTiers"
            );
        }

        if (total is not null && (input is not null || output is not null))
        {
            body.Note("custom", "If input and/or output price is set, total price must be null.", "totalPrice");
        }
    }

    static List<LangfusePricingTier> Tiers(LangfuseBody body, string id)
    {
        var tiers = new List<LangfusePricingTier>();
        foreach (var (place, tier) in (body.Objects("pricingTiers") ?? []).Index())
        {
            var conditions = tier.Objects("conditions") ?? [];
            foreach (var condition in conditions)
            {
                CheckCondition(condition);
            }

            tiers.Add(
                new(
                    $"{id}-{place}",
                    tier.Text("name", LongestName),
                    tier.Flag("isDefault") ?? false,
                    Priority(tier),
                    [
                        .. tier.Value("conditions") is { ValueKind: JsonValueKind.Array } list
                            ? list.EnumerateArray()
                            : [],
                    ],
                    PricesOf(tier)
                )
            );
            if (tiers[^1] is { IsDefault: true } standard && (standard.Priority != 0 || conditions.Count > 0))
            {
                tier.Note("custom", "The default tier has priority 0 and no conditions.", "isDefault");
            }
            else if (tiers[^1] is { IsDefault: false } && (tiers[^1].Priority == 0 || conditions.Count == 0))
            {
                tier.Note(
                    "custom",
                    "A tier that is not the default has a priority from 1 and a condition.",
                    "priority"
                );
            }
        }

        if (tiers.Count > 0 && tiers.Count(t => t.IsDefault) != 1)
        {
            body.Note("custom", "Exactly one tier must be the default.", "pricingTiers");
        }

        if (
            tiers.DistinctBy(t => t.Name).Count() < tiers.Count
            || tiers.DistinctBy(t => t.Priority).Count() < tiers.Count
        )
        {
            body.Note("custom", "Names and priorities of tiers must all be different.", "pricingTiers");
        }

        return tiers;
    }

    static int Priority(LangfuseBody tier)
    {
        if (tier.Number("priority") is not { } number)
        {
            tier.Note("invalid_type", "priority is missing.", "priority");
            return 0;
        }

        if (number is >= 0 and <= 1000 && number == Math.Floor(number))
        {
            return (int)number;
        }

        tier.Note("invalid_value", "priority must be a whole number from 0 to 1000.", "priority");
        return 0;
    }

    static void CheckCondition(LangfuseBody condition)
    {
        if (condition.Has("source"))
        {
            condition.Note(
                "invalid_value",
                "Prices cannot depend on model_parameters or metadata here, only on usage: give usageDetailPattern, "
                    + "operator and value, or leave the tier out.",
                "source"
            );
            return;
        }

        Pattern(condition, "usageDetailPattern");
        if (!condition.Has("operator") || !condition.Has("value"))
        {
            condition.Note("invalid_type", "A condition on usage has an operator and a value.", "operator");
        }

        condition.Choice("operator", Operators);
        condition.Number("value");
        condition.Flag("caseSensitive");
    }

    static Dictionary<string, decimal> PricesOf(LangfuseBody tier)
    {
        var prices = new Dictionary<string, decimal>();
        if (tier.Object("prices") is { } given)
        {
            foreach (var name in given.Names())
            {
                prices[name] = Price(given, name) ?? 0;
            }
        }

        if (prices.Count == 0)
        {
            tier.Note("too_small", "A tier needs at least one price.", "prices");
        }

        return prices;
    }

    static decimal? Price(LangfuseBody body, string name)
    {
        if (body.Number(name) is not { } price)
        {
            return null;
        }

        if (price is >= 0 and <= HighestPrice)
        {
            return (decimal)price;
        }

        body.Note("invalid_value", $"{name} must be from 0 to {HighestPrice} US dollars per unit.", name);
        return null;
    }

    static string Pattern(LangfuseBody body, string name)
    {
        var pattern = body.Text(name, LongestPattern);
        try
        {
            _ = new Regex(pattern);
        }
        catch (ArgumentException e)
        {
            body.Note("invalid_value", $"{name} is no regular expression: {e.Message}", name);
        }

        return pattern;
    }
}
