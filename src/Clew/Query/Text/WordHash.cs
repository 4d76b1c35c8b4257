using System.Buffers.Binary;

namespace Clew.Query.Text;

/// <summary>
/// The number of a word, from its folded characters: eight bytes are mixed at a time. A character of ASCII is a byte,
/// any other unit of UTF-16 three. Numbers are stored: another rule means that all filters are built again.
/// </summary>
struct WordHash
{
    const ulong Seed = 0x243F6A8885A308D3;
    const ulong Factor = 0x9E3779B97F4A7C15;
    const ulong Lower = 0x2020202020202020;
    const int Wide = 0xFF;

    ulong mixed = Seed;
    ulong open;
    int bits;

    public WordHash() { }

    public readonly bool IsEmpty => bits == 0 && mixed == Seed;

    public void Add(in FoldReader reader)
    {
        Add(reader.First);
        if (reader.Second != '\0')
        {
            Add(reader.Second);
        }
    }

    public readonly ulong End() => Finish(bits == 0 ? mixed : Mix(mixed, open));

    /// <summary>A word of ASCII letters and digits.</summary>
    /// <param name="text">What it stands in.</param>
    public static ulong OfAscii(ReadOnlySpan<byte> text, int start, int end)
    {
        var mixed = Seed;
        for (; end - start >= 8; start += 8)
        {
            // In these a bit makes capitals small, and leaves digits what they are.
            mixed = Mix(mixed, BinaryPrimitives.ReadUInt64LittleEndian(text[start..]) | Lower);
        }

        if (end > start)
        {
            var rest =
                text.Length - start >= 8
                    ? BinaryPrimitives.ReadUInt64LittleEndian(text[start..])
                    : Short(text[start..]);
            mixed = Mix(mixed, (rest | Lower) & (ulong.MaxValue >> (64 - ((end - start) * 8))));
        }

        return Finish(mixed);
    }

    public static ulong OfBytes(ReadOnlySpan<byte> bytes)
    {
        var mixed = ~Seed ^ (ulong)bytes.Length;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            mixed = Mix(mixed, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        return Finish(bytes.IsEmpty ? mixed : Mix(mixed, Short(bytes)));
    }

    /// <summary>Of two numbers.</summary>
    public static ulong Of(ulong first, ulong second) => Finish(Mix(first, second));

    void Add(char unit)
    {
        if (unit < 0x80)
        {
            AddByte(unit);
            return;
        }

        AddByte(Wide);
        AddByte((byte)unit);
        AddByte(unit >> 8);
    }

    void AddByte(int value)
    {
        open |= (ulong)value << bits;
        bits += 8;
        if (bits == 64)
        {
            (mixed, open, bits) = (Mix(mixed, open), 0, 0);
        }
    }

    /// <summary>Fewer than eight bytes.</summary>
    static ulong Short(ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var i = 0; i < bytes.Length; i++)
        {
            value |= (ulong)bytes[i] << (i * 8);
        }

        return value;
    }

    static ulong Mix(ulong mixed, ulong next)
    {
        var high = Math.BigMul(mixed ^ next, Factor, out var low);
        return high ^ low;
    }

    static ulong Finish(ulong hash)
    {
        hash ^= hash >> 32;
        hash *= 0xD6E8FEB86659FD93;
        // Never 0, which tables take for nothing.
        return Math.Max(1, hash ^ (hash >> 32));
    }
}
