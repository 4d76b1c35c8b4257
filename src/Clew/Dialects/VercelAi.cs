using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Vercel AI SDK 3 to 6, and 7 with its legacy telemetry: scope <c>ai</c>, keys <c>ai.*</c>. A call is two spans: an
/// outer one for the function of the program (<c>ai.generateText</c>), and below it one for each request to a model
/// (<c>ai.generateText.doGenerate</c>). Both carry usage and output; only the inner one is a generation. Beside its
/// own keys an inner span has <c>gen_ai.*</c>, which says less: no cached tokens, no milliseconds.
/// </summary>
sealed class VercelAi : Dialect
{
    readonly Key[] operation;
    readonly Key toolName;
    readonly Key toolId;
    readonly Key toolArguments;
    readonly Key toolResult;
    readonly Key tools;
    readonly Key[] finishReason;
    readonly Key prompt;
    readonly Key[] tags;
    readonly Key[] inMetadata;
    readonly Key[] inContext;
    readonly Family metadata;
    readonly Family context;
    readonly Key functionId;
    readonly VercelAiUsage usage;
    readonly VercelAiContent content;

    public VercelAi()
        : base("vercel-ai", 1)
    {
        Scopes("ai");
        operation = Attributes("ai.operationId", "operation.name");
        toolName = Attribute("ai.toolCall.name");
        toolId = Attribute("ai.toolCall.id");
        toolArguments = Attribute("ai.toolCall.args");
        toolResult = Attribute("ai.toolCall.result");
        tools = Attribute("ai.prompt.tools");
        finishReason = Attributes("ai.response.finishReason", "ai.finishReason");
        functionId = Attribute("ai.telemetry.functionId");
        prompt = Attribute("ai.telemetry.metadata.langfusePrompt");
        tags = Attributes("ai.telemetry.metadata.tags", "ai.settings.context.tags");
        inMetadata =
        [
            .. Attributes(
                "ai.telemetry.metadata.sessionId",
                "ai.telemetry.metadata.session_id",
                "ai.telemetry.metadata.userId",
                "ai.telemetry.metadata.user_id"
            ),
            tags[0],
            prompt,
        ];
        inContext = [.. Attributes("ai.settings.context.sessionId", "ai.settings.context.userId"), tags[1]];
        metadata = FamilyOf("ai.telemetry.metadata.");
        context = FamilyOf("ai.settings.context.");
        usage = new(Attributes);
        content = new(Attribute, Attributes);
        MapText(Field.RequestModel, "ai.model.id");
        MapText(Field.ResponseModel, "ai.response.model");
        MapText(Field.Provider, "ai.model.provider");
        MapTrace(
            Field.SessionId,
            "ai.telemetry.metadata.sessionId",
            "ai.telemetry.metadata.session_id",
            "ai.settings.context.sessionId"
        );
        MapTrace(
            Field.UserId,
            "ai.telemetry.metadata.userId",
            "ai.telemetry.metadata.user_id",
            "ai.settings.context.userId"
        );
        MapMilliseconds(Field.TimeToFirstTokenNano, "ai.response.msToFirstChunk", "ai.stream.msToFirstChunk");
        MapParameters();
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        var type = ReadOperation(attributes, reading);
        Apply(attributes, reading);
        usage.Read(attributes, reading);
        content.Read(type, attributes, reading);
        ReadTags(attributes, reading);
        if (attributes.Has(toolName))
        {
            ReadTool(attributes, reading);
        }

        if (type is SpanType.Generation && attributes.TryGet(prompt, out var said))
        {
            ReadPrompt(said, reading);
        }

        if (reading.IsDetail)
        {
            ReadDetail(type, attributes, reading);
        }
    }

    /// <summary><c>ai.operationId</c>; before 3.3 only <c>operation.name</c>, which ends in the function's name.</summary>
    SpanType? ReadOperation(AttributeIndex attributes, Reading reading)
    {
        foreach (var key in operation)
        {
            if (!attributes.TryGet(key, out var value) || !value.Utf8.StartsWith("ai."u8))
            {
                continue;
            }

            var end = value.Utf8.IndexOf((byte)' ');
            var word = reading.Strings.Of(end < 0 ? value.Utf8 : value.Utf8[..end]);
            reading.Text(Field.Operation, word, key.Source);
            var type = TypeOf(word);
            if (type is { } known)
            {
                reading.TypeIs(known, key.Source);
            }

            return type;
        }

        return null;
    }

    /// <summary>What asks a model is told by its second word; without one it wraps those that do.</summary>
    static SpanType? TypeOf(string operation) =>
        operation switch
        {
            "ai.toolCall" => SpanType.Tool,

            // These have no inner span.
            "ai.generateSpeech" or "ai.transcribe" or "ai.streamTranscribe" => SpanType.Generation,
            _ when operation.EndsWith(".doEmbed", StringComparison.Ordinal) => SpanType.Embedding,
            _ when operation.EndsWith(".doRerank", StringComparison.Ordinal) => SpanType.Reranker,
            _ when operation.Contains(".do", StringComparison.Ordinal) => SpanType.Generation,
            _ => null,
        };

    void ReadTags(AttributeIndex attributes, Reading reading)
    {
        foreach (var key in tags)
        {
            if (attributes.TryGet(key, out var value))
            {
                foreach (var tag in TextList.Of(value))
                {
                    reading.Trace(Field.Tag, tag, key.Source);
                }
            }
        }
    }

    void ReadTool(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(toolName, out var value) && reading.Strings.Of(value) is { Length: > 0 } name)
        {
            reading.Text(Field.ToolName, name, toolName.Source);
        }

        if (!reading.IsDetail)
        {
            return;
        }

        if (attributes.TryGet(toolId, out value) && reading.Strings.Of(value) is { Length: > 0 } id)
        {
            reading.Text(Field.ToolCallId, id, toolId.Source);
        }

        if (attributes.TryGet(toolArguments, out value))
        {
            reading.Text(Field.ToolArguments, reading.PayloadOf(value, null), toolArguments.Source);
        }

        if (attributes.TryGet(toolResult, out value))
        {
            reading.Text(Field.ToolResult, reading.PayloadOf(value, null), toolResult.Source);
        }
    }

    void ReadDetail(SpanType? type, AttributeIndex attributes, Reading reading)
    {
        foreach (var key in finishReason)
        {
            if (attributes.TryGet(key, out var reason) && FinishReasons.TextOf(reason) is { } reasons)
            {
                reading.Text(Field.FinishReason, reasons, key.Source);
                break;
            }
        }

        if (attributes.TryGet(tools, out var offered))
        {
            var definitions = new Payload(JsonLists.Of(offered, reading), Payload.Json);
            reading.Text(Field.ToolDefinitions, definitions, tools.Source);
        }

        if (attributes.Has(metadata))
        {
            Leaves.ReadMetadata(metadata, inMetadata, reading);
        }

        if (attributes.Has(context))
        {
            Leaves.ReadMetadata(context, inContext, reading, isFlattened: true);
        }

        if (attributes.TryGet(functionId, out var function) && function.Kind == ValueKind.String)
        {
            Leaves.ReadMetadata("functionId", function, reading, functionId.Source);
        }
    }

    /// <summary><c>{"name":"greet","version":1}</c>: the way to name a prompt of Langfuse.</summary>
    void ReadPrompt(in Value value, Reading reading)
    {
        using var document = Json.TryParse(reading.PayloadOf(value, null).Utf8);
        if (document is null || Messages.Text(document.RootElement, "name") is not { Length: > 0 } name)
        {
            return;
        }

        reading.Text(Field.PromptName, name, prompt.Source);
        if (
            Messages.Member(document.RootElement, "version") is { } version
            && JsonStrings.TextOrJson(version) is { Length: > 0 } number
        )
        {
            reading.Text(Field.PromptVersion, number, prompt.Source);
        }
    }

    void MapParameters()
    {
        MapParameter("temperature", "ai.settings.temperature");
        MapParameter("max_tokens", "ai.settings.maxOutputTokens", "ai.settings.maxTokens");
        MapParameter("top_p", "ai.settings.topP");
        MapParameter("top_k", "ai.settings.topK");
        MapParameter("frequency_penalty", "ai.settings.frequencyPenalty");
        MapParameter("presence_penalty", "ai.settings.presencePenalty");
        MapParameter("stop_sequences", "ai.settings.stopSequences");
        MapParameter("seed", "ai.settings.seed");
        MapParameter("max_retries", "ai.settings.maxRetries");
        MapParameter("max_steps", "ai.settings.maxSteps", "ai.settings.maxToolRoundtrips");
        MapParameter("mode", "ai.settings.mode");
        MapParameter("output_type", "ai.settings.output");
        MapParameter("reasoning", "ai.settings.reasoning");
        MapParameter("tool_choice", "ai.prompt.toolChoice");
        MapParameter("schema", "ai.schema");
        MapParameter("schema_name", "ai.schema.name");
    }
}
