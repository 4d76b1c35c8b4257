using System.Text.Json;

namespace Clew.Dialects.Parsing;

/// <summary>
/// Finds one member of a JSON object without making a tree of it: a conversation inside of a whole request. A text that
/// a sender cut gives up what stands before the cut.
/// </summary>
static class JsonMembers
{
    /// <summary>The value as it stands, a string with its quotes; of equal names the first. False also for null.</summary>
    public static bool TryGet(ReadOnlyMemory<byte> json, ReadOnlySpan<byte> name, out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (Json.FirstByte(json.Span) != (byte)'{')
        {
            return false;
        }

        var reader = new Utf8JsonReader(json.Span, Json.Reading);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isIt = reader.ValueTextEquals(name);
                reader.Read();
                if (isIt && reader.TokenType == JsonTokenType.Null)
                {
                    return false;
                }

                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (isIt)
                {
                    value = json[start..(int)reader.BytesConsumed];
                    return true;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Cut before the member came.
        }

        return false;
    }

    /// <summary>The same under either of two names: Python's and JavaScript's.</summary>
    public static bool TryGet(
        ReadOnlyMemory<byte> json,
        ReadOnlySpan<byte> name,
        ReadOnlySpan<byte> otherwise,
        out ReadOnlyMemory<byte> value
    ) => TryGet(json, name, out value) || TryGet(json, otherwise, out value);

    /// <summary>The text of a string, or a number or boolean as it stands; null for anything else.</summary>
    public static string? TextOf(ReadOnlyMemory<byte> json, ReadOnlySpan<byte> name)
    {
        if (!TryGet(json, name, out var value) || Json.LooksStructured(value.Span))
        {
            return null;
        }

        using var document = Json.TryParse(value);
        return document is null ? null : JsonStrings.TextOrJson(document.RootElement);
    }
}
