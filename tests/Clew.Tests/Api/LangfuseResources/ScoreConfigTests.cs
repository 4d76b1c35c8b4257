namespace Clew.Tests.Api.LangfuseResources;

public sealed class ScoreConfigTests(LangfuseServer server) : IClassFixture<LangfuseServer>
{
    [Fact]
    public async Task AConfigIsMadeChangedListedAndWalledIn()
    {
        var made = await server.PostAsync(
            "score-configs",
            new
            {
                name = "accuracy (v1.0)",
                dataType = "NUMERIC",
                minValue = 0,
                maxValue = 1.5,
                description = "how right",
            }
        );
        var id = made.GetProperty("id").GetString();
        Assert.Equal(made.GetRawText(), (await server.GetAsync($"score-configs/{id}")).GetRawText());
        Assert.Equal(
            ("default", false),
            (made.GetProperty("projectId").GetString(), made.GetProperty("isArchived").GetBoolean())
        );
        var (status, changed) = await server.AskAsync(
            "PATCH",
            $"score-configs/{id}",
            """{"isArchived":true,"maxValue":2,"description":null}"""
        );
        Assert.Equal((200, true), (status, changed.GetProperty("isArchived").GetBoolean()));
        Assert.Equal(
            ("accuracy (v1.0)", 0, 2, "how right"),
            (
                changed.GetProperty("name").GetString(),
                changed.GetProperty("minValue").GetDouble(),
                changed.GetProperty("maxValue").GetDouble(),
                changed.GetProperty("description").GetString()
            )
        );
        var next = await server.PostAsync("score-configs", new { name = "next", dataType = "TEXT" });
        var list = await server.GetAsync("score-configs?limit=1");
        Assert.Equal(next.GetProperty("id").GetString(), list.GetProperty("data")[0].GetProperty("id").GetString());
        Assert.True(list.GetProperty("meta").GetProperty("totalItems").GetInt32() >= 2);
        Assert.Equal("[]", (await server.GetAsync("score-configs", "other")).GetProperty("data").GetRawText());
        Assert.Equal(
            (404, "LangfuseNotFoundError"),
            (await server.ErrorAsync("GET", $"score-configs/{id}", null, "other")) is var (s, e, _) ? (s, e) : default
        );
        Assert.Equal(404, (await server.ErrorAsync("PATCH", "score-configs/none", "{}")).Status);
    }

    [Fact]
    public async Task ABooleanHasItsCategoriesByItself()
    {
        var made = await server.PostAsync("score-configs", new { name = "good", dataType = "BOOLEAN" });
        Assert.Equal(
            """[{"label":"True","value":1},{"label":"False","value":0}]""",
            made.GetProperty("categories").GetRawText()
        );
    }

    [Theory]
    [InlineData("""{}""", "name: name is missing.")]
    [InlineData("""{}""", "dataType: dataType is missing.")]
    [InlineData("""{"dataType":"numeric"}""", "dataType: dataType must be one of NUMERIC, CATEGORICAL, BOOLEAN, TEXT.")]
    [InlineData("""{"name":"a/b"}""", "name: name may have letters")]
    [InlineData(
        """{"name":"123456789012345678901234567890123456"}""",
        "name: name has 36 characters; at most 35 are possible."
    )]
    [InlineData(
        """{"dataType":"NUMERIC","minValue":2,"maxValue":2}""",
        "maxValue: maxValue is 2 but must be greater than minValue, 2."
    )]
    [InlineData("""{"dataType":"NUMERIC","minValue":"2"}""", "minValue: minValue must be a number.")]
    [InlineData("""{"dataType":"NUMERIC","categories":[]}""", "categories: categories are for CATEGORICAL configs")]
    [InlineData("""{"dataType":"BOOLEAN","categories":[]}""", "categories: categories of a BOOLEAN config are always")]
    [InlineData("""{"dataType":"CATEGORICAL"}""", "categories: A CATEGORICAL config needs at least one category.")]
    [InlineData("""{"dataType":"CATEGORICAL","maxValue":1}""", "maxValue: maxValue is for NUMERIC configs")]
    [InlineData(
        """{"dataType":"CATEGORICAL","categories":[{"label":"a","value":1},{"label":"a","value":2}]}""",
        "categories: The label 'a' is there twice."
    )]
    [InlineData(
        """{"dataType":"CATEGORICAL","categories":[{"label":"a","value":1},{"label":"b","value":1}]}""",
        "categories: The value 1 is there twice."
    )]
    [InlineData(
        """{"dataType":"CATEGORICAL","categories":[{"label":"","value":1},{"label":"b"}]}""",
        "categories.1.value: value is missing."
    )]
    [InlineData(
        """{"dataType":"CATEGORICAL","categories":[{"label":"","value":1},{"label":"b"}]}""",
        "categories.0.label: label must have at least one character."
    )]
    [InlineData("""[]""", ": The body must be a JSON object.")]
    public async Task WhatMakesNoSenseIsRefused(string body, string issue) =>
        Assert.Contains(issue, await server.IssuesAsync("POST", "score-configs", body), StringComparison.Ordinal);

    [Fact]
    public async Task AChangeMustMakeSenseWithWhatStays()
    {
        var made = await server.PostAsync(
            "score-configs",
            new
            {
                name = "n",
                dataType = "NUMERIC",
                minValue = 1,
            }
        );
        var path = "score-configs/" + made.GetProperty("id").GetString();
        Assert.Equal(
            "maxValue: maxValue is 0 but must be greater than minValue, 1.",
            await server.IssuesAsync("PATCH", path, """{"maxValue":0}""")
        );
        Assert.StartsWith(
            "dataType: The type of a config never changes",
            await server.IssuesAsync("PATCH", path, """{"dataType":"TEXT"}"""),
            StringComparison.Ordinal
        );
        Assert.Equal(made.GetRawText(), (await server.GetAsync(path)).GetRawText());
    }
}
