using System.Text.Json;
using System.Text.Unicode;
using Clew.Model;
using Clew.Wire.Protobuf;

namespace Clew.Wire.Otlp;

/// <summary>
/// Writes protobuf messages as OTLP/JSON: lowerCamelCase names, hex ids, enum numbers, 64-bit integers as strings,
/// defaults left out. Nothing is lost: what JSON cannot express (fields of a newer OTLP, text that is not UTF-8, a NaN
/// with a payload) stands as base64 of the protobuf fields in a member <c>unknownFields</c> of the object it belongs
/// to, and <see cref="OtlpJsonTranscoder"/> turns it back.
/// </summary>
readonly ref struct OtlpJsonWriter(Utf8JsonWriter writer, ReadOnlySpan<byte> buffer)
{
    /// <summary>Deeper values stay protobuf, in <c>unknownFields</c>. Not deeper than the transcoder goes.</summary>
    const int MaxDepth = ValueDecoder.MaxDepth;

    readonly ReadOnlySpan<byte> buffer = buffer;

    public static JsonWriterOptions WriterOptions { get; } =
        new() { Encoder = PlainJsonEncoder.Instance, SkipValidation = true };

    /// <summary>Writes the message at <paramref name="message"/> as one object.</summary>
    public void Write(MessageSpec spec, ProtoSlice message)
    {
        writer.WriteStartObject();
        WriteMembers(spec, message, 0);
        writer.WriteEndObject();
    }

    void WriteMembers(MessageSpec spec, ProtoSlice message, int depth)
    {
        Span<FieldPlace> places = stackalloc FieldPlace[spec.Fields.Length];
        if (depth > MaxDepth || !FieldPlace.TryFind(buffer, message, spec, places, out var hasUnknown))
        {
            writer.WriteBase64String(OtlpSchema.UnknownFields, message.Of(buffer));
            return;
        }

        for (var i = 0; i < places.Length; i++)
        {
            var field = spec.Fields[i];
            if (places[i].Count == 0)
            {
                continue;
            }

            if (field.IsRepeated)
            {
                WriteRepeated(field, message, places[i], depth, ref hasUnknown);
            }
            else if (field.Type == FieldType.Message)
            {
                WriteNested(field, message, places[i], depth);
            }
            else
            {
                hasUnknown |= !TryWriteScalar(field, places[i]);
            }
        }

        if (hasUnknown)
        {
            WriteUnknown(spec, message, places);
        }
    }

    void WriteRepeated(FieldSpec field, ProtoSlice message, FieldPlace place, int depth, ref bool hasUnknown)
    {
        writer.WriteStartArray(field.Name);
        var tag = FieldPlace.TagOf(field);
        var reader = new ProtoReader(buffer, new(place.First, message.End - place.First));
        while (reader.Next())
        {
            if (reader.Tag != tag)
            {
                reader.Skip();
                continue;
            }

            var content = reader.Bytes();
            if (field.Type != FieldType.Message)
            {
                var valid = Utf8.IsValid(content.Of(buffer));
                hasUnknown |= !valid;
                if (valid)
                {
                    writer.WriteStringValue(content.Of(buffer));
                }

                continue;
            }

            writer.WriteStartObject();
            WriteMembers(field.Message!, content, DepthIn(field, depth));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    void WriteNested(FieldSpec field, ProtoSlice message, FieldPlace place, int depth)
    {
        writer.WriteStartObject(field.Name);
        if (place.Count == 1)
        {
            WriteMembers(field.Message!, place.Content, DepthIn(field, depth));
        }
        else
        {
            // One message that was sent in several parts: it reads as if the parts stood behind each other.
            var parts = place.Join(buffer, message, FieldPlace.TagOf(field));
            var whole = new OtlpJsonWriter(writer, parts);
            whole.WriteMembers(field.Message!, new(0, parts.Length), DepthIn(field, depth));
        }

        writer.WriteEndObject();
    }

    static int DepthIn(FieldSpec field, int depth) => field.Message == OtlpSchema.AnyValue ? depth + 1 : depth;

    /// <summary>False if JSON cannot hold the value, so that its field belongs to the unknown ones.</summary>
    bool TryWriteScalar(FieldSpec field, FieldPlace place)
    {
        var content = place.Content.Of(buffer);
        var isDefault = place.Bits == 0 && content.IsEmpty;
        if (isDefault && !field.IsOneOf)
        {
            return true;
        }

        switch (field.Type)
        {
            case FieldType.String:
                if (!Utf8.IsValid(content))
                {
                    return false;
                }

                writer.WriteString(field.Name, content);
                break;
            case FieldType.Id:
                writer.WriteString(field.Name, Convert.ToHexStringLower(content));
                break;
            case FieldType.Bytes:
                writer.WriteBase64String(field.Name, content);
                break;
            case FieldType.Int64:
                writer.WriteString(field.Name, $"{(long)place.Bits}");
                break;
            case FieldType.Fixed64:
                writer.WriteString(field.Name, $"{place.Bits}");
                break;
            case FieldType.Bool:
                writer.WriteBoolean(field.Name, place.Bits != 0);
                break;
            case FieldType.Double:
                return TryWriteDouble(field.Name, BitConverter.UInt64BitsToDouble(place.Bits));
            case FieldType.Enum:
            case FieldType.Int32:
                writer.WriteNumber(field.Name, (int)place.Bits);
                break;
            default:
                writer.WriteNumber(field.Name, (uint)place.Bits);
                break;
        }

        return true;
    }

    bool TryWriteDouble(string name, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumber(name, value);
            return true;
        }

        writer.WriteString(
            name,
            double.IsNaN(value) ? "NaN"
                : value > 0 ? "Infinity"
                : "-Infinity"
        );
        return !double.IsNaN(value) || BitConverter.DoubleToInt64Bits(value) == JsonNumber.NaNBits;
    }

    void WriteUnknown(MessageSpec spec, ProtoSlice message, ReadOnlySpan<FieldPlace> places)
    {
        var fields = new ProtoWriter();
        var reader = new ProtoReader(buffer, message);
        while (reader.Next())
        {
            var start = reader.FieldStart;
            var index = FieldPlace.IndexOf(spec, reader.Tag);
            reader.Skip();
            var isKnown =
                index >= 0
                && !(
                    places[index].Holds(start, spec.Fields[index]) && IsLost(spec.Fields[index], start, reader.Position)
                );
            if (!isKnown)
            {
                fields.Raw(buffer[start..reader.Position]);
            }
        }

        writer.WriteBase64String(OtlpSchema.UnknownFields, fields.Written);
    }

    /// <summary>True for a field that <see cref="TryWriteScalar"/> could not write.</summary>
    bool IsLost(FieldSpec field, int start, int end)
    {
        var reader = new ProtoReader(buffer, new(start, end - start));
        reader.Next();
        return field.Type switch
        {
            FieldType.String => !Utf8.IsValid(reader.Bytes().Of(buffer)),
            FieldType.Double => reader.Fixed64() is var bits
                && double.IsNaN(BitConverter.UInt64BitsToDouble(bits))
                && bits != JsonNumber.NaNBits,
            _ => false,
        };
    }
}
