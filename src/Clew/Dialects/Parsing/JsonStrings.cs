using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Clew.Model;

namespace Clew.Dialects.Parsing;

/// <summary>Reads JSON strings that a sender cut in the middle of a character.</summary>
static class JsonStrings
{
    /// <summary>The text of a value; of <c>"\"a\""</c>, which is JSON for a text, that text. Null if it has none.</summary>
    public static string? Unquoted(in Value value, StringCache strings)
    {
        var utf8 = value.Utf8;
        if (value.Kind != ValueKind.String || utf8.Length < 2 || utf8[0] != '"' || utf8[^1] != '"')
        {
            return strings.Of(value);
        }

        if (utf8.IndexOf((byte)'\\') < 0)
        {
            return strings.Of(utf8[1..^1]);
        }

        using var document = Json.TryParse(value.Memory);
        return document is null ? strings.Of(value) : TextOf(document.RootElement);
    }

    /// <summary>
    /// The same JSON with U+FFFD for what is no character: bytes that are not UTF-8, and halves of pairs such as
    /// <c>\ud83d</c> alone. Reading these throws, even when only another member's name is asked for. Whole text is
    /// returned as it is.
    /// </summary>
    public static ReadOnlyMemory<byte> Mend(ReadOnlyMemory<byte> json)
    {
        if (!Utf8.IsValid(json.Span))
        {
            json = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json.Span));
        }

        var text = json.Span;
        if (text.IndexOf("\\ud"u8) < 0 && text.IndexOf("\\uD"u8) < 0)
        {
            return json;
        }

        var mended = default(byte[]);
        for (int at = 0, step; (step = text[at..].IndexOf((byte)'\\')) >= 0; )
        {
            at += step;
            var unit = UnitAt(text[at..]);
            if (char.IsHighSurrogate(unit) && char.IsLowSurrogate(UnitAt(text[(at + UnitLength)..])))
            {
                at += 2 * UnitLength;
            }
            else if (char.IsSurrogate(unit))
            {
                mended ??= json.ToArray();
                "\\ufffd"u8.CopyTo(mended.AsSpan(at));
                at += UnitLength;
            }
            else
            {
                // The character behind a backslash may be another one.
                at = Math.Min(at + 2, text.Length);
            }
        }

        return mended ?? json;
    }

    /// <summary>The text of a string, with U+FFFD for what is no character; null for any other element.</summary>
    public static string? TextOf(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // "\ud83c" alone, or bytes that are not UTF-8.
            return Unescape(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(element)[1..^1]));
        }
    }

    /// <summary>The name of a member, likewise.</summary>
    public static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return Unescape(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(member)));
        }
    }

    /// <summary>Finds a member of an object, whatever the names of the others.</summary>
    public static bool TryGet(JsonElement of, string name, out JsonElement value)
    {
        value = default;
        if (of.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        try
        {
            return of.TryGetProperty(name, out value);
        }
        catch (InvalidOperationException)
        {
            var found = false;
            foreach (var member in of.EnumerateObject())
            {
                if (NameOf(member) == name)
                {
                    (value, found) = (member.Value, true);
                }
            }

            return found;
        }
    }

    /// <summary>A string's text, else the element as JSON; null for null.</summary>
    public static string? TextOrJson(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => TextOf(element),
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            _ => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(element)),
        };

    /// <summary><c>\u0041</c></summary>
    const int UnitLength = 6;

    /// <summary>What <c>\u0041</c> at the beginning of a text says; 0 if there is no such thing.</summary>
    static char UnitAt(ReadOnlySpan<byte> text) =>
        text.Length >= UnitLength
        && text.StartsWith("\\u"u8)
        && ushort.TryParse(
            text[2..UnitLength],
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var unit
        )
            ? (char)unit
            : '\0';

    static string Unescape(string escaped)
    {
        var text = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\' || i + 1 == escaped.Length)
            {
                text.Append(escaped[i]);
                continue;
            }

            i++;
            text.Append(
                escaped[i] switch
                {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'b' => '\b',
                    'f' => '\f',
                    'u' => Unit(escaped, ref i),
                    _ => escaped[i],
                }
            );
        }

        // Encoding replaces every surrogate that has no other half.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString()));
    }

    static char Unit(string escaped, ref int i)
    {
        var digits = escaped.AsSpan(Math.Min(i + 1, escaped.Length), Math.Min(4, escaped.Length - i - 1));
        if (!ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            return '\uFFFD';
        }

        i += 4;
        return (char)unit;
    }
}
