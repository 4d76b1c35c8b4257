using System.Buffers.Text;

namespace Clew.Model;

/// <summary>
/// Points in time as ISO 8601 writes them, to the nanosecond: <c>2026-11-20T10:07:03.226Z</c>,
/// <c>2026-11-20T11:07+01:00</c>. The framework's own parser stops at 100 ns and guesses where nothing is said.
/// </summary>
static class IsoTime
{
    const long Second = 1_000_000_000;
    const int FractionDigits = 9;

    // A little less than what a long holds, so that a sum does not run over.
    const long LastSecond = (long.MaxValue / Second) - 1;

    /// <summary>
    /// False if the text is not a date and a time with <c>Z</c> or an offset. What comes after the nanoseconds is cut.
    /// </summary>
    /// <param name="unixNano">0 for a moment before 1970 or after 2262, which is a time but none of ours.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out long unixNano)
    {
        unixNano = 0;
        if (
            !TryDigits(ref text, 4, out var year)
            || !TrySkip(ref text, "-"u8)
            || !TryDigits(ref text, 2, out var month)
            || !TrySkip(ref text, "-"u8)
            || !TryDigits(ref text, 2, out var day)
            || !TrySkip(ref text, "Tt"u8)
            || !TryDigits(ref text, 2, out var hour)
            || !TrySkip(ref text, ":"u8)
            || !TryDigits(ref text, 2, out var minute)
            || year == 0
            || month is 0 or > 12
            || day == 0
            || day > DateTime.DaysInMonth(year, month)
            || hour > 23
            || minute > 59
            || !TrySeconds(ref text, out var second, out var nano)
            || !TryOffset(text, out var offset)
        )
        {
            return false;
        }

        var date = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        var seconds = ((date - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond) - offset;
        unixNano = seconds is >= 0 and <= LastSecond ? (seconds * Second) + nano : 0;
        return true;
    }

    static bool TrySeconds(ref ReadOnlySpan<byte> text, out int second, out long nano)
    {
        (second, nano) = (0, 0);
        if (!TrySkip(ref text, ":"u8))
        {
            return true;
        }

        if (!TryDigits(ref text, 2, out second) || second > 59)
        {
            return false;
        }

        if (!TrySkip(ref text, ".,"u8))
        {
            return true;
        }

        var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? text.Length : digits;
        for (var i = 0; i < FractionDigits; i++)
        {
            nano = (nano * 10) + (i < digits ? text[i] - '0' : 0);
        }

        text = text[digits..];
        return digits > 0;
    }

    /// <param name="offset">Seconds to the east.</param>
    static bool TryOffset(ReadOnlySpan<byte> text, out int offset)
    {
        offset = 0;
        if (TrySkip(ref text, "Zz"u8))
        {
            return text.IsEmpty;
        }

        var sign = text.StartsWith("-"u8) ? -1 : 1;
        if (!TrySkip(ref text, "+-"u8) || !TryDigits(ref text, 2, out var hours) || hours > 23)
        {
            return false;
        }

        offset = sign * hours * 3600;
        if (text.IsEmpty)
        {
            return true;
        }

        TrySkip(ref text, ":"u8);
        if (!TryDigits(ref text, 2, out var minutes) || minutes > 59)
        {
            return false;
        }

        offset += sign * minutes * 60;
        return text.IsEmpty;
    }

    static bool TryDigits(ref ReadOnlySpan<byte> text, int count, out int value)
    {
        value = 0;
        if (
            text.Length < count
            || text[..count].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || !Utf8Parser.TryParse(text[..count], out value, out _)
        )
        {
            return false;
        }

        text = text[count..];
        return true;
    }

    static bool TrySkip(ref ReadOnlySpan<byte> text, ReadOnlySpan<byte> oneOf)
    {
        if (text.IsEmpty || !oneOf.Contains(text[0]))
        {
            return false;
        }

        text = text[1..];
        return true;
    }
}
