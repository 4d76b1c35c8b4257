using System.Text.Json;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// What Genkit keeps in its two JSON texts:
/// <code>
/// model     {"messages":[{"role":"model","content":[{"text":"…"}]}],"config":{…},"tools":[…]}
///           {"message":{…},"finishReason":"stop","usage":{"inputTokens":25,…}}, earlier {"candidates":[{…}]}
/// embedder  {"input":[{"content":[{"text":"…"}]}]}, {"embeddings":[{"embedding":[…]}]}
/// retriever {"query":{"content":[{"text":"…"}]}}, {"documents":[{"content":[…],"metadata":{…}}]}
/// flow      whatever it takes and gives, text in quotes
/// </code>
/// </summary>
sealed class GenkitContent(Key input, Key output)
{
    static readonly string[] Request = ["messages", "config", "tools"];
    static readonly string[] Response = ["message", "candidates", "finishReason", "usage"];
    static readonly string[] Candidate = ["message", "finishReason"];

    /// <summary>Gemini counts its thoughts beside the output; the total shows where.</summary>
    static readonly UsageMap Usage = new()
    {
        Input = ["inputTokens"],
        Output = ["outputTokens"],
        CacheRead = ["cachedContentTokens"],
        Reasoning = ["thoughtsTokens"],
        Total = ["totalTokens"],
    };

    public void ReadInput(SpanType? type, in Value value, Reading reading)
    {
        var json = reading.Utf8Of(value);
        Span<Range> found = stackalloc Range[Request.Length];
        if (type is SpanType.Generation or SpanType.Span or null && JsonMembers.TryFind(json.Span, Request, found))
        {
            if (reading.IsDetail && type is SpanType.Generation)
            {
                Leaves.ReadParameters(json[found[1]], reading, input.Source);
                if (Json.FirstByte(json.Span[found[2]]) == (byte)'[')
                {
                    reading.Text(Field.ToolDefinitions, new Payload(json[found[2]], Payload.Json), input.Source);
                }
            }

            if (ChatMl.IsChat(json.Span[found[0]]))
            {
                reading.Input(ContentSource.Own, json[found[0]], Payload.Json, input.Source);
                return;
            }
        }

        if (type is SpanType.Tool && reading.IsDetail)
        {
            reading.Text(Field.ToolArguments, new Payload(JsonMembers.Unquote(json), null), input.Source);
        }

        if (reading.WantsInput(ContentSource.Own))
        {
            var asked =
                type is SpanType.Embedding ? Texts(JsonMembers.Find(json, "input"), reading)
                : type is SpanType.Retriever or SpanType.Reranker ? Texts(JsonMembers.Find(json, "query"), reading)
                : default;
            reading.Input(ContentSource.Own, asked.IsEmpty ? JsonMembers.Unquote(json) : asked, null, input.Source);
        }
    }

    public void ReadOutput(SpanType? type, in Value value, Reading reading)
    {
        var json = reading.Utf8Of(value);
        switch (type)
        {
            case SpanType.Embedding:
                ReadVectors(json, reading);
                return;
            case SpanType.Retriever or SpanType.Reranker:
                if (JsonMembers.Find(json, "documents") is { IsEmpty: false } documents)
                {
                    reading.Output(ContentSource.Own, documents, Payload.Json, output.Source);
                    if (reading.IsDetail)
                    {
                        reading.Text(Field.Document, new Payload(documents, Payload.Json), output.Source);
                    }

                    return;
                }

                break;
            case SpanType.Generation or SpanType.Span or null:
                if (ReadResponse(json, reading))
                {
                    return;
                }

                break;
            case SpanType.Tool when reading.IsDetail:
                reading.Text(Field.ToolResult, new Payload(JsonMembers.Unquote(json), null), output.Source);
                break;
        }

        reading.Output(ContentSource.Own, JsonMembers.Unquote(json), null, output.Source);
    }

    bool ReadResponse(ReadOnlyMemory<byte> json, Reading reading)
    {
        Span<Range> found = stackalloc Range[Response.Length];
        if (!JsonMembers.TryFind(json.Span, Response, found))
        {
            return false;
        }

        var (message, finish) = (json[found[0]], json[found[2]]);
        using (var usage = Json.TryParse(json[found[3]]))
        {
            if (usage is not null)
            {
                Usage.Read(usage.RootElement, output.Source, reading);
            }
        }

        if (message.IsEmpty && FirstOf(json[found[1]]) is { IsEmpty: false } candidate)
        {
            Span<Range> inner = stackalloc Range[Candidate.Length];
            JsonMembers.TryFind(candidate.Span, Candidate, inner);
            (message, finish) = (candidate[inner[0]], candidate[inner[1]]);
        }

        if (
            reading.IsDetail
            && JsonMembers.Unquote(finish) is { IsEmpty: false } reason
            && FinishReasons.TextOf([reading.Strings.Of(reason.Span)]) is { } reasons
        )
        {
            reading.Text(Field.FinishReason, reasons, output.Source);
        }

        if (message.IsEmpty)
        {
            return false;
        }

        if (reading.WantsOutput(ContentSource.Own))
        {
            var scratch = reading.Scratch();
            var writer = scratch.Begin();
            writer.WriteStartArray();
            writer.WriteRawValue(message.Span, skipInputValidation: true);
            writer.WriteEndArray();
            reading.Output(ContentSource.Own, reading.Keep(scratch), Payload.Json, output.Source);
        }

        return true;
    }

    /// <summary>The first item of an array; empty if there is none.</summary>
    static ReadOnlyMemory<byte> FirstOf(ReadOnlyMemory<byte> array)
    {
        if (Json.FirstByte(array.Span) != (byte)'[')
        {
            return default;
        }

        var reader = new Utf8JsonReader(array.Span, Json.Reading);
        reader.Read();
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return default;
        }

        reader.Skip();
        return array[start..(int)reader.BytesConsumed];
    }

    /// <summary>The texts of one document or of several: one as it is, several as a JSON array.</summary>
    static ReadOnlyMemory<byte> Texts(ReadOnlyMemory<byte> documents, Reading reading)
    {
        using var parsed = Json.LooksStructured(documents.Span) ? Json.TryParse(documents) : null;
        if (parsed is null)
        {
            return default;
        }

        var texts = new List<string>();
        if (parsed.RootElement.ValueKind == JsonValueKind.Object)
        {
            Add(parsed.RootElement, texts);
        }
        else
        {
            foreach (var document in parsed.RootElement.EnumerateArray())
            {
                Add(document, texts);
            }
        }

        if (texts.Count <= 1)
        {
            return texts.Count == 0 ? default : System.Text.Encoding.UTF8.GetBytes(texts[0]);
        }

        var scratch = reading.Scratch();
        var writer = scratch.Begin();
        writer.WriteStartArray();
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
        return reading.Keep(scratch);
    }

    static void Add(JsonElement document, List<string> texts)
    {
        if (Messages.Member(document, "content") is { ValueKind: JsonValueKind.Array } parts)
        {
            foreach (var part in parts.EnumerateArray())
            {
                if (Messages.Text(part, "text") is { } text)
                {
                    texts.Add(text);
                }
            }
        }
    }

    /// <summary>Vectors are counted and measured, not shown.</summary>
    void ReadVectors(ReadOnlyMemory<byte> json, Reading reading)
    {
        using var parsed = reading.IsDetail ? Json.TryParse(JsonMembers.Find(json, "embeddings")) : null;
        if (parsed?.RootElement is not { ValueKind: JsonValueKind.Array } vectors || vectors.GetArrayLength() == 0)
        {
            return;
        }

        reading.Number(Field.EmbeddingCount, vectors.GetArrayLength(), output.Source);
        if (Messages.Member(vectors[0], "embedding") is { ValueKind: JsonValueKind.Array } first)
        {
            reading.Number(Field.EmbeddingDimensions, first.GetArrayLength(), output.Source);
        }
    }
}
