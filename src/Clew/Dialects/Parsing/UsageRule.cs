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
    public UsageAccounting Accounting { get; init; }

    /// <summary>States the tokens that are there.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Read(AttributeIndex attributes, Reading reading) => Find(attributes).State(Accounting, reading);

    /// <summary>The tokens that are there, for who has more to say of them.</summary>
    public TokenCounts Find(AttributeIndex attributes) =>
        new()
        {
            Input = Find(Input, attributes),
            Output = Find(Output, attributes),
            CacheRead = Find(CacheRead, attributes),
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
}
