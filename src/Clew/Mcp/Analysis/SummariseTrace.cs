using Clew.Mcp.Answers;
using Clew.Mcp.Tools;
using ModelContextProtocol.Protocol;
using Tool = Clew.Mcp.Tools.Tool;

namespace Clew.Mcp.Analysis;

/// <summary><c>clew_trace_summary</c></summary>
static class SummariseTrace
{
    public static Tool Create() =>
        new()
        {
            Name = "trace_summary",
            Group = ToolGroup.Analysis,
            Description =
                "A trace as text within a budget of tokens: totals, input, output, and the tree of spans with type, "
                + "duration, tokens, cost and errors. Says what is left out and how to get it.",
            Parameters =
            [
                Parameter.Text("trace_id", "The id of the trace", isRequired: true),
                Parameter.Count(
                    "max_tokens",
                    "The budget",
                    TraceSummary.LeastTokens,
                    TraceSummary.MostTokens,
                    TraceSummary.DefaultTokens
                ),
            ],
            Run = RunAsync,
        };

    static async Task<CallToolResult> RunAsync(Call call, CancellationToken ct)
    {
        var id = call.Arguments.Id("trace_id");
        var tokens = call.Arguments.Count("max_tokens");
        return Reply.Text(await TextAsync(call.Client, call.Boundary, id, tokens, ct));
    }

    public static async Task<string> TextAsync(
        ClewClient client,
        Boundary boundary,
        string traceId,
        int tokens,
        CancellationToken ct
    )
    {
        var trace = await client.GetTraceAsync(traceId, ct);
        var (text, leftOut) = TraceSummary.Of(Trace.Of(trace.Json), tokens);
        // Our own words stand outside, where nothing recorded can imitate them.
        var notes = leftOut.Count == 0 ? "Nothing is left out." : "Left out: " + string.Join(' ', leftOut);
        return $"{boundary.Wrap(text)}\n{notes}";
    }
}
