using System.Buffers.Binary;
using System.Numerics;

namespace Clew.Wire.Protobuf;

/// <summary>
/// Writes protobuf messages into one growing array that is kept for the next use. A nested message is written in
/// place and gets its length afterwards: <see cref="Begin"/> leaves one byte for it, and <see cref="End"/> moves the
/// message up in the rare case that the length needs more.
/// </summary>
sealed class ProtoWriter
{
    /// <summary>A larger array than this is given back to the garbage collector by <see cref="Reset"/>.</summary>
    const int KeptCapacity = 4 << 20;

    byte[] buffer = new byte[1024];

    /// <summary>The array behind the writer. It changes when the writer grows.</summary>
    public byte[] Buffer => buffer;

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, Length);

    public void Reset()
    {
        Length = 0;
        if (buffer.Length > KeptCapacity)
        {
            buffer = new byte[1024];
        }
    }

    public void Varint(int field, ulong value)
    {
        Raw(((ulong)field << 3) | WireType.Varint);
        Raw(value);
    }

    public void Fixed32(int field, uint value)
    {
        Raw(((ulong)field << 3) | WireType.Fixed32);
        BinaryPrimitives.WriteUInt32LittleEndian(Take(sizeof(uint)), value);
    }

    public void Fixed64(int field, ulong value)
    {
        Raw(((ulong)field << 3) | WireType.Fixed64);
        BinaryPrimitives.WriteUInt64LittleEndian(Take(sizeof(ulong)), value);
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Raw(((ulong)field << 3) | WireType.Bytes);
        Raw((ulong)value.Length);
        Raw(value);
    }

    /// <summary>Starts a length-delimited field; gives what <see cref="End"/> wants.</summary>
    public int Begin(int field)
    {
        Raw(((ulong)field << 3) | WireType.Bytes);
        Take(1);
        return Length;
    }

    /// <summary>Ends the field that <see cref="Begin"/> started.</summary>
    public void End(int start)
    {
        var length = Length - start;
        var size = VarintSize((ulong)length);
        if (size > 1)
        {
            Take(size - 1);
            buffer.AsSpan(start, length).CopyTo(buffer.AsSpan(start + size - 1));
        }

        WriteVarint(buffer.AsSpan(start - 1), (ulong)length);
    }

    /// <summary>Drops everything from <paramref name="length"/> on.</summary>
    public void Truncate(int length) => Length = length;

    /// <summary>Cuts a part out; what follows moves down.</summary>
    public void Remove(int start, int length)
    {
        buffer.AsSpan(start + length, Length - start - length).CopyTo(buffer.AsSpan(start));
        Length -= length;
    }

    /// <summary>Bytes as they are: fields that are encoded already.</summary>
    public void Raw(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    /// <summary>Room for a known number of bytes, which the caller fills.</summary>
    public Span<byte> Take(int length)
    {
        Reserve(length);
        Length += length;
        return buffer.AsSpan(Length - length, length);
    }

    public static int VarintSize(ulong value) => (BitOperations.Log2(value | 1) / 7) + 1;

    void Raw(ulong value)
    {
        if (value < 0x80)
        {
            Take(1)[0] = (byte)value;
            return;
        }

        WriteVarint(Take(VarintSize(value)), value);
    }

    static void WriteVarint(Span<byte> destination, ulong value)
    {
        var i = 0;
        for (; value >= 0x80; value >>= 7)
        {
            destination[i++] = (byte)(value | 0x80);
        }

        destination[i] = (byte)value;
    }

    void Reserve(int length)
    {
        var needed = (long)Length + length;
        if (needed > buffer.Length)
        {
            var capacity = Math.Min(Math.Max(needed, 2L * buffer.Length), Array.MaxLength);
            Array.Resize(ref buffer, (int)Math.Max(capacity, needed));
        }
    }
}
