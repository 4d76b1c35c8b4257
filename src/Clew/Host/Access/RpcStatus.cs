using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Clew.Host.Access;

/// <summary>The message <c>google.rpc.Status</c> (1: code, 2: message), in which OTLP tells failures.</summary>
static class RpcStatus
{
    /// <summary>The gRPC code that says the same as an HTTP status.</summary>
    public static int Code(int httpStatus) =>
        httpStatus switch
        {
            400 or 415 => 3, // INVALID_ARGUMENT
            401 => 16, // UNAUTHENTICATED
            403 => 7, // PERMISSION_DENIED
            404 or 405 => 12, // UNIMPLEMENTED
            413 => 8, // RESOURCE_EXHAUSTED
            503 => 14, // UNAVAILABLE
            _ => 13, // INTERNAL
        };

    public static ReadOnlyMemory<byte> Protobuf(int httpStatus, string message)
    {
        var text = Encoding.UTF8.GetBytes(message);
        var buffer = new ArrayBufferWriter<byte>(text.Length + 8);
        buffer.Write<byte>([0x08, (byte)Code(httpStatus), 0x12]);
        var length = (uint)text.Length;
        for (; length > 0x7F; length >>= 7)
        {
            buffer.Write<byte>([(byte)(length | 0x80)]);
        }

        buffer.Write<byte>([(byte)length]);
        buffer.Write(text);
        return buffer.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> Json(int httpStatus, string message)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("code", Code(httpStatus));
            json.WriteString("message", message);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }
}
