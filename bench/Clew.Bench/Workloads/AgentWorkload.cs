using Clew.Bench.Otlp;
using Clew.Bench.Text;

namespace Clew.Bench.Workloads;

/// <summary>
/// agent-1k: many traces of about 20 spans run at once; spans leave in the order they end, children before parents,
/// so a request holds spans of many traces and a trace is spread over many requests.
/// </summary>
sealed class AgentWorkload : Workload
{
    readonly Rng _rng;
    readonly AgentSpans _spans;
    readonly List<AgentTrace> _open = [];
    readonly int _openTraces;
    long _now;

    public AgentWorkload(WorkloadOptions options)
    {
        _rng = new Rng(options.Seed ^ 0xA6E7);
        Services = AgentSpans.Services(_rng);
        _spans = new AgentSpans(options, _rng);
        _openTraces = options.OpenTraces;
        _now = options.EpochNanos;
    }

    public override Service[] Services { get; }

    public override long Now => _now;

    public override bool Next(RequestBuilder into, bool mayOpen)
    {
        while (mayOpen && _open.Count < _openTraces)
            _open.Add(new AgentTrace(_rng, _spans.Converse(), _now));
        if (_open.Count == 0)
            return false;
        _now += (long)_rng.Exponential(2_000_000);
        int pick = _rng.Below(_open.Count);
        AgentTrace trace = _open[pick];
        trace.End(_spans, into, _now, _rng);
        if (trace.Done)
        {
            _open[pick] = _open[^1];
            _open.RemoveAt(_open.Count - 1);
        }
        return true;
    }
}
