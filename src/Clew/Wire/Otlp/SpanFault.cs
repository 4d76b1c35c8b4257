namespace Clew.Wire.Otlp;

/// <summary>Why a span (or log record) cannot be taken. Everything else is kept, with a warning if need be.</summary>
enum SpanFault : byte
{
    None,

    /// <summary>The bytes are not a protobuf message.</summary>
    Malformed,

    /// <summary>No trace id, or one of zeros only.</summary>
    TraceIdMissing,

    /// <summary>A trace id that is not 16 bytes long.</summary>
    TraceIdLength,

    /// <summary>No span id, or one of zeros only.</summary>
    SpanIdMissing,

    /// <summary>A span id that is not 8 bytes long.</summary>
    SpanIdLength,
}

static class SpanFaultText
{
    public static string Describe(this SpanFault fault) =>
        fault switch
        {
            SpanFault.Malformed => "the bytes are not a valid protobuf message",
            SpanFault.TraceIdMissing => "the trace id is missing or all zero",
            SpanFault.TraceIdLength => "the trace id is not 16 bytes (32 hex digits) long",
            SpanFault.SpanIdMissing => "the span id is missing or all zero",
            SpanFault.SpanIdLength => "the span id is not 8 bytes (16 hex digits) long",
            _ => "there is no fault",
        };
}
