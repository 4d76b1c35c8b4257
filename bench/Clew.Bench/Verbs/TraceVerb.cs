using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Clew.Bench.Load;
using Clew.Bench.Measure;
using Clew.Bench.Workloads;

namespace Clew.Bench.Verbs;

/// <summary>The figures of one big trace. Times in milliseconds.</summary>
sealed record TraceMeasurement(
    int Spans,
    int SpanCount,
    double SendSeconds,
    double SpansPerSecond,
    double FirstReadMilliseconds,
    double MedianReadMilliseconds,
    long AnswerBytes,
    long? PeakRss
);

/// <summary>Sends one big trace and times reading it whole, as the page of a trace does.</summary>
static class TraceVerb
{
    public static async Task RunAsync(Arguments arguments, CancellationToken stop)
    {
        WorkloadOptions options = TapeOptions.Read(arguments);
        int spans = arguments.Number("spans", 100_000);
        int perRequest = arguments.Number("spans-per-request", 500);
        int connections = arguments.Number("connections", 4);
        int reads = arguments.Number("reads", 5);
        int pid = arguments.Number("pid", 0);
        bool json = arguments.Flag("json");
        Target target = Target.Parse(arguments.Text("target", "http://127.0.0.1:4318"));
        arguments.End();

        Tape tape = Tape.Write(new LoopWorkload(options, spans), options, perRequest, long.MaxValue);
        string traceId = tape.Requests[0].FirstTraceId;
        Stopwatch watch = Stopwatch.StartNew();
        Tally tally = await new Sender(target, tape, gzip: false).OnceAsync(connections, stop);
        double took = watch.Elapsed.TotalSeconds;
        if (tally.Spans != spans)
            throw new UsageException($"only {tally.Spans} of {spans} spans were accepted: {Failures(tally)}");

        using HttpClient client = new() { BaseAddress = target.Base };
        List<double> times = [];
        byte[] answer = [];
        for (int i = 0; i < Math.Max(1, reads); i++)
        {
            watch.Restart();
            answer = await client.GetByteArrayAsync(new Uri($"api/v1/traces/{traceId}", UriKind.Relative), stop);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        double first = times[0];
        times.Sort();
        using JsonDocument document = JsonDocument.Parse(answer);
        int count = document.RootElement.GetProperty("spanCount").GetInt32();
        ServerSample? sample = pid == 0 ? null : new ServerProcess(pid).Read();
        TraceMeasurement m = new(
            spans,
            count,
            took,
            spans / took,
            first,
            times[times.Count / 2],
            answer.Length,
            sample?.PeakRssBytes
        );
        await Console.Out.WriteLineAsync(
            json ? JsonSerializer.Serialize(m, JsonSerializerOptions.Web) : Table(m, traceId)
        );
    }

    static string Table(TraceMeasurement m, string traceId) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            trace           {traceId}, {m.Spans:N0} spans sent, {m.SpanCount:N0} shown
            sent in         {m.SendSeconds:0.00} s, {m.SpansPerSecond:N0} spans/s
            GET trace       first {m.FirstReadMilliseconds:0.0} ms, median {m.MedianReadMilliseconds:0.0} ms, {m.AnswerBytes
                / 1e6:0.00} MB
            """
        );

    static string Failures(Tally tally) => string.Join(", ", tally.Failures.Select(f => $"{f.Value} times {f.Key}"));
}
