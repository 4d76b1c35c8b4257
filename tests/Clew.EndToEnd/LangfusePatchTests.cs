using System.Net;
using System.Text;
using System.Text.Json;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

/// <summary>Outputs that come after the fact, as scripts and agents patch them.</summary>
public sealed class LangfusePatchTests : IAsyncLifetime
{
    Server server = null!;

    public async Task InitializeAsync() => server = await Server.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    static readonly string Deep =
        string.Concat(Enumerable.Repeat("""{"a":[""", 200)) + "1" + string.Concat(Enumerable.Repeat("]}", 200));

    public static TheoryData<string> Values =>
        [
            "\"simple text\"",
            "\"{\\\"result\\\": \\\"JSON in a string\\\"}\"",
            "\"[1,2]\"",
            "\"42\"",
            "\"null\"",
            "42",
            "3.14",
            "true",
            "false",
            """{"key":"value","nested":{"deep":[1,2,{"a":null}]}}""",
            "[1,2,3]",
            """[{"id":1},{"id":2}]""",
            "null",
            """{"s":"x","n":1,"f":1.5,"b":false,"z":null,"l":[true,"a",{"m":[]}]}""",
            "9007199254740993",
            "12345678901234567890123",
            "1e-7",
            "-0.0",
            "1.10",
            "\"😀 żółw 乌龟 👩‍👩‍👧\"",
            "\"\"",
            "{}",
            "[]",
            "0",
            "\"line\\nbreak \\\"quoted\\\" \\\\ tab\\t\"",
            Deep,
        ];

    async Task SendAsync(params (string Id, string Type, string Body)[] events)
    {
        var batch = string.Join(
            ',',
            events.Select(e =>
                $$"""{"id":"{{e.Id}}","timestamp":"2026-11-20T10:00:00Z","type":"{{e.Type}}","body":{{e.Body}}}"""
            )
        );
        using var content = new StringContent($$"""{"batch":[{{batch}}]}""", Encoding.UTF8, "application/json");
        using var response = await server.Client.PostAsync("/api/public/ingestion", content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.MultiStatus, response.StatusCode);
        Assert.EndsWith("],\"errors\":[]}", text, StringComparison.Ordinal);
    }

    async Task<JsonElement> TraceAsync(string id) =>
        JsonDocument
            .Parse(
                await server.Client.GetByteArrayAsync($"/api/public/traces/{id}"),
                new JsonDocumentOptions { MaxDepth = 10_000 }
            )
            .RootElement;

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Every_type_of_value_comes_back_as_it_was_sent(string value)
    {
        await SendAsync(
            ("e1", "trace-create", """{"id":"t","name":"n","input":"in","output":"first","userId":"u"}"""),
            ("e2", "span-create", """{"id":"o","traceId":"t","output":"first"}""")
        );
        await SendAsync(
            ("e3", "trace-create", $$"""{"id":"t","output":{{value}}}"""),
            ("e4", "span-update", $$"""{"id":"o","traceId":"t","input":{{value}},"output":{{value}}}""")
        );
        var trace = await TraceAsync("t");
        AssertSame(value, trace.GetProperty("output"));
        Assert.Equal(
            ("in", "n", "u"),
            (
                trace.GetProperty("input").GetString(),
                trace.GetProperty("name").GetString(),
                trace.GetProperty("userId").GetString()
            )
        );
        var observation = Assert.Single(trace.GetProperty("observations").EnumerateArray());
        AssertSame(value, observation.GetProperty("input"));
        AssertSame(value, observation.GetProperty("output"));
    }

    /// <summary>Numbers digit by digit; of strings the text, as escapes may differ.</summary>
    static void AssertSame(string sent, JsonElement value)
    {
        var isText = sent.StartsWith('"');
        Assert.Equal(isText, value.ValueKind == JsonValueKind.String);
        Assert.Equal(
            isText ? JsonDocument.Parse(sent).RootElement.GetString() : sent,
            isText ? value.GetString() : value.GetRawText()
        );
    }

    [Fact]
    public async Task A_patch_of_a_trace_that_nobody_knows_creates_it()
    {
        await SendAsync(("e1", "trace-create", """{"id":"trace_1763640000_ab.c:d","output":{"a":1}}"""));
        var trace = await TraceAsync("trace_1763640000_ab.c:d");
        Assert.Equal("""{"a":1}""", trace.GetProperty("output").GetRawText());
        Assert.Empty(trace.GetProperty("observations").EnumerateArray());
    }

    [Fact]
    public async Task The_same_event_twice_is_one_and_another_event_is_a_patch()
    {
        await SendAsync(("e1", "trace-create", """{"id":"t","output":1,"tags":["a"]}"""));
        await SendAsync(("e2", "trace-create", """{"id":"t","output":2,"tags":["b"]}"""));
        await SendAsync(("e1", "trace-create", """{"id":"t","output":3}"""));
        var trace = await TraceAsync("t");
        Assert.Equal("2", trace.GetProperty("output").GetRawText());
        Assert.Equal("""["a","b"]""", trace.GetProperty("tags").GetRawText());
    }

    [Fact]
    public async Task Two_megabytes_come_back_whole()
    {
        var value =
            $$"""{"text":"{{new string('x', 1 << 20)}}","list":[{{string.Join(',', Enumerable.Range(0, 150_000))}}]}""";
        Assert.True(value.Length > 1_900_000);
        await SendAsync(("e1", "trace-create", """{"id":"t","name":"n"}"""));
        await SendAsync(("e2", "trace-create", $$"""{"id":"t","output":{{value}}}"""));
        Assert.Equal(value, (await TraceAsync("t")).GetProperty("output").GetRawText());
    }

    [Fact]
    public async Task Two_hundred_patches_at_once_lose_nothing_and_mix_nothing()
    {
        const int Traces = 50;
        const int Patches = 4;
        await Task.WhenAll(
            from trace in Enumerable.Range(0, Traces)
            from patch in Enumerable.Range(0, Patches)
            select SendAsync(
                (
                    $"e-{trace}-{patch}",
                    "trace-create",
                    $$"""{"id":"t{{trace}}","metadata":{"m{{patch}}":"{{trace}}"},"output":"of {{trace}}","tags":["{{trace}}-{{patch}}"]}"""
                )
            )
        );
        for (var i = 0; i < Traces; i++)
        {
            var trace = await TraceAsync($"t{i}");
            Assert.Equal($"of {i}", trace.GetProperty("output").GetString());
            Assert.Equal(
                Enumerable.Range(0, Patches).Select(patch => $"{i}-{patch}"),
                trace.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString())
            );
            Assert.All(
                Enumerable.Range(0, Patches),
                patch => Assert.Equal($"{i}", trace.GetProperty("metadata").GetProperty($"m{patch}").GetString())
            );
        }
    }
}
