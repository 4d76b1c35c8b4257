namespace Clew.Bench.Text;

/// <summary>A SplitMix64 generator: the same seed gives the same workload on every machine.</summary>
sealed class Rng(ulong seed)
{
    ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit) => (int)(((Next() >> 32) * (ulong)limit) >> 32);

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>A number in [0, 1).</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True in <paramref name="percent"/> of one hundred cases.</summary>
    public bool Chance(int percent) => Below(100) < percent;

    /// <summary>An exponentially distributed number with this mean: small often, large now and then.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - Fraction());

    /// <summary>A size around <paramref name="mean"/>, right-skewed as message lengths are, from 0.25 to 4 times it.</summary>
    public int Size(int mean)
    {
        // The sum of three exponentials is skewed but not wild; a third of each keeps the mean.
        double sum = Exponential(mean) + Exponential(mean) + Exponential(mean);
        return (int)Math.Clamp(sum / 3, mean / 4.0, mean * 4.0);
    }

    public T Pick<T>(T[] from) => from[Below(from.Length)];
}
