namespace Clew.Model;

/// <summary>
/// Tokens as one span reports them, normalised: input includes cached tokens, output includes reasoning tokens.
/// A null was not reported.
/// </summary>
readonly record struct Usage(
    long? InputTokens,
    long? OutputTokens,
    long? CacheReadTokens,
    long? CacheWriteTokens,
    long? ReasoningTokens,
    long? ReportedTotal
)
{
    public bool IsEmpty =>
        InputTokens is null
        && OutputTokens is null
        && CacheReadTokens is null
        && CacheWriteTokens is null
        && ReasoningTokens is null
        && ReportedTotal is null;

    /// <summary>The reported total, else input and output together; null if neither is known.</summary>
    public long? TotalTokens =>
        ReportedTotal
        ?? (InputTokens is null && OutputTokens is null ? null : (InputTokens ?? 0) + (OutputTokens ?? 0));

    /// <summary>Component by component; null only where both are.</summary>
    public Usage Plus(Usage other) =>
        new(
            Sum(InputTokens, other.InputTokens),
            Sum(OutputTokens, other.OutputTokens),
            Sum(CacheReadTokens, other.CacheReadTokens),
            Sum(CacheWriteTokens, other.CacheWriteTokens),
            Sum(ReasoningTokens, other.ReasoningTokens),
            Sum(TotalTokens, other.TotalTokens)
        );

    static long? Sum(long? a, long? b) =>
        a is null ? b
        : b is null ? a
        : SaturatingAdd(a.Value, b.Value);

    // A sender may claim any number; a total that wraps round to a negative one would be worse than a capped one.
    static long SaturatingAdd(long a, long b)
    {
        var sum = unchecked(a + b);
        return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? long.MinValue : long.MaxValue) : sum;
    }
}
