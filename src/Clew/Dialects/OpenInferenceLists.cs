using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>The flattened lists of OpenInference, put together again as JSON.</summary>
sealed class OpenInferenceLists(Func<string, Family> family, Func<string, Key> key)
{
    readonly Family input = family("llm.input_messages.");
    readonly Family output = family("llm.output_messages.");
    readonly Family prompts = family("llm.prompts.");
    readonly Family choices = family("llm.choices.");
    readonly Family tools = family("llm.tools.");
    readonly Family embeddings = family("embedding.embeddings.");
    readonly Family retrieved = family("retrieval.documents.");
    readonly Family reranked = family("reranker.output_documents.");

    // Some senders do not flatten.
    readonly Key wholeInput = key("llm.input_messages");
    readonly Key wholeOutput = key("llm.output_messages");
    readonly Key wholeTools = key("llm.tools");
    readonly Key query = key("reranker.query");

    public void ReadConversation(AttributeIndex attributes, Reading reading, ContentSource from)
    {
        if (attributes.Has(input) && reading.WantsInput(from))
        {
            Build(input, attributes, reading, "user"u8, out var messages);
            reading.Input(from, messages, Payload.Json, input.Source);
        }
        else if (attributes.TryGet(wholeInput, out var whole))
        {
            reading.Input(from, whole, Payload.Json, wholeInput.Source);
        }

        if (attributes.Has(output) && reading.WantsOutput(from))
        {
            Build(output, attributes, reading, "assistant"u8, out var messages);
            reading.Output(from, messages, Payload.Json, output.Source);
        }
        else if (attributes.TryGet(wholeOutput, out var whole))
        {
            reading.Output(from, whole, Payload.Json, wholeOutput.Source);
        }
    }

    /// <summary>What serves as content where there is no better, and what is shown beside it.</summary>
    public void ReadOther(AttributeIndex attributes, Reading reading)
    {
        ReadTexts(prompts, "prompt.text"u8, attributes, reading, isInput: true);
        ReadTexts(choices, "completion.text"u8, attributes, reading, isInput: false);
        ReadTexts(embeddings, "embedding.text"u8, attributes, reading, isInput: true);
        if (attributes.TryGet(query, out var asked))
        {
            reading.Input(ContentSource.Derived, asked, null, query.Source);
        }

        ReadDocuments(retrieved, attributes, reading);
        ReadDocuments(reranked, attributes, reading);
        if (reading.IsDetail)
        {
            ReadTools(attributes, reading);
        }
    }

    static void Build(
        Family list,
        AttributeIndex attributes,
        Reading reading,
        ReadOnlySpan<byte> defaultRole,
        out ReadOnlyMemory<byte> json
    )
    {
        var scratch = reading.Scratch();
        OpenInferenceMessages.Write(scratch.Begin(), Flattened.Of(list, attributes.All), defaultRole);
        json = reading.Keep(scratch);
    }

    /// <summary><c>llm.prompts.0.prompt.text</c>: one text as it is, several as a JSON array.</summary>
    static void ReadTexts(
        Family list,
        ReadOnlySpan<byte> rest,
        AttributeIndex attributes,
        Reading reading,
        bool isInput
    )
    {
        if (
            !attributes.Has(list)
            || !(isInput ? reading.WantsInput(ContentSource.Derived) : reading.WantsOutput(ContentSource.Derived))
        )
        {
            return;
        }

        var texts = new List<Value>();
        foreach (var entry in Flattened.Of(list, attributes.All))
        {
            if (entry.Rest.SequenceEqual(rest))
            {
                texts.Add(entry.Value);
            }
        }

        if (texts.Count == 0)
        {
            return;
        }

        ReadOnlyMemory<byte> content;
        var mime = default(string);
        if (texts is [{ Kind: ValueKind.String } only])
        {
            content = only.Memory;
        }
        else
        {
            var scratch = reading.Scratch();
            var writer = scratch.Begin();
            writer.WriteStartArray();
            foreach (var text in texts)
            {
                Json.Write(writer, text);
            }

            writer.WriteEndArray();
            content = reading.Keep(scratch);
            mime = Payload.Json;
        }

        if (isInput)
        {
            reading.Input(ContentSource.Derived, content, mime, list.Source);
        }
        else
        {
            reading.Output(ContentSource.Derived, content, mime, list.Source);
        }
    }

    /// <summary>
    /// <c>retrieval.documents.0.document.{id,content,score,metadata}</c> becomes <c>[{"id":…,"content":…}]</c>.
    /// </summary>
    static void ReadDocuments(Family list, AttributeIndex attributes, Reading reading)
    {
        if (!attributes.Has(list) || !(reading.IsDetail || reading.WantsOutput(ContentSource.Derived)))
        {
            return;
        }

        var scratch = reading.Scratch();
        var writer = scratch.Begin();
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
        var json = reading.Keep(scratch);
        reading.Output(ContentSource.Derived, json, Payload.Json, list.Source);
        if (reading.IsDetail)
        {
            reading.Text(Field.Document, new Payload(json, Payload.Json), list.Source);
        }
    }

    /// <summary><c>llm.tools.0.tool.json_schema</c>: JSON text each.</summary>
    void ReadTools(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(wholeTools, out var whole))
        {
            reading.Text(Field.ToolDefinitions, reading.PayloadOf(whole, Payload.Json), wholeTools.Source);
        }
        else if (attributes.Has(tools))
        {
            var scratch = reading.Scratch();
            var writer = scratch.Begin();
            writer.WriteStartArray();
            foreach (var entry in Flattened.Of(tools, attributes.All))
            {
                if (entry.Rest.SequenceEqual("tool.json_schema"u8))
                {
                    Json.WriteLoose(writer, entry.Value);
                }
            }

            writer.WriteEndArray();
            reading.Text(Field.ToolDefinitions, new Payload(reading.Keep(scratch), Payload.Json), tools.Source);
        }
    }
}
