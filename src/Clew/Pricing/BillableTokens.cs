using Clew.Model;

namespace Clew.Pricing;

/// <summary>
/// The tokens of one call, by what may be charged differently. As everywhere here, input includes what was read from
/// and written to the cache, output includes reasoning, and both include their audio, images and video.
/// </summary>
readonly record struct BillableTokens
{
    public long? Input { get; init; }
    public long? Output { get; init; }

    /// <summary>Counts where input, output or both were not reported.</summary>
    public long? Total { get; init; }
    public long? CacheRead { get; init; }

    /// <summary>Without those that are kept for an hour.</summary>
    public long? CacheWrite { get; init; }
    public long? CacheWrite1h { get; init; }
    public long? Reasoning { get; init; }

    /// <summary>With those read from the cache.</summary>
    public long? InputAudio { get; init; }
    public long? OutputAudio { get; init; }

    /// <summary>Those of <see cref="CacheRead"/> that are audio.</summary>
    public long? CacheReadAudio { get; init; }

    /// <summary>With those read from the cache.</summary>
    public long? InputImage { get; init; }
    public long? OutputImage { get; init; }

    /// <summary>Those of <see cref="CacheRead"/> that are images.</summary>
    public long? CacheReadImage { get; init; }
    public long? InputVideo { get; init; }
    public long? OutputVideo { get; init; }

    public bool IsEmpty => this == default;

    public static BillableTokens From(in Usage usage) =>
        new()
        {
            Input = usage.InputTokens,
            Output = usage.OutputTokens,
            Total = usage.ReportedTotal,
            CacheRead = usage.CacheReadTokens,
            CacheWrite = usage.CacheWriteTokens,
            Reasoning = usage.ReasoningTokens,
        };
}
