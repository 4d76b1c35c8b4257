using System.Numerics;

namespace Clew.Query.Text;

/// <summary>
/// The numbers by which a filter knows what a text contains: one for each word, each pair of neighbours in scripts
/// without spaces, and each sign.
/// </summary>
sealed class TextTokens
{
    const ulong Seed = 0x243F6A8885A308D3;
    const ulong Factor = 0x9E3779B97F4A7C15;

    ulong[] items = new ulong[256];

    public int Count { get; private set; }

    public ReadOnlySpan<ulong> Span => items.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(ulong token)
    {
        if (Count == items.Length)
        {
            Array.Resize(ref items, items.Length * 2);
        }

        items[Count++] = token;
    }

    /// <param name="utf8">What a text says, see <see cref="SaidText"/>.</param>
    /// <param name="withSigns">Whether also those of signs; between the words of a phrase they count for nothing.</param>
    public void AddText(ReadOnlySpan<byte> utf8, bool withSigns = true)
    {
        var (i, last) = (0, 0UL);
        while (i < utf8.Length)
        {
            // Most text is ASCII: its words need nothing but a look at each byte.
            while (i < utf8.Length && utf8[i] < 0x80 && !FoldReader.IsAsciiPart(utf8[i]))
            {
                i++;
            }

            var start = i;
            var hash = Seed;
            while (i < utf8.Length && FoldReader.IsAsciiPart(utf8[i]))
            {
                var b = utf8[i++];
                hash = Next(hash, (char)(b >= 'A' ? b | 0x20 : b));
            }

            if (i < utf8.Length && utf8[i] >= 0x80)
            {
                i = start + AddMixed(utf8[start..], withSigns, ref last);
            }
            else if (i > start)
            {
                Add(End(hash));
                last = 0;
            }
        }
    }

    /// <summary>Until the next gap that is ASCII.</summary>
    /// <param name="last">The word before, if it is one that stands alone.</param>
    int AddMixed(ReadOnlySpan<byte> utf8, bool withSigns, ref ulong last)
    {
        var reader = new FoldReader(utf8);
        var (hash, isOpen) = (Seed, false);
        while (reader.Next())
        {
            if (reader.Kind != LetterKind.Part && isOpen)
            {
                Add(End(hash));
                (hash, isOpen) = (Seed, false);
            }

            switch (reader.Kind)
            {
                case LetterKind.Part:
                    hash = Next(hash, reader);
                    (isOpen, last) = (true, 0);
                    break;
                case LetterKind.Alone:
                    var token = End(Next(Seed, reader));
                    Add(token);
                    if (last != 0)
                    {
                        Add(Pair(last, token));
                    }

                    last = token;
                    break;
                case LetterKind.Sign when withSigns:
                    Add(End(Next(Seed, reader)));
                    break;
                default:
                    if (reader.Kind == LetterKind.Gap && utf8[reader.Start] < 0x80)
                    {
                        return reader.End;
                    }

                    break;
            }
        }

        if (isOpen)
        {
            Add(End(hash));
        }

        return reader.End;
    }

    /// <summary>Two neighbours; what stands between them that is no letter makes no difference to it.</summary>
    public static ulong Pair(ulong first, ulong second) => End(RotateAnd(first, second));

    /// <summary>Bytes as they are.</summary>
    public static ulong OfBytes(ReadOnlySpan<byte> bytes)
    {
        var hash = ~Seed;
        foreach (var b in bytes)
        {
            hash = Next(hash, (char)b);
        }

        return End(hash);
    }

    static ulong Next(ulong hash, in FoldReader reader)
    {
        hash = Next(hash, reader.First);
        return reader.Second == '\0' ? hash : Next(hash, reader.Second);
    }

    static ulong Next(ulong hash, char unit) => (BitOperations.RotateLeft(hash, 5) ^ unit) * Factor;

    static ulong RotateAnd(ulong first, ulong second) => (BitOperations.RotateLeft(first, 23) ^ second) * Factor;

    static ulong End(ulong hash)
    {
        hash ^= hash >> 32;
        hash *= 0xD6E8FEB86659FD93;
        return hash ^ (hash >> 32);
    }
}
