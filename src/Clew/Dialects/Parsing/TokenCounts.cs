using Clew.Model;

namespace Clew.Dialects.Parsing;

/// <summary>Which counts of a usage report stand beside the others instead of inside them.</summary>
[Flags]
enum UsageAccounting
{
    /// <summary>Input includes cached tokens, output includes reasoning, as OTel GenAI says.</summary>
    Inclusive = 0,

    /// <summary>Cached tokens come on top of the input (Anthropic, Langfuse).</summary>
    InputExcludesCache = 1,

    /// <summary>Reasoning tokens come on top of the output (Gemini's thoughts, xAI).</summary>
    OutputExcludesReasoning = 2,
}

/// <summary>The counts of one usage report as they were read, each with where it stood.</summary>
struct TokenCounts
{
    // No span has used that many; sums of three stay far from overflow.
    public const long Max = 1L << 53;

    public (long Count, Provenance Source)? Input;
    public (long Count, Provenance Source)? Output;
    public (long Count, Provenance Source)? CacheRead;
    public (long Count, Provenance Source)? CacheWrite;
    public (long Count, Provenance Source)? Reasoning;
    public (long Count, Provenance Source)? Total;

    /// <summary>States what is there, normalised: input with the cached tokens, output with reasoning.</summary>
    /// <returns>Whether there was any.</returns>
    public readonly bool State(UsageAccounting accounting, Reading reading)
    {
        var (input, output) = (Input, Output);
        accounting |= ByTotal();

        // More tokens from the cache than tokens at all: whatever was agreed, the cached ones cannot be inside.
        var cached = (CacheRead?.Count ?? 0) + (CacheWrite?.Count ?? 0);
        if (input is { } i && (accounting.HasFlag(UsageAccounting.InputExcludesCache) || cached > i.Count))
        {
            input = i with { Count = i.Count + cached };
        }

        var thought = Reasoning?.Count ?? 0;
        if (output is { } o && (accounting.HasFlag(UsageAccounting.OutputExcludesReasoning) || thought > o.Count))
        {
            output = o with { Count = o.Count + thought };
        }

        // A total of what was reported leaves out what was beside it.
        var total = Total;
        if (total is { } t && t.Count == Input?.Count + Output?.Count)
        {
            total = t with { Count = (input?.Count + output?.Count) ?? t.Count };
        }

        var any = State(Field.InputTokens, input, reading);
        any |= State(Field.OutputTokens, output, reading);
        any |= State(Field.CacheReadTokens, CacheRead, reading);
        any |= State(Field.CacheWriteTokens, CacheWrite, reading);
        any |= State(Field.ReasoningTokens, Reasoning, reading);
        any |= State(Field.TotalTokens, total, reading);
        return any;
    }

    /// <summary>A total that is right only if some counts are added shows that these stand beside the others.</summary>
    readonly UsageAccounting ByTotal()
    {
        if ((Input, Output, Total) is not ({ } input, { } output, { } total))
        {
            return UsageAccounting.Inclusive;
        }

        var rest = total.Count - input.Count - output.Count;
        var cached = (CacheRead?.Count ?? 0) + (CacheWrite?.Count ?? 0);
        var thought = Reasoning?.Count ?? 0;
        return rest <= 0 ? UsageAccounting.Inclusive
            : rest == thought ? UsageAccounting.OutputExcludesReasoning
            : rest == cached ? UsageAccounting.InputExcludesCache
            : rest == cached + thought ? UsageAccounting.InputExcludesCache | UsageAccounting.OutputExcludesReasoning
            : UsageAccounting.Inclusive;
    }

    static bool State(Field field, (long Count, Provenance Source)? found, Reading reading)
    {
        if (found is { } f)
        {
            reading.Number(field, f.Count, f.Source);
        }

        return found is not null;
    }
}
