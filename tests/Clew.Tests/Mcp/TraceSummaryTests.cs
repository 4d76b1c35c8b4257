using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clew.Mcp.Analysis;
using Clew.Mcp.Answers;

namespace Clew.Tests.Mcp;

/// <summary>A trace of any size within a budget, the most telling first.</summary>
public sealed class TraceSummaryTests
{
    static JsonObject Span(string id, string? parent, string type = "SPAN", string? name = null, double seconds = 1) =>
        new()
        {
            ["id"] = id,
            ["parentObservationId"] = parent,
            ["type"] = type,
            ["name"] = name ?? "step " + id,
            ["startTime"] = "2026-11-20T12:00:00.000Z",
            ["latency"] = seconds,
        };

    static Trace Of(params JsonObject[] spans) => Of(spans.AsEnumerable());

    static Trace Of(IEnumerable<JsonObject> spans)
    {
        var trace = new JsonObject
        {
            ["id"] = "t-1",
            ["name"] = "answer",
            ["timestamp"] = "2026-11-20T12:00:00.000Z",
            ["latency"] = 2.5,
            ["totalCost"] = 0.0125,
            ["tags"] = new JsonArray("a", "b"),
            ["userId"] = "u",
            ["input"] = "What is a clew?",
            ["output"] = "A ball of thread.",
            ["observations"] = new JsonArray([.. spans]),
        };
        return Trace.Of(JsonDocument.Parse(trace.ToJsonString()).RootElement);
    }

    [Fact]
    public void A_small_trace_is_told_whole()
    {
        var generation = Span("g", "r", "GENERATION", "chat", 1.25);
        generation["model"] = "gpt-4o";
        generation["usageDetails"] = new JsonObject { ["input"] = 1200, ["output"] = 30 };
        generation["calculatedTotalCost"] = 0.0125;
        generation["output"] = "A ball\nof thread.";
        var (text, leftOut) = TraceSummary.Of(Of(Span("r", null, "AGENT", "agent", 2.5), generation), 2000);
        Assert.Equal(
            """
            trace t-1 "answer"
            2026-11-20T12:00:00.000Z · 2.5s · 2 spans · no failures · 1,200→30 tokens · $0.0125
            userId u · tags a, b
            input: What is a clew?
            output: A ball of thread.

            [agent] agent · 2.5s (id r)
              [generation] chat · 1.25s · gpt-4o · 1,200→30 tokens · $0.0125 (id g)
                  out: A ball⏎of thread.
            """.ReplaceLineEndings("\n"),
            text
        );
        Assert.Empty(leftOut);
    }

    [Fact]
    public void Tokens_are_counted_once()
    {
        var agent = Span("a", null, "AGENT");
        agent["usageDetails"] = new JsonObject { ["input"] = 30, ["output"] = 3 };
        var between = Span("b", "a");
        var first = Span("c", "b", "GENERATION");
        first["usageDetails"] = new JsonObject { ["input"] = 10, ["output"] = 1 };
        var second = Span("d", "b", "GENERATION");
        second["usageDetails"] = new JsonObject { ["input"] = 20, ["output"] = 2 };
        Assert.Equal((30L, 3L), Of(agent, between, first, second).Tokens());
    }

    [Fact]
    public void A_failure_far_down_stays_when_little_fits()
    {
        var spans = new List<JsonObject> { Span("root", null) };
        for (var i = 0; i < 300; i++)
        {
            spans.Add(Span($"s{i}", "root", "GENERATION", "chat with a rather long name", 10));
        }

        spans.Add(Span("mid", "root", "SPAN", "retrieval", 0.001));
        var failed = Span("bad", "mid", "RETRIEVER", "query the index", 0.001);
        failed["level"] = "ERROR";
        failed["statusMessage"] = "index is gone";
        spans.Add(failed);
        var (text, leftOut) = TraceSummary.Of(Of(spans), 400);
        Assert.Contains("1 FAILED", text, StringComparison.Ordinal);
        Assert.Contains(
            "    [retriever] query the index · 1ms · FAILED: index is gone (id bad)",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("× generation chat with a rather long name", text, StringComparison.Ordinal);
        Assert.Contains(leftOut, note => note.Contains("of 303 spans have no line", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(500)]
    [InlineData(2_000)]
    [InlineData(20_000)]
    public void The_budget_holds(int budget)
    {
        var spans = Enumerable
            .Range(0, 800)
            .Select(i =>
            {
                var span = Span(
                    $"s{i}",
                    i == 0 ? null : $"s{i / 3}",
                    i % 2 == 0 ? "TOOL" : "GENERATION",
                    "läuft 日本 " + i
                );
                span["input"] = new string('x', i * 5);
                span["output"] = new string('語', i);
                return span;
            });
        var (text, leftOut) = TraceSummary.Of(Of(spans), budget);
        var whole = new Boundary(() => "0123456789abcdef").Wrap(text) + "\nLeft out: " + string.Join(' ', leftOut);
        Assert.InRange(Tokens.Estimate(whole), budget / 3, budget);
        Assert.NotEmpty(leftOut);
    }

    [Fact]
    public void A_circle_of_parents_is_shown_once_and_ends()
    {
        var trace = Of(Span("a", "c"), Span("b", "a"), Span("c", "b"), Span("d", "d"), Span("e", "gone"));
        Assert.Equal(3, trace.Roots.Count);
        var (text, _) = TraceSummary.Of(trace, 2000);
        foreach (var id in new[] { "a", "b", "c", "d", "e" })
        {
            Assert.Single(text.Split('\n'), line => line.EndsWith($"(id {id})", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_chain_of_twenty_thousand_spans_is_no_trouble()
    {
        var spans = Enumerable
            .Range(0, 20_000)
            .Select(i => Span(i.ToString(CultureInfo.InvariantCulture), i == 0 ? null : $"{i - 1}"));
        var (text, _) = TraceSummary.Of(Of(spans), 1000);
        Assert.InRange(Tokens.Estimate(text), 100, 1000);
    }

    [Fact]
    public void Steps_that_differ_are_told_and_equal_ones_counted()
    {
        var slow = Span("2", "1", "GENERATION", "chat", 9);
        slow["usageDetails"] = new JsonObject { ["input"] = 5, ["output"] = 1 };
        var text = Comparison.Of(
            Of(Span("1", null, name: "run"), Span("2", "1", "GENERATION", "chat", 1), Span("3", "1", name: "same")),
            Of(Span("1", null, name: "run"), slow, Span("3", "1", name: "same"), Span("4", "1", "TOOL", "search"))
        );
        Assert.Contains("steps: 2 alike, 2 different", text, StringComparison.Ordinal);
        Assert.Contains("  only in B: run / search · 1s", text, StringComparison.Ordinal);
        Assert.Contains("  run / chat · 1s → 9s 5→1 tokens", text, StringComparison.Ordinal);
        Assert.Contains("output: the same in both: A ball of thread.", text, StringComparison.Ordinal);
    }
}
