using System.CommandLine;
using Clew.Cli.Client;
using Clew.Cli.Views;
using Clew.Host;

namespace Clew.Cli.Traces;

/// <summary><c>clew traces list</c>, and <c>clew traces</c></summary>
static class ListVerb
{
    public static Command On(Command verb, Surroundings around)
    {
        var filter = new TraceFilter();
        filter.AddTo(verb);
        var observations = new Option<bool>("--include-observations")
        {
            Description = "Count the observations of each trace (so it always is)",
            Hidden = true,
        };
        verb.Add(observations);
        var view = Client.Flag.Text("--view", "NAME", "As a view has them ('clew views'); other flags narrow it");
        verb.Add(view);
        ApiObject? named = null;
        return new Listing<ClewTrace>(
            ["NAME", "USER", "STARTED", "SESSION", "TRACE", "OBS", "LATENCY", "COST", "INPUT", "OUTPUT"],
            Row,
            async (session, parsed, page, limit, ct) =>
            {
                var query = filter.Query(parsed, session.Around.Time) with { Page = page, Limit = limit };
                if (parsed.GetValue(view) is { } name)
                {
                    named ??= await NamedView.RequireAsync(session.Client, name, ct);
                    query = NamedView.Apply(named, query, session.Around.Time) with
                    {
                        TimeZone = QueryFlag.ZoneOf(session.Around.Time),
                    };
                }

                return await QueryFlag.AskAsync(query.Query, () => session.Client.ListTracesAsync(query, ct));
            }
        ).On(verb, "traces", around);
    }

    static string[] Row(ClewTrace trace, Session session) =>
        [
            Shown.Cut(trace.Name ?? "", 40),
            Shown.Cut(trace.UserId ?? "", 24),
            Shown.Time(trace.Timestamp, session.Around.Time),
            Shown.Cut(trace.SessionId ?? "", 40),
            Shown.Cut(trace.Id, 800),
            trace.ObservationIds.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Shown.Seconds(trace.Latency),
            Shown.Dollars(trace.TotalCost),
            Shown.Value(trace.Input, 40),
            Shown.Value(trace.Output, 40),
        ];
}
