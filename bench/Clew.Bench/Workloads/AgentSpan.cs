namespace Clew.Bench.Workloads;

/// <summary>The kinds of spans an agent run is made of.</summary>
enum AgentSpan
{
    Request,
    Agent,
    Step,
    Chat,
    Tool,
    Retrieval,
    Embedding,
}

/// <summary>Who a trace belongs to.</summary>
sealed record Conversation(byte[] Session, byte[] User, byte[] Agent, byte[] Model, byte[] Provider);
