using Clew.Host.Options;

namespace Clew.Tests.Host;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:4318", "127.0.0.1:4318")]
    [InlineData("127.0.0.1:0", "127.0.0.1:0")]
    [InlineData("localhost:80", "127.0.0.1:80")]
    [InlineData("LocalHost:80", "127.0.0.1:80")]
    [InlineData("[::1]:4318", "[::1]:4318")]
    [InlineData("[::]:65535", "[::]:65535")]
    [InlineData("*:1", "0.0.0.0:1")]
    [InlineData("0.0.0.0:1", "0.0.0.0:1")]
    public void Reads(string text, string expected)
    {
        Assert.Null(ListenAddress.Parse(text, out var address));
        Assert.Equal(expected, address.ToString());
    }

    [Theory]
    [InlineData("", "needs a port")]
    [InlineData("4318", "needs a port")]
    [InlineData("127.0.0.1", "needs a port")]
    [InlineData("127.0.0.1:", "needs a port")]
    [InlineData("127.0.0.1:65536", "needs a port")]
    [InlineData("127.0.0.1:-1", "needs a port")]
    [InlineData("127.0.0.1:+1", "needs a port")]
    [InlineData(":4318", "needs an address before the colon")]
    [InlineData("example.com:4318", "needs an IP address")]
    [InlineData("::1:4318", "needs an IP address")]
    [InlineData("[127.0.0.1]:4318", "needs an IP address")]
    [InlineData("127.1:4318", "needs an IP address")]
    public void Says_what_is_wrong(string text, string complaint) =>
        Assert.StartsWith(complaint, ListenAddress.Parse(text, out _)!, StringComparison.Ordinal);

    [Theory]
    [InlineData("67108864", 67108864)]
    [InlineData("64MiB", 67108864)]
    [InlineData("64 mb", 67108864)]
    [InlineData("1g", 1073741824)]
    [InlineData("2k ", 2048)]
    [InlineData("0", 0)]
    public void Reads_sizes(string text, long expected)
    {
        Assert.True(ByteSize.TryParse(text, out var bytes));
        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MiB")]
    [InlineData("-1")]
    [InlineData("1.5g")]
    [InlineData("1 tb")]
    [InlineData("9999999999g")]
    public void Refuses_what_is_no_size(string text) => Assert.False(ByteSize.TryParse(text, out _));
}
