using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Sums;

/// <summary><c>clew users …</c>; alone it lists.</summary>
static class UsersVerb
{
    public static Command Create(Surroundings around) =>
        List(
            ClientVerb.Group(
                "users",
                "Users, with what their traces add up to",
                [],
                List(new Command("list", "List users, the one seen last first"), around)
            ),
            around
        );

    static Command List(Command verb, Surroundings around)
    {
        var fitting = QueryFlag.Create();
        var since = Flag.Text("--since", "TIME", "By traces begun then or later: 7d, 36h, 2026-11-01");
        var until = Flag.Text("--until", "TIME", "By traces begun before");
        var order = Flag.Text(
            "--order",
            "WORD",
            "last, first, traces, errors, tokens or cost; .asc behind it: the least first"
        );
        var limit = new Option<int?>("--limit") { Description = "How many (default: 50)", HelpName = "N" };
        var cursor = Flag.Text("--cursor", "TEXT", "Where the page before ended");
        var json = ClientVerb.JsonFlag();
        foreach (var flag in new Option[] { fitting, since, until, order, limit, cursor, json })
        {
            verb.Add(flag);
        }

        return verb.Reads(
            around,
            async (session, parsed, ct) =>
            {
                var query = new ClewGroupQuery
                {
                    Query = parsed.GetValue(fitting),
                    TimeZone = parsed.GetValue(fitting) is null ? null : QueryFlag.ZoneOf(around.Time),
                    From = Given.Since(parsed.GetValue(since), around.Time),
                    To = Given.Since(parsed.GetValue(until), around.Time),
                    Order = parsed.GetValue(order),
                    Limit = parsed.GetValue(limit),
                    Cursor = parsed.GetValue(cursor),
                };
                var answer = await QueryFlag.AskAsync(query.Query, () => session.Client.ListUserTotalsAsync(query, ct));
                if (parsed.GetValue(json))
                {
                    session.WriteJson(answer.Json);
                    return;
                }

                session.Output.WriteTable(
                    ["USER", "LAST", "FIRST", "TRACES", "FAILED", "SESSIONS", "TOKENS", "COST"],
                    [.. answer.Json.GetProperty("users").EnumerateArray().Select(u => Row(u, session))]
                );
                if (answer.Text("nextCursor") is { } next)
                {
                    session.Output.WriteLine($"More: --cursor {next}");
                }
            }
        );
    }

    static string[] Row(JsonElement user, Session session) =>
        [
            Shown.Cut(user.GetProperty("id").GetString()!, 800),
            Time("lastUnixNano", user, session),
            Time("firstUnixNano", user, session),
            user.GetProperty("traceCount").GetRawText(),
            user.GetProperty("errorCount").GetRawText(),
            user.GetProperty("sessionCount").GetRawText(),
            user.GetProperty("usage").GetProperty("totalTokens") is { ValueKind: JsonValueKind.Number } tokens
                ? tokens.GetRawText()
                : "",
            user.GetProperty("cost") is { ValueKind: JsonValueKind.Object } cost
                ? Shown.Dollars(cost.GetProperty("total").GetDouble())
                : "",
        ];

    static string Time(string name, JsonElement user, Session session) =>
        Shown.Time(
            DateTimeOffset.UnixEpoch.AddTicks(
                long.Parse(user.GetProperty(name).GetString()!, CultureInfo.InvariantCulture) / 100
            ),
            session.Around.Time
        );
}
