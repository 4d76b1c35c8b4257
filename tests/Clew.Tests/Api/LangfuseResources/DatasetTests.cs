using System.Text.Json;

namespace Clew.Tests.Api.LangfuseResources;

public sealed class DatasetTests(LangfuseServer server) : IClassFixture<LangfuseServer>
{
    /// <summary>Tests share a server, so each has a dataset of its own.</summary>
    readonly string name = "team/ü " + Guid.NewGuid().ToString("N");

    string Path => Uri.EscapeDataString(name);

    Task<JsonElement> Create(object? metadata = null) => server.PostAsync("v2/datasets", new { name, metadata });

    async Task<string> AddAsync(object input, string? id = null, string? trace = null, string? observation = null) =>
        Text(
            await server.PostAsync(
                "dataset-items",
                new
                {
                    datasetName = name,
                    id,
                    input,
                    sourceTraceId = trace,
                    sourceObservationId = observation,
                }
            ),
            "id"
        );

    /// <summary>This test's dataset in a list of all.</summary>
    async Task<JsonElement> FindAsync(string path) =>
        (await server.GetAsync($"{path}?limit=100"))
            .GetProperty("data")
            .EnumerateArray()
            .Single(dataset => Text(dataset, "name") == name);

    static string Text(JsonElement of, string member) => of.GetProperty(member).GetString()!;

    static string Ids(JsonElement list) =>
        string.Join(' ', list.GetProperty("data").EnumerateArray().Select(item => Text(item, "id")));

    [Fact]
    public async Task ADatasetIsMadeOnceAndThenChanged()
    {
        var made = await Create(new { team = "ü" });
        Assert.Equal((name, "default"), (Text(made, "name"), Text(made, "projectId")));
        var changed = await server.PostAsync("v2/datasets", new { name, description = "what for" });
        Assert.Equal(Text(made, "id"), Text(changed, "id"));
        Assert.Equal("""{"team":"ü"}""", changed.GetProperty("metadata").GetRawText());
        Assert.Equal("what for", Text(changed, "description"));
        Assert.Equal(changed.GetRawText(), (await server.GetAsync($"v2/datasets/{Path}")).GetRawText());
        Assert.Equal(changed.GetRawText(), (await FindAsync("v2/datasets")).GetRawText());
        Assert.Equal("[]", (await server.GetAsync("v2/datasets", "other")).GetProperty("data").GetRawText());
        Assert.Equal(404, (await server.ErrorAsync("GET", $"v2/datasets/{Path}", null, "other")).Status);
    }

    [Fact]
    public async Task AnItemKeepsWhatAChangeDoesNotName()
    {
        await Create();
        var made = await server.PostAsync(
            "dataset-items",
            new
            {
                datasetName = name,
                input = new { q = "1.50 €" },
                expectedOutput = "a",
                metadata = new[] { 1 },
                sourceTraceId = "t",
            }
        );
        var id = Text(made, "id");
        Assert.Equal("ACTIVE", Text(made, "status"));
        var changed = await server.PostAsync(
            "dataset-items",
            new
            {
                datasetName = name,
                id,
                expectedOutput = "b",
                status = "ARCHIVED",
                input = (string?)null,
            }
        );
        Assert.Equal(
            ("ARCHIVED", "b", "t", name),
            (
                Text(changed, "status"),
                Text(changed, "expectedOutput"),
                Text(changed, "sourceTraceId"),
                Text(changed, "datasetName")
            )
        );
        Assert.Equal("""{"q":"1.50 €"}""", changed.GetProperty("input").GetRawText());
        Assert.Equal("[1]", changed.GetProperty("metadata").GetRawText());
        Assert.Equal("[]", changed.GetProperty("mediaReferences").GetRawText());
        Assert.Equal(changed.GetRawText(), (await server.GetAsync($"dataset-items/{id}")).GetRawText());
    }

    [Fact]
    public async Task ItemsNeedTheirDatasetAndAnIdOfTheirOwn()
    {
        var none = await server.ErrorAsync("POST", "dataset-items", """{"datasetName":"nowhere"}""");
        Assert.Equal((404, "LangfuseNotFoundError", "Dataset 'nowhere' not found"), none);
        await Create();
        var id = await AddAsync("x", "id/" + name);
        Assert.Equal(id, Text(await server.GetAsync("dataset-items/" + Uri.EscapeDataString(id)), "id"));
        await server.PostAsync("v2/datasets", new { name = name + "2" });
        var taken = await server.ErrorAsync(
            "POST",
            "dataset-items",
            JsonSerializer.Serialize(new { datasetName = name + "2", id })
        );
        Assert.Equal(404, taken.Status);
        Assert.Contains("already exists in a dataset other than", taken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ItemsAreListedByDatasetAndSource()
    {
        await Create();
        var plain = await AddAsync(1);
        var traced = await AddAsync(2, null, name + "t");
        var both = await AddAsync(3, null, name + "t", name + "o");
        var other = await AddAsync(4, null, name + "t2", name + "o");
        Assert.Equal(
            new[] { plain, traced, both, other }.Order(),
            Ids(await server.GetAsync($"dataset-items?datasetName={Path}")).Split(' ').Order()
        );
        Assert.Equal(4, (await server.GetAsync($"dataset-items?name={Path}")).GetProperty("data").GetArrayLength());
        Assert.Equal(
            new[] { traced, both }.Order(),
            Ids(await server.GetAsync($"dataset-items?sourceTraceId={Path}t")).Split(' ').Order()
        );
        Assert.Equal(
            both,
            Ids(await server.GetAsync($"dataset-items?sourceTraceId={Path}t&sourceObservationId={Path}o"))
        );
        var page = await server.GetAsync($"dataset-items?sourceObservationId={Path}o&limit=1&page=2");
        Assert.Equal(
            (1, 2),
            (page.GetProperty("data").GetArrayLength(), page.GetProperty("meta").GetProperty("totalItems").GetInt32())
        );
        Assert.Equal(404, (await server.ErrorAsync("GET", "dataset-items?datasetName=nowhere")).Status);
        Assert.StartsWith(
            "version: version must be a time",
            await server.IssuesAsync("GET", "dataset-items?version=yesterday"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task ADatasetIsReadAsItWas()
    {
        await Create();
        var changed = await AddAsync("old", trace: "t");
        var stays = await AddAsync("stays");
        var gone = await AddAsync("gone");
        var before = Later(await server.GetAsync($"dataset-items/{gone}"));
        await Task.Delay(5);
        // What changes nothing makes no version.
        await AddAsync("stays", stays);
        await AddAsync("new", changed);
        await AddAsync("newest", changed);
        var late = await AddAsync("late");
        Assert.Equal(
            (0, 404),
            (await DeleteAsync(gone), (await server.ErrorAsync("GET", $"dataset-items/{gone}")).Status)
        );
        Assert.Equal("old stays", await InputsAsync(before));
        Assert.Equal("late newest stays", await InputsAsync("2100-01-01T00:00:00Z"));
        Assert.Equal("", await InputsAsync("2020-01-01T00:00:00Z"));
        Assert.Equal("old", await InputsAsync(before, "&sourceTraceId=t"));
        var page = await server.GetAsync($"dataset-items?datasetName={Path}&version={before}&limit=1&page=2");
        Assert.Equal((changed, 2), (Ids(page), page.GetProperty("meta").GetProperty("totalItems").GetInt32()));
        Assert.Equal("late newest stays", await InputsAsync(Later(await server.GetAsync($"dataset-items/{late}"))));

        async Task<int> DeleteAsync(string id) => (await server.AskAsync("DELETE", $"dataset-items/{id}")).Status - 200;

        static string Later(JsonElement item) => Text(item, "updatedAt");

        async Task<string> InputsAsync(string version, string more = "") =>
            string.Join(
                ' ',
                (await server.GetAsync($"dataset-items?datasetName={Path}&version={version}{more}"))
                    .GetProperty("data")
                    .EnumerateArray()
                    .Select(item => Text(item, "input"))
                    .Order(StringComparer.Ordinal)
            );
    }

    [Fact]
    public async Task ARunIsMadeWithItsFirstItem()
    {
        var dataset = Text(await Create(), "id");
        var item = await AddAsync("x");
        var first = await server.PostAsync(
            "dataset-run-items",
            new
            {
                runName = "run/1",
                datasetItemId = item,
                traceId = "t1",
                runDescription = "d",
                metadata = new { m = 1 },
            }
        );
        var second = await server.PostAsync(
            "dataset-run-items",
            new
            {
                runName = "run/1",
                datasetItemId = item,
                traceId = "t2",
                observationId = "o2",
                createdAt = "2031-01-02T03:04:05.678Z",
            }
        );
        Assert.Equal(Text(first, "datasetRunId"), Text(second, "datasetRunId"));
        Assert.Equal(
            ("run/1", "t2", "o2", "2031-01-02T03:04:05.678Z"),
            (
                Text(second, "datasetRunName"),
                Text(second, "traceId"),
                Text(second, "observationId"),
                Text(second, "createdAt")
            )
        );
        var runs = (await server.GetAsync($"datasets/{Path}/runs")).GetProperty("data");
        Assert.Equal(
            ("run/1", "d", name),
            (Text(runs[0], "name"), Text(runs[0], "description"), Text(runs[0], "datasetName"))
        );
        Assert.Equal(1, runs.GetArrayLength());
        var run = await server.GetAsync($"datasets/{Path}/runs/run%2F1");
        Assert.Equal("""{"m":1}""", run.GetProperty("metadata").GetRawText());
        Assert.Equal(
            [second.GetRawText(), first.GetRawText()],
            run.GetProperty("datasetRunItems").EnumerateArray().Select(i => i.GetRawText())
        );
        var listed = await server.GetAsync($"dataset-run-items?datasetId={dataset}&runName=run%2F1&limit=1");
        Assert.Equal(Text(second, "id"), Ids(listed));
        Assert.Equal(2, listed.GetProperty("meta").GetProperty("totalItems").GetInt32());
    }

    [Fact]
    public async Task DeletingTakesWhatBelongsToIt()
    {
        await Create();
        var (kept, gone) = (await AddAsync("kept"), await AddAsync("gone"));
        foreach (var (runName, item) in new[] { ("a", kept), ("a", gone), ("b", kept) })
        {
            await server.PostAsync(
                "dataset-run-items",
                new
                {
                    runName,
                    datasetItemId = item,
                    traceId = "t",
                }
            );
        }

        Assert.Equal(200, (await server.AskAsync("DELETE", $"dataset-items/{gone}")).Status);
        Assert.Equal(404, (await server.ErrorAsync("GET", $"dataset-items/{gone}")).Status);
        Assert.Equal(404, (await server.ErrorAsync("DELETE", $"dataset-items/{gone}")).Status);
        var run = await server.GetAsync($"datasets/{Path}/runs/a");
        Assert.Equal(kept, Text(Assert.Single(run.GetProperty("datasetRunItems").EnumerateArray()), "datasetItemId"));
        Assert.Equal(200, (await server.AskAsync("DELETE", $"datasets/{Path}/runs/a")).Status);
        Assert.Equal(
            (404, "LangfuseNotFoundError", "Dataset run 'a' not found"),
            await server.ErrorAsync("GET", $"datasets/{Path}/runs/a")
        );
        Assert.Equal(404, (await server.ErrorAsync("DELETE", $"datasets/{Path}/runs/a")).Status);
        Assert.Equal(
            1,
            (await server.GetAsync($"datasets/{Path}/runs/b")).GetProperty("datasetRunItems").GetArrayLength()
        );
    }

    [Fact]
    public async Task WhatRunsCannotBeMadeOfIsRefused()
    {
        await Create();
        var item = await AddAsync("x");
        Assert.Equal(
            (404, "LangfuseNotFoundError", "Dataset item 'none' not found"),
            await server.ErrorAsync(
                "POST",
                "dataset-run-items",
                """{"runName":"r","datasetItemId":"none","traceId":"t"}"""
            )
        );
        Assert.Equal(
            "traceId: observationId or traceId must be provided",
            await server.IssuesAsync("POST", "dataset-run-items", """{"runName":"r","datasetItemId":"i"}""")
        );
        var unknown = JsonSerializer.Serialize(
            new
            {
                runName = "r",
                datasetItemId = item,
                observationId = "late",
            }
        );
        Assert.Equal(404, (await server.ErrorAsync("POST", "dataset-run-items", unknown)).Status);
        await server.PostAsync(
            "dataset-items",
            new
            {
                datasetName = name,
                id = item,
                status = "ARCHIVED",
            }
        );
        var archived = JsonSerializer.Serialize(
            new
            {
                runName = "r",
                datasetItemId = item,
                traceId = "t",
            }
        );
        Assert.Contains(
            "archived",
            (await server.ErrorAsync("POST", "dataset-run-items", archived)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal("[]", (await server.GetAsync($"datasets/{Path}/runs")).GetProperty("data").GetRawText());
        Assert.Equal(
            "datasetId: datasetId is missing.\nrunName: runName is missing.",
            await server.IssuesAsync("GET", "dataset-run-items")
        );
    }

    [Theory]
    [InlineData("""{"m":1}""", """{"m":1,"dataset_version":"2026-01-02T00:00:00.000Z"}""")]
    [InlineData("null", """{"dataset_version":"2026-01-02T00:00:00.000Z"}""")]
    [InlineData("[1]", """{"metadata":[1],"dataset_version":"2026-01-02T00:00:00.000Z"}""")]
    public async Task TheVersionOfTheDatasetIsKeptInTheRun(string metadata, string kept)
    {
        await Create();
        var item = await AddAsync("x");
        await server.AskAsync(
            "POST",
            "dataset-run-items",
            $$"""{"runName":"r","datasetItemId":"{{item}}","traceId":"t","metadata":{{metadata}},"datasetVersion":"2026-01-02T00:00:00Z"}"""
        );
        Assert.Equal(kept, (await server.GetAsync($"datasets/{Path}/runs/r")).GetProperty("metadata").GetRawText());
    }

    [Fact]
    public async Task OlderClientsGetEverythingAtOnce()
    {
        var made = await server.PostAsync("datasets", new { name });
        Assert.Equal("[] []", $"{made.GetProperty("items")} {made.GetProperty("runs")}");
        var (item, archived) = (await AddAsync("x"), await AddAsync("y"));
        await server.PostAsync(
            "dataset-items",
            new
            {
                datasetName = name,
                id = archived,
                status = "ARCHIVED",
            }
        );
        await server.PostAsync(
            "dataset-run-items",
            new
            {
                runName = "r",
                datasetItemId = item,
                traceId = "t",
            }
        );
        var whole = await server.GetAsync($"datasets/{Path}");
        Assert.Equal(item, Text(Assert.Single(whole.GetProperty("items").EnumerateArray()), "id"));
        Assert.Equal("""["r"]""", whole.GetProperty("runs").GetRawText());
        var listed = await FindAsync("datasets");
        Assert.Equal(2, listed.GetProperty("items").GetArrayLength());
        Assert.Equal(404, (await server.ErrorAsync("GET", "datasets/nowhere")).Status);
    }

    [Theory]
    [InlineData("v2/datasets", "{}", "name: name is missing.")]
    [InlineData("v2/datasets", """{"name":"n","inputSchema":7}""", "inputSchema: inputSchema must be a JSON Schema")]
    [InlineData("dataset-items", "{}", "datasetName: datasetName is missing.")]
    [InlineData("dataset-items", """{"status":"active"}""", "status: status must be one of ACTIVE, ARCHIVED.")]
    [InlineData("dataset-items", """{"id":""}""", "id: id must have at least one character.")]
    [InlineData(
        "dataset-items",
        """{"sourceTraceId":""}""",
        "sourceTraceId: sourceTraceId must be 1 to 800 characters"
    )]
    public async Task WhatMakesNoSenseIsRefused(string path, string body, string issue) =>
        Assert.Contains(issue, await server.IssuesAsync("POST", path, body), StringComparison.Ordinal);
}
