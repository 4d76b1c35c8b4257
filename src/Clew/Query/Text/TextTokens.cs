using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Clew.Query.Text;

/// <summary>
/// The numbers by which a filter knows what a text contains: one for each word, each pair of neighbours in scripts
/// without spaces, and each sign.
/// </summary>
sealed class TextTokens
{
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
        var last = 0UL;
        while (true)
        {
            utf8 = utf8[AddAscii(utf8, ref last)..];
            if (utf8.IsEmpty)
            {
                return;
            }

            utf8 = utf8[AddMixed(utf8, withSigns, ref last)..];
        }
    }

    /// <summary>Most text is ASCII: its words are found 32 bytes at a time.</summary>
    /// <param name="last">See <see cref="AddMixed"/>.</param>
    /// <returns>Where the first word begins that is not, or a sign or gap; the length if there is none.</returns>
    int AddAscii(ReadOnlySpan<byte> utf8, ref ulong last)
    {
        Span<byte> end = stackalloc byte[Vector256<byte>.Count];
        var start = -1;
        for (var at = 0; at < utf8.Length; at += end.Length)
        {
            scoped var next = utf8[at..];
            if (next.Length < end.Length)
            {
                // What is behind the text are gaps.
                end.Clear();
                next.CopyTo(end);
                next = end;
            }

            var bytes = Vector256.LoadUnsafe(in MemoryMarshal.GetReference(next));
            var (parts, wide) = (AsciiParts(bytes), bytes.ExtractMostSignificantBits());
            var edges = parts ^ ((parts << 1) | (start >= 0 ? 1u : 0));
            var stop = BitOperations.TrailingZeroCount(wide);
            edges = wide == 0 ? edges : edges & ((1u << stop) - 1);
            for (; edges != 0; edges &= edges - 1)
            {
                var edge = at + BitOperations.TrailingZeroCount(edges);
                if (start < 0)
                {
                    start = edge;
                }
                else
                {
                    Add(WordHash.OfAscii(utf8, start, edge));
                    (start, last) = (-1, 0);
                }
            }

            if (wide != 0)
            {
                return start >= 0 ? start : at + stop;
            }
        }

        if (start >= 0)
        {
            Add(WordHash.OfAscii(utf8, start, utf8.Length));
        }

        return utf8.Length;
    }

    /// <summary>A bit for each letter and digit.</summary>
    static uint AsciiParts(Vector256<byte> bytes)
    {
        var letters = Vector256.LessThan(
            (bytes | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'),
            Vector256.Create((byte)26)
        );
        var digits = Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        return (letters | digits).ExtractMostSignificantBits();
    }

    /// <summary>Until the next gap that is ASCII.</summary>
    /// <param name="last">The word before, if it is one that stands alone.</param>
    int AddMixed(ReadOnlySpan<byte> utf8, bool withSigns, ref ulong last)
    {
        var reader = new FoldReader(utf8);
        var word = new WordHash();
        while (reader.Next())
        {
            if (reader.Kind != LetterKind.Part && !word.IsEmpty)
            {
                Add(word.End());
                word = new();
            }

            switch (reader.Kind)
            {
                case LetterKind.Part:
                    word.Add(reader);
                    last = 0;
                    break;
                case LetterKind.Alone:
                    var token = OfOne(reader);
                    Add(token);
                    if (last != 0)
                    {
                        Add(Pair(last, token));
                    }

                    last = token;
                    break;
                case LetterKind.Sign when withSigns:
                    Add(OfOne(reader));
                    break;
                default:
                    if (reader.Kind == LetterKind.Gap && utf8[reader.Start] < 0x80)
                    {
                        return reader.End;
                    }

                    break;
            }
        }

        if (!word.IsEmpty)
        {
            Add(word.End());
        }

        return utf8.Length;
    }

    /// <summary>Two neighbours; what stands between them that is no letter makes no difference to it.</summary>
    public static ulong Pair(ulong first, ulong second) => WordHash.Of(BitOperations.RotateLeft(first, 23), second);

    /// <summary>Bytes as they are.</summary>
    public static ulong OfBytes(ReadOnlySpan<byte> bytes) => WordHash.OfBytes(bytes);

    static ulong OfOne(in FoldReader reader)
    {
        var word = new WordHash();
        word.Add(reader);
        return word.End();
    }
}
