using System.Globalization;
using Clew.Host;

namespace Clew.Cli;

/// <summary>A time as people type it.</summary>
static class Moment
{
    /// <summary>
    /// <c>90m</c>, <c>36h</c>, <c>7d</c>, <c>2w</c> ago; or a date or time by ISO 8601, in the local zone if it names none.
    /// </summary>
    /// <returns>Unix nanoseconds.</returns>
    /// <exception cref="Refusal">It is neither.</exception>
    public static long Parse(string text, TimeProvider time)
    {
        var trimmed = text.Trim();
        if (
            trimmed.Length > 1
            && int.TryParse(trimmed[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && UnitOf(trimmed[^1]) is { } unit
        )
        {
            return Nanoseconds(time.GetUtcNow() - (count * unit));
        }

        // A bare number is no time; the parser would take it for an hour or a day.
        if (
            trimmed.Contains('-', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(
                trimmed,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeLocal,
                out var moment
            )
        )
        {
            return Nanoseconds(moment);
        }

        throw new Refusal($"'{text}' is not a time; use 7d, 36h, 90m, 2026-11-01 or 2026-11-01T08:00Z.");
    }

    static TimeSpan? UnitOf(char letter) =>
        letter switch
        {
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            'w' => TimeSpan.FromDays(7),
            _ => null,
        };

    static long Nanoseconds(DateTimeOffset moment) =>
        Math.Max(0, (moment - DateTimeOffset.UnixEpoch).Ticks) * TimeSpan.NanosecondsPerTick;
}
