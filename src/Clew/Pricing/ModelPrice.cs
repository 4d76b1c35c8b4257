using System.Globalization;
using System.Text.RegularExpressions;
using Clew.Model;

namespace Clew.Pricing;

/// <summary>What a project itself says that a model costs: for every call whose model fits a pattern.</summary>
sealed class ModelPrice
{
    /// <summary>For the patterns that need to try again and again; a name that takes longer does not fit.</summary>
    static readonly TimeSpan LongestMatch = TimeSpan.FromMilliseconds(20);

    readonly Regex pattern;
    readonly ModelPriceTier[] tiers;
    readonly string label;

    /// <param name="fromNano">The first moment of the prices, Unix nanoseconds; null if they hold since ever.</param>
    /// <param name="perCall">The prices are for a call, not for a token.</param>
    /// <param name="tiers">The default tier last, the others before it in the order in which they are tried.</param>
    /// <exception cref="ArgumentException">A pattern is none.</exception>
    public ModelPrice(string name, string pattern, long? fromNano, bool perCall, IReadOnlyList<ModelPriceTier> tiers)
    {
        this.pattern = Compile(pattern);
        this.tiers = [.. tiers];
        FromNano = fromNano;
        PerCall = perCall;
        label =
            "model:"
            + name
            + (
                fromNano is { } from
                    ? DateTime.UnixEpoch.AddTicks(from / 100).ToString(" @yyyy-MM-dd", CultureInfo.InvariantCulture)
                    : ""
            );
    }

    public long? FromNano { get; }

    public bool PerCall { get; }

    public bool Fits(string model) => Matches(pattern, model);

    /// <summary>Null where nobody can say: nothing is known of what was used.</summary>
    public CallCost? Price(in Usage usage)
    {
        var used = usage;
        var tier = Array.Find(tiers, t => t.Fits(used));
        var cost =
            tier is null ? null
            : PerCall ? new CallCost(tier.PicoUsdPerCall, 0, 0, "")
            : tier.Bill(usage);
        return cost is { } known ? known with { PricedAs = tier!.IsDefault ? label : $"{label} {tier.Name}" } : null;
    }

    /// <summary>Takes a time that grows with the name alone wherever the pattern allows it.</summary>
    internal static Regex Compile(string pattern, RegexOptions options = RegexOptions.None)
    {
        options |= RegexOptions.CultureInvariant;
        try
        {
            return new(pattern, options | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return new(pattern, options, LongestMatch);
        }
    }

    internal static bool Matches(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
