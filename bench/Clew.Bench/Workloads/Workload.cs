using Clew.Bench.Otlp;

namespace Clew.Bench.Workloads;

/// <summary>A source of spans with a seeded clock.</summary>
abstract class Workload
{
    public abstract Service[] Services { get; }

    /// <summary>Unix nanoseconds of the seeded clock.</summary>
    public abstract long Now { get; }

    /// <summary>Writes the next span, or answers false if there is none.</summary>
    /// <param name="into">Where the span goes.</param>
    /// <param name="mayOpen">False: start no new traces, only finish the open ones.</param>
    public abstract bool Next(RequestBuilder into, bool mayOpen);

    /// <param name="name">agent-1k, chat-8k, trace-10k or trace-100k.</param>
    /// <param name="options">Seed, text and the number of open traces.</param>
    public static Workload Named(string name, WorkloadOptions options) =>
        name switch
        {
            "agent-1k" => new AgentWorkload(options),
            "chat-8k" => new ChatWorkload(options),
            "trace-10k" => new LoopWorkload(options, 10_000),
            "trace-100k" => new LoopWorkload(options, 100_000),
            _ => throw new UsageException(
                $"unknown workload '{name}'; there are agent-1k, chat-8k, trace-10k, trace-100k"
            ),
        };
}
