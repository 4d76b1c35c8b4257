using System.Text.RegularExpressions;
using Clew.Model;

namespace Clew.Pricing;

/// <summary>Prices of a model that hold when all conditions do; a tier without conditions is the default.</summary>
sealed class ModelPriceTier
{
    readonly IReadOnlyList<UsageCondition> conditions;
    readonly PriceRow row;
    readonly long? total;
    readonly bool hasOutput;

    /// <param name="usdByKind">
    /// US dollars for one unit, by kind of usage as Langfuse names it: <c>input</c>, <c>output</c>, <c>total</c>,
    /// <c>input_cached_tokens</c>, … A kind that no token of a span is counted as is passed over.
    /// </param>
    public ModelPriceTier(
        string name,
        IReadOnlyList<UsageCondition> conditions,
        IReadOnlyDictionary<string, decimal> usdByKind
    )
    {
        Name = name;
        this.conditions = conditions;
        var stated = new long?[Rates.Count];
        // The plain names come last, and so count before input_text and its like.
        foreach (var (kind, usd) in usdByKind.OrderBy(p => p.Key is "input" or "output" or "total"))
        {
            var pico = (long)decimal.Round(usd * 1_000_000_000_000m);
            if (kind.Contains("total", StringComparison.OrdinalIgnoreCase))
            {
                total = pico;
            }
            else if (RateOf(kind) is { } rate)
            {
                stated[(int)rate] = pico;
            }
        }

        PicoUsdPerCall = total ?? (stated[(int)Rate.Input] ?? 0) + (stated[(int)Rate.Output] ?? 0);
        if (total is { } whole)
        {
            stated = new long?[Rates.Count];
            (stated[(int)Rate.Input], stated[(int)Rate.Output]) = (whole, whole);
        }

        hasOutput = stated[(int)Rate.Output] is not null;
        stated[(int)Rate.Input] ??= 0;
        row = new()
        {
            IsOwn = true,
            Provider = null,
            Model = name,
            Aliases = [],
            EffectiveFrom = null,
            Tiers = [new(0, new(stated, isClaude: false))],
        };
    }

    public string Name { get; }

    public bool IsDefault => conditions.Count == 0;

    /// <summary>What one call costs if the prices are for calls.</summary>
    public long PicoUsdPerCall { get; }

    public bool Fits(in Usage usage)
    {
        foreach (var condition in conditions)
        {
            if (!condition.Holds(usage))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A price of the total counts before all others, and what goes out costs nothing if it has no price.</summary>
    public CallCost? Bill(in Usage usage)
    {
        var tokens =
            total is not null ? new BillableTokens { Total = usage.TotalTokens }
            : hasOutput ? BillableTokens.From(usage)
            : BillableTokens.From(usage) with { Output = null, Reasoning = null };
        return Pricing.Bill.For(row, tokens);
    }

    static Rate? RateOf(string kind)
    {
        return Has("cache") && Has("audio") ? Rate.CacheReadAudio
            : Has("cache") && (Has("creation") || Has("write")) ? (Has("1h") ? Rate.CacheWrite1h : Rate.CacheWrite)
            : Has("cache") ? Rate.CacheRead
            : Has("reasoning") || Has("thought") || Has("thinking") ? Rate.Reasoning
            : Has("input") || Has("prompt")
                ? Has("audio") ? Rate.InputAudio
                    : Has("image") ? Rate.InputImage
                    : Has("video") ? Rate.InputVideo
                    : Rate.Input
            : Has("output") || Has("completion")
                ? Has("audio") ? Rate.OutputAudio
                    : Has("image") ? Rate.OutputImage
                    : Has("video") ? Rate.OutputVideo
                    : Rate.Output
            : null;

        bool Has(string word) => kind.Contains(word, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>Compares the sum of the kinds of usage whose names fit a pattern with a number.</summary>
sealed class UsageCondition
{
    readonly bool[] counts;
    readonly string comparison;
    readonly double value;

    /// <param name="comparison"><c>gt</c>, <c>gte</c>, <c>lt</c>, <c>lte</c>, <c>eq</c> or <c>neq</c>.</param>
    /// <exception cref="ArgumentException">The pattern is none.</exception>
    public UsageCondition(string pattern, bool caseSensitive, string comparison, double value)
    {
        var regex = ModelPrice.Compile(pattern, caseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase);
        counts = [.. Kinds.Select(kind => ModelPrice.Matches(regex, kind))];
        (this.comparison, this.value) = (comparison, value);
    }

    /// <summary>What a span's tokens are called, each counted once as Langfuse does; the total is one of them.</summary>
    static readonly string[] Kinds =
    [
        "input",
        "input_cached_tokens",
        "input_cache_creation",
        "output",
        "output_reasoning_tokens",
        "total",
    ];

    public bool Holds(in Usage usage)
    {
        var (read, write) = (usage.CacheReadTokens ?? 0, usage.CacheWriteTokens ?? 0);
        var reasoning = usage.ReasoningTokens ?? 0;
        ReadOnlySpan<double> tokens =
        [
            Math.Max((double)(usage.InputTokens ?? 0) - read - write, 0),
            read,
            write,
            Math.Max((double)(usage.OutputTokens ?? 0) - reasoning, 0),
            reasoning,
            usage.TotalTokens ?? 0,
        ];
        var sum = 0.0;
        for (var i = 0; i < counts.Length; i++)
        {
            sum += counts[i] ? tokens[i] : 0;
        }

        return comparison switch
        {
            "gt" => sum > value,
            "gte" => sum >= value,
            "lt" => sum < value,
            "lte" => sum <= value,
            "eq" => sum == value,
            _ => sum != value,
        };
    }
}
