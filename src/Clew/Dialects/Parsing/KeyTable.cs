using System.Buffers.Binary;

namespace Clew.Dialects.Parsing;

/// <summary>
/// Every attribute name that any dialect knows, found by its UTF-8 bytes. Built once; looking up makes no garbage, and
/// since nothing is ever added, no sender can make it slow by clever names.
/// </summary>
sealed class KeyTable
{
    // Open addressing: place + 1, or 0 for a free slot.
    readonly int[] slots;
    readonly List<byte[]> names = [];
    readonly List<ulong> dialects = [];
    const int MaxFamilies = 128;

    // By the first byte of the prefix; most keys are of none.
    readonly (byte[] Prefix, UInt128 Bit, ulong Dialect)[]?[] families = new (byte[], UInt128, ulong)[]?[256];

    public KeyTable(IReadOnlyList<Dialect> speakers)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var prefixes = new List<(byte[] Prefix, UInt128, ulong)>();
        for (var i = 0; i < speakers.Count; i++)
        {
            foreach (var key in speakers[i].Keys)
            {
                if (!places.TryGetValue(key.Source.Key, out var place))
                {
                    place = names.Count;
                    places.Add(key.Source.Key, place);
                    names.Add(key.Utf8);
                    dialects.Add(0);
                }

                key.Place = place;
                dialects[place] |= 1UL << i;
            }

            foreach (var family in speakers[i].Families)
            {
                family.Bit =
                    prefixes.Count < MaxFamilies
                        ? UInt128.One << prefixes.Count
                        : throw new InvalidOperationException($"There is room for {MaxFamilies} families of keys.");
                prefixes.Add((family.Utf8, family.Bit, 1UL << i));
            }
        }

        foreach (var group in prefixes.GroupBy(p => p.Prefix[0]))
        {
            families[group.Key] = [.. group];
        }

        slots = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(names.Count * 4) + 8)];
        for (var place = 0; place < names.Count; place++)
        {
            var slot = Hash(names[place]) & (slots.Length - 1);
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & (slots.Length - 1);
            }

            slots[slot] = place + 1;
        }
    }

    public int Count => names.Count;

    /// <summary>The place of a key, or -1; and which dialects know it, as bits in their order.</summary>
    public int Find(ReadOnlySpan<byte> name, out ulong knownBy)
    {
        var slot = Hash(name) & (slots.Length - 1);
        for (int place; (place = slots[slot] - 1) >= 0; slot = (slot + 1) & (slots.Length - 1))
        {
            if (name.SequenceEqual(names[place]))
            {
                knownBy = dialects[place];
                return place;
            }
        }

        knownBy = 0;
        return -1;
    }

    /// <summary>The families that a key belongs to, as bits.</summary>
    public UInt128 FamiliesOf(ReadOnlySpan<byte> name, out ulong knownBy)
    {
        var bits = UInt128.Zero;
        knownBy = 0;
        if (name.IsEmpty || families[name[0]] is not { } candidates)
        {
            return bits;
        }

        foreach (var (prefix, bit, dialect) in candidates)
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix))
            {
                bits |= bit;
                knownBy |= dialect;
            }
        }

        return bits;
    }

    /// <summary>Names differ most at their end and in their length: <c>gen_ai.usage.input_tokens</c>.</summary>
    static int Hash(ReadOnlySpan<byte> name)
    {
        ulong tail;
        if (name.Length >= 8)
        {
            tail = BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]);
            tail ^= ulong.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(name[(name.Length / 2 - 4)..]), 23);
        }
        else
        {
            tail = 0;
            foreach (var b in name)
            {
                tail = (tail << 8) | b;
            }
        }

        return (int)(((tail + (ulong)name.Length) * 0x9E3779B97F4A7C15UL) >> 34);
    }
}
