using System.Text.Json;
using Clew.Dialects;

namespace Clew.Tests.Api;

public class HistoryTests
{
    const string Path = "/api/v1/traces/{traceId}/history";

    static string Patch(string id, int second, string members) =>
        $$$"""{"id":"{{{id}}}","type":"trace-create","timestamp":"2025-11-20T12:00:{{{second:00}}}Z","body":{"id":"t",{{{members}}}}}""";

    static string Span(string type, int second, string members) =>
        $$$"""{"id":"{{{type}}}","type":"{{{type}}}","timestamp":"2025-11-20T12:00:{{{second:00}}}Z","body":{"id":"s","traceId":"t",{{{members}}}}}""";

    static async Task<List<JsonElement>> OutputsAsync(ApiFixture api, string field = "output", string trace = "t") =>
        [
            .. (await api.GetAsync(Path, trace))
                .GetProperty("entries")
                .EnumerateArray()
                .Where(e => e.GetProperty("field").GetString() == field),
        ];

    [Fact]
    public async Task An_addition_says_what_it_made_of_the_output()
    {
        await using var api = ApiFixture.With();
        await api.SendEventsAsync(
            Patch("e1", 1, """ "output":{"a":1} """),
            Patch("e2", 2, """ "output":{"b":2},"outputMode":"merge" """),
            Patch("e3", 3, """ "output":{"c":3},"outputMode":"merge" """)
        );

        var entries = await OutputsAsync(api);
        Assert.Equal(
            ["""{"a":1,"b":2,"c":3}""", """{"a":1,"b":2}""", "null"],
            entries.Select(e => e.GetProperty("result").ToString() is { Length: > 0 } text ? text : "null")
        );
        Assert.All(entries, e => Assert.Equal("langfuse-api", e.GetProperty("dialect").GetString()));
    }

    [Fact]
    public async Task An_addition_starts_from_what_a_span_lends()
    {
        await using var api = ApiFixture.With();
        await api.SendEventsAsync(
            Span("span-create", 1, """ "input":"ask","output":{"a":1} """),
            Patch("e1", 2, """ "output":{"b":2},"outputMode":"merge" """)
        );

        var entries = await OutputsAsync(api);
        Assert.Equal("""{"a":1,"b":2}""", entries[0].GetProperty("result").ToString());
        Assert.Equal(
            ("span", "s"),
            (entries[1].GetProperty("mode").GetString(), entries[1].GetProperty("spanId").GetString())
        );
    }

    [Fact]
    public async Task What_spans_say_of_their_trace_is_told_with_the_span_and_is_added_to()
    {
        const string Trace = "5b8efff798038103d269b633813fc60c";
        await using var api = ApiFixture.With(new OtelBase(), new Langfuse());
        await api.SendSpansAsync(Speaker("eee19b7ec3c1b171", 1, "old"), Speaker("eee19b7ec3c1b172", 2, "new"));
        var entries = await SaidAsync();
        Assert.Equal(
            [("eee19b7ec3c1b172", """{"by":"new"}""", true), ("eee19b7ec3c1b171", """{"by":"old"}""", false)],
            entries.Select(e =>
                (
                    e.GetProperty("spanId").GetString()!,
                    e.GetProperty("value").ToString(),
                    e.GetProperty("isCurrent").GetBoolean()
                )
            )
        );

        await api.SendEventsAsync(
            $$"""{"id":"e","type":"trace-create","timestamp":"2025-11-20T12:00:09Z","body":{"outputMode":"merge","output":{"and":1},"id":"{{Trace}}"} }"""
        );
        const string Whole = """{"by":"new","and":1}""";
        entries = await SaidAsync();
        Assert.Equal(Whole, entries[0].GetProperty("result").ToString());
        Assert.Equal([true, true, false], entries.Select(e => e.GetProperty("isCurrent").GetBoolean()));
        Assert.Equal(Whole, (await api.GetAsync(Path, Trace)).GetProperty("current").ToString());
        Assert.Equal(Whole, (await api.GetAsync("/api/v1/traces/{traceId}", Trace)).GetProperty("output").GetString());

        // Without what the root lends, which is the same as what it says.
        async Task<List<JsonElement>> SaidAsync() =>
            [.. (await OutputsAsync(api, trace: Trace)).Where(e => e.GetProperty("mode").GetString() != "span")];

        static string Speaker(string span, int second, string by) =>
            $$$"""
                {"traceId":"{{{Trace}}}","spanId":"{{{span}}}","name":"n","startTimeUnixNano":"{{{second}}}","endTimeUnixNano":"{{{1763640000000000000
                    + second}}}",
                 "attributes":[{"key":"langfuse.trace.output","value":{"stringValue":"{\"by\":\"{{{by}}}\"}"} }]}
                """;
    }

    [Fact]
    public async Task An_own_input_stands_beside_that_of_the_span_that_would_lend_it()
    {
        await using var api = ApiFixture.With();
        await api.SendEventsAsync(Span("span-create", 1, """ "input":"of the span" """));
        Assert.Empty(await OutputsAsync(api, "input"));

        await api.SendEventsAsync(Patch("e1", 2, """ "input":"own" """));
        var entries = await OutputsAsync(api, "input");
        Assert.Equal(["own", "of the span"], entries.Select(e => e.GetProperty("value").GetString()));
        Assert.Equal([true, false], entries.Select(e => e.GetProperty("isCurrent").GetBoolean()));
    }

    [Fact]
    public async Task Only_the_latest_additions_are_told_with_their_result()
    {
        await using var api = ApiFixture.With();
        await api.SendEventsAsync([
            .. Enumerable.Range(0, 102).Select(i => Patch($"e{i}", i % 60, """ "output":"x","outputMode":"merge" """)),
        ]);

        var results = (await OutputsAsync(api)).Select(e => e.GetProperty("result").ValueKind).ToList();
        Assert.Equal(102, results.Count);
        Assert.All(results[..100], kind => Assert.Equal(JsonValueKind.String, kind));
        Assert.All(results[100..], kind => Assert.Equal(JsonValueKind.Null, kind));
    }

    [Fact]
    public async Task A_trace_says_where_its_input_and_output_were_read_from()
    {
        await using var api = ApiFixture.With(new OtelBase(), new Langfuse());
        await api.SendEventsAsync(Patch("e1", 1, """ "output":"done" """));
        var stated = await api.GetAsync("/api/v1/traces/{traceId}", "t");
        Assert.Equal(
            """{"output":{"dialect":"langfuse-api","version":1,"source":"body.output"}}""",
            stated.GetProperty("provenance").ToString()
        );

        const string Trace = "5b8efff798038103d269b633813fc60c";
        await api.SendSpansAsync(
            $$$"""
            {"traceId":"{{{Trace}}}","spanId":"eee19b7ec3c1b174","name":"root","startTimeUnixNano":"5","endTimeUnixNano":"9",
             "attributes":[{"key":"langfuse.trace.output","value":{"stringValue":"3"}}]}
            """
        );
        var derived = await api.GetAsync("/api/v1/traces/{traceId}", Trace);
        Assert.Equal(
            "langfuse.trace.output",
            derived.GetProperty("provenance").GetProperty("output").GetProperty("source").GetString()
        );
    }
}
