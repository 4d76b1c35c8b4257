using System.Buffers.Text;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// A list that was flattened into keys: <c>llm.input_messages.1.message.role</c> is entry 1, rest
/// <c>message.role</c>. The indices may come in any order and have gaps; they are only ever compared, so an index of
/// four thousand million costs nothing.
/// </summary>
readonly record struct Flattened(long Index, int RestStart, Value Value) : IComparable<Flattened>
{
    /// <summary>Longer numbers are no index.</summary>
    const int MaxDigits = 18;

    public ReadOnlySpan<byte> Rest => Value.Key[RestStart..];

    public int CompareTo(Flattened other) => Index.CompareTo(other.Index);

    /// <summary>The entries of a family, by index; within one, in the order sent.</summary>
    public static List<Flattened> Of(Family family, Attributes attributes)
    {
        var entries = new List<Flattened>();
        foreach (var value in attributes)
        {
            if (
                value.Kind != ValueKind.Empty
                && value.Key.StartsWith(family.Utf8)
                && TrySplit(value.Key, family.Utf8.Length, out var index, out var rest)
            )
            {
                entries.Add(new(index, rest, value));
            }
        }

        return [.. entries.Order()];
    }

    /// <summary>Splits a list that is flattened within this entry, for example <c>message.contents.0.…</c>.</summary>
    public bool TryDescend(ReadOnlySpan<byte> prefix, out Flattened inner)
    {
        inner = default;
        if (!Rest.StartsWith(prefix) || !TrySplit(Value.Key, RestStart + prefix.Length, out var index, out var rest))
        {
            return false;
        }

        inner = new(index, rest, Value);
        return true;
    }

    /// <summary>The entries grouped by index.</summary>
    public static IEnumerable<ArraySegment<Flattened>> Groups(Flattened[] sorted)
    {
        for (var first = 0; first < sorted.Length; )
        {
            var end = first + 1;
            while (end < sorted.Length && sorted[end].Index == sorted[first].Index)
            {
                end++;
            }

            yield return new(sorted, first, end - first);
            first = end;
        }
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
