using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Sums;

/// <summary><c>clew totals</c></summary>
static class TotalsVerb
{
    public static Command Create(Surroundings around)
    {
        var subject = Flag.Text("--subject", "WHAT", "traces (so it is if you say nothing), spans or scores");
        var fitting = QueryFlag.Create();
        var groups = Flag.Many("--group", "FIELD", "One line for each value of it: model, trace.user; up to three");
        var measures = Flag.Many("--measure", "FIGURE", "count, errors, cost, tokens, p95, sum(…), avg(…), p99(…)");
        var bucket = Flag.Text("--bucket", "LENGTH", "One line for each minute, hour, day, week, month, 15m, 6h");
        var zone = Flag.Text("--tz", "ZONE", "Whose days: Europe/Berlin (default: that of this machine)");
        var since = Flag.Text("--since", "TIME", "Begun then or later: 7d, 36h, 2026-11-01");
        var until = Flag.Text("--until", "TIME", "Begun before");
        var order = Flag.Text("--order", "FIGURE", "One of the figures; with .asc behind it the least first");
        var limit = new Option<int?>("--limit") { Description = "How many groups (default: 100)", HelpName = "N" };
        var exact = Flag.Yes("--exact", "Exact percentiles, however long that takes");
        var json = ClientVerb.JsonFlag();
        var verb = new Command("totals", "What traces, spans or scores add up to")
        {
            subject,
            fitting,
            groups,
            measures,
            bucket,
            zone,
            since,
            until,
            order,
            limit,
            exact,
            json,
        };
        ClientFlags.AddTo(verb);
        return verb.Reads(
            around,
            async (session, parsed, ct) =>
            {
                var query = new ClewTotalsQuery
                {
                    Subject = parsed.GetValue(subject),
                    Query = parsed.GetValue(fitting),
                    Groups = parsed.GetValue(groups),
                    Measures = parsed.GetValue(measures),
                    Bucket = parsed.GetValue(bucket),
                    Zone = parsed.GetValue(zone) ?? QueryFlag.ZoneOf(around.Time),
                    From = Given.Since(parsed.GetValue(since), around.Time),
                    To = Given.Since(parsed.GetValue(until), around.Time),
                    Order = parsed.GetValue(order),
                    Limit = parsed.GetValue(limit),
                    IsExact = parsed.GetValue(exact),
                };
                var answer = await QueryFlag.AskAsync(query.Query, () => session.Client.GetTotalsAsync(query, ct));
                if (parsed.GetValue(json))
                {
                    session.WriteJson(answer.Json);
                }
                else
                {
                    Write(session, answer.Json);
                }
            }
        );
    }

    static void Write(Session session, JsonElement answer)
    {
        var measures = answer.GetProperty("measures").EnumerateArray().ToArray();
        var groups = answer.GetProperty("groups").EnumerateArray().Select(g => g.GetString()!).ToArray();
        var buckets = answer.GetProperty("bucketsUnixNano").EnumerateArray().Select(b => b.GetString()!).ToArray();
        var rows = new List<string[]>();
        foreach (var row in groups.Length == 0 ? [] : answer.GetProperty("rows").EnumerateArray().ToArray())
        {
            Add([.. row.GetProperty("key").EnumerateArray().Select(k => Shown.Cut(k.GetString() ?? "–", 60))], row);
        }

        if (answer.GetProperty("other") is { ValueKind: JsonValueKind.Object } other)
        {
            Add(Named($"({other.GetProperty("groups").GetInt64()} others)"), other);
        }

        Add(Named("(all)"), answer.GetProperty("all"));
        string[] columns =
        [
            .. groups.Select(g => g.ToUpperInvariant()),
            .. buckets.Length > 0 ? ["FROM"] : (string[])[],
            .. measures.Select(m => m.GetProperty("name").GetString()!.ToUpperInvariant()),
        ];
        session.Output.WriteTable(columns, rows);
        if (answer.GetProperty("error").GetDouble() is > 0 and var error)
        {
            session.Note(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Percentiles are right to {error * 100} %; --exact makes them exact."
                )
            );
        }

        string[] Named(string name) => [.. groups.Take(1).Select(_ => name), .. groups.Skip(1).Select(_ => "")];

        void Add(string[] key, JsonElement row)
        {
            if (buckets.Length == 0)
            {
                rows.Add([.. key, .. Cells(measures, row.GetProperty("values"))]);
                return;
            }

            foreach (var (start, values) in buckets.Zip(row.GetProperty("buckets").EnumerateArray()))
            {
                var time = DateTimeOffset.UnixEpoch.AddTicks(long.Parse(start, CultureInfo.InvariantCulture) / 100);
                rows.Add([.. key, Shown.Time(time, session.Around.Time), .. Cells(measures, values)]);
            }
        }
    }

    static IEnumerable<string> Cells(JsonElement[] measures, JsonElement values) =>
        values
            .EnumerateArray()
            .Select(
                (value, i) =>
                    value.ValueKind == JsonValueKind.Null
                        ? ""
                        : measures[i].GetProperty("unit").GetString() switch
                        {
                            "USD" => string.Create(CultureInfo.InvariantCulture, $"${value.GetDouble():0.######}"),
                            "s" => Shown.Seconds(value.GetDouble()),
                            _ => value.GetDouble().ToString("0.####", CultureInfo.InvariantCulture),
                        }
            );
}
