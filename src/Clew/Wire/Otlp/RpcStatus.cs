using System.Buffers;
using System.Text;
using System.Text.Json;
using Clew.Model;
using Clew.Wire.Protobuf;

namespace Clew.Wire.Otlp;

/// <summary>The gRPC status codes that an OTLP receiver answers with.</summary>
enum RpcCode
{
    Ok = 0,
    InvalidArgument = 3,
    DeadlineExceeded = 4,
    PermissionDenied = 7,
    ResourceExhausted = 8,
    Unimplemented = 12,
    Internal = 13,
    Unavailable = 14,
    Unauthenticated = 16,
}

/// <summary>
/// <c>google.rpc.Status</c>: the body of a failed OTLP/HTTP answer, and with a retry delay the value of the gRPC
/// trailer <c>grpc-status-details-bin</c>.
/// </summary>
static class RpcStatus
{
    const int Code = 1;
    const int Message = 2;
    const int Details = 3;
    const int AnyTypeUrl = 1;
    const int AnyValue = 2;
    const int RetryDelay = 1;
    const int DurationSeconds = 1;
    const int DurationNanos = 2;

    public static byte[] Write(RecordEncoding encoding, RpcCode code, string message)
    {
        if (encoding == RecordEncoding.Protobuf)
        {
            return WriteMessage(code, message).Written.ToArray();
        }

        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output, OtlpJsonWriter.WriterOptions);
        json.WriteStartObject();
        json.WriteNumber("code", (int)code);
        json.WriteString("message", message);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>
    /// The status with a <c>google.rpc.RetryInfo</c>: without it, clients take RESOURCE_EXHAUSTED for permanent. The
    /// trailer wants these bytes in base64.
    /// </summary>
    public static byte[] WriteRetry(RpcCode code, string message, TimeSpan delay)
    {
        // 1a len  details { 0a len type_url; 12 len value = RetryInfo { 0a len Duration { 08 s; 10 ns } } }
        var writer = WriteMessage(code, message);
        var detail = writer.Begin(Details);
        writer.Bytes(AnyTypeUrl, "type.googleapis.com/google.rpc.RetryInfo"u8);
        var value = writer.Begin(AnyValue);
        var duration = writer.Begin(RetryDelay);
        writer.Varint(DurationSeconds, (ulong)(delay.Ticks / TimeSpan.TicksPerSecond));
        writer.Varint(DurationNanos, (ulong)(delay.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick));
        writer.End(duration);
        writer.End(value);
        writer.End(detail);
        return writer.Written.ToArray();
    }

    static ProtoWriter WriteMessage(RpcCode code, string message)
    {
        var writer = new ProtoWriter();
        writer.Varint(Code, (ulong)code);
        writer.Bytes(Message, Encoding.UTF8.GetBytes(message));
        return writer;
    }
}
