using System.Text;

namespace Clew.Model;

/// <summary>The types an OTLP <c>AnyValue</c> can have. Values keep their type from the wire to the answer.</summary>
enum ValueKind : byte
{
    Empty,
    String,
    Bool,
    Int,
    Double,
    Bytes,
    Array,
    Map,
}

/// <summary>
/// Attribute values laid out flat: one node per value, children directly behind their parent. Text is not copied; it
/// stays a slice of <see cref="Buffer"/>. A tape is reused for one span after the other, so a hot path makes no
/// garbage. Whoever decodes fills it; everyone else reads it through <see cref="Value"/> and <see cref="Attributes"/>.
/// </summary>
sealed class ValueTape
{
    Node[] nodes = new Node[64];

    /// <summary>The bytes that every slice points into. Owned by whoever filled the tape.</summary>
    public byte[] Buffer { get; private set; } = [];

    public int Count { get; private set; }

    /// <summary>Forgets all values; slices made from now on point into <paramref name="buffer"/>.</summary>
    public void Reset(byte[] buffer)
    {
        Buffer = buffer;
        Count = 0;
    }

    /// <summary>Adds a value and gives its index. A container is closed with <see cref="Close"/>.</summary>
    public int Add(in Node node)
    {
        if (Count == nodes.Length)
        {
            Array.Resize(ref nodes, nodes.Length * 2);
        }

        nodes[Count] = node with { End = Count + 1 };
        return Count++;
    }

    public void Close(int index) => nodes[index].End = Count;

    public ref Node this[int index] => ref nodes[index];

    public ReadOnlySpan<byte> Slice(int start, int length) => Buffer.AsSpan(start, length);

    public Value ValueAt(int index) => new(this, index);

    /// <summary>One value. <see cref="End"/> is the index behind its last descendant.</summary>
    internal record struct Node
    {
        public int KeyStart;
        public int KeyLength;
        public int Start;
        public int Length;
        public long Bits;
        public int End;
        public ValueKind Kind;
    }
}

/// <summary>One typed value on a tape. Valid until the tape is reset.</summary>
readonly struct Value(ValueTape? tape, int index)
{
    public ValueKind Kind => tape is null ? ValueKind.Empty : tape[index].Kind;

    /// <summary>The key under which the value stands in its map or attribute list; empty in an array.</summary>
    public ReadOnlySpan<byte> Key => tape is null ? default : tape.Slice(tape[index].KeyStart, tape[index].KeyLength);

    /// <summary>The same as memory: a slice of the tape's buffer.</summary>
    public ReadOnlyMemory<byte> KeyMemory =>
        tape is null ? default : tape.Buffer.AsMemory(tape[index].KeyStart, tape[index].KeyLength);

    public string KeyText => Encoding.UTF8.GetString(Key);

    /// <summary>The bytes of a string or of a bytes value; empty for every other kind.</summary>
    public ReadOnlySpan<byte> Utf8 => Memory.Span;

    /// <summary>The same as memory: a slice of the tape's buffer.</summary>
    public ReadOnlyMemory<byte> Memory =>
        tape is not null && tape[index].Kind is ValueKind.String or ValueKind.Bytes
            ? tape.Buffer.AsMemory(tape[index].Start, tape[index].Length)
            : default;

    /// <summary>A string's text; null for every other kind. Invalid UTF-8 shows as U+FFFD.</summary>
    public string? Text => Kind == ValueKind.String ? Encoding.UTF8.GetString(Utf8) : null;

    public long Int => tape is null ? 0 : tape[index].Bits;

    public double Double => BitConverter.Int64BitsToDouble(Int);

    public bool Bool => Int != 0;

    /// <summary>The elements of an array, or the entries of a map; empty for every other kind.</summary>
    public Attributes Children =>
        Kind is ValueKind.Array or ValueKind.Map ? new(tape!, index + 1, tape![index].End) : default;
}

/// <summary>A list of values on a tape: attributes, the entries of a map, the elements of an array.</summary>
readonly struct Attributes(ValueTape tape, int first, int end)
{
    public bool IsEmpty => first == end;

    public Enumerator GetEnumerator() => new(tape, first, end);

    /// <summary>The value under a key. Duplicate keys are the sender's mistake; the last one counts.</summary>
    public bool TryGet(ReadOnlySpan<byte> key, out Value value)
    {
        var found = -1;
        for (var i = first; i < end; i = tape[i].End)
        {
            ref var node = ref tape[i];
            if (node.KeyLength == key.Length && tape.Slice(node.KeyStart, node.KeyLength).SequenceEqual(key))
            {
                found = i;
            }
        }

        value = found < 0 ? default : new(tape, found);
        return found >= 0;
    }

    internal struct Enumerator(ValueTape tape, int first, int end)
    {
        int next = first;
        int current = -1;

        public readonly Value Current => new(tape, current);

        public bool MoveNext()
        {
            if (next >= end)
            {
                return false;
            }

            current = next;
            next = tape[next].End;
            return true;
        }
    }
}
