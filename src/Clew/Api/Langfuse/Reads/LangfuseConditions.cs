using System.Text.Json;
using Clew.Query;

namespace Clew.Api.Langfuse.Reads;

/// <summary>
/// What a list is asked for: by its simple parameters, and by <c>filter</c>, a JSON list of conditions that all must
/// hold. A condition takes the place of the simple parameters of its column.
/// </summary>
sealed class LangfuseConditions(LangfuseCheck check, IReadOnlyDictionary<string, LangfuseColumn> columns)
{
    const int MaxConditions = 100;
    const int MaxValues = 10_000;

    static readonly Dictionary<string, (Operator Op, bool IsDenied)> operators = new()
    {
        ["="] = (Operator.Equal, false),
        ["<>"] = (Operator.NotEqual, false),
        ["!="] = (Operator.NotEqual, false),
        ["<"] = (Operator.Less, false),
        ["<="] = (Operator.LessOrEqual, false),
        [">"] = (Operator.Greater, false),
        [">="] = (Operator.GreaterOrEqual, false),
        ["contains"] = (Operator.Contains, false),
        ["does not contain"] = (Operator.Contains, true),
        ["starts with"] = (Operator.StartsWith, false),
        ["ends with"] = (Operator.EndsWith, false),
        ["any of"] = (Operator.AnyOf, false),
        ["none of"] = (Operator.NoneOf, false),
        ["all of"] = (Operator.AllOf, false),
        ["is null"] = (Operator.IsNull, false),
        ["is not null"] = (Operator.Exists, false),
    };

    static readonly string[] ordered = ["=", ">", "<", ">=", "<="];
    static readonly string[] texts = ["=", "contains", "does not contain", "starts with", "ends with"];

    static readonly Dictionary<string, string[]> operatorsOf = new()
    {
        ["datetime"] = [">", "<", ">=", "<="],
        ["string"] = texts,
        ["stringObject"] = texts,
        ["number"] = ordered,
        ["numberObject"] = ordered,
        ["stringOptions"] = ["any of", "none of"],
        ["categoryOptions"] = ["any of", "none of"],
        ["arrayOptions"] = ["any of", "none of", "all of"],
        ["boolean"] = ["=", "<>"],
        ["booleanObject"] = ["=", "<>"],
        ["null"] = ["is null", "is not null"],
    };

    readonly List<(string Column, Filter Filter)> simple = [];
    readonly List<Filter> conditions = [];
    readonly HashSet<string> replaced = new(StringComparer.OrdinalIgnoreCase);
    int valuesRead;

    public Filter ToFilter() =>
        Filter.And(simple.Where(s => !replaced.Contains(s.Column)).Select(s => s.Filter).Concat(conditions));

    /// <summary>A simple parameter; null or empty for one that is not given.</summary>
    public void Equal(string parameter, string? value, string? column = null) =>
        Add(parameter, column ?? parameter, Operator.Equal, string.IsNullOrEmpty(value) ? [] : [value]);

    public void AnyOf(string parameter, string[]? values, string? column = null) =>
        Add(parameter, column ?? parameter, Operator.AnyOf, values ?? []);

    public void AllOf(string parameter, string[]? values, string? column = null) =>
        Add(parameter, column ?? parameter, Operator.AllOf, values ?? []);

    /// <summary>From a moment, inclusive, to another, exclusive.</summary>
    public void Between(string column, string from, string? fromText, string to, string? toText)
    {
        foreach (
            var (name, text, op) in ((string, string?, Operator)[])
                [(from, fromText, Operator.GreaterOrEqual), (to, toText, Operator.Less)]
        )
        {
            if (check.Time(name, text) is { } nano)
            {
                Add(name, column, op, [Literal.OfTime(nano)]);
            }
        }
    }

    public void Add(string parameter, string column, Operator op, IReadOnlyList<Literal> values)
    {
        try
        {
            simple.Add((column, columns[column].Make(op, values, null)));
        }
        catch (FilterException e)
        {
            check.Note("invalid_value", e.Message, parameter);
        }
    }

    /// <summary>The parameter <c>filter</c>.</summary>
    public void Read(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            Read(document.RootElement, "filter");
        }
        catch (JsonException e)
        {
            check.Note("invalid_value", $"filter is not JSON: {e.Message}", "filter");
        }
    }

    public void Read(JsonElement list, string name)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MaxConditions)
        {
            check.Note("invalid_type", $"{name} must be a list of at most {MaxConditions} conditions.", name);
            return;
        }

        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            ReadCondition(item, [name, $"{index++}"]);
        }
    }

    void Add(string parameter, string column, Operator op, string[] values)
    {
        if (values.Length > 0)
        {
            Add(parameter, column, op, [.. values.Select(Literal.OfText)]);
        }
    }

    void ReadCondition(JsonElement item, string[] path)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            check.Note("invalid_type", "A condition must be an object of type, column, operator and value.", path);
            return;
        }

        var (type, name, sign, key) = (Text("type"), Text("column"), Text("operator"), Text("key"));
        if (name is null || !columns.TryGetValue(name, out var column))
        {
            check.Note(
                "invalid_value",
                $"column is '{name}' but must be one of {string.Join(", ", columns.Keys.Order(StringComparer.Ordinal))}.",
                [.. path, "column"]
            );
        }
        else if (type is null || !operatorsOf.TryGetValue(type, out var allowed))
        {
            check.Note(
                "invalid_value",
                $"type is '{type}' but must be one of {string.Join(", ", operatorsOf.Keys)}.",
                [.. path, "type"]
            );
        }
        else if (!allowed.Contains(sign) && !(sign == "!=" && allowed.Contains("<>")))
        {
            check.Note(
                "invalid_value",
                $"operator is '{sign}' but for {type} must be one of {string.Join(", ", allowed)}.",
                [.. path, "operator"]
            );
        }
        else if (column.TakesKey && string.IsNullOrEmpty(key))
        {
            check.Note("invalid_type", $"key must say which of {name}.", [.. path, "key"]);
        }
        else if (ValuesOf(item, type, [.. path, "value"]) is { } values)
        {
            Take(column, operators[sign!], values, key, path);
            replaced.Add(name);
        }

        string? Text(string member) =>
            item.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
                ? TextOf(value)
                : null;
    }

    void Take(
        LangfuseColumn column,
        (Operator Op, bool IsDenied) sign,
        IReadOnlyList<Literal> values,
        string? key,
        string[] path
    )
    {
        try
        {
            var condition = column.Make(sign.Op, values, key);
            conditions.Add(sign.IsDenied ? Filter.Not(condition) : condition);
        }
        catch (FilterException e)
        {
            check.Note("invalid_value", e.Message, path);
        }
    }

    List<Literal>? ValuesOf(JsonElement item, string type, string[] path)
    {
        if (type == "null")
        {
            return [];
        }

        var isList = type.EndsWith("Options", StringComparison.Ordinal);
        if (!item.TryGetProperty("value", out var value) || (value.ValueKind == JsonValueKind.Array) != isList)
        {
            check.Note("invalid_type", isList ? "value must be a list." : "value must be one value.", path);
            return null;
        }

        valuesRead += isList ? value.GetArrayLength() : 1;
        if (valuesRead > MaxValues)
        {
            check.Note("too_big", $"The conditions have more than {MaxValues} values together.", path);
            return null;
        }

        var values = new List<Literal>();
        foreach (var one in isList ? value.EnumerateArray() : (IEnumerable<JsonElement>)[value])
        {
            if (LiteralOf(one, type) is { } literal)
            {
                values.Add(literal);
            }
            else
            {
                check.Note("invalid_type", $"value is {Shown(one)} but type is {type}.", path);
                return null;
            }
        }

        return values;
    }

    static Literal? LiteralOf(JsonElement value, string type) =>
        (value.ValueKind, type) switch
        {
            (JsonValueKind.String, "datetime") => TraceListParameters.TryParseTime(TextOf(value), out var nano)
            && nano is { } time
                ? Literal.OfTime(time)
                : null,
            (JsonValueKind.String, not ("number" or "numberObject" or "boolean" or "booleanObject")) => Literal.OfText(
                TextOf(value)
            ),
            (JsonValueKind.Number, "number" or "numberObject") => value.TryGetDecimal(out var number)
                ? Literal.OfNumber(number)
                : Literal.OfNumber(value.GetDouble()),
            (JsonValueKind.True or JsonValueKind.False, "boolean" or "booleanObject") => Literal.OfFlag(
                value.ValueKind == JsonValueKind.True
            ),
            _ => null,
        };

    static string TextOf(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a character, which no text here has.
            return value.GetRawText();
        }
    }

    static string Shown(JsonElement value) =>
        value.GetRawText() is { Length: > 80 } raw ? raw[..80] + "…" : value.GetRawText();
}
