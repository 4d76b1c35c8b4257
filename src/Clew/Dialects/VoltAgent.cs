using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// VoltAgent. Its keys are common words (<c>span.type</c>, <c>input</c>, <c>usage.prompt_tokens</c>), so only its scope
/// tells. A call of several steps is one <c>llm</c> span that reports the tokens of its last step; the agent above it
/// reports all of them.
/// </summary>
sealed class VoltAgent : Dialect
{
    readonly Key type;
    readonly Key entityType;
    readonly Key toolName;
    readonly Key[] inputs;
    readonly Key[] outputs;
    readonly Key[] finishReasons;
    readonly Key instructions;
    readonly Key cost;
    readonly UsageRule usage;

    public VoltAgent()
        : base("voltagent", 1)
    {
        Scopes("@voltagent/core");
        type = Attribute("span.type");
        entityType = Attribute("entity.type");
        toolName = Attribute("tool.name");
        inputs = Attributes("llm.messages", "input");
        outputs = Attributes("output");
        finishReasons = Attributes("llm.finish_reason", "ai.response.finish_reason");
        instructions = Attribute("agent.instructions");
        cost = Attribute("usage.cost");
        MapText(Field.RequestModel, "llm.model", "ai.model.name");
        MapText(Field.Provider, "ai.model.provider");
        MapTrace(Field.SessionId, "conversation.id", "voltagent.conversation_id");
        MapText(Field.ToolCallId, "tool.call.id");
        MapParameter("temperature", "llm.temperature", "ai.model.temperature");
        MapParameter("max_tokens", "llm.max_output_tokens", "ai.model.max_tokens");
        MapParameter("top_p", "llm.top_p", "ai.model.top_p");
        MapParameter("frequency_penalty", "ai.model.frequency_penalty");
        MapParameter("presence_penalty", "ai.model.presence_penalty");
        MapParameter("stream", "llm.stream");
        usage = new()
        {
            Input = Attributes("usage.prompt_tokens"),
            Output = Attributes("usage.completion_tokens"),
            CacheRead = Attributes("usage.cached_tokens"),
            Reasoning = Attributes("usage.reasoning_tokens"),
            Total = Attributes("usage.total_tokens"),
        };
    }

    public override bool Speaks(Reading reading) => IsInScope(reading);

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        Apply(attributes, reading);
        var known = ReadType(attributes, reading);
        if (known is SpanType.Generation)
        {
            reading.RepeatsUsage();
        }
        else if (known is SpanType.Agent)
        {
            usage.Read(attributes, reading);
            if (attributes.TryGet(cost, out var dollars) && Numbers.TryPicoUsd(dollars, out var pico) && pico > 0)
            {
                reading.Number(Field.CostPicoUsd, pico, cost.Source);
            }
        }
        else if (known is SpanType.Tool)
        {
            ReadText(Field.ToolName, toolName, attributes, reading);
        }

        ReadContent(inputs, outputs, reading);
        if (known is SpanType.Agent)
        {
            ReadInstructions(attributes, reading);
        }

        if (reading.IsDetail)
        {
            ReadDetail(attributes, reading);
        }
    }

    SpanType? ReadType(AttributeIndex attributes, Reading reading)
    {
        // An agent and a workflow are entities themselves; what else they do is of a type.
        var key = attributes.Has(type) ? type : entityType;
        if (!attributes.TryGet(key, out var value) || value.Kind != ValueKind.String)
        {
            return null;
        }

        SpanType? said = reading.Strings.Of(value.Utf8) switch
        {
            "agent" => SpanType.Agent,
            "llm" => SpanType.Generation,
            "tool" => SpanType.Tool,
            "workflow" or "workflow-step" => SpanType.Chain,
            "retriever" => SpanType.Retriever,
            "guardrail" => SpanType.Guardrail,
            "scorer" => SpanType.Evaluator,
            _ => null,
        };
        if (said is { } known)
        {
            reading.TypeIs(known, key.Source);
        }

        return said;
    }

    void ReadInstructions(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(instructions, out var value) && value.Kind == ValueKind.String && !value.Utf8.IsEmpty)
        {
            reading.Number(Field.HasInstructions, 1, instructions.Source);
            if (reading.IsDetail)
            {
                reading.Text(Field.Instructions, reading.PayloadOf(value, Payload.Text), instructions.Source);
            }
        }
    }

    void ReadDetail(AttributeIndex attributes, Reading reading)
    {
        foreach (var key in finishReasons)
        {
            if (attributes.TryGet(key, out var value) && FinishReasons.TextOf(value) is { } reasons)
            {
                reading.Text(Field.FinishReason, reasons, key.Source);
                return;
            }
        }
    }
}
