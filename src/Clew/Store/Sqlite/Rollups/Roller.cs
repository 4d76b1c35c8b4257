using Clew.Model;
using Clew.Store.Totals;
using Microsoft.Extensions.Logging;

namespace Clew.Store.Sqlite.Rollups;

/// <summary>
/// Rolls dirty hours up, behind the commits, when they are over. An hour that changes while it is read stays dirty: what
/// is committed is always true of the rows beside it.
/// </summary>
/// <param name="add">Adds the rows of a question up.</param>
sealed class Roller(
    Writer writer,
    Readers readers,
    Action<Reader, TotalsScan, TotalsQuery> add,
    TimeProvider time,
    ILogger log
) : IAsyncDisposable
{
    /// <summary>An hour with more has little to gain, and would be slower to read than its rows.</summary>
    const int MostEntries = 5000;

    static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>How long after its end an hour is left to late spans.</summary>
    static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    // Hours with too many entries, which are not tried again as long as the store is open.
    readonly HashSet<(long Project, long Hour)> varied = [];
    readonly CancellationTokenSource closing = new();
    Task loop = Task.CompletedTask;

    public void Start() => loop = Task.Run(RunAsync);

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await loop;
        closing.Dispose();
    }

    /// <summary>Rolls up every hour that is over.</summary>
    public async Task RollUpAsync(CancellationToken ct)
    {
        var over = (time.GetUtcNow() - Rest - DateTimeOffset.UnixEpoch).Ticks * 100;
        foreach (var (project, hour) in await FindAsync(TraceTree.HourOf(over), ct))
        {
            if (!varied.Contains((project, hour)))
            {
                await RollUpAsync(project, hour, ct);
            }
        }
    }

    async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(closing.Token))
            {
                try
                {
                    await RollUpAsync(closing.Token);
                }
                catch (Exception e) when (e is not OperationCanceledException and not StoreUnavailableException)
                {
                    StoreLog.RollupFailed(log, e);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or StoreUnavailableException)
        {
            // What is dirty stays so, and is answered from rows.
        }
    }

    Task<List<(long Project, long Hour)>> FindAsync(long before, CancellationToken ct) =>
        readers.ReadAsync(
            reader =>
            {
                using var find = reader.Database.PrepareOnce(
                    "SELECT project, hour FROM dirty_hour WHERE hour < ? ORDER BY hour DESC"
                );
                find.Bind(1, before);
                var found = new List<(long, long)>();
                while (find.Step())
                {
                    found.Add((find.Long(0), find.Long(1)));
                }

                return found;
            },
            ct
        );

    async Task RollUpAsync(long project, long hour, CancellationToken ct)
    {
        await writer.MarkAsync(marks => marks.BeginRollup(project, hour), ct);
        if (await readers.ReadAsync(reader => Read(reader, project, hour), ct) is var (data, rows))
        {
            await writer.MarkAsync(marks => marks.EndRollup(project, hour, data, rows), ct);
        }
        else
        {
            varied.Add((project, hour));
        }
    }

    /// <summary>Null if the hour has too many entries; no bytes if it has no rows.</summary>
    (byte[] Data, long Rows)? Read(Reader reader, long project, long hour)
    {
        using var find = reader.Database.PrepareOnce("SELECT id FROM project WHERE no = ?");
        var id = find.Bind(1, project).Step() ? find.Text(0)! : "";
        var plans = new List<RollupEntry[]>();
        foreach (var plan in RollupPlan.All)
        {
            var query = plan.QueryOf(id, hour);
            var scan = new TotalsScan(query, reader.Texts);
            add(reader, scan, query);
            if (scan.Sheet.Groups is not { Count: <= MostEntries } groups)
            {
                return null;
            }

            plans.Add([.. groups.Select(g => EntryOf(plan, scan.KeyOf(g.Key), g.Value))]);
        }

        var rows = plans.Sum(p => p.Sum(e => e.Count));
        return (rows == 0 ? [] : RollupCodec.Write(plans), rows);
    }

    static RollupEntry EntryOf(RollupPlan plan, string?[] key, Tally tally) =>
        new(
            key,
            tally.Count,
            tally.Errors,
            [
                .. plan.Tallies.Numbers.Select(
                    (_, i) =>
                    {
                        var series = tally[i];
                        if (plan.Tallies.Keeps[i])
                        {
                            series.Blur();
                        }

                        return new RolledSeries(
                            series.Count,
                            series.Whole,
                            series.Least,
                            series.Most,
                            series.Histogram
                        );
                    }
                ),
            ]
        );
}
