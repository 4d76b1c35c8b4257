using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Spans;

/// <summary><c>clew spans list</c>, and <c>clew spans</c>: steps of all traces.</summary>
static class SpansVerb
{
    public static Command Create(Surroundings around) =>
        List(
            ClientVerb.Group(
                "spans",
                "Spans of all traces: list them by a query",
                ["observations"],
                List(new Command("list", "List spans of all traces, newest first"), around)
            ),
            around
        );

    static Command List(Command verb, Surroundings around)
    {
        var query = QueryFlag.Create();
        var since = Flag.Text("--since", "TIME", "Begun then or later: 7d, 36h, 2026-11-01");
        var until = Flag.Text("--until", "TIME", "Begun before");
        foreach (var flag in new[] { query, since, until })
        {
            verb.Add(flag);
        }

        return new Listing<ClewObservation>(
            ["NAME", "TYPE", "LEVEL", "STARTED", "TRACE", "SPAN", "LATENCY", "MODEL", "INPUT", "OUTPUT"],
            Row,
            (session, parsed, page, limit, ct) =>
            {
                var time = session.Around.Time;
                var asked = new ObservationQuery
                {
                    Page = page,
                    Limit = limit,
                    From = Given.Since(parsed.GetValue(since), time),
                    To = Given.Since(parsed.GetValue(until), time),
                    Query = parsed.GetValue(query),
                    TimeZone = parsed.GetValue(query) is null ? null : QueryFlag.ZoneOf(time),
                };
                return QueryFlag.AskAsync(asked.Query, () => session.Client.ListObservationsAsync(asked, ct));
            }
        ).On(verb, "spans", around);
    }

    static string[] Row(ClewObservation span, Session session) =>
        [
            Shown.Cut(span.Name ?? "", 40),
            span.Type,
            span.Level,
            Shown.Time(span.StartTime, session.Around.Time),
            Shown.Cut(span.TraceId ?? "", 800),
            Shown.Cut(span.Id, 800),
            Shown.Seconds(span.Latency),
            Shown.Cut(span.Model ?? "", 40),
            Shown.Value(span.Input, 40),
            Shown.Value(span.Output, 40),
        ];
}
