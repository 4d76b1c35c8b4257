using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// The OpenTelemetry SDKs of Langfuse (Python 3 and 4, JavaScript 4 and 5) and what other instrumentations send for
/// Langfuse's sake: <c>langfuse.*</c>. What it says of an observation is explicit, so it has the last word; its
/// usage counts cached and reasoning tokens beside the others.
/// </summary>
sealed class Langfuse : Dialect
{
    const string Observation = "langfuse.observation.";

    readonly Key type;
    readonly Key input;
    readonly Key output;
    readonly Key traceInput;
    readonly Key traceOutput;
    readonly Key level;
    readonly Key statusMessage;
    readonly Key model;
    readonly Key modelParameters;
    readonly Key usage;
    readonly Key cost;
    readonly Key firstToken;
    readonly Key[] isPublic;
    readonly Key[] tags;
    readonly Key[] metadata;
    readonly Key traceMetadata;
    readonly Family[] metadataUnder;
    readonly Family traceMetadataUnder;
    readonly Key environment;
    readonly Key release;
    readonly Key[] promptName;

    public Langfuse()
        : base("langfuse", 1)
    {
        Scopes("langfuse-sdk*");
        type = Attribute(Observation + "type");
        input = Attribute(Observation + "input");
        output = Attribute(Observation + "output");
        traceInput = Attribute("langfuse.trace.input");
        traceOutput = Attribute("langfuse.trace.output");
        level = Attribute(Observation + "level");
        statusMessage = Attribute(Observation + "status_message");
        model = Attribute(Observation + "model.name");
        modelParameters = Attribute(Observation + "model.parameters");
        usage = Attribute(Observation + "usage_details");
        cost = Attribute(Observation + "cost_details");
        firstToken = Attribute(Observation + "completion_start_time");
        isPublic = Attributes("langfuse.trace.public", "langfuse.public");
        tags = Attributes(
            "langfuse.trace.tags",
            "langfuse.tags",
            Observation + "metadata.langfuse_tags",
            "langfuse.trace.metadata.langfuse_tags"
        );
        metadata = Attributes(Observation + "metadata", "langfuse.metadata");
        traceMetadata = Attribute("langfuse.trace.metadata");
        metadataUnder = [FamilyOf(Observation + "metadata."), FamilyOf("langfuse.metadata.")];
        traceMetadataUnder = FamilyOf("langfuse.trace.metadata.");
        environment = Attribute("langfuse.environment");
        release = Attribute("langfuse.release");
        promptName = Attributes(Observation + "prompt.name", "langfuse.prompt.name");
        MapText(Field.PromptName, Observation + "prompt.name", "langfuse.prompt.name");
        MapText(Field.PromptVersion, Observation + "prompt.version", "langfuse.prompt.version");
        MapTrace(Field.TraceName, "langfuse.trace.name");
        MapTrace(
            Field.UserId,
            "langfuse.user.id",
            "langfuse.trace.user_id",
            Observation + "metadata.langfuse_user_id",
            "langfuse.trace.metadata.langfuse_user_id"
        );
        MapTrace(
            Field.SessionId,
            "langfuse.session.id",
            "langfuse.trace.session_id",
            Observation + "metadata.langfuse_session_id",
            "langfuse.trace.metadata.langfuse_session_id"
        );
        MapTrace(Field.Version, "langfuse.version");
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        Apply(attributes, reading);
        var known = ReadType(attributes, reading);
        ReadTrace(Field.Environment, environment, attributes, reading);
        ReadTrace(Field.Release, release, attributes, reading);
        ReadTags(attributes, reading);
        ReadLevel(attributes, reading);
        if (attributes.TryGet(model, out var value) && reading.Strings.Of(value) is { Length: > 0 } name)
        {
            reading.Text(Field.RequestModel, name, model.Source);
        }

        if (attributes.TryGet(usage, out value))
        {
            LangfuseUsage.Read(value, reading, usage.Source);
        }

        // The wrapper of OpenAI's client reports costs of 0 for a call that failed: nothing is known.
        if (
            attributes.TryGet(cost, out value)
            && LangfuseUsage.TryCost(value, reading, out var costs)
            && (costs.Pico > 0 || attributes.Has(usage) || !HasFailed(attributes, reading))
        )
        {
            reading.Cost(costs.Pico, costs.Input, costs.Output, cost.Source);
            LangfuseUsage.KeepCost(value, reading, cost.Source);
        }

        ReadContent(attributes, reading);
        ReadTraceContent(span, attributes, reading);
        if (known is SpanType.Tool)
        {
            ReadTool(span, attributes, reading);
        }

        ReadTraceMetadata(attributes, reading);
        ReadOutcome(span, attributes, reading);
        if (reading.IsDetail)
        {
            ReadDetail(attributes, reading);
        }
    }

    SpanType? ReadType(AttributeIndex attributes, Reading reading)
    {
        SpanType? said =
            attributes.TryGet(type, out var value) && value.Kind == ValueKind.String
                ? TypeOf(reading.Strings.Of(value.Utf8))
                : null;

        // Python up to 3.3.0 called everything a span.
        var isModelCall =
            said is SpanType.Span or null
            && (attributes.Has(model) || attributes.Has(usage) || attributes.Has(cost) || HasPrompt(attributes));
        if (isModelCall)
        {
            var key =
                attributes.Has(model) ? model
                : attributes.Has(usage) ? usage
                : attributes.Has(cost) ? cost
                : promptName[0];
            reading.TypeIs(SpanType.Generation, key.Source, said is null ? Standing.Guess : Standing.Said);
            return SpanType.Generation;
        }

        if (said is { } known)
        {
            reading.TypeIs(known, type.Source);
        }

        return said;
    }

    bool HasPrompt(AttributeIndex attributes) => attributes.Has(promptName[0]) || attributes.Has(promptName[1]);

    static SpanType? TypeOf(string word) =>
        word.ToLowerInvariant() switch
        {
            "span" => SpanType.Span,
            "generation" => SpanType.Generation,
            "event" => SpanType.Event,
            "embedding" => SpanType.Embedding,
            "agent" => SpanType.Agent,
            "tool" => SpanType.Tool,
            "chain" => SpanType.Chain,
            "retriever" => SpanType.Retriever,
            "guardrail" => SpanType.Guardrail,
            "evaluator" => SpanType.Evaluator,
            _ => null,
        };

    /// <summary>On the span, else on the resource.</summary>
    static void ReadTrace(Field field, Key key, AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(key, out var value) && reading.Strings.Of(value) is { Length: > 0 } said)
        {
            reading.Trace(field, said, key.Source);
        }
        else if (reading.Resource.TextOf(key.Utf8) is { } text)
        {
            reading.Trace(field, text, key.Source);
        }
    }

    void ReadTags(AttributeIndex attributes, Reading reading)
    {
        foreach (var key in tags)
        {
            if (attributes.TryGet(key, out var value))
            {
                foreach (var tag in TextList.OfCommas(value))
                {
                    reading.Trace(Field.Tag, tag, key.Source);
                }
            }
        }

        foreach (var key in isPublic)
        {
            // Who does not say so does not take it back.
            if (attributes.TryGet(key, out var value) && reading.Strings.Of(value) is "true" or "True")
            {
                reading.Trace(Field.Public, null, key.Source, number: 1);
            }
        }
    }

    bool HasFailed(AttributeIndex attributes, Reading reading) =>
        attributes.TryGet(level, out var value) && reading.Strings.Of(value) == "ERROR";

    /// <summary>The status of the span stays unset where the observation failed.</summary>
    void ReadLevel(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(level, out var value) && value.Kind == ValueKind.String)
        {
            SpanLevel? said = reading.Strings.Of(value.Utf8).ToUpperInvariant() switch
            {
                "ERROR" or "FATAL" or "CRITICAL" => SpanLevel.Error,
                "WARNING" or "WARN" => SpanLevel.Warning,
                "DEBUG" or "TRACE" or "VERBOSE" => SpanLevel.Debug,
                "DEFAULT" or "INFO" or "LOG" or "NOTICE" or "OK" or "SUCCESS" => SpanLevel.Default,
                _ => null,
            };
            if (said is { } known)
            {
                reading.Number(Field.Level, (long)known, level.Source);
            }
        }
    }

    void ReadContent(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(input, out var value))
        {
            reading.Input(ContentSource.Own, value, null, input.Source);
        }
        else if (reading.IsRoot && attributes.TryGet(traceInput, out value))
        {
            // The trace has what its root has.
            reading.Input(ContentSource.Derived, value, null, traceInput.Source);
        }

        if (attributes.TryGet(output, out value))
        {
            reading.Output(ContentSource.Own, value, null, output.Source);
        }
        else if (reading.IsRoot && attributes.TryGet(traceOutput, out value))
        {
            reading.Output(ContentSource.Derived, value, null, traceOutput.Source);
        }
    }

    /// <summary>Whichever span says it, it is the trace's.</summary>
    void ReadTraceContent(DecodedSpan span, AttributeIndex attributes, Reading reading)
    {
        var (said, speaker) = (default(Value), span.SpanId.Number);
        if (attributes.TryGet(traceInput, out said))
        {
            reading.Trace(
                Field.TraceInputPreview,
                Preview.OfInput(reading.Utf8Of(said).Span),
                traceInput.Source,
                number: speaker
            );
            reading.Trace(Field.TraceInput, reading.PayloadOf(said, null), traceInput.Source);
        }

        if (attributes.TryGet(traceOutput, out said))
        {
            reading.Trace(
                Field.TraceOutputPreview,
                Preview.OfOutput(reading.Utf8Of(said).Span),
                traceOutput.Source,
                number: speaker
            );
            reading.Trace(Field.TraceOutput, reading.PayloadOf(said, null), traceOutput.Source);
        }
    }

    /// <summary>A tool's name is that of its span, unless the span says it in GenAI's words too.</summary>
    void ReadTool(DecodedSpan span, AttributeIndex attributes, Reading reading)
    {
        var name = reading.Strings.Of(span.Name.Span);
        if (name.Length > 0)
        {
            reading.Text(Field.ToolName, name, type.Source, Standing.Guess);
        }

        if (!reading.IsDetail)
        {
            return;
        }

        if (attributes.TryGet(input, out var value))
        {
            reading.Text(Field.ToolArguments, reading.PayloadOf(value, null), input.Source, Standing.Guess);
        }
    }

    void ReadOutcome(DecodedSpan span, AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(statusMessage, out var value) && value.Text is { Length: > 0 } text)
        {
            reading.Text(Field.ErrorMessage, text, statusMessage.Source);
        }

        if (
            attributes.TryGet(firstToken, out value)
            && Times.TryUnixNano(value, out var time)
            && span.StartNano > 0
            && time >= span.StartNano
        )
        {
            reading.Number(Field.TimeToFirstTokenNano, time - span.StartNano, firstToken.Source);
        }
    }

    void ReadDetail(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(modelParameters, out var value))
        {
            Leaves.ReadParameters(value, reading, modelParameters.Source);
        }

        foreach (var key in metadata)
        {
            if (attributes.TryGet(key, out value))
            {
                Leaves.ReadMetadata(value, reading, key.Source);
            }
        }

        foreach (var prefix in metadataUnder)
        {
            Leaves.ReadMetadataUnder(prefix, MetadataOf.Span, this, reading);
        }
    }

    void ReadTraceMetadata(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(traceMetadata, out var value))
        {
            Leaves.ReadMetadataAt("", value, MetadataOf.Trace, reading, traceMetadata.Source);
        }

        if (attributes.Has(traceMetadataUnder))
        {
            Leaves.ReadMetadataUnder(traceMetadataUnder, MetadataOf.Trace, this, reading);
        }
    }
}
