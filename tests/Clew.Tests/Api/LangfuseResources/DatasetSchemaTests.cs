namespace Clew.Tests.Api.LangfuseResources;

/// <summary>What a dataset's schema lets in.</summary>
public sealed class DatasetSchemaTests(LangfuseServer server) : IClassFixture<LangfuseServer>
{
    /// <summary>Tests share a server, so each has a dataset of its own.</summary>
    readonly string name = "d" + Guid.NewGuid().ToString("N");

    [Theory]
    [InlineData(
        """{"type":"object","required":["q"]}""",
        "{}",
        "input is not as the dataset's schema wants it: q is missing."
    )]
    [InlineData(
        """{"properties":{"n":{"type":["integer","null"]}}}""",
        """{"n":1.5}""",
        "n must be of type integer or null."
    )]
    [InlineData("""{"items":{"enum":["a","b"]}}""", """["a","c"]""", """1 must be one of ["a","b"].""")]
    [InlineData(
        """{"additionalProperties":false,"properties":{"a":true}}""",
        """{"a":1,"b":1}""",
        "b must not be there."
    )]
    [InlineData("""{"const":{"a":[1]}}""", """{"a":[2]}""", """it must be {"a":[1]}.""")]
    public async Task APlainSchemaIsEnforced(string schema, string input, string issue)
    {
        await server.AskAsync("POST", "v2/datasets", $$"""{"name":"{{name}}","inputSchema":{{schema}}}""");
        Assert.Contains(
            issue,
            await server.IssuesAsync("POST", "dataset-items", $$"""{"datasetName":"{{name}}","input":{{input}}}"""),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        """{"type":"object","properties":{"q":{"type":"integer","title":"Q"}},"required":["q"]}""",
        """{"q":2.0}"""
    )]
    [InlineData("""{"type":"object","patternProperties":{"^x":{"type":"string"}}}""", """ "not even an object" """)]
    [InlineData("""{"type":"string"}""", "null")]
    public async Task ASchemaLetsThroughWhatFitsAndWhatItCannotJudge(string schema, string input)
    {
        await server.AskAsync("POST", "v2/datasets", $$"""{"name":"{{name}}","inputSchema":{{schema}}}""");
        Assert.Equal(schema, (await server.GetAsync($"v2/datasets/{name}")).GetProperty("inputSchema").GetRawText());
        var (status, body) = await server.AskAsync(
            "POST",
            "dataset-items",
            $$"""{"datasetName":"{{name}}","input":{{input}}}"""
        );
        Assert.True(status == 200, body.ToString());
    }

    [Fact]
    public async Task ASchemaThatItemsDoNotKeepToIsRefused()
    {
        await server.AskAsync("POST", "v2/datasets", $$"""{"name":"{{name}}"}""");
        foreach (
            var (id, input, status) in new[]
            {
                ("good", "{}", "ACTIVE"),
                ("bad", "1", "ACTIVE"),
                ("old", "2", "ARCHIVED"),
            }
        )
        {
            await server.AskAsync(
                "POST",
                "dataset-items",
                $$"""{"datasetName":"{{name}}","id":"{{id}}-{{name}}","input":{{input}},"status":"{{status}}"}"""
            );
        }

        var schema = $$"""{"inputSchema":{"type":"object"},"name":"{{name}}"}""";
        Assert.Equal(
            $"inputSchema: The item 'bad-{name}' does not fit: input: it must be of type object.",
            await server.IssuesAsync("POST", "v2/datasets", schema)
        );
        var kept = await server.GetAsync($"v2/datasets/{name}");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, kept.GetProperty("inputSchema").ValueKind);
        await server.AskAsync("DELETE", $"dataset-items/bad-{name}");
        Assert.Equal(200, (await server.AskAsync("POST", "v2/datasets", schema)).Status);
    }
}
