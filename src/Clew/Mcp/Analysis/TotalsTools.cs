using Clew.Mcp.Answers;
using Clew.Mcp.Tools;
using ModelContextProtocol.Protocol;
using Tool = Clew.Mcp.Tools.Tool;

namespace Clew.Mcp.Analysis;

/// <summary><c>clew_totals</c>, <c>clew_list_sessions</c>, <c>clew_list_users</c></summary>
static class TotalsTools
{
    /// <summary>Characters of an answer; one that is longer is asked to be smaller.</summary>
    const int Longest = 60_000;

    const string SearchQuery = "Only what fits, in the language of clew_search_traces: 'status:failed cost>0.05'";

    static readonly string[] orders = ["last", "first", "traces", "errors", "tokens", "cost"];

    public static IEnumerable<Tool> All() =>
        [
            new()
            {
                Name = "totals",
                Group = ToolGroup.Totals,
                Description =
                    "What traces, spans or scores add up to, by groups and buckets of time: counts, errors, tokens, cost, "
                    + "latencies. Answers JSON.",
                Parameters =
                [
                    Parameter.Choice("subject", "traces if not given", ["traces", "spans", "scores"]),
                    Parameter.Text("query", SearchQuery),
                    Parameter.Texts("group", "Up to 3 fields: model, type, name, tool, status, user, session, tags"),
                    Parameter.Texts(
                        "measure",
                        "count, errors, errorRate, tokens, cost, users, p95, sum(field), avg(field), p50(field), distinct(field)"
                    ),
                    Parameter.Text("bucket", "minute, hour, day, week, month, or 15m, 6h"),
                    Parameter.Text("tz", "Zone of the days, Europe/Berlin"),
                    Parameter.Text("from_timestamp", "Started then or later, 2026-11-20T12:00:00Z"),
                    Parameter.Text("to_timestamp", "Started before"),
                    Parameter.Text("order", "One of the measures; with .asc the least first"),
                    Parameter.Count("limit", "Groups; the rest is summed", 1, 1000, 20),
                ],
                Run = TotalAsync,
            },
            List("list_sessions", "Sessions", (client, query, ct) => client.ListSessionTotalsAsync(query, ct)),
            List("list_users", "Users", (client, query, ct) => client.ListUserTotalsAsync(query, ct)),
        ];

    static async Task<CallToolResult> TotalAsync(Call call, CancellationToken ct)
    {
        var given = call.Arguments;
        var subject = given.Choice("subject", ["traces", "spans", "scores"], "traces");
        var query = new ClewTotalsQuery
        {
            Subject = subject,
            Query = given.Text("query"),
            Groups = given.Texts("group"),
            Measures = given.Texts("measure"),
            Bucket = given.Text("bucket"),
            Zone = given.Text("tz"),
            From = Times.Read(given.Text("from_timestamp"), "from_timestamp"),
            To = Times.Read(given.Text("to_timestamp"), "to_timestamp"),
            Order = given.Text("order"),
            Limit = given.Count("limit"),
        };
        return await AnswerAsync(
            call,
            call.Client.GetTotalsAsync(query, ct),
            "take larger buckets, or a smaller limit"
        );
    }

    static Tool List(
        string name,
        string what,
        Func<ClewClient, ClewGroupQuery, CancellationToken, Task<ApiObject>> list
    ) =>
        new()
        {
            Name = name,
            Group = ToolGroup.Totals,
            Description =
                $"{what} with what their traces add up to: times, traces, failures, tokens, cost. Answers JSON.",
            Parameters =
            [
                Parameter.Text("query", SearchQuery),
                Parameter.Text("from_timestamp", "Traces started then or later, 2026-11-20T12:00:00Z"),
                Parameter.Text("to_timestamp", "Traces started before"),
                Parameter.Choice("order", "last if not given; the most first", orders),
                Parameter.Count("limit", "How many", 1, 100, 20),
                Parameter.Text("cursor", "nextCursor of the page before"),
            ],
            Run = async (call, ct) =>
            {
                var query = new ClewGroupQuery
                {
                    Query = call.Arguments.Text("query"),
                    From = Times.Read(call.Arguments.Text("from_timestamp"), "from_timestamp"),
                    To = Times.Read(call.Arguments.Text("to_timestamp"), "to_timestamp"),
                    Order = call.Arguments.Choice("order", orders, "last"),
                    Limit = call.Arguments.Count("limit"),
                    Cursor = call.Arguments.Text("cursor"),
                };
                return await AnswerAsync(call, list(call.Client, query, ct), "take a smaller limit");
            },
        };

    static async Task<CallToolResult> AnswerAsync(Call call, Task<ApiObject> answer, string remedy)
    {
        string text;
        try
        {
            text = (await answer).Json.GetRawText();
        }
        catch (ClewQueryException e)
        {
            throw SearchTraces.BadQuery(e);
        }

        return text.Length <= Longest
            ? Reply.Text(call.Boundary.Wrap(text))
            : throw new ToolRefusal(
                $"The answer has {Words.Count(text.Length)} characters, too many to read; {remedy}."
            );
    }
}
