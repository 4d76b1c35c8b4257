using Clew.Wire.Protobuf;

namespace Clew.Wire.Otlp;

/// <summary>Where a field is in a message: what a walk in the order of the fields needs to know.</summary>
struct FieldPlace
{
    /// <summary>How often the field occurs; 0 if a later member of the same <c>oneof</c> replaced it.</summary>
    public int Count;

    /// <summary>Where the first and the last occurrence begin, tag included.</summary>
    public int First;
    public int Last;

    /// <summary>The last value, if it is length-delimited.</summary>
    public ProtoSlice Content;

    /// <summary>The last value, if it is a number.</summary>
    public ulong Bits;

    /// <summary>Finds all fields of a message. False if it is malformed.</summary>
    /// <param name="places">One place for each field of the spec, all empty.</param>
    /// <param name="hasUnknown">There are fields that the spec does not have.</param>
    public static bool TryFind(
        ReadOnlySpan<byte> buffer,
        ProtoSlice message,
        MessageSpec spec,
        Span<FieldPlace> places,
        out bool hasUnknown
    )
    {
        hasUnknown = false;
        var oneOf = -1;
        var reader = new ProtoReader(buffer, message);
        while (reader.Next())
        {
            var start = reader.FieldStart;
            var index = IndexOf(spec, reader.Tag);
            if (index < 0)
            {
                hasUnknown = true;
                reader.Skip();
                continue;
            }

            if (spec.Fields[index].IsOneOf)
            {
                if (oneOf >= 0 && oneOf != index)
                {
                    places[oneOf] = default;
                }

                oneOf = index;
            }

            ref var place = ref places[index];
            place.First = place.Count++ == 0 ? start : place.First;
            place.Last = start;
            place.Read(ref reader);
        }

        return !reader.Failed;
    }

    /// <summary>All occurrences from the first one on, behind each other.</summary>
    public readonly byte[] Join(ReadOnlySpan<byte> buffer, ProtoSlice message, uint tag)
    {
        var parts = new ProtoWriter();
        var reader = new ProtoReader(buffer, new(First, message.End - First));
        while (reader.Next())
        {
            if (reader.Tag == tag)
            {
                parts.Raw(reader.Bytes().Of(buffer));
            }
            else
            {
                reader.Skip();
            }
        }

        return parts.Written.ToArray();
    }

    /// <summary>True if the field beginning there counts: it is the last one, or one of many.</summary>
    public readonly bool Holds(int start, FieldSpec field) => Count > 0 && (start == Last || field.IsRepeated);

    /// <summary>A field of a known number but another wire type is an unknown field.</summary>
    public static int IndexOf(MessageSpec spec, uint tag)
    {
        for (var i = 0; i < spec.Fields.Length; i++)
        {
            if (spec.Fields[i].Number == tag >> 3)
            {
                return TagOf(spec.Fields[i]) == tag ? i : -1;
            }
        }

        return -1;
    }

    public static uint TagOf(FieldSpec field) =>
        ((uint)field.Number << 3)
        | field.Type switch
        {
            FieldType.Fixed64 or FieldType.Double => WireType.Fixed64,
            FieldType.Fixed32 => WireType.Fixed32,
            FieldType.String or FieldType.Bytes or FieldType.Id or FieldType.Message => WireType.Bytes,
            _ => WireType.Varint,
        };

    void Read(ref ProtoReader reader)
    {
        switch (reader.Tag & 7)
        {
            case WireType.Varint:
                Bits = reader.Varint();
                break;
            case WireType.Fixed64:
                Bits = reader.Fixed64();
                break;
            case WireType.Fixed32:
                Bits = reader.Fixed32();
                break;
            default:
                Content = reader.Bytes();
                break;
        }
    }
}
