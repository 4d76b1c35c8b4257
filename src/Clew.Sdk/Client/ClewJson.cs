using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Clew;

/// <summary>Makes the JSON values that inputs, outputs and metadata are.</summary>
public static class ClewJson
{
    /// <summary>Deeper nesting than any program writes on purpose.</summary>
    internal const int MaxDepth = 1024;

    /// <summary>Escapes what JSON demands and nothing more: text in other scripts stays as short as it is.</summary>
    internal static readonly JsonWriterOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth + 8,
    };

    static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth };

    /// <summary>An explicit <c>null</c>, which is a value; a C# null is "not sent".</summary>
    public static JsonElement Null { get; } = Parse("null");

    /// <summary>Text as a JSON string, whatever is in it.</summary>
    public static JsonElement OfText(string? value)
    {
        if (value is null)
        {
            return Null;
        }

        var buffer = new System.Buffers.ArrayBufferWriter<byte>(value.Length + 2);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStringValue(value);
        }

        return Parse(buffer.WrittenMemory);
    }

    /// <summary>JSON text as a value. Numbers keep the digits in which they were written.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json, Strict);
        return document.RootElement.Clone();
    }

    /// <summary>UTF-8 JSON text as a value.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, Strict);
        return document.RootElement.Clone();
    }

    /// <summary>A value through its source-generated contract, which works in trimmed and ahead-of-time programs.</summary>
    public static JsonElement Of<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToElement(value, type);

    /// <summary>Any value, through reflection.</summary>
    [RequiresUnreferencedCode("Reads the members of the value by reflection. Use Of(value, type) in trimmed programs.")]
    [RequiresDynamicCode(
        "Reads the members of the value by reflection. Use Of(value, type) in ahead-of-time programs."
    )]
    public static JsonElement Of(object? value) =>
        value is JsonElement element ? element : JsonSerializer.SerializeToElement(value);

    /// <summary>The value as it was written, in one piece or indented by two.</summary>
    public static string Text(JsonElement value, bool indented = false) =>
        indented ? JsonLayout.Indented(value) : value.GetRawText();
}
