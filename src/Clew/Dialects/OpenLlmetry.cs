using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// How OpenLLMetry (Traceloop), and who copied it, told of a model call before GenAI 1.37: conversations flattened into
/// <c>gen_ai.prompt.N.*</c> and <c>gen_ai.completion.N.*</c>, and in its first versions everything under <c>llm.*</c>.
/// Newer instrumentations still mix in some of it; so its tokens are read together with those of GenAI.
/// </summary>
sealed class OpenLlmetry : Dialect
{
    readonly Key requestType;
    readonly Key model;
    readonly Key responseModel;
    readonly Key[] users;
    readonly Key[] finishReasons;
    readonly Family prompt;
    readonly Family completion;
    readonly Family oldPrompt;
    readonly Family oldCompletion;
    readonly Family functions;

    public OpenLlmetry()
        : base("openllmetry", 1)
    {
        requestType = Attribute("llm.request.type");
        model = Attribute("llm.request.model");
        responseModel = Attribute("llm.response.model");
        users = Attributes("llm.user", "gen_ai.user");
        finishReasons = Attributes(
            "llm.response.finish_reason",
            "llm.response.stop_reason",
            "gen_ai.response.stop_reason"
        );
        prompt = FamilyOf("gen_ai.prompt.");
        completion = FamilyOf("gen_ai.completion.");
        oldPrompt = FamilyOf("llm.prompts.");
        oldCompletion = FamilyOf("llm.completions.");
        functions = FamilyOf("llm.request.functions.");
        MapText(Field.Provider, "llm.vendor");
        MapParameter("temperature", "llm.temperature", "llm.request.temperature");
        MapParameter("top_p", "llm.top_p", "llm.request.top_p");
        MapParameter("top_k", "llm.top_k");
        MapParameter("max_tokens", "llm.request.max_tokens");
        MapParameter("frequency_penalty", "llm.frequency_penalty");
        MapParameter("presence_penalty", "llm.presence_penalty");
        MapParameter("repetition_penalty", "llm.request.repetition_penalty", "gen_ai.request.repetition_penalty");
        MapParameter("stop_sequences", "llm.chat.stop_sequences");
        MapParameter("stream", "llm.is_streaming", "gen_ai.is_streaming");
        MapParameter("reasoning_effort", "llm.request.reasoning_effort", "gen_ai.request.reasoning_effort");
    }

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        Apply(attributes, reading);
        var type = ReadType(attributes, reading) ?? reading.Type;
        ReadText(Field.RequestModel, model, attributes, reading);
        ReadText(Field.ResponseModel, responseModel, attributes, reading);
        foreach (var key in users)
        {
            if (attributes.TryGet(key, out var value) && reading.Strings.Of(value) is { Length: > 0 } user)
            {
                reading.Trace(Field.UserId, user, key.Source);
                break;
            }
        }

        ReadInput(attributes.Has(prompt) ? prompt : oldPrompt, type, attributes, reading);
        ReadOutput(attributes.Has(completion) ? completion : oldCompletion, attributes, reading);
        if (reading.IsDetail)
        {
            ReadDetail(attributes, reading);
        }
    }

    SpanType? ReadType(AttributeIndex attributes, Reading reading)
    {
        SpanType? type =
            attributes.TryGet(requestType, out var value) && value.Kind == ValueKind.String
                ? reading.Strings.Of(value.Utf8) switch
                {
                    "chat" or "completion" => SpanType.Generation,
                    "embedding" => SpanType.Embedding,
                    "rerank" => SpanType.Reranker,
                    _ => null,
                }
                : null;
        if (type is { } known)
        {
            reading.TypeIs(known, requestType.Source);
        }

        return type;
    }

    static void ReadInput(Family family, SpanType? type, AttributeIndex attributes, Reading reading)
    {
        if (!attributes.Has(family) || !reading.WantsInput(ContentSource.Flattened))
        {
            return;
        }

        var entries = Flattened.Of(family, attributes.All);
        if (entries.IsEmpty)
        {
            return;
        }

        var scratch = reading.Scratch();
        var writer = scratch.Begin();
        if (type is SpanType.Embedding)
        {
            if (!OpenLlmetryMessages.TryWriteTexts(writer, entries))
            {
                return;
            }
        }
        else if (!OpenLlmetryMessages.TryWrite(writer, entries, "user"u8))
        {
            return;
        }

        reading.Input(ContentSource.Flattened, reading.Keep(scratch), Payload.Json, family.Source);
    }

    static void ReadOutput(Family family, AttributeIndex attributes, Reading reading)
    {
        if (!attributes.Has(family) || !reading.WantsOutput(ContentSource.Flattened))
        {
            return;
        }

        var scratch = reading.Scratch();
        if (OpenLlmetryMessages.TryWrite(scratch.Begin(), Flattened.Of(family, attributes.All), "assistant"u8))
        {
            reading.Output(ContentSource.Flattened, reading.Keep(scratch), Payload.Json, family.Source);
        }
    }

    void ReadDetail(AttributeIndex attributes, Reading reading)
    {
        foreach (var key in finishReasons)
        {
            if (attributes.TryGet(key, out var value) && FinishReasons.TextOf(value) is { } reasons)
            {
                reading.Text(Field.FinishReason, reasons, key.Source);
                break;
            }
        }

        if (attributes.Has(functions))
        {
            var scratch = reading.Scratch();
            if (OpenLlmetryMessages.TryWriteTools(scratch.Begin(), Flattened.Of(functions, attributes.All)))
            {
                var tools = new Payload(reading.Keep(scratch), Payload.Json);
                reading.Text(Field.ToolDefinitions, tools, functions.Source);
            }
        }
    }
}
