using System.Buffers;
using System.Text;
using System.Text.Json;
using Clew.Model;
using Clew.Wire.Protobuf;

namespace Clew.Wire.Otlp;

/// <summary>
/// The body of a successful answer: <c>ExportTraceServiceResponse</c> and its like, in the encoding of the request
/// (OTLP specification, "OTLP/HTTP Response").
/// </summary>
static class ExportResponse
{
    /// <summary>Everything was taken: an empty message, which is no bytes at all, or <c>{}</c>.</summary>
    public static ReadOnlyMemory<byte> Success(RecordEncoding encoding) =>
        encoding == RecordEncoding.Json ? EmptyObject : default;

    /// <summary>
    /// Some items were not taken, and the sender must not send them again; or, with none rejected, a warning.
    /// </summary>
    public static byte[] Partial(OtlpSignal signal, RecordEncoding encoding, long rejected, string message)
    {
        if (encoding == RecordEncoding.Json)
        {
            return PartialJson(signal, rejected, message);
        }

        // 0a len  partial_success { 08 n  rejected_…;  12 len …  error_message }
        var writer = new ProtoWriter();
        var start = writer.Begin(1);
        if (rejected != 0)
        {
            writer.Varint(1, (ulong)rejected);
        }

        writer.Bytes(2, Encoding.UTF8.GetBytes(message));
        writer.End(start);
        return writer.Written.ToArray();
    }

    static byte[] PartialJson(OtlpSignal signal, long rejected, string message)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output, OtlpJsonWriter.WriterOptions);
        json.WriteStartObject();
        json.WriteStartObject("partialSuccess");
        json.WriteString(
            signal switch
            {
                OtlpSignal.Traces => "rejectedSpans",
                OtlpSignal.Logs => "rejectedLogRecords",
                _ => "rejectedDataPoints",
            },
            $"{rejected}"
        );
        json.WriteString("errorMessage", message);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return output.WrittenSpan.ToArray();
    }

    static readonly byte[] EmptyObject = "{}"u8.ToArray();
}
