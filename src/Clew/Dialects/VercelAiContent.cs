using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// What went in and out of a call of the AI SDK:
/// <code>
/// outer     ai.prompt = {"system":"…","prompt":"…","messages":[…]}: made a conversation
/// inner     ai.prompt.messages = [{"role":"user","content":[{"type":"text","text":"…"}]}]: as it is
/// both      ai.response.{text,reasoning,toolCalls,files}; before 4 ai.result.{text,toolCalls}: made one message
///           ai.response.object; before 4 ai.result.object: as it is
/// embedding ai.value, or ai.values as an array of JSON texts; ai.embedding, ai.embeddings
/// reranking ai.documents, ai.ranking, both arrays of JSON texts
/// tool      ai.toolCall.{args,result}
/// </code>
/// </summary>
sealed class VercelAiContent(Func<string, Key> key, VercelAiUsage.Register keys)
{
    static readonly string[] PromptMembers = ["system", "prompt", "messages"];

    readonly Key messages = key("ai.prompt.messages");
    readonly Key prompt = key("ai.prompt");
    readonly Key[] text = keys("ai.response.text", "ai.result.text");
    readonly Key reasoning = key("ai.response.reasoning");
    readonly Key[] toolCalls = keys("ai.response.toolCalls", "ai.result.toolCalls");
    readonly Key files = key("ai.response.files");
    readonly Key finishReason = key("ai.response.finishReason");
    readonly Key[] made = keys("ai.response.object", "ai.result.object");
    readonly Key value = key("ai.value");
    readonly Key values = key("ai.values");
    readonly Key embedding = key("ai.embedding");
    readonly Key embeddings = key("ai.embeddings");
    readonly Key documents = key("ai.documents");
    readonly Key ranking = key("ai.ranking");
    readonly Key request = key("ai.request.text");
    readonly Key[] decision = keys("ai.decision.state", "ai.decision.questions");
    readonly Key decided = key("ai.decision.answers");
    readonly Key toolArguments = key("ai.toolCall.args");
    readonly Key toolResult = key("ai.toolCall.result");

    public void Read(SpanType? type, AttributeIndex attributes, Reading reading)
    {
        if (reading.WantsInput(ContentSource.Own))
        {
            ReadInput(attributes, reading);
        }

        if (reading.WantsOutput(ContentSource.Own))
        {
            ReadOutput(type, attributes, reading);
        }

        if (reading.IsDetail)
        {
            ReadVectors(attributes, reading);
            if (attributes.TryGet(documents, out var found))
            {
                reading.Text(Field.Document, new Payload(JsonLists.Of(found, reading), Payload.Json), documents.Source);
            }
        }
    }

    void ReadInput(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(messages, out var said))
        {
            reading.Input(ContentSource.Own, said, Payload.Json, messages.Source);
        }
        else if (attributes.TryGet(prompt, out said))
        {
            ReadPrompt(said, reading);
        }
        else if (attributes.TryGet(toolArguments, out said))
        {
            reading.Input(ContentSource.Own, said, null, toolArguments.Source);
        }
        else if (attributes.TryGet(value, out said))
        {
            reading.Input(ContentSource.Own, JsonMembers.Unquote(reading.Utf8Of(said)), null, value.Source);
        }
        else if (attributes.TryGet(values, out said))
        {
            reading.Input(ContentSource.Own, TextsOf(said, reading), null, values.Source);
        }
        else if (attributes.TryGet(documents, out said))
        {
            reading.Input(ContentSource.Own, JsonLists.Of(said, reading), null, documents.Source);
        }
        else if (attributes.TryGet(request, out said))
        {
            reading.Input(ContentSource.Own, said, null, request.Source);
        }
        else
        {
            ReadDecision(attributes, reading);
        }
    }

    /// <summary>The parts of a prompt as a conversation; a prompt of another shape as it is.</summary>
    void ReadPrompt(in Value said, Reading reading)
    {
        var json = said.Memory;
        Span<Range> found = stackalloc Range[PromptMembers.Length];
        var conversation =
            said.Kind == ValueKind.String && JsonMembers.TryFind(json.Span, PromptMembers, found)
                ? Conversation.Of(json[found[0]], json[found[1]], json[found[2]], reading)
                : default;
        if (conversation.IsEmpty)
        {
            reading.Input(ContentSource.Own, said, null, prompt.Source);
        }
        else
        {
            reading.Input(ContentSource.Own, conversation, Payload.Json, prompt.Source);
        }
    }

    /// <summary>One text as it is, several as a JSON array.</summary>
    static ReadOnlyMemory<byte> TextsOf(in Value list, Reading reading)
    {
        var only = default(Value);
        var count = 0;
        foreach (var item in list.Children)
        {
            only = item;
            count++;
        }

        return count == 1 && only.Kind == ValueKind.String
            ? JsonMembers.Unquote(only.Memory)
            : JsonLists.Of(list, reading);
    }

    void ReadDecision(AttributeIndex attributes, Reading reading)
    {
        if (!attributes.TryGet(decision[0], out var state) & !attributes.TryGet(decision[1], out var questions))
        {
            return;
        }

        var scratch = reading.Scratch();
        var writer = scratch.Begin();
        writer.WriteStartObject();
        writer.WritePropertyName("state"u8);
        Json.WriteLoose(writer, state);
        writer.WritePropertyName("questions"u8);
        Json.WriteLoose(writer, questions);
        writer.WriteEndObject();
        reading.Input(ContentSource.Own, reading.Keep(scratch), Payload.Json, decision[0].Source);
    }

    void ReadOutput(SpanType? type, AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(toolResult, out var said))
        {
            reading.Output(ContentSource.Own, said, null, toolResult.Source);
            return;
        }

        var calls = First(toolCalls, attributes, out var callsKey);
        var answer = new Answer
        {
            Text = First(text, attributes, out var textKey).Memory,
            Reasoning = attributes.TryGet(reasoning, out said) ? said.Memory : default,
            ToolCalls = calls.Memory,
            Files = attributes.TryGet(files, out said) ? said.Memory : default,
            FinishReason = attributes.TryGet(finishReason, out said) ? said.Utf8 : default,
        };
        var source = textKey ?? callsKey ?? (attributes.Has(reasoning) ? reasoning : files);
        if (First(made, attributes, out var madeKey) is { Kind: not ValueKind.Empty } thing)
        {
            reading.Output(ContentSource.Own, thing, null, madeKey!.Source);
        }
        else if (answer.IsPlain && !answer.Text.IsEmpty && type is not SpanType.Generation)
        {
            reading.Output(ContentSource.Own, answer.Text, null, source.Source);
        }
        else if (answer.ToMessages(reading) is { IsEmpty: false } message)
        {
            reading.Output(ContentSource.Own, message, Payload.Json, source.Source);
        }
        else if (callsKey is not null && !calls.Memory.IsEmpty)
        {
            reading.Output(ContentSource.Own, calls, null, callsKey.Source);
        }
        else if (textKey is not null)
        {
            reading.Output(ContentSource.Own, answer.Text, null, textKey.Source);
        }
        else if (attributes.TryGet(ranking, out said))
        {
            reading.Output(ContentSource.Own, JsonLists.Of(said, reading), Payload.Json, ranking.Source);
        }
        else if (attributes.TryGet(decided, out said))
        {
            reading.Output(ContentSource.Own, said, null, decided.Source);
        }
    }

    /// <summary>Vectors are counted and measured, not shown.</summary>
    void ReadVectors(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(embedding, out var one))
        {
            StateVectors(1, one, embedding, reading);
        }
        else if (attributes.TryGet(embeddings, out var list))
        {
            var (first, count) = (default(Value), 0);
            foreach (var item in list.Children)
            {
                first = count++ == 0 ? item : first;
            }

            StateVectors(count, first, embeddings, reading);
        }
    }

    static void StateVectors(int count, in Value first, Key key, Reading reading)
    {
        if (count > 0)
        {
            reading.Number(Field.EmbeddingCount, count, key.Source);
        }

        if (Json.FirstByte(first.Utf8) == (byte)'[' && first.Utf8.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0)
        {
            reading.Number(Field.EmbeddingDimensions, 1 + first.Utf8.Count((byte)','), key.Source);
        }
    }

    static Value First(Key[] keys, AttributeIndex attributes, out Key? which)
    {
        foreach (var one in keys)
        {
            if (attributes.TryGet(one, out var found))
            {
                which = one;
                return found;
            }
        }

        which = null;
        return default;
    }
}
