using System.Buffers.Text;
using System.Runtime.InteropServices;
using Clew.Model;

namespace Clew.Dialects.Parsing;

/// <summary>
/// A list that was flattened into keys: <c>llm.input_messages.1.message.role</c> is entry 1, rest
/// <c>message.role</c>. The indices may come in any order and have gaps; they are only ever compared, so an index of
/// four thousand million costs nothing.
/// </summary>
/// <param name="Order">The place among what was sent: of two equal keys the last counts.</param>
readonly record struct Flattened(long Index, int Order, int RestStart, Value Value) : IComparable<Flattened>
{
    /// <summary>Longer numbers are no index.</summary>
    const int MaxDigits = 18;

    public ReadOnlySpan<byte> Rest => Value.Key[RestStart..];

    public int CompareTo(Flattened other) =>
        Index != other.Index ? Index.CompareTo(other.Index) : Order.CompareTo(other.Order);

    /// <summary>The entries of a family, by index; within one, in the order sent.</summary>
    public static ReadOnlySpan<Flattened> Of(Family family, Attributes attributes)
    {
        var entries = new List<Flattened>(16);
        foreach (var value in attributes)
        {
            var key = value.Key;
            if (
                value.Kind != ValueKind.Empty
                && key.StartsWith(family.Utf8)
                && TrySplit(key, family.Utf8.Length, out var index, out var rest)
            )
            {
                entries.Add(new(index, entries.Count, rest, value));
            }
        }

        return Sorted(entries);
    }

    /// <summary>The entries of a list that is flattened within these, for example <c>message.contents.0.…</c>.</summary>
    public static ReadOnlySpan<Flattened> Within(ReadOnlySpan<Flattened> outer, ReadOnlySpan<byte> prefix)
    {
        var entries = default(List<Flattened>);
        foreach (var entry in outer)
        {
            if (
                entry.Rest.StartsWith(prefix)
                && TrySplit(entry.Value.Key, entry.RestStart + prefix.Length, out var index, out var rest)
            )
            {
                entries ??= [];
                entries.Add(new(index, entries.Count, rest, entry.Value));
            }
        }

        return entries is null ? default : Sorted(entries);
    }

    /// <summary>Takes the entries of the first index off a sorted list. False at its end.</summary>
    public static bool TryTakeGroup(ref ReadOnlySpan<Flattened> sorted, out ReadOnlySpan<Flattened> group)
    {
        var end = 0;
        while (end < sorted.Length && sorted[end].Index == sorted[0].Index)
        {
            end++;
        }

        group = sorted[..end];
        sorted = sorted[end..];
        return end > 0;
    }

    /// <summary>The last entry with this rest; an empty value if there is none.</summary>
    public static Value Find(
        ReadOnlySpan<Flattened> entries,
        ReadOnlySpan<byte> rest,
        ReadOnlySpan<byte> otherwise = default
    )
    {
        var found = default(Value);
        foreach (var entry in entries)
        {
            if (entry.Rest.SequenceEqual(rest) || (!otherwise.IsEmpty && entry.Rest.SequenceEqual(otherwise)))
            {
                found = entry.Value;
            }
        }

        return found;
    }

    static ReadOnlySpan<Flattened> Sorted(List<Flattened> entries)
    {
        entries.Sort();
        return CollectionsMarshal.AsSpan(entries);
    }

    static bool TrySplit(ReadOnlySpan<byte> key, int start, out long index, out int rest)
    {
        var tail = key[start..];
        var dot = tail.IndexOf((byte)'.');
        rest = start + dot + 1;
        index = 0;
        return dot is > 0 and <= MaxDigits
            && Utf8Parser.TryParse(tail[..dot], out index, out var read)
            && read == dot
            && index >= 0;
    }
}
