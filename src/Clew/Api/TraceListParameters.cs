using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Clew.Model;
using Clew.Store;

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

    /// <summary>A cursor is opaque to callers: start and id, in Base64.</summary>
    public static string Write(TraceCursor cursor) =>
        Base64Url.EncodeToString(
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{cursor.StartNano}/{cursor.Id}"))
        );

    public static bool TryRead(string? text, out TraceCursor? cursor)
    {
        cursor = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        // The decoder throws for anything else, its name notwithstanding.
        var bytes = new byte[text.Length];
        if (!Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written))
        {
            return false;
        }

        var parts = Encoding.UTF8.GetString(bytes, 0, written).Split('/', 2);
        if (
            parts.Length != 2
            || !long.TryParse(parts[0], CultureInfo.InvariantCulture, out var start)
            || !TraceId.TryParse(parts[1], out var id)
        )
        {
            return false;
        }

        cursor = new(start, id);
        return true;
    }
}
