namespace Clew.Tests.Cli;

public sealed class QueryFlagTests : ClientFixture
{
    const string Mistake = """
        {"type":"t","title":"Bad request","status":400,"code":"bad_query","detail":"There is no field 'tokns'.",
         "position":8,"length":5,"suggestion":"tokens"}
        """;

    [Fact]
    public async Task TheQueryAndTheZoneAreSent()
    {
        Api.On("GET /traces", """{"data":[],"meta":{"page":1,"totalItems":0,"totalPages":0}}""");
        var (code, output, _) = await RunAsync("traces", "list", "-q", "cost>0.05 \"a b\"", "--user", "ann");
        Assert.Equal((0, "Total traces: 0\n"), (code, output));
        var path = Api.Requests.Single(asked => asked.Path.Contains("/traces", StringComparison.Ordinal)).Path;
        Assert.Contains("&userId=ann", path.Replace('?', '&'), StringComparison.Ordinal);
        Assert.Contains("&q=cost%3E0.05%20%22a%20b%22", path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SpansAreListed()
    {
        Api.On(
            "GET /observations",
            """{"data":[{"id":"s","traceId":"t","type":"TOOL","name":"search","latency":2}],"meta":{"totalItems":1}}"""
        );
        var (code, output, _) = await RunAsync("spans", "-q", "type:tool");
        Assert.Equal(0, code);
        Assert.Contains("search", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("traces", "/traces")]
    [InlineData("spans", "/observations")]
    public async Task AMistakeHasACaretUnderIt(string verb, string path)
    {
        Api.On("GET " + path, Mistake, 400);
        var (code, _, error) = await RunAsync(verb, "list", "--query", "user:42 tokns>5");
        Assert.Equal(1, code);
        Assert.Equal("Error: There is no field 'tokns'.\n  user:42 tokns>5\n          ^^^^^\n", error);
    }

    [Fact]
    public async Task AnotherServerIsNotAskedForEverything()
    {
        Api.IsClew = false;
        var (code, _, error) = await RunAsync("traces", "list", "-q", "a");
        Assert.Equal(1, code);
        Assert.Contains("does not know the filter language", error, StringComparison.Ordinal);
        Assert.DoesNotContain(Api.Requests, asked => asked.Path.Contains("/traces", StringComparison.Ordinal));
    }
}
