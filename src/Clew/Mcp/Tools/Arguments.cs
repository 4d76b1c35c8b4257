using System.Globalization;
using System.Text.Json;

namespace Clew.Mcp.Tools;

/// <summary>What a tool was given. Every complaint names the argument, what it was, and what it must be.</summary>
sealed class Arguments
{
    const int LongestId = 800;

    readonly Dictionary<string, JsonElement> given;
    readonly IReadOnlyList<Parameter> parameters;

    /// <exception cref="ToolRefusal">There is one that the tool does not know, or one that it needs is not there.</exception>
    public Arguments(IEnumerable<KeyValuePair<string, JsonElement>>? given, IReadOnlyList<Parameter> parameters)
    {
        this.given = new(given ?? [], StringComparer.Ordinal);
        this.parameters = parameters;
        foreach (var name in this.given.Keys)
        {
            if (parameters.All(parameter => parameter.Name != name))
            {
                var known = string.Join(", ", parameters.Select(parameter => parameter.Name));
                throw new ToolRefusal(
                    $"There is no argument '{name}'; "
                        + (known.Length == 0 ? "this tool takes none." : $"this tool takes {known}.")
                );
            }
        }

        foreach (var missing in parameters.Where(p => p.IsRequired && !this.given.ContainsKey(p.Name)))
        {
            throw new ToolRefusal($"'{missing.Name}' is missing; add it: {MeaningOf(missing)}.");
        }
    }

    /// <summary>An argument that is null counts as not given: models like to fill in every optional one.</summary>
    public bool Has(string name) => given.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Whatever it is, null included; nothing only if it was not given.</summary>
    public JsonElement? Any(string name) => given.TryGetValue(name, out var value) ? value : null;

    /// <summary>As <see cref="Any"/>, for optional content, where null says nothing.</summary>
    public JsonElement? Content(string name) => Has(name) ? given[name] : null;

    public string? Text(string name)
    {
        if (!Has(name))
        {
            return null;
        }

        return given[name].ValueKind == JsonValueKind.String
            ? given[name].GetString()
            : throw Wrong(name, "must be a string");
    }

    public string Needed(string name) =>
        Text(name) is { Length: > 0 } text ? text : throw Wrong(name, "must not be empty");

    /// <summary>An id is opaque: 1 to 800 characters, and no control characters.</summary>
    public string Id(string name)
    {
        var id = Needed(name);
        return id.Length <= LongestId && !id.Any(char.IsControl)
            ? id
            : throw Wrong(name, $"must have at most {LongestId} characters, none of them a control character");
    }

    public string? OptionalId(string name) => Text(name) is { Length: > 0 } ? Id(name) : null;

    public string Choice(string name, string[] choices, string otherwise)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        return choices.FirstOrDefault(choice => choice.Equals(text, StringComparison.OrdinalIgnoreCase))
            ?? throw Wrong(name, $"must be one of {string.Join(", ", choices)}");
    }

    /// <summary>A whole number within the bounds of the parameter's schema, else its default.</summary>
    public int Count(string name)
    {
        var schema = parameters.First(parameter => parameter.Name == name).Schema;
        var (least, most) = ((int)schema["minimum"]!, (int)schema["maximum"]!);
        if (!Has(name))
        {
            return (int)schema["default"]!;
        }

        return Number(name) is { } number && number >= least && number <= most && number == Math.Floor(number)
            ? (int)number
            : throw Wrong(
                name,
                string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}")
            );
    }

    /// <summary>A number; one in a string will do.</summary>
    public double? Number(string name)
    {
        if (!Has(name))
        {
            return null;
        }

        return given[name] switch
        {
            { ValueKind: JsonValueKind.Number } value when double.IsFinite(value.GetDouble()) => value.GetDouble(),
            { ValueKind: JsonValueKind.String } value
                when double.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var number)
                    && double.IsFinite(number) => number,
            _ => throw Wrong(name, "must be a number"),
        };
    }

    public bool Flag(string name)
    {
        if (!Has(name))
        {
            return false;
        }

        return given[name].ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong(name, "must be true or false"),
        };
    }

    /// <summary>A list of strings; a single string counts as a list of one.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (!Has(name))
        {
            return [];
        }

        if (given[name].ValueKind == JsonValueKind.String)
        {
            return [given[name].GetString()!];
        }

        return
            given[name].ValueKind == JsonValueKind.Array
            && given[name].EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. given[name].EnumerateArray().Select(item => item.GetString()!)]
            : throw Wrong(name, "must be a list of strings");
    }

    public JsonElement? Map(string name)
    {
        if (!Has(name))
        {
            return null;
        }

        return given[name].ValueKind == JsonValueKind.Object
            ? given[name]
            : throw Wrong(name, "must be an object, such as {\"key\": \"value\"}");
    }

    ToolRefusal Wrong(string name, string what) =>
        new(
            given.TryGetValue(name, out var value)
                ? $"'{name}' is {Answers.Excerpt.Of(value.GetRawText(), 100)} but {what}."
                : $"'{name}' {what}."
        );

    static string MeaningOf(Parameter parameter) =>
        parameter.Schema["description"]?.GetValue<string>().TrimEnd('.') ?? parameter.Name;
}
