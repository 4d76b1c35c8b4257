using System.Globalization;
using Clew.Query;

namespace Clew.Tests.Query;

public sealed class TimeBucketsTests
{
    [Theory]
    // The clock goes forward at 02:00 and back at 03:00; the day has 23 and 25 hours.
    [InlineData("Day", "Europe/Berlin", "2026-03-29T10:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData("Day", "Europe/Berlin", "2026-10-25T10:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")]
    // Midnight is left out: the day begins at one.
    [InlineData("Day", "Africa/Cairo", "2026-04-24T10:00:00Z", "2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z")]
    // Midnight comes twice: the day begins with the first.
    [InlineData("Day", "America/Havana", "2026-11-01T04:30:00Z", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")]
    [InlineData("Day", "America/Havana", "2026-11-01T05:30:00Z", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")]
    // Half an hour beside the others.
    [InlineData("Hour", "Asia/Kolkata", "2026-11-20T10:10:00Z", "2026-11-20T09:30:00Z", "2026-11-20T10:30:00Z")]
    // The hour comes twice.
    [InlineData("Hour", "Europe/Berlin", "2026-10-25T00:10:00Z", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z")]
    [InlineData("Hour", "Europe/Berlin", "2026-10-25T01:10:00Z", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z")]
    [InlineData("Week", "UTC", "2026-11-22T23:59:59Z", "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z")]
    [InlineData("Month", "Europe/Berlin", "2026-03-31T22:30:00Z", "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z")]
    [InlineData("Minute", "UTC", "1969-12-31T23:59:30Z", "1969-12-31T23:59:00Z", "1970-01-01T00:00:00Z")]
    public void AMomentIsInTheBucketOfItsCalendar(string unit, string zone, string moment, string start, string end)
    {
        var buckets = TimeBuckets.Of(Enum.Parse<CalendarUnit>(unit), TimeZoneInfo.FindSystemTimeZoneById(zone));
        var first = buckets.StartOf(Nano(moment));
        Assert.Equal((Nano(start), Nano(end)), (first, buckets.EndOf(first)));
        Assert.Equal(first, buckets.StartOf(first));
        Assert.Equal(first, buckets.StartOf(Nano(end) - 1));
        Assert.Equal(Nano(end), buckets.StartOf(Nano(end)));
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Havana")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Kathmandu")]
    public void BucketsFollowEachOtherWithoutGaps(string zone)
    {
        foreach (var unit in Enum.GetValues<CalendarUnit>().Skip(1))
        {
            var buckets = TimeBuckets.Of(unit, TimeZoneInfo.FindSystemTimeZoneById(zone));
            var starts = buckets.Between(Nano("2026-01-01T00:00:00Z"), Nano("2026-12-31T00:00:00Z"))!;
            foreach (var (start, next) in starts.Zip(starts.Skip(1)))
            {
                Assert.True(start < next);
                Assert.Equal(
                    (start, start, next),
                    (buckets.StartOf(start), buckets.StartOf(next - 1), buckets.StartOf(next))
                );
            }
        }
    }

    [Fact]
    public void TooManyAreNone()
    {
        Assert.Null(TimeBuckets.Every(1).Between(0, TimeBuckets.MaxCount + 1));
        Assert.Equal(TimeBuckets.MaxCount, TimeBuckets.Every(1).Between(0, TimeBuckets.MaxCount)!.Count);
        Assert.Equal([-5, 0], TimeBuckets.Every(5).Between(-3, 4)!);
    }

    static long Nano(string time) =>
        (DateTimeOffset.Parse(time, CultureInfo.InvariantCulture) - DateTimeOffset.UnixEpoch).Ticks * 100;
}
