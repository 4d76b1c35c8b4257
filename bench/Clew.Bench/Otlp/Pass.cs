using Clew.Bench.Text;

namespace Clew.Bench.Otlp;

/// <summary>
/// What one pass over the tape adds to ids and times. All requests of a pass share it, so parents still meet their
/// children; random 64-bit masks keep passes apart.
/// </summary>
readonly record struct Pass(ulong TraceLow, ulong TraceHigh, ulong Span, long ShiftNanos)
{
    /// <param name="seed">The seed of the workload.</param>
    /// <param name="number">0 is the tape as it was written.</param>
    /// <param name="tapeNanos">How much time one tape covers.</param>
    public static Pass Number(ulong seed, long number, long tapeNanos)
    {
        if (number == 0)
            return default;
        Rng rng = new(seed ^ ((ulong)number * 0xA24BAED4963EE407));
        return new Pass(rng.Next(), rng.Next(), rng.Next(), number * tapeNanos);
    }
}
