using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clew.Model;

namespace Clew.Mcp.Answers;

/// <summary>JSON as text, without needless escapes: every one of them costs tokens.</summary>
static class Json
{
    /// <summary>What the client reads may be a thousand levels deep, and what is put around it is a few.</summary>
    const int Deepest = 1_100;

    public static string Write(JsonNode? node, bool isIndented = true)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions
        {
            Indented = isIndented,
            Encoder = PlainJsonEncoder.Instance,
            MaxDepth = Deepest,
        };
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            if (node is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                node.WriteTo(writer);
            }
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static JsonElement Element(JsonNode? node)
    {
        using var document = JsonDocument.Parse(Write(node, isIndented: false));
        return document.RootElement.Clone();
    }

    /// <summary>The same value, to be put into what is being written.</summary>
    public static JsonNode? Node(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => JsonObject.Create(value),
            JsonValueKind.Array => JsonArray.Create(value),
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            _ => JsonValue.Create(value),
        };

    public static JsonArray Strings(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    /// <summary>The member, or null where there is none, or it is null.</summary>
    public static JsonElement? Member(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty(name, out var member)
        && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    /// <summary>A string as it is; null for anything else.</summary>
    public static string? Text(this JsonElement value, string name) =>
        value.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static double? Number(this JsonElement value, string name) =>
        value.Member(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    public static IEnumerable<JsonElement> List(this JsonElement value, string name) =>
        value.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
