using Clew.Bench.Otlp;
using Clew.Bench.Text;

namespace Clew.Bench.Workloads;

/// <summary>
/// chat-8k: single chat calls of about 8 KB with their whole conversation. Conversations are not continued, so no
/// text occurs twice: growing histories would compress better.
/// </summary>
sealed class ChatWorkload : Workload
{
    const int SpanBytes = 8192;

    readonly Rng _rng;
    readonly AgentSpans _spans;
    long _now;

    public ChatWorkload(WorkloadOptions options)
    {
        _rng = new Rng(options.Seed ^ 0xC4A7);
        Services = AgentSpans.Services(_rng);
        _spans = new AgentSpans(options, _rng);
        _now = options.EpochNanos;
    }

    public override Service[] Services { get; }

    public override long Now => _now;

    public override bool Next(RequestBuilder into, bool mayOpen)
    {
        if (!mayOpen)
            return false;
        _now += (long)_rng.Exponential(8_000_000);
        long took = (long)_rng.Exponential(4e9);
        UInt128 trace = new(_rng.Next(), _rng.Next() | 1);
        Node node = new(trace, _rng.Next() | 1, 0, _now - took, _now, 0);
        _spans.LongChat(into, node, _spans.Converse(), _rng.Size(SpanBytes));
        return true;
    }
}
