using System.Globalization;
using Clew.Model;

namespace Clew.Dialects.Parsing;

/// <summary>Points in time as senders write them into attributes.</summary>
static class Times
{
    const long Year1971 = 31_536_000L * 1_000_000_000;

    /// <summary>
    /// <c>2026-11-20T10:07:03.226Z</c>, also as a JSON string within the string, as Unix nanoseconds. Without an offset
    /// it is UTC.
    /// </summary>
    public static bool TryUnixNano(in Value value, out long nano)
    {
        nano = 0;
        if (value.Kind != ValueKind.String || value.Utf8.Length > 64)
        {
            return false;
        }

        // The framework loses what is below 100 ns, but reads more than ISO 8601.
        if (IsoTime.TryParse(value.Utf8.Trim(" \""u8), out nano) && nano >= Year1971)
        {
            return true;
        }

        nano = 0;
        var text = value.Text.AsSpan().Trim().Trim('"');
        if (
            !DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var time
            ) || time.Year is < 1971 or > 2261
        )
        {
            return false;
        }

        nano = (time.Ticks - DateTimeOffset.UnixEpoch.Ticks) * 100;
        return true;
    }
}
