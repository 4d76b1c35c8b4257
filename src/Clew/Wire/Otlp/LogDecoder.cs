using Clew.Model;
using Clew.Wire.Protobuf;
using F = Clew.Wire.Otlp.OtlpFields.LogRecord;

namespace Clew.Wire.Otlp;

/// <summary>
/// Decodes one OTLP <c>LogRecord</c> message (<c>logs.proto</c>) into an instance that is used again and again. Its
/// resource and scope are left alone: they belong to the record's context.
/// </summary>
static class LogDecoder
{
    const uint Varint = WireType.Varint;
    const uint Fixed64 = WireType.Fixed64;
    const uint Bytes = WireType.Bytes;
    const uint BodyTag = (F.Body << 3) | Bytes;

    /// <summary>A log record needs no ids, so <see cref="SpanFault.Malformed"/> is the only fault.</summary>
    public static SpanFault Decode(byte[] buffer, int start, int length, DecodedLog target)
    {
        Clear(buffer, target);
        var message = new ProtoSlice(start, length);
        var values = new ValueDecoder(target.Tape);
        if (!TryReadFields(buffer, message, target, ref values))
        {
            return SpanFault.Malformed;
        }

        values.Warn(target.Warnings);
        if (target.EventName.Length == 0 && target.Attributes.TryGet("event.name"u8, out var name))
        {
            target.EventName = name.Text ?? "";
        }

        return SpanFault.None;
    }

    static void Clear(byte[] buffer, DecodedLog target)
    {
        target.Tape.Reset(buffer);
        target.TraceId = default;
        target.SpanId = default;
        target.TimeNano = 0;
        target.ObservedTimeNano = 0;
        target.SeverityNumber = 0;
        target.Body = default;
        target.Attributes = default;
        target.DroppedAttributes = 0;
        target.Flags = 0;
        target.Warnings.Clear();
    }

    static bool TryReadFields(byte[] buffer, ProtoSlice message, DecodedLog target, ref ValueDecoder values)
    {
        ProtoSlice severity = default;
        ProtoSlice eventName = default;
        ProtoSlice trace = default;
        ProtoSlice span = default;
        var hasBody = false;
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
                case (F.TimeUnixNano << 3) | Fixed64:
                    target.TimeNano = Nanoseconds.Read(reader.Fixed64(), "time", target.Warnings);
                    break;
                case (F.ObservedTimeUnixNano << 3) | Fixed64:
                    target.ObservedTimeNano = Nanoseconds.Read(reader.Fixed64(), "observed time", target.Warnings);
                    break;
                case (F.SeverityNumber << 3) | Varint:
                    target.SeverityNumber = (int)reader.Varint();
                    break;
                case (F.SeverityText << 3) | Bytes:
                    severity = reader.Bytes();
                    break;
                case BodyTag:
                    hasBody = true;
                    reader.Skip();
                    break;
                case (F.DroppedAttributesCount << 3) | Varint:
                    target.DroppedAttributes = (uint)reader.Varint();
                    break;
                case (F.Flags << 3) | WireType.Fixed32:
                    target.Flags = reader.Fixed32();
                    break;
                case (F.TraceId << 3) | Bytes:
                    trace = reader.Bytes();
                    break;
                case (F.SpanId << 3) | Bytes:
                    span = reader.Bytes();
                    break;
                case (F.EventName << 3) | Bytes:
                    eventName = reader.Bytes();
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

        target.SeverityText = ProtoText.Read(buffer, severity, target.SeverityText);
        target.EventName = ProtoText.Read(buffer, eventName, target.EventName);
        SetIds(trace.Of(buffer), span.Of(buffer), target);

        // The attributes lie side by side on the tape, so the body has to come after them.
        var end = target.Tape.Count;
        target.Attributes = new(target.Tape, 0, end);
        if (!hasBody)
        {
            return true;
        }

        var read = values.TryAddField(message, BodyTag);
        target.Body = target.Tape.Count > end ? target.Tape.ValueAt(end) : default;
        return read;
    }

    static void SetIds(ReadOnlySpan<byte> trace, ReadOnlySpan<byte> span, DecodedLog target)
    {
        if (TraceId.TryFromBytes(trace, out var traceId))
        {
            target.TraceId = traceId;
        }
        else if (trace.Length is not (0 or 16))
        {
            target.Warnings.Add($"The trace id has {trace.Length} bytes instead of 16; it is ignored.");
        }

        if (SpanId.TryFromBytes(span, out var spanId))
        {
            target.SpanId = spanId;
        }
        else if (span.Length is not (0 or 8))
        {
            target.Warnings.Add($"The span id has {span.Length} bytes instead of 8; it is ignored.");
        }
    }
}
