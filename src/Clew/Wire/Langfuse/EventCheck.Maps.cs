using System.Text;
using System.Text.Json;

namespace Clew.Wire.Langfuse;

/// <summary>What stands inside arrays and objects.</summary>
sealed partial class EventCheck
{
    const int ShownKey = 60;

    void CheckItems(string path, ReadOnlySpan<byte> raw)
    {
        var reader = Inside(raw);
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            var (start, length) = RawJson.Skip(ref reader);
            if (raw[start] != '"')
            {
                Expect($"{path}[{i}]", "a string", raw.Slice(start, length));
            }
        }
    }

    void CheckMap(string path, Rule rule, ReadOnlySpan<byte> raw)
    {
        if (RawJson.KindOf(raw) != JsonValueKind.Object)
        {
            Expect(path, "an object", raw);
            return;
        }

        // Langfuse takes any counts and costs, and leaves out those that are none; here the record keeps them.
        if (rule == Rule.Map)
        {
            return;
        }

        var reader = Inside(raw);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.ValueSpan;
            reader.Read();
            var (start, length) = RawJson.Skip(ref reader);
            var value = raw.Slice(start, length);
            var expected =
                RawJson.KindOf(value) == JsonValueKind.Null ? null
                : rule == Rule.Usage ? InUsage(key, value)
                : InParameters(value, isLegacy: rule == Rule.LegacyParameters);
            if (expected is not null)
            {
                Expect($"{path}.{Encoding.UTF8.GetString(key[..Math.Min(key.Length, ShownKey)])}", expected, value);
            }
        }
    }

    static string? InUsage(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        switch (key)
        {
            case var _ when IsOneOf(key, "input"u8, "output"u8, "total"u8):
            case var _ when IsOneOf(key, "promptTokens"u8, "completionTokens"u8, "totalTokens"u8):
                return RawJson.IsInteger(value) ? null : "an integer";
            case var _ when IsOneOf(key, "inputCost"u8, "outputCost"u8, "totalCost"u8):
                return RawJson.TryNumber(value, out _) ? null : "a number";
            case var _ when key.SequenceEqual("unit"u8):
                return
                    RawJson.TextOf(value)
                        is "CHARACTERS"
                            or "TOKENS"
                            or "MILLISECONDS"
                            or "SECONDS"
                            or "IMAGES"
                            or "REQUESTS"
                    ? null
                    : "CHARACTERS|TOKENS|MILLISECONDS|SECONDS|IMAGES|REQUESTS";
            default:
                return null;
        }
    }

    static bool IsOneOf(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> one,
        ReadOnlySpan<byte> other,
        ReadOnlySpan<byte> third
    ) => key.SequenceEqual(one) || key.SequenceEqual(other) || key.SequenceEqual(third);

    static string? InParameters(ReadOnlySpan<byte> value, bool isLegacy)
    {
        var kind = RawJson.KindOf(value);
        if (kind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            return null;
        }

        if (isLegacy)
        {
            return "a string, a number, true or false";
        }

        var reader = Inside(value);
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
        {
            if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.String))
            {
                return "a string, a number, true, false, null, an array of strings or an object of strings";
            }
        }

        return null;
    }

    static Utf8JsonReader Inside(ReadOnlySpan<byte> raw)
    {
        var reader = new Utf8JsonReader(raw, RawJson.AnyDepth);
        reader.Read();
        return reader;
    }
}
