using System.Text.Json;

namespace Clew.Dialects.Parsing;

/// <summary>
/// Members of a JSON object as slices of its text, so that a request or response which a sender wrapped in an envelope
/// is read without making a tree of it.
/// </summary>
static class JsonMembers
{
    /// <summary>
    /// Finds members by their names; of equal names the last counts. A member that is missing or null is left empty.
    /// </summary>
    /// <returns>Whether the text is one whole JSON object.</returns>
    public static bool TryFind(ReadOnlySpan<byte> json, ReadOnlySpan<string> names, Span<Range> found)
    {
        if (Scan(json, names, found))
        {
            return true;
        }

        found.Clear();
        return false;
    }

    /// <summary>One member; empty if there is none. A text that a sender cut gives up what stands before the cut.</summary>
    public static ReadOnlyMemory<byte> Find(ReadOnlyMemory<byte> json, string name)
    {
        Span<Range> found = stackalloc Range[1];
        Scan(json.Span, [name], found);
        return json[found[0]];
    }

    /// <summary>The same. False if it is missing or null.</summary>
    public static bool TryFind(ReadOnlyMemory<byte> json, string name, out ReadOnlyMemory<byte> value)
    {
        value = Find(json, name);
        return !value.IsEmpty;
    }

    /// <summary>The same under either of two names: Python's and JavaScript's.</summary>
    public static bool TryFind(
        ReadOnlyMemory<byte> json,
        string name,
        string otherwise,
        out ReadOnlyMemory<byte> value
    ) => TryFind(json, name, out value) || TryFind(json, otherwise, out value);

    /// <summary>The text of a string, or a number or boolean as it stands; null for anything else.</summary>
    public static string? TextOf(ReadOnlyMemory<byte> json, string name)
    {
        if (!TryFind(json, name, out var value) || Json.LooksStructured(value.Span))
        {
            return null;
        }

        using var document = Json.TryParse(value);
        return document is null ? null : JsonStrings.TextOrJson(document.RootElement);
    }

    /// <summary>
    /// The text of a JSON string without its quotes; anything else stays as it is. Text inside may be JSON itself.
    /// </summary>
    public static ReadOnlyMemory<byte> Unquote(ReadOnlyMemory<byte> json)
    {
        if (Json.FirstByte(json.Span) != (byte)'"')
        {
            return json;
        }

        var reader = new Utf8JsonReader(json.Span, Json.Reading);
        try
        {
            reader.Read();
            var (start, length) = ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            if (!reader.ValueIsEscaped)
            {
                return reader.Read() ? json : json.Slice(start, length);
            }

            var text = new byte[length];
            var written = reader.CopyString(text);
            return reader.Read() ? json : text.AsMemory(0, written);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return json;
        }
    }

    /// <summary>Finds what there is, and says whether the text is one whole JSON object.</summary>
    static bool Scan(ReadOnlySpan<byte> json, ReadOnlySpan<string> names, Span<Range> found)
    {
        found.Clear();
        if (Json.FirstByte(json) != (byte)'{')
        {
            return false;
        }

        var reader = new Utf8JsonReader(json, Json.Reading);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var place = PlaceOf(reader, names);
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                var isNull = reader.TokenType == JsonTokenType.Null;
                reader.Skip();
                if (place >= 0)
                {
                    found[place] = isNull ? default : start..(int)reader.BytesConsumed;
                }
            }

            // Throws if anything follows.
            return !reader.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    static int PlaceOf(in Utf8JsonReader reader, ReadOnlySpan<string> names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (reader.ValueTextEquals(names[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
