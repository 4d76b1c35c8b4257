using System.Runtime.InteropServices;
using System.Text.Json;
using Clew.Model;
using Clew.Wire.Protobuf;

namespace Clew.Wire.Otlp;

/// <summary>
/// Gives the protobuf form of stored bytes: themselves, or their JSON transcoded into a buffer that is used again for
/// the next call. Not for two threads at once.
/// </summary>
sealed class RecordMessages
{
    readonly OtlpJsonTranscoder transcoder = new();
    readonly ProtoWriter transcoded = new();

    /// <summary>False if JSON bytes cannot be read; for protobuf, that is for the decoder to find out.</summary>
    public bool TryGet(
        RecordEncoding encoding,
        ReadOnlyMemory<byte> bytes,
        MessageSpec spec,
        out ArraySegment<byte> message
    )
    {
        if (encoding == RecordEncoding.Protobuf || bytes.IsEmpty)
        {
            message = MemoryMarshal.TryGetArray(bytes, out var segment) ? segment : bytes.ToArray();
            return true;
        }

        transcoded.Reset();
        var done = TryTranscode(bytes, spec);
        transcoder.Trim();
        message = new(transcoded.Buffer, 0, transcoded.Length);
        return done;
    }

    bool TryTranscode(ReadOnlyMemory<byte> json, MessageSpec spec)
    {
        try
        {
            var reader = new Utf8JsonReader(json.Span, OtlpJsonTranscoder.ReaderOptions);
            return reader.Read() && transcoder.TryTranscode(ref reader, json, spec, transcoded, out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
