namespace Clew.Tests.Sdk;

public sealed class OptionsTests
{
    static ClewClientOptions Of(params (string Name, string Value)[] variables) =>
        ClewClientOptions.FromEnvironment(variables.ToDictionary(pair => pair.Name, pair => pair.Value));

    [Fact]
    public void Without_variables_it_is_the_server_on_this_machine_without_keys() =>
        Assert.Equal((new Uri("http://127.0.0.1:4318"), null, null), (Of().Host, Of().PublicKey, Of().SecretKey));

    [Fact]
    public void Ours_win_and_pairs_are_not_mixed()
    {
        var options = Of(
            ("LANGFUSE_HOST", "https://other.example"),
            ("CLEW_HOST", "https://clew.example"),
            ("LANGFUSE_PUBLIC_KEY", "pk-theirs"),
            ("LANGFUSE_SECRET_KEY", "sk-theirs"),
            ("CLEW_SECRET_KEY", "sk-ours")
        );
        Assert.Equal(new Uri("https://clew.example"), options.Host);
        Assert.Equal((null, "sk-ours"), (options.PublicKey, options.SecretKey));
    }

    [Theory]
    [InlineData("LANGFUSE_HOST")]
    [InlineData("LANGFUSE_BASE_URL")]
    [InlineData("LANGFUSE_BASEURL")]
    public void Langfuse_names_are_read(string name) =>
        Assert.Equal(new Uri("https://x.example"), Of((name, " https://x.example ")).Host);

    [Theory]
    [InlineData("example.org")]
    [InlineData("ftp://example.org")]
    [InlineData("https://pk:sk@example.org")]
    public void An_address_that_is_none_is_told(string host) =>
        Assert.Equal(ClewErrorKind.Usage, Assert.Throws<ClewException>(() => Of(("CLEW_HOST", host))).Kind);
}
