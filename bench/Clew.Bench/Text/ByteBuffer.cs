using System.Buffers.Binary;
using System.Globalization;

namespace Clew.Bench.Text;

/// <summary>A growing run of bytes: text in UTF-8, and the few protobuf primitives a span needs.</summary>
sealed class ByteBuffer(int capacity = 4096)
{
    byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public ReadOnlySpan<byte> Since(int start) => _bytes.AsSpan(start, Length - start);

    public void Clear() => Length = 0;

    public void CutTo(int length) => Length = length;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    public void Append(byte value)
    {
        Room(1)[0] = value;
        Length++;
    }

    public void Append(long number)
    {
        number.TryFormat(Room(20), out int written, provider: CultureInfo.InvariantCulture);
        Length += written;
    }

    /// <summary>A number with leading zeros, as in dates and clock times.</summary>
    public void Append(int number, ReadOnlySpan<char> format)
    {
        number.TryFormat(Room(20), out int written, format, CultureInfo.InvariantCulture);
        Length += written;
    }

    public void Append(double number, ReadOnlySpan<char> format)
    {
        number.TryFormat(Room(40), out int written, format, CultureInfo.InvariantCulture);
        Length += written;
    }

    /// <summary>Makes an ASCII letter at this position a capital.</summary>
    public void Capitalise(int at)
    {
        if (at < Length && _bytes[at] is >= (byte)'a' and <= (byte)'z')
            _bytes[at] -= 32;
    }

    /// <summary>Makes the ASCII letters from this position on small.</summary>
    public void Lower(int from)
    {
        for (int i = from; i < Length; i++)
        {
            if (_bytes[i] is >= (byte)'A' and <= (byte)'Z')
                _bytes[i] += 32;
        }
    }

    /// <summary>Lower-case hexadecimal digits, highest first.</summary>
    public void Hex(ulong value, int digits)
    {
        Span<byte> room = Room(digits);
        for (int i = digits - 1; i >= 0; i--, value >>= 4)
            room[i] = "0123456789abcdef"u8[(int)(value & 15)];
        Length += digits;
    }

    /// <summary>Text as the inside of a JSON string.</summary>
    public void JsonEscaped(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            int plain = text.IndexOfAny("\"\\\n\t"u8);
            if (plain < 0)
            {
                Append(text);
                return;
            }
            Append(text[..plain]);
            Append((byte)'\\');
            Append(
                text[plain] switch
                {
                    (byte)'\n' => (byte)'n',
                    (byte)'\t' => (byte)'t',
                    byte other => other,
                }
            );
            text = text[(plain + 1)..];
        }
    }

    public void Varint(ulong value)
    {
        Span<byte> room = Room(10);
        int i = 0;
        for (; value >= 0x80; value >>= 7)
            room[i++] = (byte)(value | 0x80);
        room[i++] = (byte)value;
        Length += i;
    }

    public void Fixed64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Room(8), value);
        Length += 8;
    }

    public void Fixed32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Room(4), value);
        Length += 4;
    }

    /// <summary>How many bytes <see cref="Varint"/> writes for a value.</summary>
    public static int VarintLength(ulong value) => 1 + System.Numerics.BitOperations.Log2(value | 1) / 7;

    /// <summary>The array itself: for a buffer that was created with the right capacity and is given away.</summary>
    public byte[] Take() => _bytes;

    Span<byte> Room(int count)
    {
        if (_bytes.Length - Length < count)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        return _bytes.AsSpan(Length);
    }
}
