using System.Buffers;
using System.Text.Json;
using Clew.Model;

namespace Clew.Dialects.Parsing;

/// <summary>A list of texts such as tags: an array, JSON inside a string, or one text.</summary>
static class TextList
{
    /// <summary>The list as a JSON array; text that is no JSON is taken apart at the separator.</summary>
    public static Payload JsonOf(in Value value, char separator)
    {
        var texts = Of(value);
        if (texts.Count == 1)
        {
            texts =
            [
                .. texts[0].Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            ];
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Json.Writing);
        writer.WriteStartArray();
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
        writer.Flush();
        return new(buffer.WrittenMemory, Payload.Json);
    }

    public static List<string> Of(in Value value)
    {
        var texts = new List<string>();
        if (value.Kind == ValueKind.String)
        {
            using var document = Json.FirstByte(value.Utf8) == (byte)'[' ? Json.TryParse(value.Memory) : null;
            if (document is null)
            {
                Add(value.Text);
            }
            else
            {
                foreach (var item in document.RootElement.EnumerateArray())
                {
                    Add(item.ValueKind == JsonValueKind.String ? item.GetString() : item.GetRawText());
                }
            }
        }
        else
        {
            foreach (var item in value.Children)
            {
                Add(item.Text);
            }
        }

        return texts;

        void Add(string? text)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                texts.Add(text);
            }
        }
    }
}
