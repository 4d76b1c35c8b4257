using System.Text.Json;

namespace Clew.Tests.Api.LangfuseResources;

public sealed class PromptTests(LangfuseServer server) : IClassFixture<LangfuseServer>
{
    /// <summary>Tests share a server, so each has a prompt of its own.</summary>
    readonly string name = "p" + Guid.NewGuid().ToString("N");

    Task<JsonElement> Create(string prompt, params string[] labels) => CreateOf(name, prompt, labels);

    Task<JsonElement> CreateOf(string of, string prompt, params string[] labels) =>
        server.PostAsync(
            "v2/prompts",
            new
            {
                name = of,
                prompt,
                labels,
            },
            201
        );

    Task<JsonElement> Get(string query = "") => server.GetAsync($"v2/prompts/{name}{query}");

    static string Texts(JsonElement list) => string.Join(' ', list.EnumerateArray());

    static string Labels(JsonElement prompt) => Texts(prompt.GetProperty("labels"));

    [Fact]
    public async Task VersionsCountUpAndLabelsMove()
    {
        var first = await Create("one", "production", "a");
        Assert.Equal((1, "production a latest"), (first.GetProperty("version").GetInt32(), Labels(first)));
        var second = await Create("two", "a");
        Assert.Equal((2, "a latest"), (second.GetProperty("version").GetInt32(), Labels(second)));
        Assert.NotEqual(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        var shown = await Get();
        Assert.Equal(("one", "production"), (shown.GetProperty("prompt").GetString(), Labels(shown)));
        Assert.True(shown.GetProperty("isActive").GetBoolean());
        Assert.Equal("two", (await Get("?label=a")).GetProperty("prompt").GetString());
        Assert.Equal("two", (await Get("?label=latest")).GetProperty("prompt").GetString());
        Assert.Equal("one", (await Get("?version=1")).GetProperty("prompt").GetString());
        Assert.Equal(
            "two",
            (await server.GetAsync($"prompts?name={name}&version=2")).GetProperty("prompt").GetString()
        );
        Assert.Equal("one", (await server.GetAsync($"prompts?name={name}")).GetProperty("prompt").GetString());
    }

    [Fact]
    public async Task EverythingOfAPromptComesBack()
    {
        var made = await server.PostAsync(
            "v2/prompts",
            new
            {
                name,
                type = "chat",
                prompt = new object[]
                {
                    new { role = "system", content = "Hi {{who}} ☔" },
                    new { type = "placeholder", name = "history" },
                },
                config = new { model = "gpt", temperature = 0.70 },
                tags = new[] { "x" },
                commitMessage = "first",
            },
            201
        );
        var shown = await Get("?label=latest");
        Assert.Equal(made.GetRawText(), shown.GetRawText());
        Assert.Equal(
            """[{"role":"system","content":"Hi {{who}} ☔"},{"type":"placeholder","name":"history"}]""",
            shown.GetProperty("prompt").GetRawText()
        );
        Assert.Equal("""{"model":"gpt","temperature":0.7}""", shown.GetProperty("config").GetRawText());
        Assert.Equal(
            ["chat", "first", "default", "API", name],
            new[] { "type", "commitMessage", "projectId", "createdBy", "name" }.Select(m =>
                shown.GetProperty(m).GetString()
            )
        );
        Assert.False(shown.GetProperty("isActive").GetBoolean());
    }

    [Fact]
    public async Task ManyWritersAtOnceMakeAVersionEach()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Create("text", "production")));
        Assert.Equal(Enumerable.Range(1, 20), made.Select(p => p.GetProperty("version").GetInt32()).Order());
        var all = await server.GetAsync($"v2/prompts?name={name}");
        Assert.Equal("latest production", Texts(all.GetProperty("data")[0].GetProperty("labels")));
        Assert.Equal(20, (await Get()).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task TagsAreOfAllVersions()
    {
        await server.PostAsync(
            "v2/prompts",
            new
            {
                name,
                prompt = "1",
                tags = new[] { "a", "b", "a" },
            },
            201
        );
        Assert.Equal("a b", Texts((await Create("2")).GetProperty("tags")));
        await server.PostAsync(
            "v2/prompts",
            new
            {
                name,
                prompt = "3",
                tags = new[] { "c" },
            },
            201
        );
        Assert.Equal("c", Texts((await Get("?version=1")).GetProperty("tags")));
    }

    [Fact]
    public async Task WhatIsNotThereIsSaidInLangfusesWords()
    {
        Assert.Equal(
            (404, "LangfuseNotFoundError", "Prompt not found: 'x' with label 'production'"),
            await server.ErrorAsync("GET", "v2/prompts/x")
        );
        Assert.Equal(
            (404, "LangfuseNotFoundError", "Prompt not found: 'a/b' with version 3"),
            await server.ErrorAsync("GET", "v2/prompts/a%2Fb?version=3")
        );
        Assert.Equal(
            (400, "InvalidRequestError", "Cannot specify both version and label"),
            await server.ErrorAsync("GET", "v2/prompts/x?version=3&label=y")
        );
        Assert.Equal(404, (await server.ErrorAsync("DELETE", "v2/prompts/x")).Status);
        Assert.Equal(404, (await server.ErrorAsync("PATCH", "v2/prompts/x/versions/1", """{"newLabels":[]}""")).Status);
        await Create("one", "production");
        Assert.Equal(404, (await server.ErrorAsync("GET", $"v2/prompts/{name}", null, "other")).Status);
    }

    [Theory]
    [InlineData("folder/sub/name")]
    [InlineData("a%2Fb")]
    [InlineData("100% wahr, ü?&#")]
    [InlineData("prompts")]
    public async Task AnyNameCanBeAskedFor(string odd)
    {
        var path = "v2/prompts/" + Uri.EscapeDataString(odd);
        await CreateOf(odd, "text", "production");
        Assert.Equal(odd, (await server.GetAsync(path)).GetProperty("name").GetString());
        var (status, _) = await server.AskAsync("PATCH", path + "/versions/1", """{"newLabels":["a"]}""");
        Assert.Equal(200, status);
        Assert.Equal(204, (await server.AskAsync("DELETE", path)).Status);
        Assert.Equal(404, (await server.AskAsync("GET", path)).Status);
    }

    [Fact]
    public async Task AVersionGetsLabelsBesidesItsOwn()
    {
        await Create("1", "a");
        await Create("2", "b");
        var (_, patched) = await server.AskAsync(
            "PATCH",
            $"v2/prompts/{name}/versions/1",
            """{"newLabels":["b","c"]}"""
        );
        Assert.Equal("a b c", Labels(patched));
        Assert.Equal("latest", Labels(await Get("?version=2")));
        Assert.Contains(
            "newLabels: The label latest is always of the newest version",
            await server.IssuesAsync("PATCH", $"v2/prompts/{name}/versions/1", """{"newLabels":["latest"]}"""),
            StringComparison.Ordinal
        );
        Assert.Equal("a b c", Labels(await Get("?version=1")));
    }

    [Fact]
    public async Task DeletingTakesVersionsByNumberByLabelOrAll()
    {
        foreach (var label in new[] { "a", "b", "c" })
        {
            await Create(label, label);
        }

        Assert.Equal(204, (await server.AskAsync("DELETE", $"v2/prompts/{name}?version=3")).Status);
        Assert.Equal("b latest", Labels(await Get("?version=2")));
        Assert.Equal(204, (await server.AskAsync("DELETE", $"v2/prompts/{name}?label=a")).Status);
        Assert.Equal(404, (await server.AskAsync("GET", $"v2/prompts/{name}?version=1")).Status);
        Assert.Equal(3, (await Create("again")).GetProperty("version").GetInt32());
        Assert.Equal(204, (await server.AskAsync("DELETE", $"v2/prompts/{name}")).Status);
        Assert.Equal(404, (await server.AskAsync("GET", $"v2/prompts/{name}?label=latest")).Status);
        Assert.Equal(
            0,
            (await server.GetAsync($"v2/prompts?name={name}")).GetProperty("meta").GetProperty("totalItems").GetInt32()
        );
    }

    [Fact]
    public async Task WhatIsWrongIsNamedByItsPathAllAtOnce()
    {
        var issues = await server.IssuesAsync(
            "POST",
            "v2/prompts",
            """{"name":"a|b","type":"chat","prompt":[{"role":"user"},{"role":1,"content":"{{x}}"},{"type":"placeholder","name":"1"},7],"labels":["A B"],"tags":[1],"commitMessage":5}"""
        );
        foreach (
            var path in (string[])
                [
                    "name: ",
                    "prompt.0.content: ",
                    "prompt.1.role: ",
                    "prompt.2.name: ",
                    "prompt.3: ",
                    "labels: ",
                    "tags.0: ",
                    "commitMessage: ",
                ]
        )
        {
            Assert.Contains(path, issues, StringComparison.Ordinal);
        }

        Assert.Equal(
            "name: name is missing.\nprompt: prompt is missing.",
            await server.IssuesAsync("POST", "v2/prompts", "{}")
        );
        Assert.Contains(
            "these are both: x",
            await server.IssuesAsync(
                "POST",
                "v2/prompts",
                """{"name":"a","type":"chat","prompt":[{"role":"user","content":"{{ x }} {{y}}"},{"type":"placeholder","name":"x"}]}"""
            ),
            StringComparison.Ordinal
        );
        var (status, error, message) = await server.ErrorAsync("POST", "v2/prompts", "{\"name\":");
        Assert.Equal((400, "InvalidRequestError"), (status, error));
        Assert.StartsWith("The body is not JSON", message, StringComparison.Ordinal);
        Assert.Equal(
            "page: page is 0 but must be at least 1.\nlimit: limit is 101 but must be at most 100.",
            await server.IssuesAsync("GET", "v2/prompts?page=0&limit=101")
        );
        Assert.Equal(405, (await server.AskAsync("PUT", "v2/prompts/x")).Status);
    }

    [Fact]
    public async Task ThePromptKeepsItsType()
    {
        await Create("text");
        var (status, error, message) = await server.ErrorAsync(
            "POST",
            "v2/prompts",
            $$"""{"name":"{{name}}","type":"chat","prompt":[]}"""
        );
        Assert.Equal((400, "InvalidRequestError"), (status, error));
        Assert.StartsWith("Previous versions have different prompt type", message, StringComparison.Ordinal);
        Assert.Equal(1, (await Get("?label=latest")).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task ListsAreFiltered()
    {
        await server.PostAsync(
            "v2/prompts",
            new
            {
                name = name + "/a",
                prompt = "1",
                tags = new[] { name },
                labels = new[] { "x1" },
                config = new { n = 1 },
            },
            201
        );
        await server.PostAsync(
            "v2/prompts",
            new
            {
                name = name + "/a",
                prompt = "2",
                config = new { n = 2 },
            },
            201
        );
        await server.PostAsync(
            "v2/prompts",
            new
            {
                name = name + "/b",
                prompt = "3",
                tags = new[] { name },
            },
            201
        );
        var all = await server.GetAsync($"v2/prompts?tag={name}&limit=1&page=2");
        Assert.Equal("""{"page":2,"limit":1,"totalItems":2,"totalPages":2}""", all.GetProperty("meta").GetRawText());
        Assert.Equal(name + "/b", all.GetProperty("data")[0].GetProperty("name").GetString());
        var labelled = (await server.GetAsync($"v2/prompts?tag={name}&label=x1")).GetProperty("data");
        Assert.Equal(1, labelled.GetArrayLength());
        Assert.Equal("[1]", labelled[0].GetProperty("versions").GetRawText());
        Assert.Equal("""{"n":1}""", labelled[0].GetProperty("lastConfig").GetRawText());
        var named = (await server.GetAsync($"v2/prompts?name={name}%2Fa")).GetProperty("data")[0];
        Assert.Equal("[1,2]", named.GetProperty("versions").GetRawText());
        Assert.Equal("""{"n":2}""", named.GetProperty("lastConfig").GetRawText());
        Assert.Equal(
            "[]",
            (await server.GetAsync($"v2/prompts?tag={name}&toUpdatedAt=2020-01-01T00:00:00Z"))
                .GetProperty("data")
                .GetRawText()
        );
        Assert.Equal(
            2,
            (await server.GetAsync($"v2/prompts?tag={name}&fromUpdatedAt=2020-01-01T00:00:00Z"))
                .GetProperty("data")
                .GetArrayLength()
        );
    }
}
