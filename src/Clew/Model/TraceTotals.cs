namespace Clew.Model;

/// <summary>Sums that can also shrink. How many reported a number tells "none" from "zero".</summary>
struct TraceTotals
{
    public long StartNano;
    public long EndNano;
    public int Errors;
    public Sum Cost;
    Sum input;
    Sum output;
    Sum cacheRead;
    Sum cacheWrite;
    Sum reasoning;
    Sum total;

    public void Add(in Usage usage, long? cost, int sign)
    {
        input.Add(usage.InputTokens, sign);
        output.Add(usage.OutputTokens, sign);
        cacheRead.Add(usage.CacheReadTokens, sign);
        cacheWrite.Add(usage.CacheWriteTokens, sign);
        reasoning.Add(usage.ReasoningTokens, sign);
        total.Add(usage.TotalTokens, sign);
        Cost.Add(cost, sign);
    }

    public readonly Usage ToUsage() =>
        new(input.Value, output.Value, cacheRead.Value, cacheWrite.Value, reasoning.Value, total.Value);
}

struct Sum
{
    // Senders may claim any number: 128 bits hold the sum of as many of them as can ever arrive.
    Int128 sum;
    int reporters;

    public readonly long? Value => reporters == 0 ? null : (long)Int128.Clamp(sum, long.MinValue, long.MaxValue);

    public void Add(long? value, int sign)
    {
        if (value is { } v)
        {
            sum += sign * (Int128)v;
            reporters += sign;
        }
    }
}
