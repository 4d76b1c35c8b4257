using Clew.Bench.Otlp;
using Clew.Bench.Text;

namespace Clew.Bench.Workloads;

/// <summary>
/// One agent run: request → agent → steps, each with a chat call and the tools it asked for, now and then a helper
/// agent. The plan lists spans in the order they end.
/// </summary>
sealed class AgentTrace
{
    readonly List<Planned> _plan = [];
    readonly Conversation _who;
    readonly UInt128 _trace;
    readonly long _opened;
    int _next;

    public AgentTrace(Rng rng, Conversation who, long now)
    {
        _who = who;
        _trace = new UInt128(rng.Next(), rng.Next() | 1);
        _opened = now;
        Planned root = Plan(AgentSpan.Request, null, rng);
        Planned agent = Plan(AgentSpan.Agent, root, rng);
        Run(agent, rng.Between(2, 6), rng, helpers: true);
        _plan.Add(agent);
        _plan.Add(root);
    }

    public bool Done => _next == _plan.Count;

    /// <summary>Ends the next span of the plan now and writes it.</summary>
    public void End(AgentSpans spans, RequestBuilder into, long now, Rng rng)
    {
        Planned span = _plan[_next];
        long start =
            span.FirstChildStart == long.MaxValue
                ? now - Math.Min((long)rng.Exponential(Duration(span.Kind)), now - _opened)
                : span.FirstChildStart - rng.Between(10_000, 900_000);
        if (span.Parent is { } parent)
            parent.FirstChildStart = Math.Min(parent.FirstChildStart, start);
        Node node = new(_trace, span.Id, span.Parent?.Id ?? 0, start, now, _next++);
        spans.Write(into, span.Kind, node, _who);
    }

    void Run(Planned agent, int steps, Rng rng, bool helpers)
    {
        for (; steps > 0; steps--)
        {
            Planned step = Plan(AgentSpan.Step, agent, rng);
            _plan.Add(Plan(AgentSpan.Chat, step, rng));
            for (int tools = rng.Below(4); tools > 0; tools--)
                _plan.Add(Plan(AgentSpan.Tool, step, rng));
            if (rng.Chance(25))
            {
                Planned retrieval = Plan(AgentSpan.Retrieval, step, rng);
                _plan.Add(Plan(AgentSpan.Embedding, retrieval, rng));
                _plan.Add(retrieval);
            }
            if (helpers && rng.Chance(15))
            {
                Planned helper = Plan(AgentSpan.Agent, step, rng);
                Run(helper, rng.Between(1, 2), rng, helpers: false);
                _plan.Add(helper);
            }
            _plan.Add(step);
        }
    }

    static Planned Plan(AgentSpan kind, Planned? parent, Rng rng) => new(kind, rng.Next() | 1, parent);

    /// <summary>Mean nanoseconds of a span without children.</summary>
    static double Duration(AgentSpan kind) =>
        kind switch
        {
            AgentSpan.Chat => 1.8e9,
            AgentSpan.Tool => 2.5e8,
            _ => 4e7,
        };

    sealed class Planned(AgentSpan kind, ulong id, Planned? parent)
    {
        public AgentSpan Kind => kind;
        public ulong Id => id;
        public Planned? Parent => parent;
        public long FirstChildStart { get; set; } = long.MaxValue;
    }
}
