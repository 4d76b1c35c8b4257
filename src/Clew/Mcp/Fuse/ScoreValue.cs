using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clew.Mcp.Answers;

namespace Clew.Mcp.Fuse;

/// <summary>The value of a score, by the rules of its configuration.</summary>
static class ScoreValue
{
    static readonly string[] Yes = ["true", "1", "yes", "on"];
    static readonly string[] No = ["false", "0", "no", "off"];

    /// <returns>As the server wants it, and as a person reads it.</returns>
    /// <exception cref="ToolRefusal">It is none of the possible ones, which are named.</exception>
    public static (JsonElement Value, JsonNode Shown) Of(JsonElement config, JsonElement value) =>
        config.Text("dataType") switch
        {
            "NUMERIC" => Number(config, value),
            "BOOLEAN" => Boolean(value),
            "CATEGORICAL" => Category(config, value),
            _ => (ClewJson.OfText(Written(value)), Written(value)),
        };

    static (JsonElement, JsonNode) Number(JsonElement config, JsonElement value)
    {
        if (
            !double.TryParse(Written(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || !double.IsFinite(number)
        )
        {
            throw new ToolRefusal($"'value' is {value.GetRawText()} but this score is a number.");
        }

        var (least, most) = (config.Number("minValue"), config.Number("maxValue"));
        return number < least || number > most
            ? throw new ToolRefusal(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'value' is {number}; this score goes {(least is null ? "" : $"from {least} ")}"
                ) + string.Create(CultureInfo.InvariantCulture, $"{(most is null ? "upwards" : $"to {most}")}.")
            )
            : (Json.Element(number), number);
    }

    static (JsonElement, JsonNode) Boolean(JsonElement value)
    {
        var text = Written(value).ToLowerInvariant();
        return (Yes.Contains(text), No.Contains(text)) switch
        {
            (true, _) => (Json.Element(1), true),
            (_, true) => (Json.Element(0), false),
            _ => throw new ToolRefusal($"'value' is {value.GetRawText()} but this score is true or false."),
        };
    }

    /// <summary>By its number or its label; the server wants the label.</summary>
    static (JsonElement, JsonNode) Category(JsonElement config, JsonElement value)
    {
        var text = Written(value);
        var categories = config.List("categories").ToArray();
        foreach (var category in categories)
        {
            var label = category.Text("label") ?? "";
            if (
                label.Equals(text, StringComparison.OrdinalIgnoreCase)
                || (
                    category.Number("value") is { } number
                    && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var given)
                    && number == given
                )
            )
            {
                return (ClewJson.OfText(label), label);
            }
        }

        var labels = string.Join(", ", categories.Select(category => $"{category.Text("label")}"));
        throw new ToolRefusal($"'value' is {value.GetRawText()}; this score is one of {labels}.");
    }

    static string Written(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : value.GetRawText();
}
