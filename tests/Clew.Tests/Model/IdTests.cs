using Clew.Model;

namespace Clew.Tests.Model;

public sealed class IdTests
{
    [Theory]
    [InlineData("0af7651916cd43dd8448eb211c80319c", true)]
    [InlineData("0AF7651916CD43DD8448EB211C80319C", false)]
    [InlineData("trace-123", false)]
    [InlineData("0af7651916cd43dd8448eb211c80319:", false)]
    [InlineData("00000000000000000000000000000000", false)]
    public void ATraceIdComesBackAsItWasWritten(string text, bool binary)
    {
        Assert.True(TraceId.TryParse(text, out var id));
        Assert.Equal(text, id.ToString());
        Assert.Equal(binary, id.IsBinary);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("a\u0000b")]
    [InlineData("line\nbreak")]
    public void AnIdWithoutCharactersOrWithControlCharactersIsRefused(string? text)
    {
        Assert.False(TraceId.TryParse(text, out _));
        Assert.False(SpanId.TryParse(text, out _));
    }

    [Fact]
    public void AnIdMayHave800CharactersAndNotOneMore()
    {
        Assert.True(TraceId.TryParse(new string('x', 800), out _));
        Assert.False(TraceId.TryParse(new string('x', 801), out _));
    }

    [Fact]
    public void AnOtlpSpanIdIsEqualToItsHexText()
    {
        Assert.True(SpanId.TryFromBytes([0x8f, 0xec, 0x58, 0x05, 0x36, 0xa1, 0x15, 0xcb], out var binary));
        Assert.True(SpanId.TryParse("8fec580536a115cb", out var parsed));
        Assert.Equal(binary, parsed);
        Assert.Equal("8fec580536a115cb", binary.ToString());
    }
}
