using System.Text.Json;

namespace Clew.Query;

/// <summary>What a leaf of metadata, kept as JSON, is when it is compared.</summary>
static class LeafValue
{
    /// <summary>Of JSON text what it says, else the JSON itself; null of JSON null.</summary>
    public static string? Text(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.String => document.RootElement.GetString(),
                JsonValueKind.Null => null,
                _ => json,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Half a character, or deeper than a leaf has any reason to be.
            return json;
        }
    }

    /// <summary>Null if it is no number.</summary>
    public static double? Number(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return
                document.RootElement.ValueKind == JsonValueKind.Number
                && document.RootElement.TryGetDouble(out var number)
                && double.IsFinite(number)
                ? number
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
