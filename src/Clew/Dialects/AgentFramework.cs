using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Microsoft Agent Framework for .NET and Python. Agents, models and tools are OTel GenAI; its workflows are here:
/// <c>workflow.*</c>, <c>executor.*</c>, <c>edge_group.*</c> and <c>message.*</c>. Such keys are common words, so they
/// count only on spans that have one of its names.
/// </summary>
sealed class AgentFramework : Dialect
{
    readonly Provenance name;
    readonly Key[] inputs;
    readonly Key[] outputs;

    public AgentFramework()
        : base("agent-framework", 1)
    {
        name = SourceOf("name");
        Scopes("Experimental.Microsoft.Agents.AI*", "Microsoft.Agents.AI*", "agent_framework*");
        inputs = Attributes("executor.input", "message.content");
        outputs = Attributes("executor.output");
        MapMetadata(
            "workflow.id",
            "workflow.name",
            "workflow.description",
            "workflow_builder.name",
            "executor.id",
            "executor.type",
            "edge_group.id",
            "edge_group.type",
            "edge_group.delivered",
            "edge_group.delivery_status",
            "message.type",
            "message.payload_type",
            "message.source_id",
            "message.target_id",
            "message.destination_executor_id"
        );
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        if (!IsStep(span.Name.Span))
        {
            return;
        }

        reading.TypeIs(SpanType.Chain, name);
        Apply(reading.Attributes, reading);
        ReadContent(inputs, outputs, reading);
    }

    /// <summary><c>workflow.build</c>, <c>executor.process writer</c>: a word of its own, alone or before another.</summary>
    static bool IsStep(ReadOnlySpan<byte> name)
    {
        var end = name.IndexOf((byte)' ');
        var word = end < 0 ? name : name[..end];
        return word.SequenceEqual("workflow.build"u8)
            || word.SequenceEqual("workflow.run"u8)
            || word.SequenceEqual("workflow.session"u8)
            || word.SequenceEqual("workflow_invoke"u8)
            || word.SequenceEqual("executor.process"u8)
            || word.SequenceEqual("edge_group.process"u8)
            || word.SequenceEqual("message.send"u8);
    }
}
