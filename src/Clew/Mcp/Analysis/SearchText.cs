using System.Text;
using Clew.Mcp.Answers;
using Clew.Mcp.Tools;
using ModelContextProtocol.Protocol;
using Tool = Clew.Mcp.Tools.Tool;

namespace Clew.Mcp.Analysis;

/// <summary><c>clew_search</c></summary>
static class SearchText
{
    public static Tool Create() =>
        new()
        {
            Name = "search",
            Group = ToolGroup.Analysis,
            Description =
                "Find text in everything that was recorded, the last to arrive first, or in one trace. Each hit has its "
                + "trace, span and a snippet.",
            Parameters =
            [
                Parameter.Text("query", "Words that must all be there, a \"phrase\", pre*, *part*", isRequired: true),
                Parameter.Text("trace_id", "Only in this trace"),
                Parameter.Text("cursor", "The next page, as the last one names it"),
                Parameter.Count("limit", "Hits on a page", 1, 100, 20),
            ],
            Run = RunAsync,
        };

    static async Task<CallToolResult> RunAsync(Call call, CancellationToken ct)
    {
        var given = call.Arguments;
        var answer = await call.Client.SearchAsync(
            given.Text("query") ?? "",
            new SearchOptions
            {
                TraceId = given.OptionalId("trace_id"),
                Cursor = given.Text("cursor"),
                Limit = given.Count("limit"),
            },
            ct
        );
        var hits = answer.Items("hits");
        var more = answer.Text("nextCursor") is { } next
            ? answer.Flag("complete") == false
                ? $" It took too long to look further back; go on with cursor={next}."
                : $" More: the same with cursor={next}."
            : "";
        if (hits.Count == 0)
        {
            return Reply.Text("Nothing says that." + more);
        }

        var text = new StringBuilder();
        foreach (var hit in hits.Select(h => new ApiObject(h)))
        {
            var key = hit.Text("key") is { } k ? " " + Excerpt.OneLine(k) : "";
            text.Append($"[{hit.Text("place")}{key}] {Excerpt.Of(Excerpt.OneLine(hit.Text("name") ?? ""), 80)}");
            text.Append($" · trace {Excerpt.OneLine(hit.Text("traceId") ?? "")}");
            text.Append(hit.Text("spanId") is { } span ? $" · span {Excerpt.OneLine(span)}\n" : "\n");
            text.Append($"    {Excerpt.OneLine(hit.Text("snippet") ?? "")}\n");
        }

        return Reply.Text(
            $"{Words.Count(hits.Count)} hits.{more}\n" + call.Boundary.Wrap(text.ToString().TrimEnd('\n'))
        );
    }
}
