using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Clew.Bench.Load;
using Clew.Bench.Measure;
using Clew.Bench.Workloads;

namespace Clew.Bench.Verbs;

/// <summary>The figures of one question, asked again and again. Times in milliseconds.</summary>
/// <param name="FirstMilliseconds">The first time, which pays for code and pages that nobody used yet.</param>
/// <param name="Bytes">Of the last answer.</param>
sealed record Question(string Name, double FirstMilliseconds, double P50, double P95, double Max, long Bytes);

/// <summary>The figures of asking a full store.</summary>
/// <param name="PreparedSeconds">From the last acknowledgement until the server was quiet.</param>
sealed record AskMeasurement(
    long Spans,
    double FillSeconds,
    double? PreparedSeconds,
    long OtlpBytes,
    double? DiskPerOtlpByte,
    long? PeakRss,
    IReadOnlyList<Question> Questions
);

/// <summary>Fills a store with spans, and among them one with words that no other has; then asks.</summary>
static class AskVerb
{
    const string Rare = "zyxwquartz";

    static readonly TimeSpan QuietLimit = TimeSpan.FromMinutes(10);

    /// <summary>A name and a path a line; a file may say others.</summary>
    const string Usual = $"""
        rare word|api/v1/search?q={Rare}
        absent word|api/v1/search?q=qqzyxabsent
        rare phrase|api/v1/search?q=%22{Rare}%204711%22
        common word|api/v1/search?q=the
        common word and rare word|api/v1/search?q=the%20{Rare}
        prefix|api/v1/search?q=refun*
        newest traces|api/v1/traces
        three conditions: status, model, cost|api/v1/traces?q=status%3Acompleted%20model%3Agpt-4o%20cost%3E0.01
        three conditions on traces alone|api/v1/traces?q=status%3Afailed%20model%3Agpt-4o*%20duration%3E100ms
        one span is a failed tool|api/v1/traces?q=span(type%3Atool%20status%3Afailed)
        some span tool, some span failed|api/v1/traces?q=type%3Atool%20span.status%3Afailed
        three conditions, nothing passes|api/v1/traces?q=status%3Afailed%20model%3Agpt-4o%20cost%3E900
        a span condition that nothing passes|api/v1/traces?q=span(type%3Atool%20duration%3E5d)
        spans: failed tools|api/v1/spans?q=type%3Atool%20status%3Afailed
        spans: nothing passes|api/v1/spans?q=type%3Atool%20duration%3E5d
        attribute, common|api/v1/traces?q=attr.http.request.method%3APOST
        attribute, common number|api/v1/traces?q=attr%5B%22gen_ai.request.temperature%22%5D%3E0.1
        attribute, rare|api/v1/traces?q=attr.input.value%3A%22the%20{Rare}%204711%20of%20them%22
        attribute, rare number|api/v1/traces?q=attr%5B%22gen_ai.usage.output_tokens%22%5D%3E100000
        attribute, absent key|api/v1/traces?q=attr.nobody.says%3A5
        attribute, equal number|api/v1/traces?q=attr%5B%22http.response.status_code%22%5D%3D503
        full text in a filter, rare|api/v1/traces?q={Rare}
        full text in a filter, common|api/v1/traces?q=the
        sessions|api/v1/sessions
        users|api/v1/users
        totals of a day by model|api/v1/totals?subject=spans&group=model&measure=count,cost,tokens,p95(latency)&from=2025-12-31T12:00:00Z&to=2026-01-01T12:00:00Z
        totals of a day by model, from rows|api/v1/totals?subject=spans&group=model&measure=count,cost,tokens,p95(latency)&from=2025-12-31T12:00:00Z&to=2026-01-01T12:00:00Z&exact=true
        traces of a day by user|api/v1/totals?group=user&measure=count,cost&from=2025-12-31T12:00:00Z&to=2026-01-01T12:00:00Z
        traces of a day by user, from rows|api/v1/totals?group=user&measure=count,cost&from=2025-12-31T12:00:00Z&to=2026-01-01T12:00:00Z&exact=true
        traces of a day by status, hourly|api/v1/totals?group=status&measure=count,p95(latency)&from=2025-12-31T12:00:00Z&to=2026-01-01T12:00:00Z&bucket=hour
        """;

    public static async Task RunAsync(Arguments arguments, CancellationToken stop)
    {
        WorkloadOptions options = TapeOptions.Read(arguments);
        string name = arguments.Text("workload", "agent-1k");
        int spans = arguments.Number("spans", 1_000_000);
        int rounds = arguments.Number("rounds", 20);
        int connections = arguments.Number("connections", 16);
        long pool = arguments.Number("pool-mb", 400) * 1_000_000L;
        string? questions = arguments.Optional("questions");
        string? data = arguments.Optional("data");
        int pid = arguments.Number("pid", 0);
        bool json = arguments.Flag("json");
        Target target = Target.Parse(arguments.Text("target", "http://127.0.0.1:4318"));
        arguments.End();

        using HttpClient client = new() { BaseAddress = target.Base, Timeout = TimeSpan.FromMinutes(5) };
        Stopwatch watch = Stopwatch.StartNew();
        Tally tally = new();
        if (spans > 0)
        {
            Tape tape = Tape.Write(Workload.Named(name, options), options, 100, pool);
            watch.Restart();
            tally = await new Sender(target, tape, gzip: false).SpansAsync(connections, spans / 2, stop);
            await HideAsync(client, stop);
            tally.Add(await new Sender(target, tape, gzip: false).SpansAsync(connections, spans - (spans / 2), stop));
        }
        double filled = watch.Elapsed.TotalSeconds;
        watch.Restart();
        ServerSample? sample = null;
        if (pid != 0)
            (sample, _) = await new ServerProcess(pid).SettleAsync(QuietLimit, stop);
        double prepared = watch.Elapsed.TotalSeconds;

        List<Question> answers = [];
        string text = questions is null ? Usual : await File.ReadAllTextAsync(questions, stop);
        foreach (
            string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            string[] parts = line.Split('|', 2);
            answers.Add(await AskAsync(client, parts[0], parts[1], rounds, stop));
        }

        AskMeasurement m = new(
            tally.Spans,
            filled,
            pid == 0 ? null : prepared,
            tally.Bytes,
            data is null || tally.Bytes == 0 ? null : DiskUse.Of(data).All / (double)tally.Bytes,
            sample is null ? null : new ServerProcess(pid).Read().PeakRssBytes,
            answers
        );
        await Console.Out.WriteLineAsync(json ? JsonSerializer.Serialize(m, JsonSerializerOptions.Web) : Table(m));
    }

    static async Task<Question> AskAsync(
        HttpClient client,
        string name,
        string path,
        int rounds,
        CancellationToken stop
    )
    {
        List<double> times = [];
        double first = 0;
        long bytes = 0;
        for (int i = 0; i <= rounds; i++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            byte[] answer = await client.GetByteArrayAsync(new Uri(path, UriKind.Relative), stop);
            bytes = answer.Length;
            if (i == 0)
                first = watch.Elapsed.TotalMilliseconds;
            else
                times.Add(watch.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        return new(name, first, At(0.5), At(0.95), times[^1], bytes);

        double At(double share) => times[(int)Math.Min(times.Count - 1, share * times.Count)];
    }

    /// <summary>One span with the rare words, in the middle of the others.</summary>
    static async Task HideAsync(HttpClient client, CancellationToken stop)
    {
        const string Span = $$$$"""
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c",
            "spanId":"eee19b7ec3c1b174","name":"needle","startTimeUnixNano":"1767225600000000000",
            "endTimeUnixNano":"1767225601000000000","attributes":[{"key":"input.value",
            "value":{"stringValue":"the {{{{Rare}}}} 4711 of them"}}]}]}]}]}
            """;
        using StringContent content = new(Span, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync(
            new Uri("v1/traces", UriKind.Relative),
            content,
            stop
        );
        answer.EnsureSuccessStatusCode();
    }

    static string Table(AskMeasurement m)
    {
        StringBuilder text = new();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{m.Spans:N0} spans in {m.FillSeconds:0.0} s, prepared {m.PreparedSeconds:0.0} s later, disk {m.DiskPerOtlpByte:0.000} a byte, peak {m.PeakRss / 1e6:0} MB"
        );
        text.AppendLine().AppendLine("| question | first ms | p50 | p95 | max | answer KB |");
        text.AppendLine("|---|--:|--:|--:|--:|--:|");
        foreach (Question q in m.Questions)
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {q.Name} | {q.FirstMilliseconds:0} | {q.P50:0.0} | {q.P95:0.0} | {q.Max:0.0} | {q.Bytes / 1e3:0.0} |"
            );
        return text.ToString();
    }
}
