using Clew.Model;

namespace Clew.Dialects;

/// <summary>The keys of one way to report tokens; of each list the first that holds a number counts.</summary>
sealed class UsageRule
{
    public required Key[] Input { get; init; }
    public required Key[] Output { get; init; }
    public required Key[] CacheRead { get; init; }
    public required Key[] CacheWrite { get; init; }
    public required Key[] Reasoning { get; init; }
    public required Key[] Total { get; init; }

    /// <summary>States the tokens that are there, normalised: input with the cached ones, output with reasoning.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Read(AttributeIndex attributes, Reading reading)
    {
        var input = Find(Input, attributes);
        var output = Find(Output, attributes);
        var read = Find(CacheRead, attributes);
        var write = Find(CacheWrite, attributes);
        var reasoning = Find(Reasoning, attributes);

        // More tokens from the cache than tokens at all: the sender reports what was not cached.
        var cached = (read?.Count ?? 0) + (write?.Count ?? 0);
        if (input is { } i && cached > i.Count)
        {
            input = i with { Count = i.Count + cached };
        }

        if (output is { } o && reasoning is { } r && r.Count > o.Count)
        {
            output = o with { Count = o.Count + r.Count };
        }

        var any = State(Field.InputTokens, input, reading);
        any |= State(Field.OutputTokens, output, reading);
        any |= State(Field.CacheReadTokens, read, reading);
        any |= State(Field.CacheWriteTokens, write, reading);
        any |= State(Field.ReasoningTokens, reasoning, reading);
        any |= State(Field.TotalTokens, Find(Total, attributes), reading);
        return any;
    }

    static (long Count, Key Key)? Find(Key[] keys, AttributeIndex attributes)
    {
        foreach (var key in keys)
        {
            if (attributes.TryGet(key, out var value) && Numbers.TryCount(value, out var count) && count <= MaxTokens)
            {
                return (count, key);
            }
        }

        return null;
    }

    static bool State(Field field, (long Count, Key Key)? found, Reading reading)
    {
        if (found is { } f)
        {
            reading.Number(field, f.Count, f.Key.Source);
        }

        return found is not null;
    }

    // No span has used that many; sums of three stay far from overflow.
    const long MaxTokens = 1L << 53;
}
