using System.Numerics;
using System.Runtime.InteropServices;

namespace Clew.Store.Content;

/// <summary>
/// A Bloom filter in slices: all bits of a token are in one, so that whoever asks for it reads that slice only. It is
/// filled at its full width and folded to what it needs when it is written.
/// </summary>
sealed class TokenFilter
{
    public const int Slices = 16;

    /// <summary>Bits of a token. With half of all bits set, one of 200 absent tokens seems to be there.</summary>
    const int Probes = 8;
    const double MostFilled = 0.52;
    const int Words = 256;
    const int LeastWords = 8;

    // Text repeats itself: most tokens were just seen, and need not be looked at again.
    readonly ulong[] recent = new ulong[4096];
    readonly ulong[] bits = new ulong[Slices * Words];
    int set;

    public bool IsFull => set >= (int)(MostFilled * Slices * Words * 64);

    public void Clear()
    {
        Array.Clear(bits);
        Array.Clear(recent);
        set = 0;
    }

    public void Add(ReadOnlySpan<ulong> tokens)
    {
        foreach (var token in tokens)
        {
            ref var seen = ref recent[token & 4095];
            if (seen != token)
            {
                seen = token;
                Add(token);
            }
        }
    }

    /// <summary>The slices, each as many bytes as the filter needs.</summary>
    public byte[][] Fold()
    {
        var filled = set / (double)(Slices * Words * 64);
        var tokens = -Math.Log(1 - Math.Min(filled, 0.999)) * Words;
        var words = Words;
        while (words > LeastWords && 1 - Math.Exp(-tokens / (words / 2)) <= MostFilled)
        {
            words /= 2;
        }

        var slices = new byte[Slices][];
        for (var i = 0; i < Slices; i++)
        {
            var folded = new ulong[words];
            for (var word = 0; word < Words; word++)
            {
                folded[word % words] |= bits[(i * Words) + word];
            }

            slices[i] = MemoryMarshal.AsBytes(folded.AsSpan()).ToArray();
        }

        return slices;
    }

    public static int SliceOf(ulong token) => (int)(token >> 60);

    /// <param name="slice">The one in which the token is.</param>
    public static bool MayHave(ReadOnlySpan<byte> slice, ulong token)
    {
        var mask = (uint)(slice.Length * 8) - 1;
        var (at, step) = Walk(token);
        for (var i = 0; i < Probes; i++, at += step)
        {
            var bit = at & mask;
            if ((slice[(int)(bit >> 3)] & (1 << (int)(bit & 7))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    void Add(ulong token)
    {
        var slice = bits.AsSpan(SliceOf(token) * Words, Words);
        var (at, step) = Walk(token);
        for (var i = 0; i < Probes; i++, at += step)
        {
            var bit = at & ((Words * 64) - 1);
            ref var word = ref slice[(int)(bit >> 6)];
            var one = 1UL << (int)(bit & 63);
            set += (word & one) == 0 ? 1 : 0;
            word |= one;
        }
    }

    static (uint At, uint Step) Walk(ulong token) => ((uint)token, (uint)BitOperations.RotateRight(token, 27) | 1);
}
