using Clew.Cli;
using Clew.Host;

namespace Clew.Tests.Cli;

public sealed class MomentTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("90m", "2026-11-20T10:30:00Z")]
    [InlineData("36h", "2026-11-19T00:00:00Z")]
    [InlineData(" 7d ", "2026-11-13T12:00:00Z")]
    [InlineData("2w", "2026-11-06T12:00:00Z")]
    [InlineData("2026-11-01T08:00Z", "2026-11-01T08:00:00Z")]
    [InlineData("2026-11-01T08:00:00+02:00", "2026-11-01T06:00:00Z")]
    [InlineData("1960-01-01T00:00Z", "1970-01-01T00:00:00Z")]
    public void A_time_is_read(string text, string expected) =>
        Assert.Equal(
            DateTimeOffset.Parse(expected, null).ToUnixTimeSeconds(),
            Moment.Parse(text, new StandingClock(Now)) / 1_000_000_000
        );

    [Fact]
    public void A_date_is_the_local_midnight() =>
        Assert.Equal(
            new DateTimeOffset(new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Local)).ToUnixTimeSeconds(),
            Moment.Parse("2026-11-01", new StandingClock(Now)) / 1_000_000_000
        );

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("d")]
    [InlineData("7x")]
    [InlineData("-7d")]
    [InlineData("soon")]
    [InlineData("2026-13-01")]
    public void Anything_else_is_refused_with_examples(string text) =>
        Assert.Contains(
            "is not a time; use 7d",
            Assert.Throws<Refusal>(() => Moment.Parse(text, new StandingClock(Now))).Message,
            StringComparison.Ordinal
        );

    sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
