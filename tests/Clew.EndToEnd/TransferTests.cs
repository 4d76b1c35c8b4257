using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

public sealed class TransferTests
{
    /// <summary>What a server gives or dates itself.</summary>
    static readonly string[] Given = ["createdAt", "updatedAt", "lastUpdatedAt", "projectId", "htmlPath"];

    /// <summary>Ids that it gives; what names them must be told the new ones.</summary>
    static readonly string[] Ids = ["configId", "datasetId", "datasetRunId"];

    static readonly string[] WithNewIds = ["score-configs", "models", "datasets", "dataset-runs", "prompts"];

    [Fact]
    public async Task A_project_comes_back_out_of_another_server_as_it_was()
    {
        using var folder = new Folder();
        await using var first = await Server.StartAsync();
        await FillAsync(first);
        var (before, after) = (folder.Below("before"), folder.Below("after"));
        await RunAsync("export", before, "--host", HostOf(first));
        await using var second = await Server.StartAsync();
        var said = await RunAsync("import", "langfuse", before, "--host", HostOf(second));
        Assert.Contains("Imported 2 traces", said, StringComparison.Ordinal);
        await RunAsync("export", after, "--host", HostOf(second));
        foreach (var file in Directory.GetFiles(before, "*.jsonl"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            Assert.Equal(await LinesAsync(file, name), await LinesAsync(Path.Combine(after, name + ".jsonl"), name));
            Assert.NotEmpty(await LinesAsync(file, name));
        }

        // The links between what has new ids.
        var run = (await ReadAsync(second, "datasets/d/runs/r")).GetProperty("id").GetString();
        var ofRun = await ReadAsync(second, "v2/scores/of-run");
        Assert.Equal(run, ofRun.GetProperty("datasetRunId").GetString());
        var config = (await ReadAsync(second, "score-configs")).GetProperty("data")[0];
        Assert.True(config.GetProperty("isArchived").GetBoolean());
        var judged = await ReadAsync(second, "v2/scores/of-trace");
        Assert.Equal(config.GetProperty("id").GetString(), judged.GetProperty("configId").GetString());
        Assert.Equal("ANNOTATION", judged.GetProperty("source").GetString());

        // Once more, without knowing what was done: nothing comes twice.
        File.Delete(before + ".imported");
        await RunAsync("import", "langfuse", before, "--host", HostOf(second));
        var again = folder.Below("again");
        await RunAsync("export", again, "--host", HostOf(second));
        foreach (var name in new[] { "comments", "dataset-runs", "models", "score-configs", "dataset-items" })
        {
            var file = name + ".jsonl";
            Assert.Equal(
                await LinesAsync(Path.Combine(after, file), name),
                await LinesAsync(Path.Combine(again, file), name)
            );
        }
    }

    static async Task FillAsync(Server server)
    {
        await PostAsync(
            server,
            "models",
            """{"modelName":"m","matchPattern":"^m$","unit":"TOKENS","startDate":"2026-01-01T00:00:00Z","inputPrice":0.5}"""
        );
        var config = await PostAsync(
            server,
            "score-configs",
            """{"name":"mood","dataType":"CATEGORICAL","categories":[{"label":"good","value":2.5},{"label":"bad","value":-1}]}"""
        );
        await PostAsync(
            server,
            "ingestion",
            $$$"""
            {"batch":[
            {"id":"1","timestamp":"2026-11-20T10:00:00Z","type":"trace-create","body":{"id":"t1","timestamp":"2026-11-20T10:00:00Z","name":"one","sessionId":"s","input":{"q":1},"tags":["a"]}},
            {"id":"2","timestamp":"2026-11-20T10:00:01Z","type":"generation-create","body":{"id":"g1","traceId":"t1","name":"answer","startTime":"2026-11-20T10:00:01Z","endTime":"2026-11-20T10:00:02Z","usageDetails":{"input":2},"model":"m"}},
            {"id":"3","timestamp":"2026-11-20T11:00:00Z","type":"trace-create","body":{"id":"t2","timestamp":"2026-11-20T11:00:00Z","name":"two"}},
            {"id":"4","timestamp":"2026-11-20T12:00:00Z","type":"score-create","body":{"id":"of-trace","traceId":"t1","name":"mood","value":"good","source":"ANNOTATION","configId":"{{{config}}}"}},
            {"id":"5","timestamp":"2026-11-20T12:00:00Z","type":"score-create","body":{"id":"of-session","sessionId":"s","name":"calm","value":0.5}}
            ]}
            """
        );
        await PostAsync(
            server,
            "v2/prompts",
            """{"name":"p","type":"text","prompt":"Hi","labels":["a"],"tags":["t"]}"""
        );
        await PostAsync(
            server,
            "v2/datasets",
            """{"name":"d","description":"of d","metadata":{"k":1},"inputSchema":{"type":"object"}}"""
        );
        await PostAsync(
            server,
            "dataset-items",
            """{"datasetName":"d","id":"i1","input":{"a":1},"sourceTraceId":"t1"}"""
        );
        await PostAsync(server, "dataset-items", """{"datasetName":"d","id":"i2","input":{"a":2}}""");
        foreach (var (item, trace) in new[] { ("i1", "t1"), ("i2", "t2") })
        {
            await PostAsync(
                server,
                "dataset-run-items",
                $$"""{"runName":"r","runDescription":"of r","metadata":{"v":1},"datasetItemId":"{{item}}","traceId":"{{trace}}"}"""
            );
        }

        await PostAsync(
            server,
            "dataset-items",
            """{"datasetName":"d","id":"i2","input":{"a":2},"status":"ARCHIVED"}"""
        );
        var run = (await ReadAsync(server, "datasets/d/runs/r")).GetProperty("id").GetString();
        await PostAsync(server, "scores", $$"""{"id":"of-run","datasetRunId":"{{run}}","name":"whole","value":1}""");
        await PostAsync(
            server,
            "comments",
            """{"objectType":"TRACE","objectId":"t1","content":"odd","authorUserId":"me","createdAt":"2026-11-20T13:00:00Z"}"""
        );
        using var archive = new StringContent("""{"isArchived":true}""", Encoding.UTF8, "application/json");
        using var done = await server.Client.PatchAsync(
            new Uri(server.Http, "/api/public/score-configs/" + config),
            archive
        );
        Assert.True(done.IsSuccessStatusCode, await done.Content.ReadAsStringAsync());
    }

    static async Task<string?> PostAsync(Server server, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await server.Client.PostAsync(new Uri(server.Http, "/api/public/" + path), content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        var answer = JsonDocument.Parse(text).RootElement;
        Assert.False(answer.TryGetProperty("errors", out var errors) && errors.GetArrayLength() > 0, text);
        return answer.TryGetProperty("id", out var id) ? id.GetString() : null;
    }

    static async Task<JsonElement> ReadAsync(Server server, string path) =>
        JsonDocument.Parse(await server.Client.GetStringAsync(new Uri(server.Http, "/api/public/" + path))).RootElement;

    static string HostOf(Server server) => server.Http.GetLeftPart(UriPartial.Authority);

    static async Task<string> RunAsync(params string[] args)
    {
        var run = await Executable.RunAsync(args);
        Assert.True(run.Code == 0, run.Error);
        return run.Output;
    }

    /// <summary>A file's lines without what must differ, in an order that does not depend on it.</summary>
    static async Task<string[]> LinesAsync(string file, string name) =>
        [
            .. (await File.ReadAllLinesAsync(file))
                .Select(line => Plain(JsonNode.Parse(line), WithNewIds.Contains(name)))
                .Order(StringComparer.Ordinal),
        ];

    static string Plain(JsonNode? node, bool hasNewId)
    {
        Strip(node, hasNewId);
        return node!.ToJsonString();
    }

    static void Strip(JsonNode? node, bool hasNewId)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                Strip(item, hasNewId);
            }
        }
        else if (node is JsonObject members)
        {
            foreach (var name in Given.Concat(Ids).Concat(hasNewId ? ["id"] : []))
            {
                members.Remove(name);
            }

            foreach (var member in members)
            {
                Strip(member.Value, hasNewId);
            }
        }
    }
}
