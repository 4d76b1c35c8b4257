using Clew.Model;
using Clew.Wire.Protobuf;
using F = Clew.Wire.Otlp.OtlpFields;

namespace Clew.Wire.Otlp;

/// <summary>
/// Puts <c>KeyValue</c> and <c>AnyValue</c> messages onto a <see cref="ValueTape"/>. Text stays where it is.
/// <code>
/// 0a 01 6b                    KeyValue.key = "k"
/// 12 03 0a 01 76              KeyValue.value = AnyValue, three bytes: string_value = "v"
/// </code>
/// Values nested deeper than <see cref="MaxDepth"/> are kept as their undecoded bytes.
/// </summary>
ref partial struct ValueDecoder(ValueTape tape)
{
    public const int MaxDepth = 64;

    /// <summary>Bounds what a small hostile span can make of itself: an empty value is two bytes.</summary>
    public const int MaxValues = 1_000_000;

    const uint KeyTag = (F.KeyValue.Key << 3) | WireType.Bytes;
    const uint ValueTag = (F.KeyValue.Value << 3) | WireType.Bytes;
    const uint StringTag = (F.AnyValue.StringValue << 3) | WireType.Bytes;
    const uint BoolTag = (F.AnyValue.BoolValue << 3) | WireType.Varint;
    const uint IntTag = (F.AnyValue.IntValue << 3) | WireType.Varint;
    const uint DoubleTag = (F.AnyValue.DoubleValue << 3) | WireType.Fixed64;
    const uint ArrayTag = (F.AnyValue.ArrayValue << 3) | WireType.Bytes;
    const uint MapTag = (F.AnyValue.KvlistValue << 3) | WireType.Bytes;
    const uint BytesTag = (F.AnyValue.BytesValue << 3) | WireType.Bytes;
    const uint StrindexTag = (F.AnyValue.StringValueStrindex << 3) | WireType.Varint;
    const uint ListTag = (F.ValueList.Values << 3) | WireType.Bytes;

    readonly ReadOnlySpan<byte> buffer = tape.Buffer;

    /// <summary>A value was nested too deeply and is on the tape as bytes.</summary>
    public bool TooDeep { get; private set; }

    /// <summary>A value was a reference into a string table, which only profiles have; it is on the tape as empty.</summary>
    public bool HasStringIndex { get; private set; }

    /// <summary>Values were left out.</summary>
    public bool TooMany { get; private set; }

    /// <summary>Adds one <c>KeyValue</c>. False if its bytes are malformed.</summary>
    public bool TryAddAttribute(ProtoSlice message) =>
        IsFull() || TryAddUsual(message.Start, message.Length) || TryAddEntry(message, 1);

    /// <summary>
    /// Adds the <c>AnyValue</c> in field <paramref name="tag"/> of a message, for example the body of a log record.
    /// </summary>
    public bool TryAddField(ProtoSlice message, uint tag) => TryAddMerged(default, message, tag, 1);

    /// <summary>Says in words what could not be kept as it was.</summary>
    public readonly void Warn(List<string> warnings)
    {
        if (TooDeep)
        {
            warnings.Add($"A value is nested more than {MaxDepth} levels deep; the rest of it is kept as bytes.");
        }

        if (TooMany)
        {
            warnings.Add($"There are more than {MaxValues} values; the others are not shown.");
        }

        if (HasStringIndex)
        {
            warnings.Add("A value refers to a string table, which this signal does not have; it is shown as empty.");
        }
    }

    bool IsFull()
    {
        TooMany |= tape.Count >= MaxValues;
        return tape.Count >= MaxValues;
    }

    bool TryAddEntry(ProtoSlice message, int depth)
    {
        ProtoSlice key = default;
        ProtoSlice value = default;
        var values = 0;
        var reader = new ProtoReader(buffer, message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case KeyTag:
                    key = reader.Bytes();
                    break;
                case ValueTag:
                    value = reader.Bytes();
                    values++;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (reader.Failed)
        {
            return false;
        }

        var node = new ValueTape.Node { KeyStart = key.Start, KeyLength = key.Length };
        return values > 1 ? TryAddMerged(node, message, ValueTag, depth) : TryAddValue(node, value, depth);
    }

    /// <summary>The usual case: an <c>AnyValue</c> that is one message with one field.</summary>
    bool TryAddValue(ValueTape.Node node, ProtoSlice message, int depth)
    {
        var reader = new ProtoReader(buffer, message);
        if (!reader.Next())
        {
            tape.Add(node);
            return !reader.Failed;
        }

        var content = Read(ref reader, ref node);
        if (reader.Position < message.End)
        {
            // More fields: which one counts is decided by the slower way, which looks at all of them first.
            return TryAddSeveral(node, message, depth);
        }

        return !reader.Failed && Finish(node, content, message, depth);
    }

    /// <summary>Reads the current field of an <c>AnyValue</c> into a node; gives the content of a container.</summary>
    ProtoSlice Read(ref ProtoReader reader, ref ValueTape.Node node)
    {
        ProtoSlice content = default;
        switch (reader.Tag)
        {
            case StringTag:
                content = reader.Bytes();
                node.Kind = ValueKind.String;
                break;
            case BytesTag:
                content = reader.Bytes();
                node.Kind = ValueKind.Bytes;
                break;
            case ArrayTag:
                content = reader.Bytes();
                node.Kind = ValueKind.Array;
                break;
            case MapTag:
                content = reader.Bytes();
                node.Kind = ValueKind.Map;
                break;
            case BoolTag:
                node.Kind = ValueKind.Bool;
                node.Bits = reader.Varint() == 0 ? 0 : 1;
                break;
            case IntTag:
                node.Kind = ValueKind.Int;
                node.Bits = (long)reader.Varint();
                break;
            case DoubleTag:
                node.Kind = ValueKind.Double;
                node.Bits = (long)reader.Fixed64();
                break;
            case StrindexTag:
                reader.Varint();
                node.Kind = ValueKind.Empty;
                HasStringIndex = true;
                break;
            default:
                reader.Skip();
                break;
        }

        return content;
    }

    /// <summary>Adds a node with the elements of its container.</summary>
    bool Finish(ValueTape.Node node, ProtoSlice content, ProtoSlice message, int depth)
    {
        if (node.Kind is not (ValueKind.Array or ValueKind.Map))
        {
            tape.Add(node with { Start = content.Start, Length = content.Length });
            return true;
        }

        if (depth >= MaxDepth && content.Length > 0)
        {
            TooDeep = true;
            tape.Add(node with { Kind = ValueKind.Bytes, Start = message.Start, Length = message.Length });
            return true;
        }

        var index = tape.Add(node);
        var read = TryAddChildren(content, node.Kind, depth);
        tape.Close(index);
        return read;
    }

    bool TryAddChildren(ProtoSlice list, ValueKind kind, int depth)
    {
        if (kind == ValueKind.Bytes)
        {
            return true;
        }

        var reader = new ProtoReader(buffer, list);
        while (reader.Next())
        {
            if (reader.Tag != ListTag)
            {
                reader.Skip();
                continue;
            }

            var element = reader.Bytes();
            if (IsFull())
            {
                continue;
            }

            var read =
                kind == ValueKind.Map ? TryAddEntry(element, depth + 1) : TryAddValue(default, element, depth + 1);
            if (!read || reader.Failed)
            {
                return false;
            }
        }

        return !reader.Failed;
    }
}
