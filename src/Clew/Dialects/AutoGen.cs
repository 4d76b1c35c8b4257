using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// AutoGen 0.4 on. Agents and tools are OTel GenAI; its runtime, which Semantic Kernel took over, makes spans of the
/// messages between them, by the conventions for messaging.
/// </summary>
sealed class AutoGen : Dialect
{
    readonly Parsing.Key operation;

    public AutoGen()
        : base("autogen", 1)
    {
        Scopes("autogen*", "agent_runtime*");
        operation = Attribute("messaging.operation");
        MapMetadata("messaging.operation", "messaging.destination", "messaging.message.type");
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        if (IsInScope(reading) && reading.Attributes.Has(operation))
        {
            reading.TypeIs(SpanType.Chain, operation.Source, Standing.Guess);
            Apply(reading.Attributes, reading);
        }
    }
}
