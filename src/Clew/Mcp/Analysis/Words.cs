using System.Globalization;

namespace Clew.Mcp.Analysis;

/// <summary>Quantities as people read them, and short.</summary>
static class Words
{
    public static string Duration(double? seconds) =>
        seconds switch
        {
            null => "running",
            < 0.001 => "0ms",
            < 1 => Text($"{seconds * 1000:0}ms"),
            < 60 => Text($"{seconds:0.##}s"),
            < 3600 => Text($"{Math.Floor(seconds.Value / 60):0}m{seconds % 60:0}s"),
            _ => Text($"{Math.Floor(seconds.Value / 3600):0}h{Math.Floor(seconds.Value % 3600 / 60):0}m"),
        };

    public static string Dollars(double cost) => cost < 0.01 ? Text($"${cost:0.######}") : Text($"${cost:0.00##}");

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Count(long count) => Text($"{count:N0}");

    public static string Tokens(long? input, long? output) => Text($"{input ?? 0:N0}→{output ?? 0:N0} tokens");

    static string Text(FormattableString text) => FormattableString.Invariant(text);
}
