using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Clew.Bench.Load;
using Clew.Bench.Otlp;
using Clew.Bench.Workloads;

namespace Clew.Bench.Verbs;

/// <summary>The figures of one request at a time.</summary>
/// <param name="Requests">Requests sent.</param>
/// <param name="AckMilliseconds">From the first byte sent to the whole answer.</param>
/// <param name="VisibleMilliseconds">From the first byte sent until the trace could be read.</param>
/// <param name="LateReads">Traces that could not be read at once after the acknowledgement.</param>
sealed record LatencyMeasurement(int Requests, Latency AckMilliseconds, Latency VisibleMilliseconds, int LateReads);

/// <summary>
/// Sends one request at a time with a pause between, and after each acknowledgement reads the trace: what a developer
/// at a desk feels, and whether acknowledged means visible.
/// </summary>
static class LatencyVerb
{
    static readonly TimeSpan VisibleLimit = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(Arguments arguments, CancellationToken stop)
    {
        WorkloadOptions options = TapeOptions.Read(arguments);
        string name = arguments.Text("workload", "agent-1k");
        int perRequest = arguments.Number("spans-per-request", 1);
        TimeSpan seconds = TimeSpan.FromSeconds(arguments.Number("seconds", 20));
        TimeSpan pause = TimeSpan.FromMilliseconds(arguments.Number("pause-ms", 5));
        bool json = arguments.Flag("json");
        Target target = Target.Parse(arguments.Text("target", "http://127.0.0.1:4318"));
        arguments.End();

        Tape tape = Tape.Write(Workload.Named(name, options), options, perRequest, 20_000_000);
        using HttpClient reader = new() { BaseAddress = target.Base };
        using Connection connection = new(target);
        List<double> acks = [],
            visible = [];
        int late = 0;
        Stopwatch run = Stopwatch.StartNew();
        while (run.Elapsed < seconds)
        {
            Request request = tape.Next();
            request.Address(target.Authority);
            Stopwatch watch = Stopwatch.StartNew();
            Answer answer = await connection.SendAsync(request.Message, stop);
            double ack = watch.Elapsed.TotalMilliseconds;
            if (answer.Status != 200)
                throw new UsageException($"the server answered {answer.Status}");
            bool atOnce = await VisibleAsync(reader, request.FirstTraceId, watch, stop);
            visible.Add(watch.Elapsed.TotalMilliseconds);
            acks.Add(ack);
            late += atOnce ? 0 : 1;
            request.Release();
            await Task.Delay(pause, TimeProvider.System, stop);
        }
        LatencyMeasurement m = new(acks.Count, Latency.Of([.. acks]), Latency.Of([.. visible]), late);
        await Console.Out.WriteLineAsync(json ? JsonSerializer.Serialize(m, JsonSerializerOptions.Web) : Table(m));
    }

    /// <returns>True if the first read found the trace.</returns>
    static async Task<bool> VisibleAsync(HttpClient reader, string traceId, Stopwatch watch, CancellationToken stop)
    {
        for (bool first = true; ; first = false)
        {
            using HttpResponseMessage answer = await reader.GetAsync(
                new Uri($"api/v1/traces/{traceId}", UriKind.Relative),
                stop
            );
            if (answer.StatusCode == HttpStatusCode.OK)
                return first;
            if (watch.Elapsed > VisibleLimit)
                throw new UsageException($"trace {traceId} cannot be read: {(int)answer.StatusCode}");
        }
    }

    static string Table(LatencyMeasurement m) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            requests        {m.Requests}, one at a time
            ack             p50 {m.AckMilliseconds.P50:0.00} ms, p99 {m.AckMilliseconds.P99:0.00}, p99.9 {m.AckMilliseconds.P999:0.00}, max {m.AckMilliseconds.Max:0.0}
            trace readable  p50 {m.VisibleMilliseconds.P50:0.00} ms, p99 {m.VisibleMilliseconds.P99:0.00}, max {m.VisibleMilliseconds.Max:0.0} (from the first byte sent)
            late            {m.LateReads} traces not there at the first read after the acknowledgement
            """
        );
}
