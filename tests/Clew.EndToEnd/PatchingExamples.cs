using System.Text;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

/// <summary>The C# of docs/patching.md, compiled and run; <see cref="PatchingDocTests"/> compares the two.</summary>
public sealed class PatchingExamples : IAsyncLifetime, IDisposable
{
    Server server = null!;
    ClewClient client = null!;

    public async Task InitializeAsync()
    {
        server = await Server.StartAsync();
        client = new ClewClient(new ClewClientOptions { Host = server.Http });
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => client.Dispose();

    async Task AssertOutputAsync(string traceId, string output) =>
        Assert.Equal(output, (await client.GetTraceAsync(traceId)).Output?.GetRawText());

    [Fact]
    public void A_client_finds_its_server()
    {
        using var client = new ClewClient(ClewClientOptions.FromEnvironment());
        Assert.True(client.Options.Host.IsAbsoluteUri);
    }

    [Fact]
    public async Task Values_of_every_kind()
    {
        await client.PatchTraceOutputAsync("trace-id-123", "Processing complete");
        await client.PatchTraceOutputAsync(
            "trace-id-123",
            new
            {
                status = "completed",
                result = 42,
                timestamp = "2025-01-01T12:00:00Z",
            }
        );
        await client.PatchTraceOutputAsync(
            "trace-id-123",
            new object[] { new { item = 1, value = "a" }, new { item = 2, value = "b" } }
        );

        var history = (await client.GetTraceHistoryAsync("trace-id-123")).Items("entries");
        Assert.Equal(
            [
                """[{"item":1,"value":"a"},{"item":2,"value":"b"}]""",
                """{"status":"completed","result":42,"timestamp":"2025-01-01T12:00:00Z"}""",
                "\"Processing complete\"",
            ],
            history.Select(entry => entry.GetProperty("value").GetRawText())
        );
    }

    [Fact]
    public async Task Progress()
    {
        var traceId = Guid.NewGuid().ToString();
        await client.AddTraceAsync(new NewTrace(traceId) { Name = "Multi-step Process" });

        await client.PatchTraceOutputAsync(traceId, new { step = 1, status = "started" });
        await client.PatchTraceOutputAsync(
            traceId,
            new
            {
                step = 2,
                status = "processing",
                progress = 50,
            }
        );
        await client.PatchTraceOutputAsync(
            traceId,
            new
            {
                step = 3,
                status = "completed",
                result = "success",
                duration = 1234,
            }
        );

        await AssertOutputAsync(traceId, """{"step":3,"status":"completed","result":"success","duration":1234}""");
        Assert.Equal("Multi-step Process", (await client.GetTraceAsync(traceId)).Name);
        Assert.Single((await client.ListTracesAsync(new TraceQuery())).Items);
    }

    static async IAsyncEnumerable<string> StreamResponseAsync(string query)
    {
        foreach (var word in $"You ask: {query}".Split(' '))
        {
            await Task.Yield();
            yield return word;
        }
    }

    [Fact]
    public async Task An_answer_that_streams()
    {
        var traceId = Guid.NewGuid().ToString();
        await client.AddTraceAsync(
            new NewTrace(traceId) { Name = "LLM Query", Input = ClewJson.Of(new { query = "What is AI?" }) }
        );

        var response = new StringBuilder();
        await foreach (var chunk in StreamResponseAsync("What is AI?"))
        {
            response.Append(chunk);
        }

        await client.PatchTraceOutputAsync(traceId, new { response = response.ToString() });

        await AssertOutputAsync(traceId, """{"response":"Youask:WhatisAI?"}""");
        Assert.Equal("""{"query":"What is AI?"}""", (await client.GetTraceAsync(traceId)).Input?.GetRawText());
    }

    [Fact]
    public async Task Putting_an_error_right()
    {
        await client.AddTraceAsync(
            new NewTrace("trace-abc-123") { Name = "Calculation", Output = ClewJson.Of(new { result = 43 }) }
        );

        await client.PatchTraceOutputAsync("trace-abc-123", new { result = 42, corrected = true });

        await AssertOutputAsync("trace-abc-123", """{"result":42,"corrected":true}""");
        Assert.Equal("Calculation", (await client.GetTraceAsync("trace-abc-123")).Name);
    }

    [Fact]
    public async Task A_pipeline_that_adds()
    {
        int[] rawData = [3, 1, 2];
        const string TraceId = "pipeline-trace-001";
        await client.AddTraceAsync(
            new NewTrace(TraceId) { Name = "Data Pipeline", Input = ClewJson.Of(new { raw_data = rawData }) }
        );

        var isValid = rawData.All(value => value > 0);
        await client.PatchTraceOutputAsync(TraceId, new { stage = "validation", valid = isValid });

        var processed = rawData.Order().ToArray();
        await client.PatchTraceOutputAsync(TraceId, new { stage = "processing", count = processed.Length });

        await client.PatchTraceOutputAsync(
            TraceId,
            new
            {
                stage = "completed",
                validation = new { is_valid = isValid },
                processed_count = processed.Length,
                final_data = processed,
            }
        );

        await AssertOutputAsync(
            TraceId,
            """{"stage":"completed","validation":{"is_valid":true},"processed_count":3,"final_data":[1,2,3]}"""
        );
        Assert.Equal("""{"raw_data":[3,1,2]}""", (await client.GetTraceAsync(TraceId)).Input?.GetRawText());
    }

    [Theory]
    [InlineData(null, """{"status":"success","result":[1]}""")]
    [InlineData("it broke", """{"status":"failed","error":"it broke"}""")]
    public async Task One_of_two_outcomes(string? failure, string expected)
    {
        const string traceId = "either";
        int[] data = [1];
        var error = failure is null ? null : new InvalidOperationException(failure);

        object output = error is null
            ? new { status = "success", result = data }
            : new { status = "failed", error = error.Message };
        await client.PatchTraceOutputAsync(traceId, output);

        await AssertOutputAsync(traceId, expected);
    }

    [Fact]
    public async Task Many_traces_at_once_lose_nothing_and_mix_nothing()
    {
        var updates = Enumerable.Range(0, 60).ToDictionary(i => $"trace-{i}", i => new { of = i });

        await Task.WhenAll(updates.Select(update => client.PatchTraceOutputAsync(update.Key, update.Value)));

        foreach (var (traceId, value) in updates)
        {
            await AssertOutputAsync(traceId, $$"""{"of":{{value.of}}}""");
        }

        Assert.Equal(60, (await client.ListTracesAsync(new TraceQuery { Limit = 100 })).Items.Count);
    }
}
