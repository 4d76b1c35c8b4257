using System.Runtime.InteropServices;
using System.Text.Json;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Takes a value out of its envelope:
/// <code>
/// {"type":"chat_messages","value":[{"role":"user","content":"Hi"}]}
/// {"type":"text","value":"Hi"}    also raw
/// {"type":"json","value":{…}}     also guardrail_result, evaluation_result
/// {"type":"list","value":[{"type":"text","value":"a"},…]}
/// </code>
/// What has no envelope, as some senders write it, stays as it is.
/// </summary>
static class LangWatchValue
{
    const int MaxDepth = 64;
    static readonly string[] Members = ["type", "value"];

    public static ReadOnlyMemory<byte> Of(in Value value, Reading reading)
    {
        var json = reading.Utf8Of(value);
        Span<Range> found = stackalloc Range[Members.Length];
        if (!JsonMembers.TryFind(json.Span, Members, found) || !IsType(json.Span[found[0]]))
        {
            return json;
        }

        var inner = json[found[1]];
        return json.Span[found[0]].SequenceEqual("\"list\""u8) ? ListOf(inner, reading) : JsonMembers.Unquote(inner);
    }

    /// <summary>An object of the sender's own may have a type and a value as well.</summary>
    static bool IsType(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("\"text\""u8)
        || word.SequenceEqual("\"raw\""u8)
        || word.SequenceEqual("\"json\""u8)
        || word.SequenceEqual("\"list\""u8)
        || word.SequenceEqual("\"chat_messages\""u8)
        || word.SequenceEqual("\"guardrail_result\""u8)
        || word.SequenceEqual("\"evaluation_result\""u8);

    /// <summary>One item as it is, several as a JSON array.</summary>
    static ReadOnlyMemory<byte> ListOf(ReadOnlyMemory<byte> json, Reading reading)
    {
        using var document = Json.TryParse(json);
        if (document?.RootElement is not { ValueKind: JsonValueKind.Array } list)
        {
            return json;
        }

        var scratch = reading.Scratch();
        var writer = scratch.Begin();
        writer.WriteStartArray();
        foreach (var item in list.EnumerateArray())
        {
            WriteInner(writer, item, 0);
        }

        writer.WriteEndArray();
        var array = reading.Keep(scratch);
        return list.GetArrayLength() == 1 ? JsonMembers.Unquote(array[1..^1]) : array;
    }

    static void WriteInner(Utf8JsonWriter writer, JsonElement item, int depth)
    {
        if (
            item.ValueKind != JsonValueKind.Object
            || !item.TryGetProperty("type", out var type)
            || !item.TryGetProperty("value", out var inner)
            || !IsType(JsonMarshal.GetRawUtf8Value(type))
        )
        {
            Json.WriteRaw(writer, item);
        }
        else if (inner.ValueKind == JsonValueKind.Array && type.ValueEquals("list"u8) && depth < MaxDepth)
        {
            writer.WriteStartArray();
            foreach (var one in inner.EnumerateArray())
            {
                WriteInner(writer, one, depth + 1);
            }

            writer.WriteEndArray();
        }
        else
        {
            Json.WriteRaw(writer, inner);
        }
    }
}
