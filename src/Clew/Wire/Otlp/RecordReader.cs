using Clew.Model;

namespace Clew.Wire.Otlp;

/// <summary>
/// Decodes stored records of either encoding together with their context. What it decodes is valid until its next
/// call; records that share a <see cref="RecordContext"/> and follow each other have it decoded once. Not for two
/// threads at once.
/// </summary>
sealed class RecordReader
{
    readonly RecordMessages resourceMessages = new();
    readonly RecordMessages scopeMessages = new();
    readonly RecordMessages itemMessages = new();
    readonly DecodedOrigin resource = new();
    readonly DecodedOrigin scope = new();
    (RecordContext? Context, RecordEncoding Encoding) current;

    /// <summary>
    /// False if the record is no OTLP span or cannot be read, which cannot happen to one that was accepted.
    /// </summary>
    public bool TryReadSpan(Record record, DecodedSpan target)
    {
        if (
            record.Kind != RecordKind.OtlpSpan
            || !TryReadContext(record)
            || !itemMessages.TryGet(record.Encoding, record.Bytes, OtlpSchema.Span, out var message)
        )
        {
            return false;
        }

        target.Resource = resource;
        target.Scope = scope;
        return SpanDecoder.Decode(message.Array!, message.Offset, message.Count, target) == SpanFault.None;
    }

    /// <summary>The same for a log record.</summary>
    public bool TryReadLog(Record record, DecodedLog target)
    {
        if (
            record.Kind != RecordKind.OtlpLog
            || !TryReadContext(record)
            || !itemMessages.TryGet(record.Encoding, record.Bytes, OtlpSchema.LogRecord, out var message)
        )
        {
            return false;
        }

        target.Resource = resource;
        target.Scope = scope;
        return LogDecoder.Decode(message.Array!, message.Offset, message.Count, target) == SpanFault.None;
    }

    /// <summary>
    /// One record as an OTLP/JSON document of its own, with its resource and scope: what a sender could send again.
    /// </summary>
    /// <exception cref="InvalidDataException">The record cannot be read.</exception>
    public static byte[] ToJson(Record record)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        OtlpExport.WriteJson([record], OtlpExport.SignalOf(record.Kind), output);
        return output.WrittenSpan.ToArray();
    }

    bool TryReadContext(Record record)
    {
        if (ReferenceEquals(current.Context, record.Context) && current.Encoding == record.Encoding)
        {
            return true;
        }

        current = default;
        if (
            !resourceMessages.TryGet(
                record.Encoding,
                record.Context.Resource,
                OtlpSchema.ResourceItems,
                out var resourceBytes
            )
            || !scopeMessages.TryGet(record.Encoding, record.Context.Scope, OtlpSchema.ScopeItems, out var scopeBytes)
            || !OriginDecoder.TryReadResource(
                resourceBytes.Array!,
                new(resourceBytes.Offset, resourceBytes.Count),
                resource
            )
            || !OriginDecoder.TryReadScope(scopeBytes.Array!, new(scopeBytes.Offset, scopeBytes.Count), scope)
        )
        {
            return false;
        }

        current = (record.Context, record.Encoding);
        return true;
    }
}
