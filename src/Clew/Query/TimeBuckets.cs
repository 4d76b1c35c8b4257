namespace Clew.Query;

/// <summary>
/// Cuts time into buckets, one behind the other without gaps: of one length since 1970, or as a calendar has them.
/// Days, weeks and months begin at local midnight, whatever the clock does in between; weeks on Monday.
/// </summary>
sealed class TimeBuckets
{
    /// <summary>More than anybody looks at.</summary>
    public const int MaxCount = 10_000;

    const long Hour = 3_600_000_000_000;
    const long Minute = 60_000_000_000;

    // What DateTime and a zone can still move about in: years 2 to 9998 are more than nanoseconds hold.
    static readonly DateTime epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    readonly CalendarUnit? unit;
    readonly TimeZoneInfo zone;
    readonly long length;

    TimeBuckets(CalendarUnit? unit, TimeZoneInfo zone, long length) =>
        (this.unit, this.zone, this.length) = (unit, zone, length);

    /// <param name="nano">Nanoseconds, more than none.</param>
    public static TimeBuckets Every(long nano) => new(null, TimeZoneInfo.Utc, nano);

    public static TimeBuckets Of(CalendarUnit unit, TimeZoneInfo zone) => new(unit, zone, 0);

    /// <summary>The moment at which the bucket begins that a moment is in; Unix nanoseconds.</summary>
    public long StartOf(long nano)
    {
        switch (unit)
        {
            case null:
                return Floor(nano, length);
            case CalendarUnit.Minute or CalendarUnit.Hour:
                // Where a clock goes back, an hour comes twice: these are two buckets.
                var offset = OffsetAt(nano);
                var begin = Floor(nano + offset, Size) - offset;
                return OffsetAt(begin) == offset ? begin : ChangeBetween(begin, nano);
            default:
                var start = AtMidnight(FirstDay(LocalDay(nano)));
                // A day that begins twice begins with the first.
                return start <= nano ? start : AtMidnight(FirstDay(LocalDay(nano).AddDays(-1)));
        }
    }

    /// <summary>Where the bucket ends that begins at <paramref name="start"/>, and the next one begins.</summary>
    public long EndOf(long start)
    {
        switch (unit)
        {
            case null:
                return start + length;
            case CalendarUnit.Minute or CalendarUnit.Hour:
                var offset = OffsetAt(start);
                var end = Floor(start + offset, Size) + Size - offset;
                return OffsetAt(end - 1) == offset ? end : ChangeBetween(start, end - 1);
            default:
                var day = FirstDay(LocalDay(start));
                return AtMidnight(
                    unit switch
                    {
                        CalendarUnit.Day => day.AddDays(1),
                        CalendarUnit.Week => day.AddDays(7),
                        _ => day.AddMonths(1),
                    }
                );
        }
    }

    /// <summary>The starts of all buckets that have a part of the time; null if there are too many.</summary>
    public IReadOnlyList<long>? Between(long fromNano, long toNano)
    {
        var starts = new List<long>();
        for (var start = StartOf(fromNano); start < toNano; start = EndOf(start))
        {
            if (starts.Count == MaxCount)
            {
                return null;
            }

            starts.Add(start);
        }

        return starts;
    }

    long Size => unit == CalendarUnit.Hour ? Hour : Minute;

    /// <summary>The moment at which the clock was moved: a bucket that it cuts is two, or shorter.</summary>
    long ChangeBetween(long before, long after)
    {
        var offset = OffsetAt(before);
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            (before, after) = OffsetAt(middle) == offset ? (middle, after) : (before, middle);
        }

        return after;
    }

    long OffsetAt(long nano) => zone.GetUtcOffset(ToUtc(nano)).Ticks * 100;

    DateTime LocalDay(long nano) => ToUtc(nano).Add(zone.GetUtcOffset(ToUtc(nano))).Date;

    DateTime FirstDay(DateTime day) =>
        unit switch
        {
            CalendarUnit.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            CalendarUnit.Month => day.AddDays(1 - day.Day),
            _ => day,
        };

    /// <summary>The first moment of a local day: midnight, the earlier of two, or the first after one that is left out.</summary>
    long AtMidnight(DateTime day)
    {
        var local = DateTime.SpecifyKind(day, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local) && local < day.AddDays(1))
        {
            local = local.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return (DateTime.SpecifyKind(local - offset, DateTimeKind.Utc) - epoch).Ticks * 100;
    }

    static DateTime ToUtc(long nano) => epoch.AddTicks(Floor(nano, 100) / 100);

    static long Floor(long value, long size) => value - ((value % size) + size) % size;
}

/// <summary>Parts of a calendar.</summary>
enum CalendarUnit : byte
{
    Minute,
    Hour,
    Day,
    Week,
    Month,
}
