using System.Globalization;

namespace Clew.Pricing;

/// <summary>What one model costs at one provider, from one day on.</summary>
sealed class PriceRow
{
    /// <summary>Given by the user, not by us.</summary>
    public required bool IsOwn { get; init; }

    /// <summary>Null in an own row that is for every provider.</summary>
    public required string? Provider { get; init; }

    /// <summary>As the provider's API spells it; in an own row it may end with <c>*</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Other ids with the same price.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The first day, in UTC; null for a price that holds since the model exists.</summary>
    public required DateOnly? EffectiveFrom { get; init; }

    /// <summary>The price below every threshold first, the highest threshold last.</summary>
    public required IReadOnlyList<PriceTier> Tiers { get; init; }

    public long EffectiveFromNano =>
        EffectiveFrom is { } day
            ? (day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * (TimeSpan.TicksPerDay * 100)
            : long.MinValue;

    /// <summary>The tier that a request reaches with all of its input tokens, cached ones included.</summary>
    public PriceTier TierFor(long inputTokens)
    {
        var i = Tiers.Count - 1;
        while (i > 0 && inputTokens <= Tiers[i].Over)
        {
            i--;
        }

        return Tiers[i];
    }
}

/// <summary>The prices of a row for requests with more than so many input tokens; they hold for the whole request.</summary>
/// <param name="over">0 for the first tier, which needs no threshold.</param>
sealed class PriceTier(long over, Rates rates)
{
    string? label;

    public long Over => over;

    public Rates Rates => rates;

    /// <summary>
    /// Names row and tier so that a cost can be traced back to them: <c>openai/gpt-5.4 @2026-08-01 >271999</c>. Own
    /// rows begin with <c>own:</c>.
    /// </summary>
    // Made when it is first used: few of the rows of a table ever are.
    public string LabelIn(PriceRow row) =>
        label ??= string.Create(
            CultureInfo.InvariantCulture,
            $"{(row.IsOwn ? "own:" : "")}{(row.Provider is { } provider ? provider + "/" : "")}{row.Model}{(row.EffectiveFrom is { } day ? $" @{day:yyyy-MM-dd}" : "")}{(over > 0 ? $" >{over}" : "")}"
        );
}
