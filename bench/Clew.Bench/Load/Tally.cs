using System.Diagnostics;

namespace Clew.Bench.Load;

/// <summary>What one connection saw. Merged at the end, so that nothing is shared while the load runs.</summary>
sealed class Tally
{
    readonly List<long> _ticks = new(100_000);
    readonly SortedDictionary<int, long> _failures = [];

    public long Spans { get; private set; }

    /// <summary>Body bytes acknowledged, before compression.</summary>
    public long Bytes { get; private set; }

    /// <summary>Body bytes on the wire, after compression.</summary>
    public long WireBytes { get; private set; }

    /// <summary>Answers of 200 with a body: partial success.</summary>
    public long Partial { get; private set; }

    public IReadOnlyDictionary<int, long> Failures => _failures;

    public void Acknowledged(int spans, int bytes, int wireBytes, bool partial, long ticks)
    {
        Spans += spans;
        Bytes += bytes;
        WireBytes += wireBytes;
        Partial += partial ? 1 : 0;
        _ticks.Add(ticks);
    }

    public void Failed(int status) => _failures[status] = _failures.GetValueOrDefault(status) + 1;

    public void Add(Tally other)
    {
        Spans += other.Spans;
        Bytes += other.Bytes;
        WireBytes += other.WireBytes;
        Partial += other.Partial;
        _ticks.AddRange(other._ticks);
        foreach ((int status, long count) in other._failures)
            _failures[status] = _failures.GetValueOrDefault(status) + count;
    }

    /// <summary>How long acknowledgements took.</summary>
    public Latency Latency() =>
        Load.Latency.Of([.. _ticks.Select(t => Stopwatch.GetElapsedTime(0, t).TotalMilliseconds)]);
}
