namespace Clew.Pricing;

/// <summary>
/// What one token of each kind costs, in pico-dollars: a price of 2.50 US dollars per million tokens is 2,500,000. A
/// kind that is not priced apart has the price of what it is part of.
/// </summary>
sealed class Rates
{
    public const int Count = (int)Rate.OutputVideo + 1;

    const long Unknown = -1;

    readonly long[] picoUsd;

    /// <param name="stated">By <see cref="Rate"/>; input is there.</param>
    /// <param name="isClaude">Anthropic sells an hour in the cache at twice the price of input, on every platform.</param>
    public Rates(ReadOnlySpan<long?> stated, bool isClaude)
    {
        var input = stated[(int)Rate.Input]!.Value;
        // Models that only draw have no price for text; all that they put out is images.
        var output = stated[(int)Rate.Output] ?? stated[(int)Rate.OutputImage] ?? Unknown;
        var cacheRead = stated[(int)Rate.CacheRead] ?? input;
        var cacheWrite = stated[(int)Rate.CacheWrite] ?? input;
        picoUsd = new long[Count];
        for (var i = 0; i < Count; i++)
        {
            picoUsd[i] =
                stated[i]
                ?? (Rate)i switch
                {
                    Rate.CacheRead or Rate.CacheReadAudio or Rate.CacheReadImage => cacheRead,
                    Rate.CacheWrite1h => isClaude ? 2 * input : cacheWrite,
                    Rate.Output or Rate.Reasoning or Rate.OutputAudio or Rate.OutputImage or Rate.OutputVideo => output,
                    _ => input,
                };
        }
    }

    /// <summary>Pico-dollars per token; below 0 if nobody has said.</summary>
    public long this[Rate rate] => picoUsd[(int)rate];

    /// <summary>False for embeddings and rerankers, which are charged for what goes in.</summary>
    public bool HasOutput => this[Rate.Output] != Unknown;
}
