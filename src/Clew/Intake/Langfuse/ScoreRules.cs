using System.Globalization;
using System.Text;
using System.Text.Json;
using Clew.Dialects;
using Clew.Dialects.Parsing;
using Clew.Model;
using Clew.Store;

namespace Clew.Intake.Langfuse;

/// <summary>
/// Holds a score that names a configuration to it, and says at once what does not fit; Langfuse answers 201 and drops
/// such a score later.
/// </summary>
sealed class ScoreRules(IDocumentStore documents)
{
    /// <returns>What is wrong, for the sender; null if nothing is, or the score names no configuration.</returns>
    public async ValueTask<string?> FaultOfAsync(string project, LangfuseEvent said, CancellationToken ct)
    {
        if (said.Kind != RecordKind.LangfuseScore || LangfuseEvents.TextOf(said, "configId"u8) is not { } id)
        {
            return null;
        }

        if (await documents.FindAsync(project, DocumentKinds.ScoreConfig, id, ct) is not { } document)
        {
            return $"body.configId: there is no score config \"{id}\"";
        }

        using var config = JsonDocument.Parse(document.Json);
        return FaultOf(config.RootElement, said);
    }

    static string? FaultOf(JsonElement config, LangfuseEvent said)
    {
        var name = config.GetProperty("name").GetString();
        if (config.GetProperty("isArchived").GetBoolean())
        {
            return $"body.configId: the score config \"{name}\" is archived";
        }

        var type = config.GetProperty("dataType").GetString();
        if (LangfuseEvents.TextOf(said, "dataType"u8) is { } given && given != type)
        {
            return $"body.dataType: the score config \"{name}\" is {type}, got {given}";
        }

        _ = LangfuseEvents.TryGet(said, "value"u8, out var value);
        var isText = Json.FirstByte(value.Utf8) == (byte)'"';
        var shown = Encoding.UTF8.GetString(value.Utf8);
        return type switch
        {
            "NUMERIC" => isText || !Numbers.TryDouble(value.Utf8, out var number)
                ? $"body.value: expected a number, as the score config \"{name}\" says, got {shown}"
                : OutOfRange(config, number),
            "BOOLEAN" => shown is "0" or "1" ? null : $"body.value: expected 0 or 1, got {shown}",
            "CATEGORICAL" => OtherCategory(config, said, isText, shown),
            _ => isText ? null : $"body.value: expected text, got {shown}",
        };
    }

    static string? OutOfRange(JsonElement config, double number)
    {
        var (least, most) = (Limit("minValue"), Limit("maxValue"));
        return number < least
                ? string.Create(CultureInfo.InvariantCulture, $"body.value: expected at least {least}, got {number}")
            : number > most
                ? string.Create(CultureInfo.InvariantCulture, $"body.value: expected at most {most}, got {number}")
            : null;

        double? Limit(string member) =>
            config.TryGetProperty(member, out var limit) && limit.ValueKind == JsonValueKind.Number
                ? limit.GetDouble()
                : null;
    }

    /// <summary>A category is named by its label, or by its number.</summary>
    static string? OtherCategory(JsonElement config, LangfuseEvent said, bool isText, string shown)
    {
        if (!config.TryGetProperty("categories", out var categories) || categories.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var text = LangfuseEvents.TextOf(said, "value"u8);
        double? number = !isText && Numbers.TryDouble(Encoding.UTF8.GetBytes(shown), out var parsed) ? parsed : null;
        var labels = new List<string>();
        foreach (var category in categories.EnumerateArray())
        {
            var label = category.GetProperty("label").GetString();
            if (isText ? label == text : number == category.GetProperty("value").GetDouble())
            {
                return null;
            }

            labels.Add($"\"{label}\"");
        }

        return $"body.value: expected one of {string.Join(", ", labels)}, got {shown}";
    }
}
