namespace Clew.Bench.Load;

/// <summary>Percentiles in milliseconds, exact (every value is kept).</summary>
sealed record Latency(int Count, double P50, double P90, double P99, double P999, double Max)
{
    public static Latency Of(double[] milliseconds)
    {
        if (milliseconds.Length == 0)
            return new Latency(0, 0, 0, 0, 0, 0);
        Array.Sort(milliseconds);
        return new Latency(milliseconds.Length, At(0.5), At(0.9), At(0.99), At(0.999), milliseconds[^1]);

        double At(double share) => milliseconds[(int)Math.Min(milliseconds.Length - 1, share * milliseconds.Length)];
    }
}
