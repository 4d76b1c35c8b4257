using System.Globalization;

namespace Clew.Query.Language;

/// <summary>A stretch of time: a day, a minute, or a single moment.</summary>
/// <param name="From">Unix nanoseconds, inclusive.</param>
/// <param name="To">Exclusive; null if it has no end.</param>
/// <param name="IsMoment">It was written to the nanosecond, or is counted from now.</param>
readonly record struct Stretch(long From, long? To, bool IsMoment = false);

/// <summary>Times as people write them: by the calendar, counted from now, or as a Unix time.</summary>
static class Moments
{
    public const string Expected =
        "a time such as 2026-11-20, 2026-11-20T14:30, 2026-11-20T14:30:00Z, -2h, now, today, yesterday or last24h";

    const long Second = 1_000_000_000;

    // What fits into nanoseconds, to the year.
    const int FirstYear = 1678;
    const int LastYear = 2261;

    static readonly (string Format, int Length)[] formats =
    [
        ("yyyy-MM", 7),
        ("yyyy-MM-dd", 10),
        ("yyyy-MM-dd'T'HH:mm", 16),
        ("yyyy-MM-dd'T'HH:mm:ss", 19),
    ];

    /// <summary>Null for what is no time.</summary>
    public static Stretch? Read(string text, QueryClock clock) =>
        Word(text.ToLowerInvariant(), clock) ?? Unix(text) ?? Calendar(text, clock.Zone);

    static Stretch? Word(string word, QueryClock clock)
    {
        var now = clock.NowNano;
        switch (word)
        {
            case "now":
                return new(now, now, true);
            case "today":
                return Day(now, 0, clock.Zone);
            case "yesterday":
                return Day(now, -1, clock.Zone);
            case "tomorrow":
                return Day(now, 1, clock.Zone);
            case ['l', 'a', 's', 't', .. var back] when Length(back) is > 0 and var length:
                return new(Shift(now, -length), null);
            case ['n', 'o', 'w', ('-' or '+') and var sign, .. var way] when Length(way) is { } length:
                return At(Shift(now, sign == '-' ? -length : length));
            case ['-', .. var ago] when Length(ago) is { } length:
                return At(Shift(now, -length));
            default:
                return null;
        }

        static Stretch At(long nano) => new(nano, nano, true);

        // A bare number would be seconds, which nobody means here.
        static long? Length(string text) =>
            text.Length > 0 && char.IsLetter(text[^1]) && text[0] != '-' ? (long?)Numbers.Duration(text)?.Number : null;
    }

    static long Shift(long nano, long by) => (long)Math.Clamp((decimal)nano + by, long.MinValue, long.MaxValue);

    static Stretch Day(long now, int days, TimeZoneInfo zone)
    {
        var here = TimeZoneInfo.ConvertTime(DateTimeOffset.UnixEpoch.AddTicks(now / 100), zone).Date.AddDays(days);
        return new(NanoOf(here, zone), NanoOf(here.AddDays(1), zone));
    }

    /// <summary>Seconds, milliseconds, microseconds or nanoseconds: which, the number of digits tells.</summary>
    static Stretch? Unix(string text)
    {
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var nano = text.Length switch
        {
            10 => number * Second,
            13 => number * 1_000_000,
            16 => number * 1_000,
            19 => number,
            _ => (long?)null,
        };
        return nano is { } n ? new(n, n, true) : null;
    }

    static Stretch? Calendar(string text, TimeZoneInfo zone)
    {
        text = text.Replace(' ', 'T');
        var (wall, offset) = WithoutOffset(text);
        var dot = wall.IndexOfAny(['.', ',']);
        var (whole, fraction) = dot < 0 ? (wall, null) : (wall[..dot], wall[(dot + 1)..]);
        var known = formats.FirstOrDefault(f => f.Length == whole.Length);
        if (
            known.Format is null
            || (offset is not null && whole.Length < 16)
            || (fraction is not null && (whole.Length != 19 || Fraction(fraction) is null))
            || !DateTime.TryParseExact(
                whole,
                known.Format,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time
            )
            || time.Year is < FirstYear or > LastYear
        )
        {
            return null;
        }

        if (fraction is not null)
        {
            var nano = At(time) + Fraction(fraction)!.Value;
            return new(nano, nano, true);
        }

        return new(
            At(time),
            whole.Length switch
            {
                7 => At(time.AddMonths(1)),
                10 => At(time.AddDays(1)),
                16 => At(time) + (60 * Second),
                _ => At(time) + Second,
            }
        );

        long At(DateTime t) => offset is { } o ? NanoOf(t, o) : NanoOf(t, zone);
    }

    /// <summary>Z, +01:00 or -0500 at the end, behind a time of day.</summary>
    static (string Wall, TimeSpan? Offset) WithoutOffset(string text)
    {
        if (text.EndsWith('Z') || text.EndsWith('z'))
        {
            return (text[..^1], TimeSpan.Zero);
        }

        var sign = text.Length > 16 ? text.LastIndexOfAny(['+', '-']) : -1;
        if (sign < 16)
        {
            return (text, null);
        }

        var digits = text[(sign + 1)..].Replace(":", "", StringComparison.Ordinal);
        if (
            digits.Length != 4
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number > 1400
            || number % 100 > 59
        )
        {
            return (text, null);
        }

        var offset = new TimeSpan(number / 100, number % 100, 0);
        return (text[..sign], text[sign] == '-' ? -offset : offset);
    }

    static long? Fraction(string digits) =>
        digits.Length is >= 1 and <= 9
        && long.TryParse(digits.PadRight(9, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out var nano)
            ? nano
            : null;

    // A time that a change of clocks leaves out, or gives twice, is taken by the usual offset.
    static long NanoOf(DateTime wall, TimeZoneInfo zone) => NanoOf(wall, zone.GetUtcOffset(wall));

    static long NanoOf(DateTime wall, TimeSpan offset) => (wall.Ticks - offset.Ticks - DateTime.UnixEpoch.Ticks) * 100;
}
