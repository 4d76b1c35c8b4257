using System.Globalization;

namespace Clew.Api;

/// <summary>The parameters of a trace list, as text and as a query.</summary>
static class TraceListParameters
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;

    /// <summary>Unix nanoseconds, or RFC 3339. Null text gives null.</summary>
    public static bool TryParseTime(string? text, out long? nano)
    {
        nano = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            nano = number;
            return true;
        }

        // Without a zone a time could mean anything; RFC 3339 demands one.
        const string Zoned = "Zz+-";
        if (
            text.Length > 19
            && text.AsSpan(19).IndexOfAny(Zoned) >= 0
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        )
        {
            nano = (time - DateTimeOffset.UnixEpoch).Ticks * 100;
            return true;
        }

        return false;
    }

    /// <summary>False if it is not a number within bounds. Null text gives the default.</summary>
    public static bool TryParseLimit(string? text, out int limit)
    {
        limit = DefaultLimit;
        return text is null || (int.TryParse(text, out limit) && limit is >= 1 and <= MaxLimit);
    }
}
