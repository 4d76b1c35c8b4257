namespace Clew.Dialects.Parsing;

/// <summary>The keys of one way to report tokens; of each list the first that holds a number counts.</summary>
sealed class UsageRule
{
    public Key[] Input { get; init; } = [];
    public Key[] Output { get; init; } = [];
    public Key[] CacheRead { get; init; } = [];
    public Key[] CacheWrite { get; init; } = [];
    public Key[] Reasoning { get; init; } = [];
    public Key[] Total { get; init; } = [];

    /// <summary>Counts by kind, such as text and audio, whose sum stands in for a whole that is not reported.</summary>
    public Key[] InputParts { get; init; } = [];
    public Key[] OutputParts { get; init; } = [];
    public Key[] CacheReadParts { get; init; } = [];
    public UsageAccounting Accounting { get; init; }

    /// <summary>States the tokens that are there.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Read(AttributeIndex attributes, Reading reading) => Find(attributes).State(Accounting, reading);

    /// <summary>The tokens that are there, for who has more to say of them.</summary>
    public TokenCounts Find(AttributeIndex attributes) =>
        new()
        {
            Input = Find(Input, attributes) ?? Sum(InputParts, attributes),
            Output = Find(Output, attributes) ?? Sum(OutputParts, attributes),
            CacheRead = Find(CacheRead, attributes) ?? Sum(CacheReadParts, attributes),
            CacheWrite = Find(CacheWrite, attributes),
            Reasoning = Find(Reasoning, attributes),
            Total = Find(Total, attributes),
        };

    static (long, Model.Provenance)? Find(Key[] keys, AttributeIndex attributes)
    {
        foreach (var key in keys)
        {
            if (
                attributes.TryGet(key, out var value)
                && Numbers.TryCount(value, out var count)
                && count <= TokenCounts.Max
            )
            {
                return (count, key.Source);
            }
        }

        return null;
    }

    static (long, Model.Provenance)? Sum(Key[] parts, AttributeIndex attributes)
    {
        (long Count, Model.Provenance Source)? sum = null;
        foreach (var key in parts)
        {
            if (
                attributes.TryGet(key, out var value)
                && Numbers.TryCount(value, out var count)
                && count <= TokenCounts.Max
            )
            {
                sum = (Math.Min((sum?.Count ?? 0) + count, TokenCounts.Max), sum?.Source ?? key.Source);
            }
        }

        return sum;
    }
}
