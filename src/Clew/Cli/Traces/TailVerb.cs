using System.CommandLine;
using System.Globalization;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Traces;

/// <summary><c>clew traces tail</c>: traces as they come, until Ctrl-C.</summary>
static class TailVerb
{
    /// <summary>A trace moves when it is touched again; whoever looks back a little misses none.</summary>
    static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    public static Command Create(Surroundings around)
    {
        var filter = new TraceFilter();
        var interval = new Option<double>("--interval")
        {
            Description = "Seconds between two looks, where the server does not tell when to look (default: 2)",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 2,
        };
        var looks = new Option<int?>("--looks") { Description = "End after so many looks", HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "Print each trace as one line of JSON" };
        var verb = new Command("tail", "Follow traces as they come") { interval, looks, json };
        filter.AddTo(verb);
        interval.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0.1 and <= 3600))
            {
                result.AddError("--interval is a number of seconds from 0.1 to 3600.");
            }
        });
        return verb.Reads(
            around,
            async (call, parsed, ct) =>
            {
                var query = filter.Query(parsed, around.Time);
                var since = query.From ?? around.Time.GetUtcNow();
                var seen = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
                var apart = TimeSpan.FromSeconds(parsed.GetValue(interval));
                await using var pace = await TailPace.BeginAsync(
                    call.Client,
                    query with
                    {
                        From = since,
                    },
                    apart,
                    around.Time,
                    ct
                );
                for (var look = 0; parsed.GetValue(looks) is not { } most || look < most; look++)
                {
                    if (look > 0)
                    {
                        await pace.NextAsync(ct);
                    }

                    var from = since;
                    since = Later(since, around.Time.GetUtcNow() - Overlap);
                    foreach (var trace in await NewOnesAsync(call.Client, query with { From = from }, seen, ct))
                    {
                        call.Output.WriteLine(parsed.GetValue(json) ? OneLine(trace) : Line(trace, call));
                    }

                    foreach (var old in seen.Where(pair => pair.Value < from).Select(pair => pair.Key).ToArray())
                    {
                        seen.Remove(old);
                    }
                }
            }
        );
    }

    static async Task<IReadOnlyList<ClewTrace>> NewOnesAsync(
        ClewClient client,
        TraceQuery query,
        Dictionary<string, DateTimeOffset> seen,
        CancellationToken ct
    )
    {
        var found = new List<ClewTrace>();
        var all = ClewClient.AllAsync(
            (page, token) => client.ListTracesAsync(query with { Page = page, Limit = 100 }, token),
            ct
        );
        await QueryFlag.AskAsync(
            query.Query,
            async () =>
            {
                await foreach (var trace in all)
                {
                    if (seen.TryAdd(trace.Id, trace.Timestamp ?? DateTimeOffset.MaxValue))
                    {
                        found.Add(trace);
                    }
                }

                return found;
            }
        );
        return [.. found.OrderBy(trace => trace.Timestamp)];
    }

    static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    static string OneLine(ClewTrace trace) => ClewJson.Text(trace.Json).ReplaceLineEndings(" ");

    static string Line(ClewTrace trace, Session call) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{call.Paint.Dim(Shown.Time(trace.Timestamp, call.Around.Time))}  {Shown.Cut(trace.Name ?? "(no name)", 40)}  {call.Paint.Dim(Shown.Cut(trace.Id, 800))}  {Shown.Value(trace.Input, 60)} → {Shown.Value(trace.Output, 60)}"
        );
}
