using System.Diagnostics;
using Clew.Bench.Load;
using Clew.Bench.Measure;
using Clew.Bench.Workloads;

namespace Clew.Bench.Verbs;

/// <summary>Sustained load, and what it cost the server.</summary>
static class IntakeVerb
{
    /// <summary>Ends the name of a workload whose spans no dialect knows.</summary>
    public const string Plain = " plain";

    static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(90);

    public static async Task RunAsync(Arguments arguments, CancellationToken stop)
    {
        WorkloadOptions options = TapeOptions.Read(arguments);
        string name = arguments.Text("workload", "agent-1k");
        int connections = arguments.Number("connections", 16);
        int perRequest = arguments.Number("spans-per-request", 100);
        TimeSpan seconds = TimeSpan.FromSeconds(arguments.Number("seconds", 60));
        TimeSpan warmUp = TimeSpan.FromSeconds(arguments.Number("warmup", 3));
        long pool = arguments.Number("pool-mb", 400) * 1_000_000L;
        bool plain = arguments.Flag("plain");
        bool gzip = arguments.Flag("gzip");
        bool json = arguments.Flag("json");
        bool selfTest = arguments.Flag("self-test");
        string label = arguments.Text("label", plain ? name + Plain : name);
        string? data = arguments.Optional("data");
        int pid = arguments.Number("pid", 0);
        Target target = Target.Parse(arguments.Text("target", "http://127.0.0.1:4318"));
        arguments.End();

        await using Sink? sink = selfTest ? new Sink(null) : null;
        target = sink?.Target ?? target;
        Stopwatch generating = Stopwatch.StartNew();
        Tape tape = Tape.Write(Workload.Named(name, options), options, perRequest, pool);
        if (plain)
            tape.MakePlain();
        await Console.Error.WriteLineAsync(
            $"{tape.Requests.Length} requests, {tape.Bytes / 1e6:0} MB written in {generating.Elapsed.TotalSeconds:0.0} s"
        );
        ServerProcess? server = pid == 0 ? null : new ServerProcess(pid);
        long diskBefore = data is null ? 0 : DiskUse.Of(data).All;
        long writtenBefore = server?.Read().DiskWriteBytes ?? 0;
        Sender sender = new(target, tape, gzip);
        Tally warm = await sender.RunAsync(connections, warmUp, stop);

        double serverBefore = server?.Read().CpuSeconds ?? 0;
        double senderBefore = Environment.CpuUsage.TotalTime.TotalSeconds;
        Stopwatch watch = Stopwatch.StartNew();
        Tally tally = await sender.RunAsync(connections, seconds, stop);
        double took = watch.Elapsed.TotalSeconds;
        double senderCpu = Environment.CpuUsage.TotalTime.TotalSeconds - senderBefore;
        double millions = Math.Max(1, tally.Spans) / 1e6;
        Measurement measurement = new()
        {
            Label = label,
            Workload = plain ? name + Plain : name,
            Seed = options.Seed,
            Connections = connections,
            SpansPerRequest = perRequest,
            Gzip = gzip,
            Seconds = took,
            Spans = tally.Spans,
            SpansPerSecond = tally.Spans / took,
            MegabytesPerSecond = tally.Bytes / took / 1e6,
            BytesPerSpan = tally.Bytes / (double)Math.Max(1, tally.Spans),
            AckMilliseconds = tally.Latency(),
            Failures = tally.Failures,
            PartialAnswers = tally.Partial,
            TapePlays = tape.Plays,
            TapeBytes = tape.Bytes,
            SenderCpuSecondsPerMillion = senderCpu / millions,
        };
        if (server is not null)
        {
            double loaded = server.Read().CpuSeconds - serverBefore;
            Stopwatch settling = Stopwatch.StartNew();
            (ServerSample after, bool quiet) = await server.SettleAsync(SettleLimit, stop);
            measurement = measurement with
            {
                ServerCpuSecondsPerMillion = (after.CpuSeconds - serverBefore) / millions,
                ServerCores = loaded / took,
                SettleSeconds = settling.Elapsed.TotalSeconds,
                Settled = quiet,
                PeakRss = after.PeakRssBytes,
                IdleRss = after.RssBytes,
                DeviceWritesPerOtlpByte = (after.DiskWriteBytes - writtenBefore) / (double)(tally.Bytes + warm.Bytes),
            };
        }
        if (data is not null)
        {
            (long all, long wal) = DiskUse.Of(data);
            measurement = measurement with
            {
                DiskBytes = all - diskBefore,
                WalBytes = wal,
                DiskPerOtlpByte = (all - diskBefore) / (double)(tally.Bytes + warm.Bytes),
            };
        }
        await Console.Out.WriteLineAsync(json ? measurement.ToJson() : MeasurementTable.Of(measurement));
    }
}
