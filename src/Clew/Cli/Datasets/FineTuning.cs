using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Clew.Cli.Datasets;

/// <summary>An item as one line of a file for fine-tuning.</summary>
static class FineTuning
{
    static readonly JsonWriterOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <returns>Null if it has no input or no expected output.</returns>
    public static string? Example(ClewDatasetItem item, string system, bool isGemini)
    {
        if (Text(item.Input) is not { } input || Text(item.ExpectedOutput) is not { } output)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            if (isGemini)
            {
                Gemini(json, system, input, output);
            }
            else
            {
                OpenAi(json, system, input, output);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static void OpenAi(Utf8JsonWriter json, string system, string input, string output)
    {
        json.WriteStartArray("messages");
        foreach (var (role, content) in new[] { ("system", system), ("user", input), ("assistant", output) })
        {
            json.WriteStartObject();
            json.WriteString("role", role);
            json.WriteString("content", content);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Gemini(Utf8JsonWriter json, string system, string input, string output)
    {
        json.WriteStartObject("systemInstruction");
        json.WriteString("role", "system");
        Parts(json, system);
        json.WriteEndObject();
        json.WriteStartArray("contents");
        foreach (var (role, content) in new[] { ("user", input), ("model", output) })
        {
            json.WriteStartObject();
            json.WriteString("role", role);
            Parts(json, content);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Parts(Utf8JsonWriter json, string text)
    {
        json.WriteStartArray("parts");
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    static string? Text(JsonElement? value) =>
        value switch
        {
            null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
            { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 } t ? t : null,
            { } other => other.GetRawText(),
        };
}
