using System.Globalization;
using System.Text.Json;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Scores;

/// <summary>The value of a score as people type it.</summary>
static class ScoreValue
{
    /// <summary>A number if it is one, else a category.</summary>
    public static JsonElement Of(string text) =>
        Given.TryJson(text, out var value, out _) && value.ValueKind == JsonValueKind.Number
            ? value
            : ClewJson.OfText(text);

    /// <summary>The value by the rules of a configuration.</summary>
    /// <exception cref="Refusal">The rules do not allow it; the sentence says what they allow.</exception>
    public static JsonElement By(ClewScoreConfig config, string text) =>
        config.DataType switch
        {
            "BOOLEAN" => Boolean(config, text),
            "CATEGORICAL" => Category(config, text),
            "NUMERIC" => Number(config, text),
            _ => ClewJson.OfText(text),
        };

    static JsonElement Boolean(ClewScoreConfig config, string text) =>
        text.Trim().ToLowerInvariant() switch
        {
            "true" or "1" or "yes" or "on" => ClewJson.Parse("1"),
            "false" or "0" or "no" or "off" => ClewJson.Parse("0"),
            _ => throw new Refusal(
                $"'{text}' is no value of '{config.Name}'; it takes true, false, 1, 0, yes, no, on and off."
            ),
        };

    static JsonElement Category(ClewScoreConfig config, string text)
    {
        var byLabel = config
            .Categories.Where(category => category.Label.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase))
            .Select(category => category.Label)
            .FirstOrDefault();
        if (byLabel is null && TryNumber(text, out var number))
        {
            byLabel = config
                .Categories.Where(category => category.Value.Equals(number))
                .Select(category => category.Label)
                .FirstOrDefault();
        }

        return byLabel is not null
            ? ClewJson.OfText(byLabel)
            : throw new Refusal(
                $"'{text}' is no value of '{config.Name}'; it takes {string.Join(", ", config.Categories.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Label} ({c.Value})")))}."
            );
    }

    static JsonElement Number(ClewScoreConfig config, string text)
    {
        if (!TryNumber(text, out var number) || !double.IsFinite(number))
        {
            throw new Refusal($"'{text}' is no value of '{config.Name}'; it takes a number.");
        }

        if (number < config.MinValue || number > config.MaxValue)
        {
            throw new Refusal(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{number} is no value of '{config.Name}'; it takes numbers from {config.MinValue?.ToString(CultureInfo.InvariantCulture) ?? "any"} to {config.MaxValue?.ToString(CultureInfo.InvariantCulture) ?? "any"}."
                )
            );
        }

        return Given.TryJson(text.Trim(), out var exact, out _) && exact.ValueKind == JsonValueKind.Number
            ? exact
            : ClewJson.Parse(number.ToString("R", CultureInfo.InvariantCulture));
    }

    static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
