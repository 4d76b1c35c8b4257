using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Clew.Bench.Load;

namespace Clew.Bench.Verbs;

/// <summary>The figures of patched outputs.</summary>
/// <param name="PatchMilliseconds">One at a time, from the first byte sent to the whole answer.</param>
/// <param name="VisibleMilliseconds">One at a time, from the first byte sent until the new output could be read.</param>
/// <param name="LateReads">Outputs that were not there at the first read after the acknowledgement.</param>
/// <param name="Traces">How many were patched at once, each over a connection of its own.</param>
/// <param name="Patches">Acknowledged, all traces together.</param>
/// <param name="ParallelMilliseconds">With all of them at once.</param>
/// <param name="Lost">Traces that did not show their last output afterwards.</param>
/// <param name="LargeBytes">Size of the large output.</param>
/// <param name="LargeAckMilliseconds">The median until it was acknowledged.</param>
/// <param name="LargeReadMilliseconds">The median of reading it back, whole.</param>
sealed record PatchMeasurement(
    Latency PatchMilliseconds,
    Latency VisibleMilliseconds,
    int LateReads,
    int Traces,
    long Patches,
    double PatchesPerSecond,
    Latency ParallelMilliseconds,
    int Lost,
    int LargeBytes,
    double LargeAckMilliseconds,
    double LargeReadMilliseconds
);

/// <summary>
/// Patches outputs through the ingestion API, as scripts do: one at a time, many traces at once, and a large one. Each
/// patch is read back, so that what is fast is also true.
/// </summary>
static class PatchVerb
{
    /// <summary>The first ones pay for code that is not compiled yet.</summary>
    const int WarmUp = 50;
    const int LargeRounds = 5;

    public static async Task RunAsync(Arguments arguments, CancellationToken stop)
    {
        TimeSpan seconds = TimeSpan.FromSeconds(arguments.Number("seconds", 20));
        TimeSpan pause = TimeSpan.FromMilliseconds(arguments.Number("pause-ms", 5));
        int traces = arguments.Number("traces", 50);
        int large = arguments.Number("large-bytes", 3_000_000);
        bool json = arguments.Flag("json");
        Target target = Target.Parse(arguments.Text("target", "http://127.0.0.1:4318"));
        arguments.End();

        using PatchClient client = new(target);
        (List<double> patches, List<double> visible, int late) = await OneByOneAsync(client, seconds, pause, stop);
        Stopwatch watch = Stopwatch.StartNew();
        long until = Stopwatch.GetTimestamp() + (long)(seconds.TotalSeconds * Stopwatch.Frequency);
        (int Last, List<double> Took)[] parallel = await Task.WhenAll(
            Enumerable
                .Range(0, traces)
                .Select(i => Task.Run(() => RepeatAsync(client, $"parallel-{i}", until, stop), stop))
        );
        double took = watch.Elapsed.TotalSeconds;
        int lost = 0;
        for (int i = 0; i < traces; i++)
            lost += await client.ShowsAsync($"parallel-{i}", PatchClient.Small(parallel[i].Last), stop) ? 0 : 1;

        (double ack, double read) = await LargeAsync(client, large, stop);
        double[] all = [.. parallel.SelectMany(one => one.Took)];
        PatchMeasurement m = new(
            Latency.Of([.. patches]),
            Latency.Of([.. visible]),
            late,
            traces,
            all.Length,
            all.Length / took,
            Latency.Of(all),
            lost,
            large,
            ack,
            read
        );
        await Console.Out.WriteLineAsync(json ? JsonSerializer.Serialize(m, JsonSerializerOptions.Web) : Table(m));
    }

    static async Task<(List<double> Patches, List<double> Visible, int Late)> OneByOneAsync(
        PatchClient client,
        TimeSpan seconds,
        TimeSpan pause,
        CancellationToken stop
    )
    {
        List<double> patches = [],
            visible = [];
        int late = 0;
        for (int i = 0; i < WarmUp; i++)
            await client.PatchAsync("warm-up", PatchClient.Small(i), stop);
        Stopwatch run = Stopwatch.StartNew();
        for (int i = 0; run.Elapsed < seconds; i++)
        {
            // A trace gets a few patches, as in life; a history of thousands is another question.
            string trace = $"single-{i / 5}";
            Stopwatch watch = Stopwatch.StartNew();
            await client.PatchAsync(trace, PatchClient.Small(i), stop);
            patches.Add(watch.Elapsed.TotalMilliseconds);
            late += await client.ShowsAsync(trace, PatchClient.Small(i), stop) ? 0 : 1;
            visible.Add(watch.Elapsed.TotalMilliseconds);
            await Task.Delay(pause, TimeProvider.System, stop);
        }
        return (patches, visible, late);
    }

    static async Task<(int Last, List<double> Took)> RepeatAsync(
        PatchClient client,
        string trace,
        long until,
        CancellationToken stop
    )
    {
        List<double> took = [];
        int last = 0;
        do
        {
            long start = Stopwatch.GetTimestamp();
            await client.PatchAsync(trace, PatchClient.Small(++last), stop);
            took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        } while (Stopwatch.GetTimestamp() < until);
        return (last, took);
    }

    static async Task<(double Ack, double Read)> LargeAsync(PatchClient client, int bytes, CancellationToken stop)
    {
        List<double> acks = [],
            reads = [];
        for (int i = 0; i < LargeRounds; i++)
        {
            string output = PatchClient.Large(bytes, i);
            Stopwatch watch = Stopwatch.StartNew();
            await client.PatchAsync($"large-{i}", output, stop);
            acks.Add(watch.Elapsed.TotalMilliseconds);
            watch.Restart();
            if (!await client.ShowsAsync($"large-{i}", output, stop))
                throw new UsageException("the large output did not come back as it was sent");
            reads.Add(watch.Elapsed.TotalMilliseconds);
        }
        acks.Sort();
        reads.Sort();
        return (acks[acks.Count / 2], reads[reads.Count / 2]);
    }

    static string Table(PatchMeasurement m) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            one at a time   {m.PatchMilliseconds.Count} patches, p50 {m.PatchMilliseconds.P50:0.00} ms, p90 {m.PatchMilliseconds.P90:0.00}, p99 {m.PatchMilliseconds.P99:0.00}, max {m.PatchMilliseconds.Max:0.0}
            readable        p50 {m.VisibleMilliseconds.P50:0.00} ms, p99 {m.VisibleMilliseconds.P99:0.00} (from the first byte sent), {m.LateReads} not at the first read
            at once         {m.Traces} traces, {m.PatchesPerSecond:N0} patches/s, p50 {m.ParallelMilliseconds.P50:0.00} ms, p99 {m.ParallelMilliseconds.P99:0.00}, {m.Lost} lost
            large           {m.LargeBytes
                / 1e6:0.0} MB acknowledged in {m.LargeAckMilliseconds:0} ms, read back in {m.LargeReadMilliseconds:0} ms
            """
        );
}
