using Clew.Model;
using Clew.Wire.Protobuf;
using E = Clew.Wire.Otlp.OtlpFields.Event;
using L = Clew.Wire.Otlp.OtlpFields.Link;
using S = Clew.Wire.Otlp.OtlpFields.Span;

namespace Clew.Wire.Otlp;

/// <summary>Decodes what a span has several of: <c>Span.Event</c> and <c>Span.Link</c>.</summary>
static class SpanParts
{
    /// <summary>Bounds what a small hostile span can make of itself. Clients send at most 128 by default.</summary>
    public const int MaxParts = 100_000;

    const uint Bytes = WireType.Bytes;

    /// <summary>Adds all events and links among the fields of <paramref name="message"/>; skips the others.</summary>
    public static bool TryRead(byte[] buffer, ProtoSlice message, DecodedSpan target, ref ValueDecoder values)
    {
        var withoutTrace = 0;
        var tooMany = false;
        var reader = new ProtoReader(buffer, message);
        while (reader.Next())
        {
            if (target.Events.Count + target.Links.Count == MaxParts)
            {
                tooMany = true;
                break;
            }

            switch (reader.Tag)
            {
                case (S.Events << 3) | Bytes:
                    if (!TryReadEvent(buffer, reader.Bytes(), target, ref values))
                    {
                        return false;
                    }

                    break;
                case (S.Links << 3) | Bytes:
                    if (!TryReadLink(buffer, reader.Bytes(), target, ref values, ref withoutTrace))
                    {
                        return false;
                    }

                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (tooMany)
        {
            target.Warnings.Add($"There are more than {MaxParts} events and links; the others are not shown.");
        }

        if (withoutTrace > 0)
        {
            target.Warnings.Add($"{withoutTrace} link(s) without a trace id are left out.");
        }

        return !reader.Failed;
    }

    static bool TryReadEvent(byte[] buffer, ProtoSlice message, DecodedSpan target, ref ValueDecoder values)
    {
        var time = 0L;
        ReadOnlyMemory<byte> name = default;
        var dropped = 0u;
        var first = target.Tape.Count;
        var reader = new ProtoReader(buffer, message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (E.TimeUnixNano << 3) | WireType.Fixed64:
                    time = Nanoseconds.Read(reader.Fixed64(), "time of an event", target.Warnings);
                    break;
                case (E.Name << 3) | Bytes:
                    name = ProtoText.Memory(buffer, reader.Bytes());
                    break;
                case (E.Attributes << 3) | Bytes:
                    if (!values.TryAddAttribute(reader.Bytes()))
                    {
                        return false;
                    }

                    break;
                case (E.DroppedAttributesCount << 3) | WireType.Varint:
                    dropped = (uint)reader.Varint();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        target.Events.Add(new(time, name, new(target.Tape, first, target.Tape.Count), dropped));
        return !reader.Failed;
    }

    static bool TryReadLink(
        byte[] buffer,
        ProtoSlice message,
        DecodedSpan target,
        ref ValueDecoder values,
        ref int withoutTrace
    )
    {
        ProtoSlice trace = default;
        ProtoSlice span = default;
        ProtoSlice state = default;
        var dropped = 0u;
        var flags = 0u;
        var first = target.Tape.Count;
        var reader = new ProtoReader(buffer, message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (L.TraceId << 3) | Bytes:
                    trace = reader.Bytes();
                    break;
                case (L.SpanId << 3) | Bytes:
                    span = reader.Bytes();
                    break;
                case (L.TraceState << 3) | Bytes:
                    state = reader.Bytes();
                    break;
                case (L.Attributes << 3) | Bytes:
                    if (!values.TryAddAttribute(reader.Bytes()))
                    {
                        return false;
                    }

                    break;
                case (L.DroppedAttributesCount << 3) | WireType.Varint:
                    dropped = (uint)reader.Varint();
                    break;
                case (L.Flags << 3) | WireType.Fixed32:
                    flags = reader.Fixed32();
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

        if (trace.Length == 0)
        {
            withoutTrace++;
            return true;
        }

        target.Links.Add(
            new(
                ProtoText.Hex(trace.Of(buffer)),
                ProtoText.Hex(span.Of(buffer)),
                ProtoText.Read(buffer, state),
                new(target.Tape, first, target.Tape.Count),
                dropped,
                flags
            )
        );
        return true;
    }
}
