using Clew.Mcp.Answers;
using Clew.Mcp.Tools;
using ModelContextProtocol.Protocol;
using Tool = Clew.Mcp.Tools.Tool;

namespace Clew.Mcp.Analysis;

/// <summary><c>clew_compare_traces</c></summary>
static class CompareTraces
{
    public static Tool Create() =>
        new()
        {
            Name = "compare_traces",
            Group = ToolGroup.Analysis,
            Description =
                "What differs between two traces: duration, tokens, cost, models, failures, steps that only one has or "
                + "that took longer, and where input and output part.",
            Parameters =
            [
                Parameter.Text("trace_id_a", "The first, such as the one that went well", isRequired: true),
                Parameter.Text("trace_id_b", "The second", isRequired: true),
            ],
            Run = RunAsync,
        };

    static async Task<CallToolResult> RunAsync(Call call, CancellationToken ct)
    {
        var a = await call.Client.GetTraceAsync(call.Arguments.Id("trace_id_a"), ct);
        var b = await call.Client.GetTraceAsync(call.Arguments.Id("trace_id_b"), ct);
        var text = Comparison.Of(Trace.Of(a.Json), Trace.Of(b.Json));
        return Reply.Text(call.Boundary.Wrap(text));
    }
}
