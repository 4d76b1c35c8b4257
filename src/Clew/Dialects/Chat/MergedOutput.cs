using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects.Chat;

/// <summary>
/// An output that was added to rather than replaced: the members of objects are merged, at any depth, and arrays are
/// appended to; an array takes anything else as one more element. A text is appended to if it is the whole output: inside
/// an object it is a value like any other, and there, as wherever two do not go together, what comes later replaces.
/// </summary>
static class MergedOutput
{
    /// <summary>A line for lists, which show what was added last.</summary>
    public static string LineOf(string line) => Preview.Cut("… " + line, Preview.MaxLength);

    /// <summary>The value after all additions that are later than the last replacement.</summary>
    /// <param name="whole">The field that replaces.</param>
    /// <param name="patch">The field that adds.</param>
    /// <param name="otherwise">What is added to if nothing is there to be replaced.</param>
    public static Payload? Of(Fold fold, Field whole, Field patch, Payload? otherwise = null)
    {
        var result = fold.Payload(whole) ?? otherwise;
        var since = fold.PrecedenceOf(whole);
        foreach (var item in fold.ItemsOf(patch))
        {
            if (item.Object is Payload added && item.Precedence.CompareTo(since, MergeRule.LastWins) > 0)
            {
                result = result is null ? added : Merge(result, added);
            }
        }

        return result;
    }

    /// <summary>The old value with the other added to it.</summary>
    public static Payload Merge(Payload old, Payload added)
    {
        var (oldJson, newJson) = (Parse(old), Parse(added));
        // Plain text has no structure, so it is appended as text.
        if (oldJson is JsonValue before && newJson is JsonValue after && IsText(before) && IsText(after))
        {
            var text = before.GetValue<string>() + after.GetValue<string>();
            return new(Encoding.UTF8.GetBytes(text), Payload.Text);
        }

        var merged = Merge(oldJson, newJson);
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Json.Writing);
        if (merged is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            merged.WriteTo(writer);
        }

        writer.Flush();
        return new(buffer.WrittenMemory, Payload.Json);
    }

    static JsonNode? Merge(JsonNode? old, JsonNode? added)
    {
        switch (old, added)
        {
            case (JsonObject before, JsonObject after):
                foreach (var (name, value) in after.ToArray())
                {
                    after.Remove(name);
                    before[name] = before.TryGetPropertyValue(name, out var known)
                        ? Merge(known?.DeepClone(), value)
                        : value;
                }

                return before;
            case (JsonArray before, JsonArray after):
                foreach (var element in after.ToArray())
                {
                    after.Remove(element);
                    before.Add(element);
                }

                return before;
            case (JsonArray before, _):
                before.Add(added);
                return before;
            default:
                return added;
        }
    }

    static JsonNode? Parse(Payload payload) =>
        payload.Mime == Payload.Text
            ? JsonValue.Create(Encoding.UTF8.GetString(payload.Utf8.Span))
            : JsonNode.Parse(JsonStrings.Mend(payload.Utf8).Span, null, new() { MaxDepth = Json.MaxDepth });

    static bool IsText(JsonValue value) => value.GetValueKind() == JsonValueKind.String;
}
