using System.Globalization;
using System.Text.Json;
using Clew.Dialects.Parsing;

namespace Clew.Api.Langfuse.Datasets;

/// <summary>
/// The part of JSON Schema that says which members there are and of which type. A schema with more in it, such as a
/// pattern or a reference, is kept but checks nothing: half of it would refuse what all of it allows.
/// </summary>
static class PlainSchema
{
    static readonly string[] About =
    [
        "$schema",
        "$id",
        "$comment",
        "title",
        "description",
        "default",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
    ];

    static readonly string[] Types = ["null", "boolean", "object", "array", "number", "string", "integer"];

    /// <summary>What is wrong with a value, in a sentence; null if nothing is, or the schema has more in it.</summary>
    public static string? Complaint(JsonElement schema, JsonElement value) =>
        IsPlain(schema) ? Check(schema, value, "it") : null;

    static bool IsPlain(JsonElement schema) =>
        schema.ValueKind is JsonValueKind.True or JsonValueKind.False
        || schema.ValueKind == JsonValueKind.Object
            && schema
                .EnumerateObject()
                .All(rule =>
                    JsonStrings.NameOf(rule) switch
                    {
                        "type" => TypesOf(rule.Value) is { Count: > 0 } types && types.All(Types.Contains),
                        "properties" => rule.Value.ValueKind == JsonValueKind.Object
                            && rule.Value.EnumerateObject().All(p => IsPlain(p.Value)),
                        "items" or "additionalProperties" => IsPlain(rule.Value),
                        "required" => rule.Value.ValueKind == JsonValueKind.Array
                            && rule.Value.EnumerateArray().All(n => n.ValueKind == JsonValueKind.String),
                        "enum" => rule.Value.ValueKind == JsonValueKind.Array,
                        "const" => true,
                        var name => About.Contains(name),
                    }
                );

    static List<string?>? TypesOf(JsonElement type) =>
        type.ValueKind switch
        {
            JsonValueKind.String => [JsonStrings.TextOf(type)],
            JsonValueKind.Array => [.. type.EnumerateArray().Select(JsonStrings.TextOf)],
            _ => null,
        };

    /// <param name="place">What the value is called in a sentence.</param>
    static string? Check(JsonElement schema, JsonElement given, string place)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return schema.ValueKind == JsonValueKind.True ? null : $"{place} must not be there.";
        }

        if (Rule(schema, "type") is { } type && TypesOf(type) is { } types && !types.Exists(t => Is(given, t!)))
        {
            return $"{place} must be of type {string.Join(" or ", types)}.";
        }

        if (Rule(schema, "const") is { } one && !JsonElement.DeepEquals(given, one))
        {
            return $"{place} must be {one.GetRawText()}.";
        }

        if (Rule(schema, "enum") is { } some && !some.EnumerateArray().Any(v => JsonElement.DeepEquals(given, v)))
        {
            return $"{place} must be one of {some.GetRawText()}.";
        }

        return given.ValueKind switch
        {
            JsonValueKind.Object => CheckMembers(schema, given, place),
            JsonValueKind.Array when Rule(schema, "items") is { } items => given
                .EnumerateArray()
                .Select((item, i) => Check(items, item, Inside(place, i.ToString(CultureInfo.InvariantCulture))))
                .FirstOrDefault(complaint => complaint is not null),
            _ => null,
        };
    }

    static string? CheckMembers(JsonElement schema, JsonElement map, string place)
    {
        foreach (var name in Rule(schema, "required")?.EnumerateArray().Select(JsonStrings.TextOf) ?? [])
        {
            if (!JsonStrings.TryGet(map, name!, out _))
            {
                return $"{Inside(place, name!)} is missing.";
            }
        }

        var (known, others) = (Rule(schema, "properties"), Rule(schema, "additionalProperties"));
        foreach (var member in map.EnumerateObject())
        {
            var name = JsonStrings.NameOf(member);
            var rules = known is { } k && JsonStrings.TryGet(k, name, out var own) ? own : others;
            if (rules is { } r && Check(r, member.Value, Inside(place, name)) is { } complaint)
            {
                return complaint;
            }
        }

        return null;
    }

    static bool Is(JsonElement given, string type) =>
        given.ValueKind switch
        {
            JsonValueKind.Null => type == "null",
            JsonValueKind.True or JsonValueKind.False => type == "boolean",
            JsonValueKind.Object => type == "object",
            JsonValueKind.Array => type == "array",
            JsonValueKind.String => type == "string",
            _ => type == "number"
                || type == "integer" && given.TryGetDouble(out var number) && Math.Floor(number) == number,
        };

    static JsonElement? Rule(JsonElement schema, string name) =>
        JsonStrings.TryGet(schema, name, out var rule) ? rule : null;

    static string Inside(string place, string name) => place == "it" ? name : $"{place}.{name}";
}
