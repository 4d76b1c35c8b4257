using System.Text.Json;
using System.Text.Json.Nodes;
using Clew.Mcp.Answers;

namespace Clew.Mcp.Tools;

/// <summary>One argument of a tool, with its JSON schema.</summary>
sealed record Parameter(string Name, JsonObject Schema, bool IsRequired)
{
    public static Parameter Text(string name, string meaning, bool isRequired = false) =>
        new(name, Typed("string", meaning), isRequired);

    public static Parameter Choice(string name, string meaning, string[] choices, bool isRequired = false)
    {
        var schema = Typed("string", meaning);
        schema["enum"] = Json.Strings(choices);
        return new(name, schema, isRequired);
    }

    public static Parameter Count(string name, string meaning, int least, int most, int otherwise)
    {
        var schema = Typed("integer", meaning);
        schema["minimum"] = least;
        schema["maximum"] = most;
        schema["default"] = otherwise;
        return new(name, schema, false);
    }

    public static Parameter Number(string name, string meaning) => new(name, Typed("number", meaning), false);

    public static Parameter Flag(string name, string meaning) => new(name, Typed("boolean", meaning), false);

    public static Parameter Texts(string name, string meaning)
    {
        var schema = Typed("array", meaning);
        schema["items"] = new JsonObject { ["type"] = "string" };
        return new(name, schema, false);
    }

    public static Parameter Map(string name, string meaning) => new(name, Typed("object", meaning), false);

    /// <summary>Any JSON at all; <c>null</c>, <c>0</c>, <c>false</c> and <c>""</c> are values too.</summary>
    public static Parameter Any(string name, string meaning, bool isRequired = false)
    {
        var schema = new JsonObject
        {
            ["type"] = Json.Strings(["object", "array", "string", "number", "boolean", "null"]),
            // Some clients insist that a type which may be a list says what is in it.
            ["items"] = new JsonObject(),
            ["description"] = meaning,
        };
        return new(name, schema, isRequired);
    }

    public static JsonElement SchemaOf(IReadOnlyList<Parameter> parameters)
    {
        var properties = new JsonObject();
        foreach (var parameter in parameters)
        {
            properties[parameter.Name] = parameter.Schema.DeepClone();
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (parameters.Any(parameter => parameter.IsRequired))
        {
            schema["required"] = Json.Strings(parameters.Where(p => p.IsRequired).Select(p => p.Name));
        }

        schema["additionalProperties"] = false;
        return Json.Element(schema);
    }

    static JsonObject Typed(string type, string meaning) => new() { ["type"] = type, ["description"] = meaning };
}
