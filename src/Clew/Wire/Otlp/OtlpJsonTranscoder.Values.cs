using System.Text.Json;
using F = Clew.Wire.Otlp.OtlpFields;

namespace Clew.Wire.Otlp;

/// <summary>
/// Values. By the specification they are objects that name their type, <c>{"intValue": "5"}</c>; hand-written exporters
/// also send the bare value, and a bare object as attributes.
/// </summary>
sealed partial class OtlpJsonTranscoder
{
    /// <summary>Reads an <c>AnyValue</c>.</summary>
    bool TryReadValue(ref Utf8JsonReader reader, int depth)
    {
        if (depth > MaxDepth && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            return KeepAsBytes(ref reader);
        }

        return reader.TokenType == JsonTokenType.StartObject
            ? TryReadMessage(ref reader, OtlpSchema.AnyValue, depth)
            : TryReadPlain(ref reader, depth);
    }

    /// <summary><c>{"a": 1, "b": "x"}</c> in place of <c>[{"key": "a", "value": {"intValue": "1"}}, …]</c>.</summary>
    bool TryReadPlainAttributes(ref Utf8JsonReader reader, int number, int depth)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var entry = output.Begin(number);
            output.Bytes(F.KeyValue.Key, text.Of(ref reader));
            reader.Read();
            var value = output.Begin(F.KeyValue.Value);
            var read = IsTyped(reader) ? TryReadValue(ref reader, depth + 1) : TryReadPlain(ref reader, depth + 1);
            output.End(value);
            output.End(entry);
            if (!read)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True before an object whose first member is one of an <c>AnyValue</c>'s.</summary>
    bool IsTyped(Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.StartObject
        && reader.Read()
        && reader.TokenType == JsonTokenType.PropertyName
        && Find(OtlpSchema.AnyValue.Fields, text.Of(ref reader), 0) >= 0;

    /// <summary>A bare JSON value as the <c>AnyValue</c> it resembles.</summary>
    bool TryReadPlain(ref Utf8JsonReader reader, int depth)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                output.Bytes(F.AnyValue.StringValue, text.Of(ref reader));
                return true;
            case JsonTokenType.True:
            case JsonTokenType.False:
                output.Varint(F.AnyValue.BoolValue, reader.TokenType == JsonTokenType.True ? 1u : 0u);
                return true;
            case JsonTokenType.Number:
                PlainNumber(reader.ValueSpan);
                return true;
            case JsonTokenType.StartArray:
            case JsonTokenType.StartObject:
                return depth > MaxDepth ? KeepAsBytes(ref reader) : TryReadPlainContainer(ref reader, depth);
            default:
                return true;
        }
    }

    bool TryReadPlainContainer(ref Utf8JsonReader reader, int depth)
    {
        var isMap = reader.TokenType == JsonTokenType.StartObject;
        var container = output.Begin(isMap ? F.AnyValue.KvlistValue : F.AnyValue.ArrayValue);
        var read = true;
        if (isMap)
        {
            read = TryReadPlainAttributes(ref reader, F.ValueList.Values, depth);
        }
        else
        {
            while (read && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var element = output.Begin(F.ValueList.Values);
                read = TryReadPlain(ref reader, depth + 1);
                output.End(element);
            }
        }

        output.End(container);
        return read;
    }

    void PlainNumber(ReadOnlySpan<byte> number)
    {
        if (number.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 && JsonNumber.TryInt64(number, out var integer))
        {
            output.Varint(F.AnyValue.IntValue, (ulong)integer);
        }
        else if (JsonNumber.TryDouble(number, out var value))
        {
            output.Fixed64(F.AnyValue.DoubleValue, BitConverter.DoubleToUInt64Bits(value));
        }
    }

    bool KeepAsBytes(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        output.Bytes(F.AnyValue.BytesValue, json.Span[start..(int)reader.BytesConsumed]);
        return true;
    }
}
