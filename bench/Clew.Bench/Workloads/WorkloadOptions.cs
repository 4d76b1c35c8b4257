using Clew.Bench.Text;

namespace Clew.Bench.Workloads;

/// <summary>What a workload is made from.</summary>
/// <param name="Seed">The same seed gives the same bytes.</param>
/// <param name="OpenTraces">How many traces run at once.</param>
/// <param name="Corpus">Text from files instead of generated text, for comparison.</param>
/// <param name="EpochNanos">Unix nanoseconds at which the seeded clock starts.</param>
sealed record WorkloadOptions(ulong Seed, int OpenTraces, ITextSource? Corpus, long EpochNanos)
{
    /// <summary>2026-01-01T00:00:00Z: fixed, so that runs are equal byte for byte.</summary>
    public const long DefaultEpoch = 1_767_225_600_000_000_000;
}
