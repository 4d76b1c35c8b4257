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

    // Some senders do not flatten.
    readonly Key wholeInput = key("llm.input_messages");
    readonly Key wholeOutput = key("llm.output_messages");
    readonly Key wholeTools = key("llm.tools");
    readonly Key wholePrompts = key("llm.prompts");
    readonly Key wholeChoices = key("llm.choices");
    readonly Key functionCall = key("llm.function_call");
    readonly Key toolSchema = key("tool.json_schema");

    public void ReadConversation(AttributeIndex attributes, Reading reading, ContentSource from)
    {
        if (attributes.Has(input))
        {
            if (reading.WantsInput(from) && TryBuild(input, attributes, reading, "user"u8, out var messages))
            {
                // Of parts that are not text, LangChain's instrumentation leaves nothing here; input.value has all.
                var isWhole = from != ContentSource.Flattened || !HasSilentUser(input, attributes);
                reading.Input(isWhole ? from : ContentSource.Own, messages, Payload.Json, input.Source);
            }
        }
        else if (attributes.TryGet(wholeInput, out var whole))
        {
            reading.Input(from, whole, Payload.Json, wholeInput.Source);
        }

        if (attributes.Has(output))
        {
            if (reading.WantsOutput(from) && TryBuild(output, attributes, reading, "assistant"u8, out var messages))
            {
                reading.Output(from, messages, Payload.Json, output.Source);
            }
        }
        else if (attributes.TryGet(wholeOutput, out var whole))
        {
            reading.Output(from, whole, Payload.Json, wholeOutput.Source);
        }
    }

    /// <summary>Whether of some message of a user there is nothing but the role.</summary>
    static bool HasSilentUser(Family list, AttributeIndex attributes)
    {
        var entries = Flattened.Of(list, attributes.All);
        while (Flattened.TryTakeGroup(ref entries, out var message))
        {
            if (
                message.Length == 1
                && message[0].Rest.SequenceEqual("message.role"u8)
                && message[0].Value.Utf8.SequenceEqual("user"u8)
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What serves as content where there is no better, and what is shown beside it.</summary>
    public void ReadOther(AttributeIndex attributes, Reading reading)
    {
        ReadTexts(prompts, "prompt.text"u8, attributes, reading, isInput: true);
        ReadTexts(choices, "completion.text"u8, attributes, reading, isInput: false);
        if (attributes.TryGet(wholePrompts, out var asked))
        {
            reading.Input(ContentSource.Derived, asked, null, wholePrompts.Source);
        }

        if (attributes.TryGet(wholeChoices, out var said))
        {
            reading.Output(ContentSource.Derived, said, null, wholeChoices.Source);
        }
        else if (!attributes.Has(choices) && attributes.TryGet(functionCall, out said))
        {
            reading.Output(ContentSource.Derived, said, null, functionCall.Source);
        }

        if (reading.IsDetail)
        {
            ReadTools(attributes, reading);
        }
    }

    static bool TryBuild(
        Family list,
        AttributeIndex attributes,
        Reading reading,
        ReadOnlySpan<byte> defaultRole,
        out ReadOnlyMemory<byte> json
    )
    {
        var scratch = reading.Scratch();
        var any = OpenInferenceMessages.Write(scratch.Begin(), Flattened.Of(list, attributes.All), defaultRole);
        json = any ? reading.Keep(scratch) : default;
        return any;
    }

    /// <summary><c>llm.prompts.0.prompt.text</c>: one text as it is, several as a JSON array.</summary>
    public static void ReadTexts(
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

    /// <summary><c>llm.tools.0.tool.json_schema</c>: JSON text each. A tool span has its own.</summary>
    void ReadTools(AttributeIndex attributes, Reading reading)
    {
        if (attributes.TryGet(wholeTools, out var whole) && IsJson(whole))
        {
            reading.Text(Field.ToolDefinitions, reading.PayloadOf(whole, Payload.Json), wholeTools.Source);
        }
        else if (attributes.Has(tools))
        {
            var scratch = reading.Scratch();
            var writer = scratch.Begin();
            writer.WriteStartArray();
            var entries = Flattened.Of(tools, attributes.All);
            while (Flattened.TryTakeGroup(ref entries, out var tool))
            {
                WriteTool(writer, tool);
            }

            writer.WriteEndArray();
            reading.Text(Field.ToolDefinitions, new Payload(reading.Keep(scratch), Payload.Json), tools.Source);
        }
        else if (attributes.TryGet(toolSchema, out var schema) && IsJson(schema))
        {
            var scratch = reading.Scratch();
            var writer = scratch.Begin();
            writer.WriteStartArray();
            Json.WriteLoose(writer, schema);
            writer.WriteEndArray();
            reading.Text(Field.ToolDefinitions, new Payload(reading.Keep(scratch), Payload.Json), toolSchema.Source);
        }
    }

    /// <summary>The schema, or where a sender has none the members that stand for it.</summary>
    static void WriteTool(Utf8JsonWriter writer, ReadOnlySpan<Flattened> tool)
    {
        if (Flattened.Find(tool, "tool.json_schema"u8) is { Kind: not ValueKind.Empty } schema)
        {
            Json.WriteLoose(writer, schema);
            return;
        }

        writer.WriteStartObject();
        foreach (var entry in tool)
        {
            if (entry.Rest.StartsWith("tool."u8))
            {
                writer.WritePropertyName(entry.Rest["tool.".Length..]);
                Json.WriteLoose(writer, entry.Value);
            }
        }

        writer.WriteEndObject();
    }

    static bool IsJson(in Value value) =>
        value.Kind is ValueKind.Array or ValueKind.Map
        || (value.Kind == ValueKind.String && Json.LooksStructured(value.Utf8));
}
