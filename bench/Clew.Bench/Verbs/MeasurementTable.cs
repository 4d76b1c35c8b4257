using System.Globalization;
using System.Text;

namespace Clew.Bench.Verbs;

/// <summary>A measurement for people.</summary>
static class MeasurementTable
{
    public static string Of(Measurement m)
    {
        StringBuilder table = new();
        Row(
            "workload",
            $"{m.Workload}, seed {m.Seed}, {m.SpansPerRequest} spans/request, {m.Connections} connections{(m.Gzip ? ", gzip" : "")}"
        );
        Row("acknowledged", $"{m.Spans:N0} spans in {m.Seconds:0.0} s, {m.BytesPerSpan:0} bytes each");
        Row("rate", $"{m.SpansPerSecond:N0} spans/s, {m.MegabytesPerSecond:0.0} MB/s");
        Row(
            "ack latency",
            $"p50 {m.AckMilliseconds.P50:0.00} ms, p99 {m.AckMilliseconds.P99:0.00}, p99.9 {m.AckMilliseconds.P999:0.00}, max {m.AckMilliseconds.Max:0.0}"
        );
        Line(
            "errors",
            m.Failures.Count == 0 ? "none" : string.Join(", ", m.Failures.Select(f => $"{Status(f.Key)}: {f.Value}"))
        );
        if (m.PartialAnswers > 0)
            Row("partial success", $"{m.PartialAnswers} answers");
        if (m.ServerCpuSecondsPerMillion is { } cpu)
        {
            Row(
                "server CPU",
                $"{cpu:0.00} s per million spans, settling included; {m.ServerCores:0.00} cores under load"
            );
            Row("settling", $"{m.SettleSeconds:0.0} s{(m.Settled == true ? "" : ", not quiet when the wait ended")}");
            Row("server memory", $"peak {m.PeakRss / 1e6:0} MB, idle {m.IdleRss / 1e6:0} MB");
            Row("device writes", $"{m.DeviceWritesPerOtlpByte:0.000} bytes per OTLP byte");
        }
        if (m.DiskPerOtlpByte is { } disk)
            Row(
                "disk",
                $"{disk:0.000} bytes per OTLP byte ({m.DiskBytes / 1e6:0} MB, of it WAL {m.WalBytes / 1e6:0} MB)"
            );
        Row("sender CPU", $"{m.SenderCpuSecondsPerMillion:0.00} s per million spans");
        Row(
            "tape",
            $"{m.TapeBytes / 1e6:0} MB of distinct requests, played {m.TapePlays:0.00} times (ids and times always new)"
        );
        return table.ToString().TrimEnd();

        void Row(string name, FormattableString value) => Line(name, value.ToString(CultureInfo.InvariantCulture));

        void Line(string name, string value) => table.Append(name.PadRight(16)).Append(value).Append('\n');
    }

    static string Status(int status) =>
        status == 0 ? "connection failed" : status.ToString(CultureInfo.InvariantCulture);
}
