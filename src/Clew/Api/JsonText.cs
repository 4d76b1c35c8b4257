using System.Text;
using System.Text.Json;
using Clew.Dialects.Parsing;

namespace Clew.Api;

/// <summary>Text that is JSON already, put into an answer as JSON. Numbers keep every digit.</summary>
static class JsonText
{
    static readonly JsonDocumentOptions Options = new() { MaxDepth = ApiJson.Depth };

    /// <summary>Text that is not JSON after all becomes a JSON string.</summary>
    public static JsonElement Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    public static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            // Half a character in it could be kept, but not written.
            using var document = JsonDocument.Parse(JsonStrings.Mend(json), Options);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(json.Span), ApiJson.Plain.String);
        }
    }

    /// <summary>A list; a single value becomes a list of one, and null an empty one.</summary>
    public static JsonElement ParseList(string? json)
    {
        if (json is null)
        {
            return Parse("[]");
        }

        var value = Parse(json);
        return value.ValueKind == JsonValueKind.Array ? value : Parse($"[{value.GetRawText()}]");
    }
}
