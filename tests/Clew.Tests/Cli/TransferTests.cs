using Clew.Cli.Transfer;

namespace Clew.Tests.Cli;

public sealed class TransferTests : ClientFixture
{
    static readonly Dictionary<string, string> NoConfigs = [];

    const string Trace =
        """{"id":"t1","timestamp":"2026-11-21T08:00:00Z","name":"n","input":1,"output":null,"metadata":{},"updatedAt":"x","observations":[{"id":"o","traceId":"t1","type":"TOOL","startTime":"2026-11-21T08:00:01Z"}],"scores":[{"id":"s","name":"q","traceId":"t1","dataType":"CATEGORICAL","value":1,"stringValue":"good"}]}""";

    [Fact]
    public void A_trace_becomes_the_events_that_made_it_and_the_same_again_has_the_same_ids()
    {
        var trace = new ClewTrace(ClewJson.Parse(Trace));
        var events = TraceImport.Events(trace, NoConfigs).ToArray();
        Assert.Equal(["trace-create", "tool-create", "score-create"], events.Select(e => e.Type));
        Assert.Equal(
            """{"id":"t1","timestamp":"2026-11-21T08:00:00Z","name":"n","input":1}""",
            events[0].Body.GetRawText()
        );
        Assert.Equal("good", events[2].Body.GetProperty("value").GetString());
        Assert.Equal(events.Select(e => e.Id), TraceImport.Events(trace, NoConfigs).Select(e => e.Id));
        Assert.Equal(3, events.Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public async Task An_import_goes_on_where_it_ended_and_brings_nothing_twice()
    {
        var path = Around.Path("traces.jsonl");
        await File.WriteAllTextAsync(
            path,
            Trace + "\n" + Trace.Replace("\"t1\"", "\"t2\"", StringComparison.Ordinal) + "\n"
        );
        var (code, output, error) = await RunAsync("import", "langfuse", path);
        Assert.True(code == 0, error);
        Assert.Contains("Imported 2 traces; 0 had been", output, StringComparison.Ordinal);
        Assert.Equal(6, Bodies().Count);
        Assert.Contains(
            "Imported 0 traces; 2 had been",
            (await RunAsync("import", "langfuse", path)).Output,
            StringComparison.Ordinal
        );
        Assert.Equal(6, Bodies().Count);
    }

    [Fact]
    public async Task What_is_not_accepted_is_not_remembered_as_done()
    {
        var path = Around.Path("traces.jsonl");
        await File.WriteAllTextAsync(path, Trace);
        Api.On("POST /ingestion", """{"message":"no"}""", 400);
        Assert.Equal(1, (await RunAsync("import", "langfuse", path)).Code);
        Assert.Empty(await File.ReadAllTextAsync(path + ".imported"));
    }

    [Theory]
    [InlineData("""{"resourceSpans":[]}""", 1)]
    [InlineData("{\"resourceSpans\":[]}\n{\"resourceSpans\":[{}]}\n", 2)]
    [InlineData("{\n \"resourceSpans\": []\n}\n", 1)]
    public async Task Messages_of_OpenTelemetry_are_one_or_one_a_line(string text, int count)
    {
        var path = Around.Path("otlp.json");
        await File.WriteAllTextAsync(path, text);
        Api.On("POST /otel/v1/traces", "{}");
        var (code, output, error) = await RunAsync("import", "otlp", path);
        Assert.True(code == 0, error);
        Assert.StartsWith($"Imported {count} messages", output, StringComparison.Ordinal);
        Assert.Equal(count, Api.Requests.Count);
    }

    [Fact]
    public async Task Spans_that_are_refused_fail_the_import()
    {
        var path = Around.Path("otlp.json");
        await File.WriteAllTextAsync(path, """{"resourceSpans":[]}""");
        Api.On("POST /otel/v1/traces", """{"partialSuccess":{"rejectedSpans":"2","errorMessage":"bad ids"}}""");
        var (code, _, error) = await RunAsync("import", "otlp", path);
        Assert.Equal(1, code);
        Assert.Contains("refused 2 spans: bad ids", error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, "{}");
        Assert.Equal(1, (await RunAsync("import", "otlp", path)).Code);
    }

    [Fact]
    public async Task An_export_goes_on_after_half_a_line_and_fetches_no_trace_twice()
    {
        Empty();
        Api.On("GET /traces", """{"data":[{"id":"t1"}],"meta":{}}""").On("GET /traces/t1", Trace);
        var folder = Around.Path("project");
        var (code, output, error) = await RunAsync("export", folder);
        Assert.True(code == 0, error);
        Assert.Contains("Exported 1 new traces", output, StringComparison.Ordinal);

        await File.AppendAllTextAsync(Path.Combine(folder, "traces.jsonl"), "{\"id\":\"t2\",\"na");
        Api.On("GET /traces", """{"data":[{"id":"t1"},{"id":"t2"}],"meta":{}}""")
            .On("GET /traces/t1", "", 500)
            .On("GET /traces/t2", """{"id":"t2"}""");
        Assert.Equal(0, (await RunAsync("export", folder)).Code);
        Assert.Equal([Trace, """{"id":"t2"}"""], await File.ReadAllLinesAsync(Path.Combine(folder, "traces.jsonl")));
    }

    [Fact]
    public async Task A_project_goes_out_and_comes_in_with_its_documents()
    {
        Empty();
        Api.On("GET /traces", """{"data":[{"id":"t1"}],"meta":{}}""")
            .On("GET /traces/t1", Trace)
            .On("GET /v2/prompts", """{"data":[{"name":"p","versions":[2,1]}],"meta":{}}""")
            .On(
                "GET /v2/prompts/p",
                """{"name":"p","version":1,"type":"text","prompt":"Hi","labels":["latest","a"],"tags":[]}"""
            )
            .On("GET /v2/datasets", """{"data":[{"name":"d","id":"d1"}],"meta":{}}""")
            .On("GET /dataset-items", """{"data":[{"id":"i1","datasetName":"d","input":1}],"meta":{}}""")
            .On("GET /score-configs", """{"data":[{"id":"c","name":"q","dataType":"BOOLEAN"}],"meta":{}}""");
        var folder = Around.Path("project");
        Assert.Equal(0, (await RunAsync("export", folder)).Code);
        Assert.Equal(2, (await File.ReadAllLinesAsync(Path.Combine(folder, "prompts.jsonl"))).Length);

        Empty();
        foreach (var path in new[] { "/v2/prompts", "/v2/datasets", "/dataset-items", "/score-configs" })
        {
            Api.On("POST " + path, """{"id":"new"}""");
        }

        Api.Requests.Clear();
        var (code, _, error) = await RunAsync("import", "langfuse", folder);
        Assert.True(code == 0, error);
        Assert.Equal(
            ["/dataset-items", "/ingestion", "/score-configs", "/v2/datasets", "/v2/prompts"],
            Api.Requests.Where(asked => asked.Method == "POST")
                .Select(asked => asked.Path["/api/public".Length..])
                .Order(StringComparer.Ordinal)
        );
        Assert.Contains(
            "\"labels\":[\"a\"]",
            Api.Requests.Single(a =>
                a.Path.EndsWith("/v2/prompts", StringComparison.Ordinal) && a.Method == "POST"
            ).Body,
            StringComparison.Ordinal
        );
    }

    void Empty()
    {
        foreach (
            var path in new[]
            {
                "traces",
                "v2/scores",
                "score-configs",
                "v2/prompts",
                "v2/datasets",
                "dataset-items",
                "comments",
                "models",
            }
        )
        {
            Api.On("GET /" + path, """{"data":[],"meta":{}}""");
        }
    }
}
