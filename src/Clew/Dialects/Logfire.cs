using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Pydantic Logfire and Pydantic AI, as of August 2026: <c>logfire.*</c> on spans of any instrumentation, and what
/// their own instrumentations say in words other than <c>gen_ai.*</c>. A <c>pending_span</c> is no span: it is sent
/// when its parent begins, so that the parent can be seen while it runs.
/// </summary>
sealed class Logfire : Dialect
{
    readonly Key spanType;
    readonly Key pendingParent;
    readonly Key message;
    readonly Key template;
    readonly Key schema;
    readonly Key levelNumber;
    readonly Key levelName;
    readonly Key tags;
    readonly Key cost;
    readonly Key requestModel;
    readonly Key agentName;
    readonly Key modelName;
    readonly Key name;
    readonly UsageRule aggregated;
    readonly LogfireContent content;

    public Logfire()
        : base("logfire", 1)
    {
        Scopes("logfire*", "pydantic-ai*", "pydantic_ai*");
        spanType = Attribute("logfire.span_type");
        pendingParent = Attribute("logfire.pending_parent_id");
        message = Attribute("logfire.msg");
        template = Attribute("logfire.msg_template");
        schema = Attribute("logfire.json_schema");
        levelNumber = Attribute("logfire.level_num");
        levelName = Attribute("logfire.level_name");
        tags = Attribute("logfire.tags");
        cost = Attribute("operation.cost");
        requestModel = Attribute("gen_ai.request.model");
        agentName = Attribute("agent_name");
        modelName = Attribute("model_name");
        name = Attribute("name");

        // What an agent's requests add up to; older versions said so in gen_ai.usage itself.
        aggregated = new()
        {
            Input = Attributes("gen_ai.aggregated_usage.input_tokens"),
            Output = Attributes("gen_ai.aggregated_usage.output_tokens"),
            CacheRead = Attributes(
                "gen_ai.aggregated_usage.cache_read.input_tokens",
                "gen_ai.aggregated_usage.details.cache_read_tokens"
            ),
            CacheWrite = Attributes(
                "gen_ai.aggregated_usage.cache_creation.input_tokens",
                "gen_ai.aggregated_usage.details.cache_write_tokens"
            ),
            Reasoning = Attributes("gen_ai.aggregated_usage.details.reasoning_tokens"),
        };
        content = new(Attribute);
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;

        // The bare names are theirs only on their own spans.
        var isOwn = IsInScope(reading) || attributes.Has(message) || attributes.Has(schema) || attributes.Has(spanType);
        if (!isOwn)
        {
            return;
        }

        var kind = attributes.TryGet(spanType, out var word) ? reading.Strings.Of(word) : null;
        if (kind == "pending_span" && !span.ParentSpanId.IsEmpty && span.ParentSpanId != span.SpanId)
        {
            reading.HoldsPlaceOf(span.ParentSpanId, ParentOf(span, attributes), spanType.Source);
        }

        ReadType(kind, attributes, reading);
        ReadLevel(attributes, reading);
        if (
            reading.IsRoot
            && attributes.TryGet(message, out var value)
            && reading.Strings.Of(value) is { Length: > 0 } text
        )
        {
            // The name of the span is a template: agent run {name}.
            reading.Trace(Field.TraceName, text, message.Source);
        }

        if (attributes.TryGet(tags, out var list))
        {
            foreach (var tag in TextList.Of(list))
            {
                reading.Trace(Field.Tag, tag, tags.Source);
            }
        }

        if (attributes.TryGet(cost, out var price) && Numbers.TryPicoUsd(price, out var pico))
        {
            reading.Number(Field.CostPicoUsd, pico, cost.Source);
        }

        aggregated.Read(attributes, reading);
        content.Read(attributes, reading);
    }

    /// <summary>The parent of the span that runs; all zeros for a root.</summary>
    SpanId ParentOf(DecodedSpan span, AttributeIndex attributes) =>
        attributes.TryGet(pendingParent, out var value)
        && value.Text is { } text
        && text.AsSpan().ContainsAnyExcept('0')
        && SpanId.TryParse(text, out var id)
        && id != span.ParentSpanId
            ? id
            : default;

    /// <summary>What the dialects after this one have not said; they have been asked before.</summary>
    void ReadType(string? kind, AttributeIndex attributes, Reading reading)
    {
        if (ReadAgentsTemplate(attributes, reading) || reading.Type is not null)
        {
            return;
        }

        if (attributes.Has(agentName) && attributes.Has(modelName))
        {
            reading.TypeIs(SpanType.Agent, agentName.Source);
        }
        else if (kind == "log")
        {
            reading.TypeIs(SpanType.Event, spanType.Source);
        }
        else if (attributes.Has(requestModel))
        {
            reading.TypeIs(SpanType.Generation, requestModel.Source, Standing.Guess);
        }
    }

    /// <summary>The instrumentation of the OpenAI Agents SDK says what a span is only in its template.</summary>
    bool ReadAgentsTemplate(AttributeIndex attributes, Reading reading)
    {
        if (
            reading.Scope.Name != "logfire.openai_agents"
            || !attributes.TryGet(template, out var value)
            || value.Kind != ValueKind.String
        )
        {
            return false;
        }

        var said = value.Utf8;
        SpanType? type =
            said.StartsWith("Function: "u8) ? SpanType.Tool
            : said.StartsWith("Agent run: "u8) ? SpanType.Agent
            : said.StartsWith("Guardrail "u8) ? SpanType.Guardrail
            : said.StartsWith("Responses API"u8) || said.StartsWith("Chat completion"u8) ? SpanType.Generation
            : null;
        if (type is not { } known)
        {
            return false;
        }

        reading.TypeIs(known, template.Source);
        if (
            known == SpanType.Tool
            && attributes.TryGet(name, out value)
            && reading.Strings.Of(value) is { Length: > 0 } tool
        )
        {
            reading.Text(Field.ToolName, tool, name.Source);
        }

        return true;
    }

    /// <summary>Severity numbers of OpenTelemetry: 9 is info, 13 warning, 17 error.</summary>
    void ReadLevel(AttributeIndex attributes, Reading reading)
    {
        SpanLevel level;
        Key key;
        if (attributes.TryGet(levelNumber, out var value) && Numbers.TryCount(value, out var number))
        {
            key = levelNumber;
            level =
                number >= 17 ? SpanLevel.Error
                : number >= 13 ? SpanLevel.Warning
                : number is > 0 and < 9 ? SpanLevel.Debug
                : SpanLevel.Default;
        }
        else if (attributes.TryGet(levelName, out value))
        {
            key = levelName;
            level = reading.Strings.Of(value) switch
            {
                "error" or "fatal" => SpanLevel.Error,
                "warn" or "warning" => SpanLevel.Warning,
                "trace" or "debug" => SpanLevel.Debug,
                _ => SpanLevel.Default,
            };
        }
        else
        {
            return;
        }

        reading.Number(Field.Level, (long)level, key.Source);
        if (level == SpanLevel.Error && attributes.TryGet(message, out value) && value.Text is { Length: > 0 } text)
        {
            // A log has no status to carry it.
            reading.Text(Field.ErrorMessage, text, message.Source, Standing.Guess);
        }
    }
}
