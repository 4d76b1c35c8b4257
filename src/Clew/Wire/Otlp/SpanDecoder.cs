using Clew.Model;
using Clew.Wire.Protobuf;
using F = Clew.Wire.Otlp.OtlpFields.Span;

namespace Clew.Wire.Otlp;

/// <summary>
/// Decodes one OTLP <c>Span</c> message (<c>trace.proto</c>) into an instance that is used again and again. The usual
/// span makes no garbage. Resource and scope of the target are left alone: they belong to the span's context.
/// </summary>
static class SpanDecoder
{
    const uint Varint = WireType.Varint;
    const uint Fixed64 = WireType.Fixed64;
    const uint Bytes = WireType.Bytes;

    /// <summary>
    /// Fills <paramref name="target"/> as far as the bytes can be read. Only a span that cannot be addressed is a
    /// fault; whatever else is odd is kept or repaired with a warning.
    /// </summary>
    public static SpanFault Decode(byte[] buffer, int start, int length, DecodedSpan target)
    {
        Clear(buffer, target);
        var message = new ProtoSlice(start, length);
        var values = new ValueDecoder(target.Tape);
        var ids = default(Ids);
        if (!TryReadFields(buffer, message, target, ref values, ref ids))
        {
            return SpanFault.Malformed;
        }

        values.Warn(target.Warnings);
        return SetIds(buffer, target, ids);
    }

    static void Clear(byte[] buffer, DecodedSpan target)
    {
        target.Tape.Reset(buffer);
        target.TraceId = default;
        target.SpanId = default;
        target.ParentSpanId = default;
        target.TraceState = "";
        target.Flags = 0;
        target.Name = default;
        target.Kind = 0;
        target.StartNano = 0;
        target.EndNano = 0;
        target.Attributes = default;
        target.Events.Clear();
        target.Links.Clear();
        target.DroppedAttributes = 0;
        target.DroppedEvents = 0;
        target.DroppedLinks = 0;
        target.StatusCode = 0;
        target.StatusMessage = default;
        target.Warnings.Clear();
    }

    static bool TryReadFields(
        byte[] buffer,
        ProtoSlice message,
        DecodedSpan target,
        ref ValueDecoder values,
        ref Ids ids
    )
    {
        var later = -1;
        var reader = new ProtoReader(buffer, message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (F.Attributes << 3) | Bytes:
                    if (!values.TryAddAttribute(reader.Bytes()))
                    {
                        return false;
                    }

                    break;
                case (F.TraceId << 3) | Bytes:
                    ids.Trace = reader.Bytes();
                    break;
                case (F.SpanId << 3) | Bytes:
                    ids.Span = reader.Bytes();
                    break;
                case (F.ParentSpanId << 3) | Bytes:
                    ids.Parent = reader.Bytes();
                    break;
                case (F.TraceState << 3) | Bytes:
                    target.TraceState = ProtoText.Read(buffer, reader.Bytes());
                    break;
                case (F.Name << 3) | Bytes:
                    target.Name = ProtoText.Memory(buffer, reader.Bytes());
                    break;
                case (F.Kind << 3) | Varint:
                    target.Kind = (int)reader.Varint();
                    break;
                case (F.StartTimeUnixNano << 3) | Fixed64:
                    target.StartNano = Nanoseconds.Read(reader.Fixed64(), "start time", target.Warnings);
                    break;
                case (F.EndTimeUnixNano << 3) | Fixed64:
                    target.EndNano = Nanoseconds.Read(reader.Fixed64(), "end time", target.Warnings);
                    break;
                case (F.DroppedAttributesCount << 3) | Varint:
                    target.DroppedAttributes = (uint)reader.Varint();
                    break;
                case (F.DroppedEventsCount << 3) | Varint:
                    target.DroppedEvents = (uint)reader.Varint();
                    break;
                case (F.DroppedLinksCount << 3) | Varint:
                    target.DroppedLinks = (uint)reader.Varint();
                    break;
                case (F.Flags << 3) | WireType.Fixed32:
                    target.Flags = reader.Fixed32();
                    break;
                case (F.Status << 3) | Bytes:
                    if (!TryReadStatus(buffer, reader.Bytes(), target))
                    {
                        return false;
                    }

                    break;
                case (F.Events << 3) | Bytes:
                case (F.Links << 3) | Bytes:
                    later = later < 0 ? reader.FieldStart : later;
                    reader.Skip();
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

        // Attributes of the span lie side by side on the tape, so those of events and links have to come after them.
        target.Attributes = new(target.Tape, 0, target.Tape.Count);
        return later < 0 || SpanParts.TryRead(buffer, new ProtoSlice(later, message.End - later), target, ref values);
    }

    static bool TryReadStatus(byte[] buffer, ProtoSlice message, DecodedSpan target)
    {
        var reader = new ProtoReader(buffer, message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (OtlpFields.Status.Message << 3) | Bytes:
                    target.StatusMessage = ProtoText.Memory(buffer, reader.Bytes());
                    break;
                case (OtlpFields.Status.Code << 3) | Varint:
                    target.StatusCode = (int)reader.Varint();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return !reader.Failed;
    }

    static SpanFault SetIds(byte[] buffer, DecodedSpan target, Ids ids)
    {
        var parent = ids.Parent.Of(buffer);
        if (SpanId.TryFromBytes(parent, out var parentId))
        {
            target.ParentSpanId = parentId;
        }
        else if (parent.ContainsAnyExcept((byte)0))
        {
            // Not 8 bytes: no OTLP span can have this id, but it is what the sender said.
            if (SpanId.TryParse(ProtoText.Hex(parent), out parentId))
            {
                target.ParentSpanId = parentId;
            }

            target.Warnings.Add($"The parent span id has {parent.Length} bytes instead of 8.");
        }

        var trace = ids.Trace.Of(buffer);
        if (TraceId.TryFromBytes(trace, out var traceId))
        {
            target.TraceId = traceId;
        }

        var span = ids.Span.Of(buffer);
        if (SpanId.TryFromBytes(span, out var spanId))
        {
            target.SpanId = spanId;
        }

        return (traceId.IsEmpty, spanId.IsEmpty) switch
        {
            (true, _) => trace.Length is 0 or 16 ? SpanFault.TraceIdMissing : SpanFault.TraceIdLength,
            (_, true) => span.Length is 0 or 8 ? SpanFault.SpanIdMissing : SpanFault.SpanIdLength,
            _ => SpanFault.None,
        };
    }

    ref struct Ids
    {
        public ProtoSlice Trace;
        public ProtoSlice Span;
        public ProtoSlice Parent;
    }
}
