using System.Numerics;

namespace Clew.Store.Content;

/// <summary>
/// A Bloom filter in slices: all bits of a token are in one, so that whoever asks for it reads that slice only. Tokens
/// are gathered first, so that it is as wide as they need and no wider.
/// </summary>
sealed class TokenFilter
{
    public const int Slices = 16;

    /// <summary>Bits of a token, and how many there are for each: half of all are set, and one of 256 absent tokens seems to be there.</summary>
    const int Probes = 8;
    const double Width = 11.6;
    const int LeastBytes = 16;

    const int Many = 20_000;
    const int Places = 32_768;

    // Text repeats itself: most tokens were just seen, and need not be looked for.
    readonly ulong[] recent = new ulong[2048];

    // Open addressing, never full; 0 is a free place.
    ulong[] places = new ulong[Places];
    int count;

    public bool IsFull => count >= Many;

    public void Clear()
    {
        if (places.Length > Places)
        {
            places = new ulong[Places];
        }

        Array.Clear(places);
        Array.Clear(recent);
        count = 0;
    }

    public void Add(ReadOnlySpan<ulong> tokens)
    {
        foreach (var token in tokens)
        {
            ref var seen = ref recent[token & 2047];
            if (seen != token)
            {
                seen = token;
                Add(token);
            }
        }
    }

    /// <summary>The slices, each as many bytes as the filter needs.</summary>
    public byte[][] Build()
    {
        var length = Math.Max(LeastBytes, (int)(count * Width / (Slices * 8)) + 1);
        var slices = new byte[Slices][];
        for (var i = 0; i < Slices; i++)
        {
            slices[i] = new byte[length];
        }

        foreach (var token in places)
        {
            if (token != 0)
            {
                Set(slices[SliceOf(token)], token);
            }
        }

        return slices;
    }

    public static int SliceOf(ulong token) => (int)(token >> 60);

    /// <param name="slice">The one in which the token is.</param>
    public static bool MayHave(ReadOnlySpan<byte> slice, ulong token)
    {
        var (at, step) = Walk(token);
        for (var i = 0; i < Probes; i++, at += step)
        {
            var bit = BitAt(at, slice.Length);
            if ((slice[bit >> 3] & (1 << (bit & 7))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    static void Set(byte[] slice, ulong token)
    {
        var (at, step) = Walk(token);
        for (var i = 0; i < Probes; i++, at += step)
        {
            var bit = BitAt(at, slice.Length);
            slice[bit >> 3] |= (byte)(1 << (bit & 7));
        }
    }

    void Add(ulong token)
    {
        if (!Put(places, token))
        {
            return;
        }

        count++;
        if (count > places.Length / 4 * 3)
        {
            var larger = new ulong[places.Length * 2];
            foreach (var known in places.Where(p => p != 0))
            {
                Put(larger, known);
            }

            places = larger;
        }
    }

    /// <summary>False if it is there.</summary>
    static bool Put(ulong[] places, ulong token)
    {
        var mask = (uint)places.Length - 1;
        for (var at = (uint)(token >> 20) & mask; ; at = (at + 1) & mask)
        {
            if (places[at] == token)
            {
                return false;
            }

            if (places[at] == 0)
            {
                places[at] = token;
                return true;
            }
        }
    }

    static int BitAt(uint at, int length) => (int)((ulong)at * ((ulong)length * 8) >> 32);

    static (uint At, uint Step) Walk(ulong token) => ((uint)token, (uint)BitOperations.RotateRight(token, 27) | 1);
}
