using System.Text.Json;
using Clew.Dialects.Parsing;

namespace Clew.Dialects.Chat;

/// <summary>
/// Finds what was said in a JSON object that is more than that, without making a tree of it: a request
/// (<c>{"messages":[…]}</c>), a response (<c>{"choices":[{"message":{…}}]}</c>, <c>{"message":{…}}</c>), or one message.
/// </summary>
static class Enclosed
{
    /// <param name="isList">Whether a list of messages was found, or one message.</param>
    public static bool TryFind(ReadOnlySpan<byte> utf8, out Range place, out bool isList)
    {
        (place, isList) = (default, false);
        if (Json.FirstByte(utf8) != (byte)'{')
        {
            return false;
        }

        var reader = new Utf8JsonReader(utf8, Json.Reading);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isRole = reader.ValueTextEquals("role"u8);
                var isMessages = reader.ValueTextEquals("messages"u8);
                var isChoices = reader.ValueTextEquals("choices"u8);
                var isMessage = reader.ValueTextEquals("message"u8);
                reader.Read();
                if (isRole && reader.TokenType == JsonTokenType.String)
                {
                    place = ..utf8.Length;
                    return true;
                }

                if ((isMessages && reader.TokenType == JsonTokenType.StartArray) || IsObject(isMessage, reader))
                {
                    isList = isMessages;
                    place = PlaceOf(ref reader);
                    return true;
                }

                if (isChoices && reader.TokenType == JsonTokenType.StartArray)
                {
                    return TryFindMessage(ref reader, ref place);
                }

                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or cut: it is shown as it is.
        }

        return false;
    }

    /// <summary>In the first choice.</summary>
    static bool TryFindMessage(ref Utf8JsonReader reader, ref Range place)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMessage = reader.ValueTextEquals("message"u8);
            reader.Read();
            if (IsObject(isMessage, reader))
            {
                place = PlaceOf(ref reader);
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    static bool IsObject(bool isIt, in Utf8JsonReader reader) => isIt && reader.TokenType == JsonTokenType.StartObject;

    static Range PlaceOf(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }
}
