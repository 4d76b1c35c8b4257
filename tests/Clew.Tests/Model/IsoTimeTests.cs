using System.Text;
using Clew.Model;

namespace Clew.Tests.Model;

public sealed class IsoTimeTests
{
    [Theory]
    [InlineData("1970-01-01T00:00:01Z", 1_000_000_000L)]
    [InlineData("2026-11-20T10:07:03.226Z", 1_795_169_223_226_000_000L)]
    [InlineData("2026-11-20T10:07:03.123456789Z", 1_795_169_223_123_456_789L)]
    [InlineData("2026-11-20T10:07:03.1234567899Z", 1_795_169_223_123_456_789L)]
    [InlineData("2026-11-20T10:07:03,5Z", 1_795_169_223_500_000_000L)]
    [InlineData("2026-11-20t10:07:03z", 1_795_169_223_000_000_000L)]
    [InlineData("2026-11-20T11:07:03+01:00", 1_795_169_223_000_000_000L)]
    [InlineData("2026-11-20T04:37:03.0-0530", 1_795_169_223_000_000_000L)]
    [InlineData("2026-11-20T12:07:03+02", 1_795_169_223_000_000_000L)]
    [InlineData("2026-11-20T10:07Z", 1_795_169_220_000_000_000L)]
    [InlineData("2024-02-29T00:00:00Z", 1_709_164_800_000_000_000L)]
    // Times, but beyond what a count of nanoseconds reaches.
    [InlineData("0001-01-01T00:00:00Z", 0)]
    [InlineData("9999-12-31T23:59:59.999Z", 0)]
    [InlineData("1969-12-31T23:59:59Z", 0)]
    public void A_time_is_read_to_the_nanosecond(string text, long nano)
    {
        Assert.True(IsoTime.TryParse(Encoding.UTF8.GetBytes(text), out var actual));
        Assert.Equal(nano, actual);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-20")]
    [InlineData("2026-11-20T10:07:03")]
    [InlineData("2026-11-20 10:07:03Z")]
    [InlineData("2026-13-20T10:07:03Z")]
    [InlineData("2026-00-20T10:07:03Z")]
    [InlineData("2026-02-29T10:07:03Z")]
    [InlineData("2026-02-00T10:07:03Z")]
    [InlineData("2026-11-20T24:07:03Z")]
    [InlineData("2026-11-20T10:60:03Z")]
    [InlineData("2026-11-20T10:07:60Z")]
    [InlineData("2026-11-20T10:07:03.Z")]
    [InlineData("2026-11-20T10:07:03.1ZZ")]
    [InlineData("2026-11-20T10:07:03+24:00")]
    [InlineData("2026-11-20T10:07:03+01:60")]
    [InlineData("2026-11-20T10:07:03+1")]
    [InlineData("0000-11-20T10:07:03Z")]
    [InlineData("+026-11-20T10:07:03Z")]
    [InlineData("1795169223")]
    [InlineData("tomorrow")]
    public void What_is_no_time_is_none(string text) =>
        Assert.False(IsoTime.TryParse(Encoding.UTF8.GetBytes(text), out _));
}
