using System.Text.Json;

namespace Clew.Wire.Otlp;

/// <summary>The scalar fields. They are written even if they have the default value, which is always allowed.</summary>
sealed partial class OtlpJsonTranscoder
{
    bool TryReadScalar(ref Utf8JsonReader reader, FieldSpec field)
    {
        switch (field.Type)
        {
            case FieldType.String:
                return TryReadString(ref reader, field.Number);
            case FieldType.Id:
                return TryReadId(ref reader, field);
            case FieldType.Bytes:
                return TryReadBytes(ref reader, field.Number);
            case FieldType.Bool:
                return TryReadBool(ref reader, field.Number);
            case FieldType.Double:
                return TryReadDouble(ref reader, field.Number);
            case FieldType.Enum:
                return TryReadEnum(ref reader, field);
            case FieldType.Int64:
                return TryReadInteger(ref reader, long.MinValue, long.MaxValue, out var wide)
                    && Varint(field.Number, wide);
            case FieldType.Int32:
                return TryReadInteger(ref reader, int.MinValue, int.MaxValue, out var narrow)
                    && Varint(field.Number, narrow);
            case FieldType.UInt32:
                return TryReadInteger(ref reader, 0, uint.MaxValue, out var unsigned) && Varint(field.Number, unsigned);
            case FieldType.Fixed32:
                if (!TryReadInteger(ref reader, 0, uint.MaxValue, out var flags))
                {
                    return false;
                }

                output.Fixed32(field.Number, (uint)flags);
                return true;
            default:
                return TryReadFixed64(ref reader, field.Number);
        }
    }

    bool Varint(int number, long value)
    {
        output.Varint(number, (ulong)value);
        return true;
    }

    bool TryReadString(ref Utf8JsonReader reader, int number)
    {
        if (!IsPlain(reader.TokenType))
        {
            return Fail("expected a string");
        }

        // A number or boolean in place of text is taken as it is written.
        output.Bytes(number, text.Of(ref reader));
        return true;
    }

    /// <summary>
    /// Ids are hex. What is not hex (base64, a UUID, any name) is not an OTLP id and must not look like one: it keeps
    /// its characters as bytes and gets a length that no id has, so that the decoder says what is wrong with the span.
    /// </summary>
    bool TryReadId(ref Utf8JsonReader reader, FieldSpec field)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return Fail("expected a string of hex digits");
        }

        var value = text.Of(ref reader);
        if (value.Length % 2 == 0 && IsHex(value))
        {
            var start = output.Begin(field.Number);
            Convert.FromHexString(value, output.Take(value.Length / 2), out _, out _);
            output.End(start);
            return true;
        }

        var begin = output.Begin(field.Number);
        output.Raw(value);
        if (value.Length == field.IdLength)
        {
            output.Raw("?"u8);
        }

        output.End(begin);
        return true;
    }

    static bool IsHex(ReadOnlySpan<byte> digits)
    {
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }
        }

        return true;
    }

    bool TryReadBytes(ref Utf8JsonReader reader, int number)
    {
        if (reader.TokenType != JsonTokenType.String || !text.TryBase64(ref reader, out var bytes))
        {
            return Fail("expected a string in base64");
        }

        output.Bytes(number, bytes);
        return true;
    }

    bool TryReadBool(ref Utf8JsonReader reader, int number)
    {
        var isTrue = reader.TokenType == JsonTokenType.True || IsText(ref reader, "true"u8);
        if (!isTrue && reader.TokenType != JsonTokenType.False && !IsText(ref reader, "false"u8))
        {
            return Fail("expected true or false");
        }

        output.Varint(number, isTrue ? 1u : 0u);
        return true;
    }

    bool TryReadDouble(ref Utf8JsonReader reader, int number)
    {
        if (
            reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String)
            || !JsonNumber.TryDouble(text.Of(ref reader), out var value)
        )
        {
            return Fail("expected a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
        }

        output.Fixed64(number, BitConverter.DoubleToUInt64Bits(value));
        return true;
    }

    bool TryReadEnum(ref Utf8JsonReader reader, FieldSpec field)
    {
        if (reader.TokenType == JsonTokenType.String && !JsonNumber.TryInt64(text.Of(ref reader), out _))
        {
            // A name that is not known here is of a newer version, and no reason to lose the span.
            for (var i = 0; i < field.EnumNames.Length; i++)
            {
                if (System.Text.Ascii.Equals(text.Of(ref reader), field.EnumNames[i]))
                {
                    return Varint(field.Number, i);
                }
            }

            return true;
        }

        return TryReadInteger(ref reader, int.MinValue, int.MaxValue, out var value) && Varint(field.Number, value);
    }

    bool TryReadInteger(ref Utf8JsonReader reader, long min, long max, out long value)
    {
        var read =
            reader.TokenType == JsonTokenType.StartObject ? TryReadLong(ref reader, out value)
            : reader.TokenType is JsonTokenType.Number or JsonTokenType.String
                ? JsonNumber.TryInt64(text.Of(ref reader), out value)
            : (value = 0) != 0;
        if (read && value >= min && value <= max)
        {
            return true;
        }

        return Fail(max == long.MaxValue ? "expected a 64-bit integer" : "expected a 32-bit integer");
    }

    bool TryReadFixed64(ref Utf8JsonReader reader, int number)
    {
        ulong value = 0;
        var read = false;
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            read = TryReadLong(ref reader, out var parts);
            value = (ulong)parts;
        }
        else if (reader.TokenType is JsonTokenType.Number or JsonTokenType.String)
        {
            read = JsonNumber.TryUInt64(text.Of(ref reader), out value);
        }

        if (!read)
        {
            return Fail("expected an unsigned 64-bit integer");
        }

        output.Fixed64(number, value);
        return true;
    }

    /// <summary>Old JavaScript: <c>{"low": -1486618624, "high": 232830643, "unsigned": true}</c>, two 32-bit halves.</summary>
    static bool TryReadLong(ref Utf8JsonReader reader, out long value)
    {
        long low = 0;
        long high = 0;
        var found = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isLow = reader.ValueSpan.SequenceEqual("low"u8);
            var isHigh = reader.ValueSpan.SequenceEqual("high"u8);
            reader.Read();
            if ((isLow || isHigh) && reader.TokenType == JsonTokenType.Number)
            {
                found += JsonNumber.TryInt64(reader.ValueSpan, out var half) ? 1 : 0;
                low = isLow ? half : low;
                high = isHigh ? half : high;
            }
            else
            {
                reader.Skip();
            }
        }

        value = (high << 32) | (uint)low;
        return found >= 2;
    }

    bool IsText(ref Utf8JsonReader reader, ReadOnlySpan<byte> value) =>
        reader.TokenType == JsonTokenType.String && text.Of(ref reader).SequenceEqual(value);

    static bool IsPlain(JsonTokenType token) =>
        token is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False;
}
