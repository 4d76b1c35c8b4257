using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Clew.Cli.Client;

/// <summary>Values as a person reads them on one line.</summary>
static class Shown
{
    /// <summary>Local time, to the second.</summary>
    public static string Time(DateTimeOffset? time, TimeProvider clock) =>
        time is { } t
            ? TimeZoneInfo
                .ConvertTime(t, clock.LocalTimeZone)
                .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : "";

    public static string Seconds(double? seconds) =>
        seconds switch
        {
            null => "",
            < 0 => "",
            < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0} ms"),
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.0} min"),
        };

    public static string Dollars(double? dollars) =>
        dollars is > 0 ? string.Create(CultureInfo.InvariantCulture, $"${dollars:0.######}") : "";

    /// <summary>A value in at most so many characters: a string without its quotes, anything else as JSON.</summary>
    public static string Value(JsonElement? value, int most)
    {
        if (value is not { ValueKind: not JsonValueKind.Undefined } given)
        {
            return "";
        }

        return Cut(given.ValueKind == JsonValueKind.String ? given.ToString() : given.GetRawText(), most);
    }

    /// <summary>On one line, without control characters: a terminal would obey them.</summary>
    public static string Cut(string text, int most)
    {
        var line = new StringBuilder(Math.Min(text.Length, most) + 1);
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (length == most)
            {
                return line.Append('…').ToString();
            }

            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))
            {
                if (line.Length == 0 || line[^1] == ' ')
                {
                    continue;
                }

                line.Append(' ');
            }
            else
            {
                line.Append(rune);
            }

            length++;
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>All of a text, without what a terminal would obey; line ends and tabs stay.</summary>
    public static string Safe(string text) =>
        text.Any(c => char.IsControl(c) && c is not ('\n' or '\t'))
            ? string.Concat(text.Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? '\uFFFD' : c))
            : text;
}
