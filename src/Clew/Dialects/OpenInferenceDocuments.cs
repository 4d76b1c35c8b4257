using System.Text.Json;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>What an OpenInference retriever found, a reranker put in order, and an embedding measured.</summary>
sealed class OpenInferenceDocuments(Func<string, Family> family, Func<string, Key> key)
{
    readonly Family embeddings = family("embedding.embeddings.");
    readonly Family retrieved = family("retrieval.documents.");
    readonly Family ranked = family("reranker.input_documents.");
    readonly Family reranked = family("reranker.output_documents.");
    readonly Key query = key("reranker.query");
    readonly Key text = key("embedding.text");
    readonly Key vector = key("embedding.vector");

    // Lists in words of the sender's own.
    readonly Key[] whole = [key("retrieval.documents"), key("reranker.output_documents")];

    /// <summary>What the span must be that has such keys, where it does not say itself.</summary>
    public SpanType? Guess(AttributeIndex attributes, out Provenance source)
    {
        (SpanType?, Family) guess =
            attributes.Has(query) || attributes.Has(ranked) || attributes.Has(reranked) ? (SpanType.Reranker, reranked)
            : attributes.Has(retrieved) ? (SpanType.Retriever, retrieved)
            : (attributes.Has(embeddings) || attributes.Has(vector) ? SpanType.Embedding : null, embeddings);
        source = guess.Item2.Source;
        return guess.Item1;
    }

    public void Read(AttributeIndex attributes, Reading reading)
    {
        ReadEmbeddings(attributes, reading);
        ReadQuery(attributes, reading);
        ReadFound(retrieved, attributes, reading);
        ReadFound(reranked, attributes, reading);
        foreach (var list in whole)
        {
            if (attributes.TryGet(list, out var found))
            {
                reading.Output(ContentSource.Derived, found, null, list.Source);
                if (reading.IsDetail)
                {
                    reading.Text(Field.Document, reading.PayloadOf(found, Payload.Json), list.Source);
                }
            }
        }
    }

    /// <summary>The query, with the documents to be put in order if they are there.</summary>
    void ReadQuery(AttributeIndex attributes, Reading reading)
    {
        if (!reading.WantsInput(ContentSource.Derived))
        {
            return;
        }

        var hasQuery = attributes.TryGet(query, out var asked);
        if (!attributes.Has(ranked))
        {
            if (hasQuery)
            {
                reading.Input(ContentSource.Derived, asked, null, query.Source);
            }

            return;
        }

        var scratch = reading.Scratch();
        var writer = scratch.Begin();
        writer.WriteStartObject();
        if (hasQuery)
        {
            writer.WritePropertyName("query"u8);
            Json.Write(writer, asked);
        }

        writer.WritePropertyName("documents"u8);
        WriteDocuments(writer, ranked, attributes);
        writer.WriteEndObject();
        reading.Input(ContentSource.Derived, reading.Keep(scratch), Payload.Json, ranked.Source);
    }

    static void ReadFound(Family list, AttributeIndex attributes, Reading reading)
    {
        if (!attributes.Has(list) || !(reading.IsDetail || reading.WantsOutput(ContentSource.Derived)))
        {
            return;
        }

        var scratch = reading.Scratch();
        WriteDocuments(scratch.Begin(), list, attributes);
        var json = reading.Keep(scratch);
        reading.Output(ContentSource.Derived, json, Payload.Json, list.Source);
        if (reading.IsDetail)
        {
            reading.Text(Field.Document, new Payload(json, Payload.Json), list.Source);
        }
    }

    /// <summary>
    /// <c>retrieval.documents.0.document.{id,content,score,metadata}</c> becomes <c>[{"id":…,"content":…}]</c>.
    /// </summary>
    static void WriteDocuments(Utf8JsonWriter writer, Family list, AttributeIndex attributes)
    {
        writer.WriteStartArray();
        var entries = Flattened.Of(list, attributes.All);
        while (Flattened.TryTakeGroup(ref entries, out var document))
        {
            writer.WriteStartObject();
            foreach (var entry in document)
            {
                if (entry.Rest.StartsWith("document."u8))
                {
                    writer.WritePropertyName(entry.Rest["document.".Length..]);
                    Json.WriteLoose(writer, entry.Value);
                }
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The texts are what went in; of the vectors only their number and length are of interest.</summary>
    void ReadEmbeddings(AttributeIndex attributes, Reading reading)
    {
        OpenInferenceLists.ReadTexts(embeddings, "embedding.text"u8, attributes, reading, isInput: true);
        if (attributes.TryGet(text, out var only))
        {
            reading.Input(ContentSource.Derived, only, null, text.Source);
        }

        if (!reading.IsDetail)
        {
            return;
        }

        var (count, dimensions) = (0, 0);
        if (attributes.Has(embeddings))
        {
            var entries = Flattened.Of(embeddings, attributes.All);
            while (Flattened.TryTakeGroup(ref entries, out var embedding))
            {
                if (LengthOf(Flattened.Find(embedding, "embedding.vector"u8)) is > 0 and var length)
                {
                    count++;
                    dimensions = dimensions == 0 ? length : dimensions;
                }
            }
        }
        else if (attributes.TryGet(vector, out var one) && LengthOf(one) is > 0 and var length)
        {
            (count, dimensions) = (1, length);
        }

        if (count > 0)
        {
            reading.Number(Field.EmbeddingCount, count, embeddings.Source);
            reading.Number(Field.EmbeddingDimensions, dimensions, embeddings.Source);
        }
    }

    /// <summary>How many numbers a vector has, be it a list or JSON text; 0 for anything else, such as a redacted one.</summary>
    static int LengthOf(in Value vector)
    {
        var length = 0;
        if (vector.Kind == ValueKind.Array)
        {
            foreach (var _ in vector.Children)
            {
                length++;
            }
        }
        else if (vector.Kind == ValueKind.String && Json.FirstByte(vector.Utf8) == (byte)'[')
        {
            length = vector.Utf8.Count((byte)',') + 1;
        }

        return length;
    }
}
