using Clew.Model;
using Clew.Wire.Protobuf;

namespace Clew.Wire.Otlp;

/// <summary>
/// The unusual values: several fields of the one <c>oneof</c>, or the value itself several times. The last field
/// counts; the same container several times in a row is one container. Two passes, so that the tape is written once.
/// </summary>
ref partial struct ValueDecoder
{
    /// <summary>Wraps the fields of one <c>AnyValue</c> as if it were the field of a message.</summary>
    bool TryAddSeveral(ValueTape.Node node, ProtoSlice message, int depth)
    {
        node = new() { KeyStart = node.KeyStart, KeyLength = node.KeyLength };
        return TryFindLast(message, 0, out var last) && TryAddFrom(node, message, 0, last, message, depth);
    }

    /// <summary>
    /// A message field that occurs several times means one message with all the fields in turn; so for a value.
    /// </summary>
    bool TryAddMerged(ValueTape.Node node, ProtoSlice parent, uint tag, int depth) =>
        TryFindLast(parent, tag, out var last) && TryAddFrom(node, parent, tag, last, parent, depth);

    /// <summary>
    /// Where the run of fields begins that decides the value: the last field, together with those directly before it
    /// if they are of the same container, because containers are merged.
    /// </summary>
    readonly bool TryFindLast(ProtoSlice parent, uint tag, out int last)
    {
        last = parent.End;
        var kind = 0u;
        var outer = new ProtoReader(buffer, parent);
        while (tag == 0 || outer.Next())
        {
            if (tag != 0 && outer.Tag != tag)
            {
                outer.Skip();
                continue;
            }

            var inner = new ProtoReader(buffer, tag == 0 ? parent : outer.Bytes());
            while (inner.Next())
            {
                if (IsValue(inner.Tag))
                {
                    last = inner.Tag == kind && kind is ArrayTag or MapTag ? last : inner.FieldStart;
                    kind = inner.Tag;
                }

                inner.Skip();
            }

            if (inner.Failed)
            {
                return false;
            }

            if (tag == 0)
            {
                return true;
            }
        }

        return !outer.Failed;
    }

    bool TryAddFrom(ValueTape.Node node, ProtoSlice parent, uint tag, int first, ProtoSlice whole, int depth)
    {
        var index = -1;
        var outer = new ProtoReader(buffer, parent);
        while (tag == 0 || outer.Next())
        {
            if (tag != 0 && outer.Tag != tag)
            {
                outer.Skip();
                continue;
            }

            var inner = new ProtoReader(buffer, tag == 0 ? parent : outer.Bytes());
            while (inner.Next())
            {
                if (inner.FieldStart < first || !IsValue(inner.Tag))
                {
                    inner.Skip();
                    continue;
                }

                var content = Read(ref inner, ref node);
                if (index >= 0)
                {
                    // The same container once more: its elements follow those that are there.
                    if (!TryAddChildren(content, tape[index].Kind, depth))
                    {
                        return false;
                    }

                    tape.Close(index);
                    continue;
                }

                index = tape.Count;
                if (!Finish(node, content, whole, depth))
                {
                    return false;
                }
            }

            if (tag == 0)
            {
                break;
            }
        }

        if (index < 0)
        {
            tape.Add(node);
        }

        return true;
    }

    static bool IsValue(uint tag) =>
        tag is StringTag or BoolTag or IntTag or DoubleTag or ArrayTag or MapTag or BytesTag or StrindexTag;
}
