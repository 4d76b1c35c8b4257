using System.Buffers.Binary;

namespace Clew.Wire.Protobuf;

/// <summary>
/// Reads the fields of one protobuf message in place (protobuf encoding guide: tag, then value; little-endian). It
/// never reads past the message and never throws: after the first fault <see cref="Next"/> ends the loop and
/// <see cref="Fault"/> says why. Positions are absolute, so that a nested message is read from the same buffer.
/// <code>
/// 2a 05 68 65 6c 6c 6f    tag 0x2a = field 5, wire type 2 (bytes); length 5; "hello"
/// 30 03                   tag 0x30 = field 6, wire type 0 (varint); 3
/// </code>
/// </summary>
ref struct ProtoReader
{
    /// <summary>How deep groups may nest. No OTLP message has groups; they are only skipped.</summary>
    public const int MaxGroupDepth = 100;

    const int MaxVarintBytes = 10;

    // The buffer from its very beginning up to the end of this message.
    readonly ReadOnlySpan<byte> data;
    int position;

    /// <param name="buffer">The buffer that holds the message.</param>
    /// <param name="message">Where in it the message is; must lie inside.</param>
    public ProtoReader(ReadOnlySpan<byte> buffer, ProtoSlice message)
    {
        data = buffer[..message.End];
        position = message.Start;
    }

    /// <summary>Field number × 8 + wire type of the current field.</summary>
    public uint Tag { get; private set; }

    public readonly int Field => (int)(Tag >> 3);

    /// <summary>Where the tag of the current field begins.</summary>
    public int FieldStart { get; private set; }

    /// <summary>Where the next field begins, once the value of the current one has been read.</summary>
    public readonly int Position => position;

    public ProtoFault Fault { get; private set; }

    /// <summary>Where the field begins that could not be read.</summary>
    public int FaultPosition { get; private set; }

    public readonly bool Failed => Fault != ProtoFault.None;

    /// <summary>Goes to the next field. False at the end of the message and after a fault.</summary>
    public bool Next()
    {
        if ((uint)position >= (uint)data.Length)
        {
            return false;
        }

        FieldStart = position;
        Tag = (uint)Varint();
        return Tag >= 8 ? !Failed : Fail(ProtoFault.Tag);
    }

    public ulong Varint()
    {
        // Nine of ten varints in telemetry are one byte: tags, short lengths, enums.
        if ((uint)position < (uint)data.Length && data[position] < 0x80)
        {
            return data[position++];
        }

        return LongVarint();
    }

    public uint Fixed32()
    {
        if (data.Length - position < sizeof(uint))
        {
            Fail(ProtoFault.Truncated);
            return 0;
        }

        var value = BinaryPrimitives.ReadUInt32LittleEndian(data[position..]);
        position += sizeof(uint);
        return value;
    }

    public ulong Fixed64()
    {
        if (data.Length - position < sizeof(ulong))
        {
            Fail(ProtoFault.Truncated);
            return 0;
        }

        var value = BinaryPrimitives.ReadUInt64LittleEndian(data[position..]);
        position += sizeof(ulong);
        return value;
    }

    /// <summary>The content of a string, bytes or message field.</summary>
    public ProtoSlice Bytes()
    {
        var length = Varint();
        if (length > (ulong)(data.Length - position))
        {
            Fail(ProtoFault.Truncated);
            return default;
        }

        var slice = new ProtoSlice(position, (int)length);
        position += (int)length;
        return slice;
    }

    /// <summary>Steps over the value of the current field.</summary>
    public void Skip()
    {
        if ((Tag & 7) == WireType.StartGroup)
        {
            SkipGroup();
        }
        else
        {
            SkipValue();
        }
    }

    void SkipValue()
    {
        switch (Tag & 7)
        {
            case WireType.Varint:
                Varint();
                break;
            case WireType.Fixed64:
                Fixed64();
                break;
            case WireType.Bytes:
                Bytes();
                break;
            case WireType.Fixed32:
                Fixed32();
                break;
            case WireType.EndGroup:
                Fail(ProtoFault.Group);
                break;
            default:
                Fail(ProtoFault.Tag);
                break;
        }
    }

    void SkipGroup()
    {
        Span<uint> open = stackalloc uint[MaxGroupDepth];
        var first = FieldStart;
        open[0] = Tag >> 3;
        for (var depth = 1; depth > 0; )
        {
            if (!Next())
            {
                Fail(ProtoFault.Group);
                return;
            }

            if ((Tag & 7) == WireType.StartGroup)
            {
                if (depth == MaxGroupDepth)
                {
                    Fail(ProtoFault.Depth);
                    return;
                }

                open[depth++] = Tag >> 3;
            }
            else if ((Tag & 7) == WireType.EndGroup && open[depth - 1] == Tag >> 3)
            {
                depth--;
            }
            else
            {
                SkipValue();
            }
        }

        FieldStart = first;
    }

    ulong LongVarint()
    {
        var value = 0UL;
        for (var i = 0; i < MaxVarintBytes; i++)
        {
            if ((uint)position >= (uint)data.Length)
            {
                Fail(ProtoFault.Truncated);
                return 0;
            }

            // Seven bits a byte, lowest first; what exceeds 64 bits is dropped, as every protobuf library does.
            var part = data[position++];
            value |= (ulong)(part & 0x7f) << (7 * i);
            if (part < 0x80)
            {
                return value;
            }
        }

        Fail(ProtoFault.Varint);
        return 0;
    }

    bool Fail(ProtoFault fault)
    {
        if (!Failed)
        {
            Fault = fault;
            FaultPosition = FieldStart;
        }

        position = data.Length;
        return false;
    }
}
