using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// OpenInference (Arize), semantic conventions as of August 2026: <c>openinference.span.kind</c>, <c>llm.*</c>,
/// <c>input.value</c> and lists flattened into indexed keys; see <see cref="OpenInferenceNesting"/> for those that are
/// not. <c>input.value</c> and <c>output.value</c> are also what anything without a conversation uses, so they are read
/// on any span, and so are <c>input</c> and <c>output</c> where there is nothing better.
/// </summary>
sealed class OpenInference : Dialect
{
    readonly Key kind;
    readonly Key inputValue;
    readonly Key inputMime;
    readonly Key outputValue;
    readonly Key outputMime;
    readonly Key modelName;
    readonly Key requestModel;
    readonly Key responseModel;
    readonly Key[] otherModel;
    readonly Key totalCost;
    readonly Key promptCost;
    readonly Key completionCost;
    readonly Key finishReason;
    readonly Key[] parameters;
    readonly Key metadata;
    readonly Key tags;
    readonly Key toolName;
    readonly Key[] toolId;
    readonly Key toolParameters;
    readonly Key toolArguments;
    readonly Key plainInput;
    readonly Key plainOutput;
    readonly Key promptVariables;
    readonly Key[] described;
    readonly UsageRule usage;
    readonly OpenInferenceLists lists;
    readonly OpenInferenceDocuments documents;
    readonly OpenInferenceFeedback feedback;

    public OpenInference()
        : base("openinference", 1)
    {
        kind = Attribute("openinference.span.kind");
        inputValue = Attribute("input.value");
        inputMime = Attribute("input.mime_type");
        outputValue = Attribute("output.value");
        outputMime = Attribute("output.mime_type");
        modelName = Attribute("llm.model_name");
        requestModel = Attribute("llm.request.model_name");
        responseModel = Attribute("llm.response.model_name");
        otherModel = Attributes("embedding.model_name", "reranker.model_name");
        totalCost = Attribute("llm.cost.total");
        promptCost = Attribute("llm.cost.prompt");
        completionCost = Attribute("llm.cost.completion");
        finishReason = Attribute("llm.finish_reason");
        parameters = Attributes("llm.invocation_parameters", "embedding.invocation_parameters");
        metadata = Attribute("metadata");
        tags = Attribute("tag.tags");
        toolName = Attribute("tool.name");
        toolId = Attributes("tool.id", "tool_call.id");
        toolParameters = Attribute("tool.parameters");
        toolArguments = Attribute("tool_call.function.arguments");
        MapText(Field.Provider, "llm.provider", "llm.system");
        MapParameter("top_k", "reranker.top_k");
        usage = new()
        {
            Input = Attributes("llm.token_count.prompt"),
            Output = Attributes("llm.token_count.completion"),
            CacheRead = Attributes(
                "llm.token_count.prompt_details.cache_read",
                "llm.token_count.prompt_details.cache_input"
            ),
            CacheWrite = Attributes("llm.token_count.prompt_details.cache_write"),
            Reasoning = Attributes("llm.token_count.completion_details.reasoning"),
            Total = Attributes("llm.token_count.total"),
        };
        plainInput = Attribute("input");
        plainOutput = Attribute("output");
        promptVariables = Attribute("llm.prompt_template.variables");
        described =
        [
            .. Attributes("llm.prompt_template.template", "prompt.url", "prompt.vendor", "agent.name"),
            .. Attributes("graph.node.id", "graph.node.name", "graph.node.parent_id", "tool.description"),
            promptVariables,
        ];
        MapText(Field.PromptName, "prompt.id");
        MapText(Field.PromptVersion, "llm.prompt_template.version");

        // Roots of what was not flattened.
        Attributes("llm", "openinference", "embedding", "retrieval", "reranker", "llm.token_count", "llm.cost");
        Attributes("annotations", "evaluations", "trace.annotations", "trace.evaluations");
        Attributes("session.annotations", "session.evaluations", "embedding.embeddings");
        lists = new(FamilyOf, Attribute);
        documents = new(FamilyOf, Attribute);
        feedback = new(FamilyOf);
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        if (OpenInferenceNesting.TryFlatten(attributes.All, out var flat))
        {
            reading.EventAttributes.Load(flat);
            attributes = reading.EventAttributes;
            ReadWhose(flat, reading);
        }

        var type = ReadType(kind, TypeOf, attributes, reading);
        var hasModel = ReadModels(attributes, reading);
        var hasUsage = usage.Read(attributes, reading);
        if (type is null && reading.Type is null)
        {
            var source = modelName.Source;
            type = hasModel && hasUsage ? SpanType.Generation : documents.Guess(attributes, out source);
            if (type is { } guess)
            {
                reading.TypeIs(guess, source, Standing.Guess);
            }
        }

        Apply(attributes, reading);
        ReadCost(attributes, reading);
        ReadContent(type, attributes, reading);
        ReadTags(attributes, reading);
        if (type is SpanType.Tool)
        {
            ReadTool(attributes, reading);
        }

        feedback.Read(span, attributes, reading);
        if (reading.IsDetail)
        {
            ReadDetail(attributes, reading);
        }
    }

    /// <summary><c>session</c> and <c>user</c> as objects; flat ones are OpenTelemetry's and read there.</summary>
    void ReadWhose(Attributes flat, Reading reading)
    {
        if (flat.TryGet("session.id"u8, out var session) && reading.Strings.Of(session) is { Length: > 0 } id)
        {
            reading.Trace(Field.SessionId, id, SourceOf("session.id"));
        }

        if (flat.TryGet("user.id"u8, out var user) && reading.Strings.Of(user) is { Length: > 0 } name)
        {
            reading.Trace(Field.UserId, name, SourceOf("user.id"));
        }
    }

    static SpanType? TypeOf(string word) =>
        word.ToUpperInvariant() switch
        {
            "LLM" => SpanType.Generation,
            "EMBEDDING" => SpanType.Embedding,
            "CHAIN" => SpanType.Chain,
            "RETRIEVER" => SpanType.Retriever,
            "RERANKER" => SpanType.Reranker,
            "TOOL" => SpanType.Tool,
            "AGENT" => SpanType.Agent,
            "GUARDRAIL" => SpanType.Guardrail,
            "EVALUATOR" => SpanType.Evaluator,

            // Rendering a template is a step of the program.
            "PROMPT" => SpanType.Chain,
            _ => null,
        };

    /// <summary><c>llm.model_name</c> is the model that answered, or else the one that was asked.</summary>
    bool ReadModels(AttributeIndex attributes, Reading reading)
    {
        var any = ReadText(Field.RequestModel, requestModel, attributes, reading);
        any |=
            ReadText(Field.ResponseModel, responseModel, attributes, reading)
            || ReadText(Field.ResponseModel, modelName, attributes, reading);
        if (!any)
        {
            foreach (var key in otherModel)
            {
                any |= ReadText(Field.RequestModel, key, attributes, reading);
            }
        }

        return any;
    }

    void ReadCost(AttributeIndex attributes, Reading reading)
    {
        var hasTotal = attributes.TryGet(totalCost, out var value) & Numbers.TryPicoUsd(value, out var total);
        var hasPrompt = attributes.TryGet(promptCost, out value) & Numbers.TryPicoUsd(value, out var prompt);
        var hasCompletion =
            attributes.TryGet(completionCost, out value) & Numbers.TryPicoUsd(value, out var completion);
        if (hasTotal || hasPrompt || hasCompletion)
        {
            reading.Cost(
                hasTotal ? total : prompt + completion,
                hasPrompt ? prompt : null,
                hasCompletion ? completion : null,
                (
                    hasTotal ? totalCost
                    : hasPrompt ? promptCost
                    : completionCost
                ).Source
            );
        }
    }

    void ReadContent(SpanType? type, AttributeIndex attributes, Reading reading)
    {
        // Only on a model call is the flattened conversation what went in and out; value is then the raw request.
        var flattened = type is SpanType.Generation ? ContentSource.Flattened : ContentSource.Own;
        lists.ReadConversation(attributes, reading, flattened);
        if (attributes.TryGet(inputValue, out var value))
        {
            reading.Input(ContentSource.Value, value, MimeOf(inputMime, attributes, reading), inputValue.Source);
        }

        // What an embedding puts out are vectors: nobody reads those.
        if (type is not SpanType.Embedding && attributes.TryGet(outputValue, out value))
        {
            reading.Output(ContentSource.Value, value, MimeOf(outputMime, attributes, reading), outputValue.Source);
        }

        // Of outputs that are as good the last one counts, so the weakest comes first.
        if (type is not SpanType.Embedding && attributes.TryGet(plainOutput, out value))
        {
            reading.Output(ContentSource.Derived, value, null, plainOutput.Source);
        }

        lists.ReadOther(attributes, reading);
        documents.Read(attributes, reading);
        if (attributes.TryGet(promptVariables, out value))
        {
            reading.Input(ContentSource.Derived, value, null, promptVariables.Source);
        }

        if (attributes.TryGet(plainInput, out value))
        {
            reading.Input(ContentSource.Derived, value, null, plainInput.Source);
        }
    }

    void ReadTool(AttributeIndex attributes, Reading reading)
    {
        ReadText(Field.ToolName, toolName, attributes, reading);
        if (!reading.IsDetail)
        {
            return;
        }

        foreach (var key in toolId)
        {
            if (ReadText(Field.ToolCallId, key, attributes, reading))
            {
                break;
            }
        }

        // The arguments travel as input; tool.parameters is by the specification their schema, in practice often them.
        foreach (var key in new[] { toolArguments, inputValue, toolParameters })
        {
            if (attributes.TryGet(key, out var value))
            {
                reading.Text(Field.ToolArguments, reading.PayloadOf(value, null), key.Source);
                break;
            }
        }
    }

    /// <summary><c>["a","b"]</c>, natively or as JSON text.</summary>
    void ReadTags(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(tags, out var value))
        {
            foreach (var tag in TextList.Of(value))
            {
                reading.Trace(Field.Tag, tag, tags.Source);
            }
        }
    }

    void ReadDetail(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(finishReason, out var reason) && FinishReasons.TextOf(reason) is { } reasons)
        {
            reading.Text(Field.FinishReason, reasons, finishReason.Source);
        }

        foreach (var key in parameters)
        {
            if (attributes.TryGet(key, out var value))
            {
                Leaves.ReadParameters(value, reading, key.Source);
            }
        }

        if (attributes.TryGet(metadata, out var said))
        {
            Leaves.ReadMetadata(said, reading, metadata.Source);
        }

        foreach (var key in described)
        {
            // Of no field of their own, but worth reading beside the metadata.
            if (attributes.TryGet(key, out said))
            {
                reading.Item(Field.Metadata, key.ToString(), Json.TextOf(said), key.Source);
            }
        }
    }

    static string? MimeOf(Key key, AttributeIndex attributes, Reading reading) =>
        attributes.TryGet(key, out var value) && value.Kind == ValueKind.String && !value.Utf8.IsEmpty
            ? reading.Strings.Of(value.Utf8)
            : null;
}
