using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Clew.Query;

/// <summary>What a leaf of metadata, kept as JSON, is when it is compared.</summary>
static class LeafValue
{
    const int LongestNumber = 64;
    const NumberStyles Plain =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

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

    /// <summary>Null if it is no number. A text that is written as JSON writes numbers is one: many senders have only texts.</summary>
    public static double? Number(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Number => Finite(document.RootElement),
                JsonValueKind.String when document.RootElement.GetString() is { } text => Written(
                    Encoding.UTF8.GetBytes(text)
                ),
                _ => null,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What a text is as a number, if it is written as JSON writes one: 007 is a name. Null if it is none.</summary>
    public static double? Written(ReadOnlySpan<byte> utf8)
    {
        var digits = utf8.Length is 0 or > LongestNumber ? [] : utf8[(utf8[0] == '-' ? 1 : 0)..];
        return
            digits.Length > 0
            && char.IsAsciiDigit((char)digits[0])
            && char.IsAsciiDigit((char)digits[^1])
            && !(digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit((char)digits[1]))
            && double.TryParse(utf8, Plain, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? number
            : null;
    }

    static double? Finite(JsonElement number) =>
        number.TryGetDouble(out var value) && double.IsFinite(value) ? value : null;
}
