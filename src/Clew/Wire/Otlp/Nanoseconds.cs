namespace Clew.Wire.Otlp;

/// <summary>OTLP times are unsigned, ours are signed: they end in the year 2262.</summary>
static class Nanoseconds
{
    public static long Read(ulong value, string what, List<string> warnings)
    {
        if (value <= long.MaxValue)
        {
            return (long)value;
        }

        // One sentence per span is enough; a hostile one can have a million events.
        if (warnings.Count < 16)
        {
            warnings.Add($"The {what} ({value} ns) is after the year 2262; the latest possible time is shown.");
        }

        return long.MaxValue;
    }
}
