using System.Buffers;
using System.Buffers.Binary;
using Clew.Model;
using Clew.Wire.Protobuf;

namespace Clew.Wire.Otlp;

static class ExportResponse
{
    public static byte[] Encode(OtlpSignal signal, RecordEncoding encoding, long rejected, string? message) =>
        encoding == RecordEncoding.Json ? "{}"u8.ToArray() : [];
}

static class RpcStatus
{
    public static byte[] Encode(RecordEncoding encoding, int code, string message) => [];

    public static byte[] EncodeWithRetry(int code, string message, int seconds) => [];
}

static class GrpcFrame
{
    public static bool TryParse(ReadOnlySpan<byte> bytes, out bool compressed, out int start, out int length)
    {
        compressed = bytes.Length > 0 && bytes[0] == 1;
        start = 5;
        length = bytes.Length < 5 ? 0 : BinaryPrimitives.ReadInt32BigEndian(bytes[1..]);
        return bytes.Length == length + 5;
    }

    public static byte[] Wrap(ReadOnlySpan<byte> body)
    {
        var frame = new byte[body.Length + 5];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), body.Length);
        body.CopyTo(frame.AsSpan(5));
        return frame;
    }
}

static class RecordReader
{
    public static bool TryReadSpan(Record record, DecodedSpan target)
    {
        var r = record.Context.Resource.ToArray();
        OriginDecoder.TryReadResource(r, new(0, r.Length), target.Resource);
        r = record.Context.Scope.ToArray();
        OriginDecoder.TryReadScope(r, new(0, r.Length), target.Scope);
        var b = record.Bytes.ToArray();
        return SpanDecoder.Decode(b, 0, b.Length, target) == SpanFault.None;
    }

    public static bool TryReadLog(Record record, DecodedLog target)
    {
        var b = record.Bytes.ToArray();
        return LogDecoder.Decode(b, 0, b.Length, target) == SpanFault.None;
    }

    public static byte[] ToJson(Record record) => "{}"u8.ToArray();
}

static class OtlpExport
{
    public static void WriteJson(IEnumerable<Record> records, OtlpSignal signal, IBufferWriter<byte> into) { }

    public static void WriteProtobuf(IEnumerable<Record> records, OtlpSignal signal, IBufferWriter<byte> into) { }
}
