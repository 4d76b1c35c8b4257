using System.Globalization;
using System.Text;
using System.Text.Json;
using Clew.Bench.Measure;

namespace Clew.Bench.Verbs;

/// <summary>
/// Turns a file of JSON lines into Markdown. Lines of "intake" labelled "discard WORKLOAD" and "sqlite WORKLOAD" are
/// set against each other; lines of "trace", "latency" and "patch" get tables of their own.
/// </summary>
static class ReportVerb
{
    public static void Run(Arguments arguments)
    {
        string file = arguments.Text("from", "results.jsonl");
        string? data = arguments.Optional("data");
        string title = arguments.Text("title", "Benchmark");
        arguments.End();
        StringBuilder report = new();
        report.Append("# ").Append(title).Append("\n\n");
        foreach (string line in Machine.Describe(data))
            report.Append(line).Append('\n');
        List<Measurement> intake = [];
        List<TraceMeasurement> traces = [];
        List<LatencyMeasurement> latencies = [];
        List<PatchMeasurement> patches = [];
        foreach (string line in File.ReadLines(file).Where(l => l.StartsWith('{')))
        {
            using JsonDocument json = JsonDocument.Parse(line);
            if (json.RootElement.TryGetProperty("tapePlays", out _))
                intake.Add(Measurement.FromJson(line));
            else if (json.RootElement.TryGetProperty("answerBytes", out _))
                traces.Add(JsonSerializer.Deserialize<TraceMeasurement>(line, JsonSerializerOptions.Web)!);
            else if (json.RootElement.TryGetProperty("patchMilliseconds", out _))
                patches.Add(JsonSerializer.Deserialize<PatchMeasurement>(line, JsonSerializerOptions.Web)!);
            else
                latencies.Add(JsonSerializer.Deserialize<LatencyMeasurement>(line, JsonSerializerOptions.Web)!);
        }
        if (intake.Count > 0)
            Intake(report, intake);
        if (traces.Count > 0)
            Traces(report, traces);
        if (latencies.Count > 0)
            Latencies(report, latencies);
        if (patches.Count > 0)
            Patches(report, patches);
        Console.Out.Write(report.ToString());
    }

    static void Intake(StringBuilder report, List<Measurement> all)
    {
        Measurement one = all[0];
        Add(
            report,
            $"""

            ## Intake

            {one.Connections} connections, {one.SpansPerRequest} spans a request, {one.Seconds:0} s after a warm-up, seed {one.Seed}.

            | run | spans/s | MB/s | ack p50 ms | p99 | p99.9 | max | CPU-s/M spans | cores | settle s | peak RSS MB | idle RSS MB | disk/OTLP byte | device writes/OTLP byte | errors | sender CPU-s/M | texts sent |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|

            """
        );
        foreach (Measurement m in all)
        {
            Add(
                report,
                $"| {m.Label} | {m.SpansPerSecond:N0} | {m.MegabytesPerSecond:0} | {m.AckMilliseconds.P50:0.0} | {m.AckMilliseconds.P99:0.0} | {m.AckMilliseconds.P999:0.0} | {m.AckMilliseconds.Max:0} "
            );
            Add(
                report,
                $"| {m.ServerCpuSecondsPerMillion:0.00} | {m.ServerCores:0.00} | {m.SettleSeconds:0.0}{(m.Settled == false ? " (not quiet)" : "")} "
            );
            Add(
                report,
                $"| {m.PeakRss / 1e6:0} | {m.IdleRss / 1e6:0} | {m.DiskPerOtlpByte:0.000} | {m.DeviceWritesPerOtlpByte:0.000} "
            );
            Add(
                report,
                $"| {m.Failures.Values.Sum() + m.PartialAnswers} | {m.SenderCpuSecondsPerMillion:0.00} | {m.TapePlays:0.0}x |\n"
            );
        }
        Ratios(report, all);
        Understanding(report, all);
    }

    /// <summary>What the dialects cost: the same spans with and without keys that they know.</summary>
    static void Understanding(StringBuilder report, List<Measurement> all)
    {
        List<(Measurement Known, Measurement Plain)> pairs =
        [
            .. from known in all
            from plain in all
            where plain.Label == known.Label + IntakeVerb.Plain
            select (known, plain),
        ];
        if (pairs.Count == 0)
            return;
        report.Append("\n| understood ÷ plain | spans/s | CPU-s/M |\n|---|--:|--:|\n");
        foreach ((Measurement known, Measurement plain) in pairs)
        {
            double? cpu = known.ServerCpuSecondsPerMillion / plain.ServerCpuSecondsPerMillion;
            Add(report, $"| {known.Label} | {known.SpansPerSecond / plain.SpansPerSecond:0.00} | {cpu:0.00} |\n");
        }
    }

    /// <summary>Ratios hold on other machines better than rates do.</summary>
    static void Ratios(StringBuilder report, List<Measurement> all)
    {
        List<(Measurement Durable, Measurement Discard)> pairs =
        [
            .. from durable in all
            where !durable.Label.StartsWith("discard", StringComparison.Ordinal)
            from discard in all
            where discard.Workload == durable.Workload && discard.Label.StartsWith("discard", StringComparison.Ordinal)
            select (durable, discard),
        ];
        if (pairs.Count == 0)
            return;
        report.Append("\n| durable ÷ decode-and-discard | spans/s | CPU-s/M |\n|---|--:|--:|\n");
        foreach ((Measurement durable, Measurement discard) in pairs)
        {
            double? cpu = durable.ServerCpuSecondsPerMillion / discard.ServerCpuSecondsPerMillion;
            Add(report, $"| {durable.Label} | {durable.SpansPerSecond / discard.SpansPerSecond:0.00} | {cpu:0.00} |\n");
        }
    }

    static void Traces(StringBuilder report, List<TraceMeasurement> all)
    {
        report.Append(
            "\n## One big trace\n\n| spans | sent at spans/s | shown | GET first ms | GET median ms | answer MB | peak RSS MB |\n"
        );
        report.Append("|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (TraceMeasurement m in all)
        {
            Add(
                report,
                $"| {m.Spans:N0} | {m.SpansPerSecond:N0} | {m.SpanCount:N0} | {m.FirstReadMilliseconds:0} | {m.MedianReadMilliseconds:0} | {m.AnswerBytes / 1e6:0.0} | {m.PeakRss / 1e6:0} |\n"
            );
        }
    }

    static void Latencies(StringBuilder report, List<LatencyMeasurement> all)
    {
        report.Append(
            "\n## One request at a time\n\n| requests | ack p50 ms | p99 | max | readable p50 ms | p99 | max | late reads |\n"
        );
        report.Append("|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (LatencyMeasurement m in all)
        {
            Add(
                report,
                $"| {m.Requests} | {m.AckMilliseconds.P50:0.00} | {m.AckMilliseconds.P99:0.00} | {m.AckMilliseconds.Max:0.0} | {m.VisibleMilliseconds.P50:0.00} | {m.VisibleMilliseconds.P99:0.00} | {m.VisibleMilliseconds.Max:0.0} | {m.LateReads} |\n"
            );
        }
    }

    static void Patches(StringBuilder report, List<PatchMeasurement> all)
    {
        report.Append(
            "\n## Patched outputs\n\n| one at a time p50 ms | p90 | p99 | max | readable p50 ms | p99 | late reads | traces at once | patches/s | p50 ms | p99 | lost | large MB | ack ms | read ms |\n"
        );
        report.Append("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (PatchMeasurement m in all)
        {
            Add(
                report,
                $"| {m.PatchMilliseconds.P50:0.00} | {m.PatchMilliseconds.P90:0.00} | {m.PatchMilliseconds.P99:0.00} | {m.PatchMilliseconds.Max:0.0} | {m.VisibleMilliseconds.P50:0.00} | {m.VisibleMilliseconds.P99:0.00} | {m.LateReads} | {m.Traces} | {m.PatchesPerSecond:N0} | {m.ParallelMilliseconds.P50:0.0} | {m.ParallelMilliseconds.P99:0.0} | {m.Lost} | {m.LargeBytes / 1e6:0.0} | {m.LargeAckMilliseconds:0} | {m.LargeReadMilliseconds:0} |\n"
            );
        }
    }

    static void Add(StringBuilder report, FormattableString text) =>
        report.Append(text.ToString(CultureInfo.InvariantCulture));
}
