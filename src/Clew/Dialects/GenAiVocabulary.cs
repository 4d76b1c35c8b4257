using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// The <c>gen_ai.*</c> attributes of OpenTelemetry, from the first (≤1.26) to 1.41 and what has been added since.
/// They stand on spans (<see cref="OtelGenAi"/>), on span events and on log records (<see cref="OtelGenAiEvents"/>).
/// </summary>
abstract class GenAiVocabulary : Dialect
{
    readonly Key operation;
    readonly Key requestModel;
    readonly Key responseModel;
    readonly Key toolName;
    readonly Key toolId;
    readonly Key[] toolArguments;
    readonly Key[] toolResult;
    readonly Key instructions;
    readonly Key input;
    readonly Key output;
    readonly Key prompt;
    readonly Key completion;
    readonly Key[] finishReasons;
    readonly Key query;
    readonly Key documents;
    readonly Key cost;
    readonly Key[] embeddingSize;
    readonly Family[] otherParameters;
    readonly UsageRule usage;

    protected GenAiVocabulary(string name)
        : base(name, 1)
    {
        operation = Attribute("gen_ai.operation.name");
        requestModel = Attribute("gen_ai.request.model");
        responseModel = Attribute("gen_ai.response.model");
        toolName = Attribute("gen_ai.tool.name");
        toolId = Attribute("gen_ai.tool.call.id");
        toolArguments = Attributes(
            "gen_ai.tool.call.arguments",
            "gen_ai.tool.args",
            "gen_ai.tool.arguments",
            "gen_ai.tool.parameters"
        );
        toolResult = Attributes("gen_ai.tool.call.result", "gen_ai.tool.result");
        instructions = Attribute("gen_ai.system_instructions");
        input = Attribute("gen_ai.input.messages");
        output = Attribute("gen_ai.output.messages");
        prompt = Attribute("gen_ai.prompt");
        completion = Attribute("gen_ai.completion");
        finishReasons = Attributes("gen_ai.response.finish_reasons", "gen_ai.response.finish_reason");
        query = Attribute("gen_ai.retrieval.query.text");
        documents = Attribute("gen_ai.retrieval.documents");
        cost = Attribute("gen_ai.usage.cost");
        embeddingSize = Attributes("gen_ai.embeddings.dimension.count", "gen_ai.request.embedding.dimensions");
        otherParameters =
        [
            FamilyOf("gen_ai.request."),
            FamilyOf("openai.request."),
            FamilyOf("gen_ai.openai.request."),
            FamilyOf("gen_ai.gcp.request."),
        ];
        usage = Usage();
        MapText(Field.Provider, "gen_ai.provider.name", "gen_ai.system");
        MapPayload(Field.ToolDefinitions, "gen_ai.tool.definitions", "gen_ai.request.tools", "openai.request.tools");
        MapText(Field.PromptName, "gen_ai.prompt.name");
        MapText(Field.PromptVersion, "gen_ai.prompt.version");
        MapSeconds(
            Field.TimeToFirstTokenNano,
            "gen_ai.response.time_to_first_chunk",
            "gen_ai.client.operation.time_to_first_chunk",
            "gen_ai.server.time_to_first_token"
        );
        MapParameters();
        MapMetadata(
            "gen_ai.agent.id",
            "gen_ai.agent.name",
            "gen_ai.agent.version",
            "gen_ai.agent.description",
            "gen_ai.workflow.name",
            "gen_ai.data_source.id",
            "gen_ai.response.id",
            "aws.bedrock.guardrail.id",
            "aws.bedrock.knowledge_base.id",
            "openai.api.type",
            "openai.response.service_tier",
            "openai.response.system_fingerprint",
            "gen_ai.openai.response.service_tier",
            "gen_ai.openai.response.system_fingerprint"
        );
    }

    /// <summary>What the attributes say, wherever they stand.</summary>
    /// <param name="from">How much their messages are worth.</param>
    protected void ReadAttributes(AttributeIndex attributes, Reading reading, ContentSource from)
    {
        Apply(attributes, reading);
        var hasModel = ReadText(Field.RequestModel, requestModel, attributes, reading);
        hasModel |= ReadText(Field.ResponseModel, responseModel, attributes, reading);
        var hasUsage = usage.Read(attributes, reading);
        if (attributes.TryGet(cost, out var price) && Numbers.TryPicoUsd(price, out var pico) && pico > 0)
        {
            // 0 is what instrumentations write when they know no price.
            reading.Number(Field.CostPicoUsd, pico, cost.Source);
        }

        var type = ReadType(attributes, reading, hasModel && (hasUsage || HasContent(attributes)), hasModel);
        ReadMessages(attributes, reading, from);
        if (type is SpanType.Tool)
        {
            ReadTool(attributes, reading);
        }

        ReadRetrieval(attributes, reading);
        if (reading.IsDetail)
        {
            ReadFinishReasons(attributes, reading);
            ReadOtherParameters(type, attributes, reading);
        }
    }

    protected void ReadMessages(AttributeIndex attributes, Reading reading, ContentSource from)
    {
        if (attributes.TryGet(instructions, out var said) && !IsEmptyText(said))
        {
            reading.Number(Field.HasInstructions, 1, instructions.Source);
            if (reading.IsDetail)
            {
                reading.Text(Field.Instructions, reading.PayloadOf(said, null), instructions.Source);
            }
        }

        if (attributes.TryGet(input, out var messages) && !IsEmptyText(messages))
        {
            reading.Input(from, messages, Payload.Json, input.Source);
        }

        if (attributes.TryGet(output, out messages) && !IsEmptyText(messages))
        {
            reading.Output(from, messages, Payload.Json, output.Source);
        }

        if (attributes.TryGet(prompt, out messages))
        {
            reading.Input(ContentSource.OldEvents, messages, null, prompt.Source);
        }

        if (attributes.TryGet(completion, out messages))
        {
            reading.Output(ContentSource.OldEvents, messages, null, completion.Source);
        }
    }

    bool HasContent(AttributeIndex attributes) =>
        attributes.Has(input) || attributes.Has(output) || attributes.Has(prompt) || attributes.Has(completion);

    /// <summary>The operation decides. A tool's name on a chat is what the model asked for, not what the span is.</summary>
    SpanType? ReadType(AttributeIndex attributes, Reading reading, bool isUsedModel, bool hasModel)
    {
        if (attributes.TryGet(operation, out var value) && reading.Strings.Of(value) is { Length: > 0 } word)
        {
            reading.Text(Field.Operation, word, operation.Source);
            if (TypeOf(word) is { } type)
            {
                reading.TypeIs(type, operation.Source);
                return type;
            }
        }
        else if (!hasModel && attributes.Has(toolName))
        {
            reading.TypeIs(SpanType.Tool, toolName.Source, Standing.Guess);
            return SpanType.Tool;
        }

        if (isUsedModel)
        {
            var source = attributes.Has(requestModel) ? requestModel.Source : responseModel.Source;
            reading.TypeIs(SpanType.Generation, source, Standing.Guess);
            return SpanType.Generation;
        }

        return null;
    }

    static SpanType? TypeOf(string operation) =>
        operation switch
        {
            "chat" or "text_completion" or "generate_content" => SpanType.Generation,
            "chat.completions" or "text.completions" or "completion" or "generate" => SpanType.Generation,
            "responses" or "realtime" or "image" or "image_generation" => SpanType.Generation,
            "text_to_speech" or "audio_generation" or "audio_transcription" => SpanType.Generation,
            "embeddings" or "embedding" => SpanType.Embedding,
            "execute_tool" => SpanType.Tool,
            "invoke_agent" or "create_agent" or "plan" => SpanType.Agent,
            "invoke_workflow" or "orchestrate_tools" => SpanType.Chain,
            "retrieval" or "search_memory" => SpanType.Retriever,
            "rerank" => SpanType.Reranker,
            _ => null,
        };

    void ReadTool(AttributeIndex attributes, Reading reading)
    {
        ReadText(Field.ToolName, toolName, attributes, reading);
        if (reading.IsDetail)
        {
            ReadText(Field.ToolCallId, toolId, attributes, reading);
        }

        foreach (var key in toolArguments)
        {
            if (attributes.TryGet(key, out var value))
            {
                reading.Text(Field.ToolArguments, reading.IsDetail ? reading.PayloadOf(value, null) : null, key.Source);
                reading.Input(ContentSource.Derived, value, null, key.Source);
                break;
            }
        }

        foreach (var key in toolResult)
        {
            if (attributes.TryGet(key, out var value))
            {
                reading.Text(Field.ToolResult, reading.IsDetail ? reading.PayloadOf(value, null) : null, key.Source);
                reading.Output(ContentSource.Derived, value, null, key.Source);
                break;
            }
        }
    }

    void ReadRetrieval(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(query, out var asked))
        {
            reading.Input(ContentSource.Derived, asked, null, query.Source);
        }

        if (attributes.TryGet(documents, out var found))
        {
            reading.Output(ContentSource.Derived, found, null, documents.Source);
            if (reading.IsDetail)
            {
                reading.Text(Field.Document, reading.PayloadOf(found, Payload.Json), documents.Source);
            }
        }
    }

    void ReadFinishReasons(AttributeIndex attributes, Reading reading)
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

    /// <summary>What else was asked for: <c>gen_ai.request.logprobs</c> is the parameter <c>logprobs</c>.</summary>
    void ReadOtherParameters(SpanType? type, AttributeIndex attributes, Reading reading)
    {
        foreach (var family in otherParameters)
        {
            ReadParameters(family, attributes, reading);
        }

        foreach (var key in embeddingSize)
        {
            if (attributes.TryGet(key, out var value) && Numbers.TryCount(value, out var size))
            {
                reading.Item(Field.Parameter, "dimensions", Json.TextOf(value), key.Source);
                if (type is SpanType.Embedding)
                {
                    reading.Number(Field.EmbeddingDimensions, size, key.Source);
                }

                return;
            }
        }
    }

    static bool IsEmptyText(in Value value) => value.Kind == ValueKind.String && value.Utf8.IsEmpty;

    void MapParameters()
    {
        MapParameter("temperature", "gen_ai.request.temperature");
        MapParameter("top_p", "gen_ai.request.top_p");
        MapParameter("top_k", "gen_ai.request.top_k", "gen_ai.retrieval.top_k");
        MapParameter(
            "max_tokens",
            "gen_ai.request.max_tokens",
            "gen_ai.request.max_output_tokens",
            "gen_ai.request.max_completion_tokens"
        );
        MapParameter("frequency_penalty", "gen_ai.request.frequency_penalty");
        MapParameter("presence_penalty", "gen_ai.request.presence_penalty");
        MapParameter("stop_sequences", "gen_ai.request.stop_sequences");
        MapParameter("seed", "gen_ai.request.seed", "gen_ai.openai.request.seed", "openai.request.seed");
        MapParameter("n", "gen_ai.request.choice.count", "gen_ai.request.n", "openai.request.n");
        MapParameter("stream", "gen_ai.request.stream", "gen_ai.request.is_stream");
        MapParameter("encoding_formats", "gen_ai.request.encoding_formats");
        MapParameter("output_type", "gen_ai.output.type");
        MapParameter("reasoning_level", "gen_ai.request.reasoning.level");
        MapParameter("voice", "gen_ai.realtime.voice");
        MapParameter("output_modalities", "gen_ai.realtime.output_modalities");
        MapParameter(
            "service_tier",
            "openai.request.service_tier",
            "gen_ai.openai.request.service_tier",
            "gen_ai.request.service_tier"
        );
    }

    UsageRule Usage() =>
        new()
        {
            Input = Attributes("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"),
            Output = Attributes("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"),
            CacheRead = Attributes(
                "gen_ai.usage.cache_read.input_tokens",
                "gen_ai.usage.cache_read_input_tokens",
                "gen_ai.usage.cache_read_tokens",
                "gen_ai.usage.input_tokens.cache_read",
                "gen_ai.usage.cached_input_tokens",
                "gen_ai.usage.input_cached_tokens",
                "gen_ai.usage.prompt_tokens_details.cached_tokens",
                "gen_ai.usage.details.cache_read_tokens"
            ),
            CacheWrite = Attributes(
                "gen_ai.usage.cache_creation.input_tokens",
                "gen_ai.usage.cache_write.input_tokens",
                "gen_ai.usage.cache_creation_input_tokens",
                "gen_ai.usage.cache_write_input_tokens",
                "gen_ai.usage.cache_write_tokens",
                "gen_ai.usage.input_tokens.cache_creation",
                "gen_ai.usage.details.cache_write_tokens"
            ),
            Reasoning = Attributes(
                "gen_ai.usage.reasoning.output_tokens",
                "gen_ai.usage.reasoning_tokens",
                "gen_ai.usage.thinking_tokens",
                "gen_ai.usage.completion_tokens_details.reasoning_tokens",
                "gen_ai.usage.details.reasoning_tokens"
            ),
            Total = Attributes("gen_ai.usage.total_tokens", "brokle.usage.total_tokens", "ag2.usage.total_tokens"),
            InputParts = Attributes(
                "gen_ai.usage.text.input_tokens",
                "gen_ai.usage.image.input_tokens",
                "gen_ai.usage.audio.input_tokens",
                "gen_ai.usage.video.input_tokens",
                "gen_ai.usage.input_text_tokens",
                "gen_ai.usage.input_audio_tokens"
            ),
            OutputParts = Attributes(
                "gen_ai.usage.text.output_tokens",
                "gen_ai.usage.image.output_tokens",
                "gen_ai.usage.audio.output_tokens",
                "gen_ai.usage.video.output_tokens",
                "gen_ai.usage.output_text_tokens",
                "gen_ai.usage.output_audio_tokens"
            ),
            CacheReadParts = Attributes(
                "gen_ai.usage.text.cache_read.input_tokens",
                "gen_ai.usage.image.cache_read.input_tokens",
                "gen_ai.usage.audio.cache_read.input_tokens"
            ),
        };
}
