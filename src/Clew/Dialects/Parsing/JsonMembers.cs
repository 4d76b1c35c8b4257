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
            found.Clear();
            return false;
        }
    }

    /// <summary>One member; empty if there is none.</summary>
    public static ReadOnlyMemory<byte> Find(ReadOnlyMemory<byte> json, string name)
    {
        Span<Range> found = stackalloc Range[1];
        return TryFind(json.Span, [name], found) ? json[found[0]] : default;
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
