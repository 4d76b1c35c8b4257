using System.Text;
using System.Text.Json;

namespace Clew;

/// <summary>
/// Writes a value again, indented by two, and nothing else changed: numbers and odd strings stay as sent.
/// <see cref="Utf8JsonWriter"/> cannot: in an array it does not indent a value that is passed on as it is.
/// </summary>
static class JsonLayout
{
    static readonly string Newline = Environment.NewLine;

    public static string Indented(JsonElement value)
    {
        var text = new StringBuilder();
        Write(text, value, depth: 0);
        return text.ToString();
    }

    static void Write(StringBuilder text, JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = 0;
                foreach (var member in value.EnumerateObject())
                {
                    NextLine(text, members++ == 0 ? '{' : ',', depth + 1);
                    WriteText(text, member.Name);
                    text.Append(": ");
                    Write(text, member.Value, depth + 1);
                }

                End(text, members, '{', '}', depth);
                break;
            case JsonValueKind.Array:
                var items = 0;
                foreach (var item in value.EnumerateArray())
                {
                    NextLine(text, items++ == 0 ? '[' : ',', depth + 1);
                    Write(text, item, depth + 1);
                }

                End(text, items, '[', ']', depth);
                break;
            case JsonValueKind.String when Readable(value) is { } words:
                WriteText(text, words);
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    static void End(StringBuilder text, int count, char open, char close, int depth)
    {
        if (count == 0)
        {
            text.Append(open).Append(close);
        }
        else
        {
            NextLine(text, null, depth).Append(close);
        }
    }

    static StringBuilder NextLine(StringBuilder text, char? before, int depth) =>
        text.Append(before).Append(Newline).Append(' ', 2 * depth);

    /// <summary>Escapes what JSON demands, and what a terminal would obey.</summary>
    static void WriteText(StringBuilder text, string words)
    {
        text.Append('"');
        foreach (var letter in words)
        {
            _ = letter switch
            {
                '"' or '\\' => text.Append('\\').Append(letter),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                _ when char.IsControl(letter) => text.Append("\\u").Append(((int)letter).ToString("x4", null)),
                _ => text.Append(letter),
            };
        }

        text.Append('"');
    }

    /// <summary>Null for half a character in an escape, which has no text: it is passed on as it is.</summary>
    static string? Readable(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
