using System.Globalization;
using System.Text;
using Clew.Mcp.Answers;
using Clew.Mcp.Tools;
using ModelContextProtocol.Protocol;
using Tool = Clew.Mcp.Tools.Tool;

namespace Clew.Mcp.Analysis;

/// <summary><c>clew_find_errors</c></summary>
static class FindErrors
{
    public static Tool Create() =>
        new()
        {
            Name = "find_errors",
            Group = ToolGroup.Analysis,
            Description =
                "Failed spans of all traces, or of one: which messages came how often, and each with the id of its trace "
                + "and span, newest first.",
            Parameters =
            [
                Parameter.Text("trace_id", "Only in this trace"),
                Parameter.Text("name", "Only spans of exactly this name"),
                Parameter.Text("user_id", "Only of this user"),
                Parameter.Choice("type", "Only spans of this type", [.. Types]),
                Parameter.Text("from_timestamp", "Started then or later, 2026-11-20T12:00:00Z"),
                Parameter.Text("to_timestamp", "Started before"),
                Parameter.Choice("level", "ERROR if not given", ["ERROR", "WARNING"]),
                Parameter.Count("page", "From 1", 1, 1_000_000, 1),
                Parameter.Count("limit", "Spans on a page", 1, 100, 30),
            ],
            Run = RunAsync,
        };

    static IEnumerable<string> Types =>
        ["span", "generation", "event", "agent", "tool", "chain", "retriever", "evaluator", "embedding", "guardrail"];

    static async Task<CallToolResult> RunAsync(Call call, CancellationToken ct)
    {
        var given = call.Arguments;
        var type = given.Choice("type", [.. Types], "");
        var query = new ObservationQuery
        {
            Page = given.Count("page"),
            Limit = given.Count("limit"),
            TraceId = given.OptionalId("trace_id"),
            Name = given.Text("name"),
            UserId = given.Text("user_id"),
            Type = type.Length == 0 ? null : type.ToUpperInvariant(),
            Level = given.Choice("level", ["ERROR", "WARNING"], "ERROR"),
            From = Times.Read(given.Text("from_timestamp"), "from_timestamp"),
            To = Times.Read(given.Text("to_timestamp"), "to_timestamp"),
        };
        var page = await call.Client.ListObservationsAsync(query, ct);
        if (page.Items.Count == 0)
        {
            return Reply.Text(
                query.Page > 1 ? "There is nothing on this page." : $"No span of level {query.Level} fits."
            );
        }

        var of = page.TotalItems is { } total ? $" of {Words.Count(total)}" : "";
        var more = page.HasMore
            ? string.Create(CultureInfo.InvariantCulture, $" More: the same with page={query.Page + 1}.")
            : "";
        return Reply.Text(
            $"{Words.Count(page.Items.Count)}{of} spans of level {query.Level}.{more}\n"
                + call.Boundary.Wrap(Text([.. page.Items.Select(item => item.Json)]))
        );
    }

    static string Text(System.Text.Json.JsonElement[] observations)
    {
        var text = new StringBuilder("On this page, by message:\n");
        var kinds = observations
            .Select(observation => (Span: Span.Of(observation), TraceId: observation.Text("traceId") ?? ""))
            .GroupBy(item => Message(item.Span))
            .OrderByDescending(kind => kind.Count());
        foreach (var kind in kinds)
        {
            text.Append($"{Words.Count(kind.Count())}× {kind.Key}\n");
            foreach (var (span, traceId) in kind)
            {
                var start = span.Start is { } time ? Words.Time(time) + " · " : "";
                text.Append($"    {start}[{span.Type}] {Excerpt.Of(Excerpt.OneLine(span.Name), 80)}");
                text.Append($" · {Words.Duration(span.Seconds)} · trace {Excerpt.OneLine(traceId)}");
                text.Append($" · span {Excerpt.OneLine(span.Id)}\n");
            }
        }

        return text.ToString().TrimEnd('\n');
    }

    static string Message(Span span) =>
        span.StatusMessage is { Length: > 0 } said ? Excerpt.Of(Excerpt.OneLine(said), 300) : "(no message)";
}
