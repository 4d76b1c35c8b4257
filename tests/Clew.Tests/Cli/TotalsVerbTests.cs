namespace Clew.Tests.Cli;

public sealed class TotalsVerbTests : ClientFixture
{
    const string Answer = """
        {"subject":"spans","measures":[{"name":"count","unit":null},{"name":"cost","unit":"USD"},{"name":"p95","unit":"s"}],
         "groups":["model"],"bucketsUnixNano":[],
         "rows":[{"key":["gpt"],"values":[12,0.25,1.5],"buckets":[]},{"key":[null],"values":[3,null,0.5],"buckets":[]}],
         "other":{"groups":7,"values":[70,1,2],"buckets":[]},
         "all":{"key":[],"values":[85,1.25,1.9],"buckets":[]},"exact":false,"error":0.01}
        """;

    [Fact]
    public async Task Totals_are_a_table_that_says_what_is_not_exact()
    {
        Api.On("GET /api/v1/totals", Answer);
        var (code, output, error) = await RunAsync([
            "totals",
            "--subject",
            "spans",
            "-q",
            "user:42",
            "--group",
            "model",
            "--measure",
            "count",
            "cost",
            "p95",
            "--tz",
            "UTC",
        ]);
        Assert.Equal(0, code);
        Assert.Contains(
            "subject=spans&q=user%3A42&tz=UTC&group=model&measure=count&measure=cost&measure=p95",
            Api.Requests[^1].Path,
            StringComparison.Ordinal
        );
        Assert.Equal(
            [
                "MODEL COUNT COST P95",
                "gpt 12 $0.25 1.5 s",
                "– 3 500 ms",
                "(7 others) 70 $1 2.0 s",
                "(all) 85 $1.25 1.9 s",
            ],
            Lines(output)
        );
        Assert.Contains("right to 1 %", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_are_a_table_with_the_way_to_the_next_page()
    {
        Api.On(
            "GET /api/v1/users",
            """{"users":[{"id":"anna","firstUnixNano":"0","lastUnixNano":"1000000000","traceCount":2,"errorCount":1,"sessionCount":1,"usage":{"totalTokens":5},"cost":null}],"nextCursor":"abc"}"""
        );
        var (code, output, _) = await RunAsync("users", "--order", "cost");
        Assert.Equal(0, code);
        Assert.Contains("anna", output, StringComparison.Ordinal);
        Assert.Contains("More: --cursor abc", output, StringComparison.Ordinal);
        Assert.EndsWith("/api/v1/users?order=cost", Api.Requests[^1].Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_server_is_not_asked()
    {
        Api.IsClew = false;
        var (code, _, error) = await RunAsync("totals");
        Assert.Equal(1, code);
        Assert.Contains("is not Clew and adds nothing up", error, StringComparison.Ordinal);
    }

    static IEnumerable<string> Lines(string table) =>
        table
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
