using System.Globalization;
using Clew.Bench.Load;
using Clew.Bench.Otlp;
using Clew.Bench.Workloads;

namespace Clew.Bench.Verbs;

/// <summary>Sends every workload to a sink that checks it. Exits with an error if a promise is broken.</summary>
static class SelfTestVerb
{
    public static async Task RunAsync(Arguments arguments, CancellationToken stop)
    {
        WorkloadOptions options = TapeOptions.Read(arguments);
        TimeSpan seconds = TimeSpan.FromSeconds(arguments.Number("seconds", 2));
        arguments.End();
        bool sound = true;
        foreach (string name in (string[])["agent-1k", "chat-8k", "trace-10k"])
        {
            foreach (bool gzip in (bool[])[false, true])
            {
                Tape tape = Tape.Write(Workload.Named(name, options), options, 100, 8_000_000);
                SpanChecks checks = new();
                await using Sink sink = new(checks);
                // Small tapes, so that even a short test plays them several times.
                Tally tally = await new Sender(sink.Target, tape, gzip).RunAsync(8, seconds, stop);
                if (checks.Spans != tally.Spans)
                    throw new UsageException($"{name}: {tally.Spans} spans sent, {checks.Spans} distinct ones arrived");
                await Console.Out.WriteLineAsync(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name}{(gzip ? " gzip" : "")}: {checks.Spans} spans in {checks.Traces} traces, tape played {tape.Plays:0.0} times, "
                            + $"{checks.MissingParents} parents cut off by the end, {100.0 * checks.Late / checks.Spans:0.0} % after their parents"
                    )
                );
                foreach (string fault in checks.Faults)
                    await Console.Out.WriteLineAsync("  FAULT: " + fault);
                sound &= checks.Faults.Count == 0;
            }
        }
        if (!sound)
            throw new UsageException("the workloads are not sound");
    }
}
