using Clew.Bench.Otlp;
using Clew.Bench.Text;

namespace Clew.Bench.Workloads;

/// <summary>
/// trace-10k and trace-100k: one agent that delegates to itself. Steps nest to a depth of some hundreds; most
/// children leave before their parents, and one span in twenty is late, as exporters in several processes make it.
/// </summary>
sealed class LoopWorkload : Workload
{
    const int MaxDepth = 400;

    readonly AgentSpans _spans;
    readonly Conversation _who;
    readonly AgentSpan[] _kinds;
    readonly Node[] _nodes;
    readonly int[] _order;
    int _next;

    public LoopWorkload(WorkloadOptions options, int count)
    {
        Rng rng = new(options.Seed ^ 0x100B);
        Services = AgentSpans.Services(rng);
        _spans = new AgentSpans(options, rng);
        _who = _spans.Converse();
        _kinds = new AgentSpan[count];
        _nodes = new Node[count];
        UInt128 trace = new(rng.Next(), rng.Next() | 1);
        long now = options.EpochNanos;
        Stack<int> open = new();
        int limit = MaxDepth;
        for (int i = 0; i < count; i++)
        {
            bool opens = i == 0 || (open.Count < limit && rng.Chance(50));
            AgentSpan kind = Choose(i, opens, open.Count, rng);
            now += rng.Between(1_000, 400_000);
            long took = opens ? 0 : (long)rng.Exponential(kind == AgentSpan.Chat ? 2e7 : 4e6);
            _kinds[i] = kind;
            _nodes[i] = new Node(trace, rng.Next() | 1, i == 0 ? 0 : _nodes[open.Peek()].Id, now, now + took, i);
            now += took;
            if (opens)
                open.Push(i);
            // Now and then a long delegation returns, and the next one reaches another depth.
            bool returns = open.Count >= limit || rng.Below(2000) == 0;
            if (returns)
                limit = rng.Between(MaxDepth / 4, MaxDepth);
            for (
                int levels =
                    returns ? rng.Below(open.Count)
                    : rng.Chance(32) ? 1
                    : 0;
                levels > 0 && open.Count > 1;
                levels--
            )
                now = Close(open.Pop(), now, rng);
        }
        while (open.Count > 0)
            now = Close(open.Pop(), now, rng);
        Now = now;
        _order = [.. Enumerable.Range(0, count)];
        long[] leaves = [.. _nodes.Select(n => n.End + (rng.Chance(5) ? (long)rng.Exponential(3e9) : 0))];
        Array.Sort(leaves, _order);
    }

    public override Service[] Services { get; }

    public override long Now { get; }

    /// <summary>The deepest span's distance from the root.</summary>
    public int Depth
    {
        get
        {
            Dictionary<ulong, int> depth = new() { [0] = -1 };
            foreach (Node node in _nodes)
                depth[node.Id] = depth[node.Parent] + 1;
            return depth.Values.Max();
        }
    }

    public override bool Next(RequestBuilder into, bool mayOpen)
    {
        if (_next == _order.Length)
            return false;
        int i = _order[_next++];
        _spans.Write(into, _kinds[i], _nodes[i], _who);
        return true;
    }

    static AgentSpan Choose(int i, bool opens, int depth, Rng rng) =>
        i == 0 ? AgentSpan.Request
        : opens ? (depth % 2 == 1 ? AgentSpan.Agent : AgentSpan.Step)
        : rng.Below(100) switch
        {
            < 40 => AgentSpan.Chat,
            < 90 => AgentSpan.Tool,
            < 95 => AgentSpan.Retrieval,
            _ => AgentSpan.Embedding,
        };

    long Close(int span, long now, Rng rng)
    {
        now += rng.Between(1_000, 100_000);
        _nodes[span] = _nodes[span] with { End = now };
        return now;
    }
}
