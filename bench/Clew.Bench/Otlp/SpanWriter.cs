using Clew.Bench.Text;

namespace Clew.Bench.Otlp;

/// <summary>OTLP span kinds as they are on the wire.</summary>
enum SpanKind
{
    Internal = 1,
    Server = 2,
    Client = 3,
}

/// <summary>
/// Writes one opentelemetry.proto.trace.v1.Span by hand, in field order, and remembers where ids and times are, so
/// that the same text can be sent again as another span.
/// </summary>
sealed class SpanWriter
{
    public ByteBuffer Bytes { get; } = new(16_384);

    /// <summary>Positions of 16-byte trace ids.</summary>
    public List<int> TraceIds { get; } = [];

    /// <summary>Positions of 8-byte span ids, the parent's included.</summary>
    public List<int> SpanIds { get; } = [];

    /// <summary>Positions of fixed64 Unix nanoseconds.</summary>
    public List<int> Times { get; } = [];

    /// <param name="trace">The trace id in two halves.</param>
    /// <param name="span">The span id.</param>
    /// <param name="parent">The parent's span id, 0 for a root.</param>
    /// <param name="name">The span's name in UTF-8.</param>
    /// <param name="kind">The OTLP kind.</param>
    /// <param name="start">Unix nanoseconds.</param>
    /// <param name="end">Unix nanoseconds.</param>
    public void Begin(
        UInt128 trace,
        ulong span,
        ulong parent,
        ReadOnlySpan<byte> name,
        SpanKind kind,
        long start,
        long end
    )
    {
        Bytes.Clear();
        TraceIds.Clear();
        SpanIds.Clear();
        Times.Clear();
        Bytes.Append([0x0a, 16]);
        TraceIds.Add(Bytes.Length);
        Bytes.Fixed64((ulong)trace);
        Bytes.Fixed64((ulong)(trace >> 64));
        Bytes.Append([0x12, 8]);
        SpanIds.Add(Bytes.Length);
        Bytes.Fixed64(span);
        if (parent != 0)
        {
            Bytes.Append([0x22, 8]);
            SpanIds.Add(Bytes.Length);
            Bytes.Fixed64(parent);
        }
        Field(0x2a, name);
        Bytes.Append([0x30, (byte)kind]);
        Time(0x39, start);
        Time(0x41, end);
    }

    public void Attribute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        int any = 1 + ByteBuffer.VarintLength((ulong)value.Length) + value.Length;
        OpenAttribute(key, any);
        Field(0x0a, value);
    }

    public void Attribute(ReadOnlySpan<byte> key, long value)
    {
        OpenAttribute(key, 1 + ByteBuffer.VarintLength((ulong)value));
        Bytes.Append((byte)0x18);
        Bytes.Varint((ulong)value);
    }

    public void Attribute(ReadOnlySpan<byte> key, double value)
    {
        OpenAttribute(key, 9);
        Bytes.Append((byte)0x21);
        Bytes.Fixed64(BitConverter.DoubleToUInt64Bits(value));
    }

    /// <summary>An array of one short string (under 100 bytes), as finish reasons are.</summary>
    public void ArrayOfOne(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        // AnyValue{array_value{values{string_value}}}: every length fits one byte.
        int text = 2 + value.Length;
        int element = 2 + text;
        OpenAttribute(key, 2 + element);
        Bytes.Append([0x2a, (byte)element, 0x0a, (byte)text]);
        Field(0x0a, value);
    }

    /// <summary>An exception event with its message.</summary>
    public void Exception(long time, ReadOnlySpan<byte> type, ReadOnlySpan<byte> message, ReadOnlySpan<byte> stack)
    {
        int length =
            9
            + 2
            + 9
            + AttributeField("exception.type"u8, type)
            + AttributeField("exception.message"u8, message)
            + AttributeField("exception.stacktrace"u8, stack);
        Bytes.Append((byte)0x5a);
        Bytes.Varint((ulong)length);
        Time(0x09, time);
        Field(0x12, "exception"u8);
        EventAttribute("exception.type"u8, type);
        EventAttribute("exception.message"u8, message);
        EventAttribute("exception.stacktrace"u8, stack);
    }

    /// <summary>Status error with a message.</summary>
    public void Failed(ReadOnlySpan<byte> message)
    {
        Bytes.Append((byte)0x7a);
        Bytes.Varint((ulong)(1 + ByteBuffer.VarintLength((ulong)message.Length) + message.Length + 2));
        Field(0x12, message);
        Bytes.Append([0x18, 2]);
    }

    /// <summary>W3C flags with "has remote parent known", as the SDKs write them.</summary>
    public void Flags()
    {
        Bytes.Append([0x85, 0x01]);
        Bytes.Fixed32(0x101);
    }

    void OpenAttribute(ReadOnlySpan<byte> key, int any) => KeyValue(0x4a, key, any);

    void EventAttribute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        KeyValue(0x1a, key, FieldLength(value));
        Field(0x0a, value);
    }

    void KeyValue(byte tag, ReadOnlySpan<byte> key, int any)
    {
        Bytes.Append(tag);
        Bytes.Varint((ulong)(FieldLength(key) + 1 + ByteBuffer.VarintLength((ulong)any) + any));
        Field(0x0a, key);
        Bytes.Append((byte)0x12);
        Bytes.Varint((ulong)any);
    }

    void Field(byte tag, ReadOnlySpan<byte> value)
    {
        Bytes.Append(tag);
        Bytes.Varint((ulong)value.Length);
        Bytes.Append(value);
    }

    void Time(byte tag, long unixNano)
    {
        Bytes.Append(tag);
        Times.Add(Bytes.Length);
        Bytes.Fixed64((ulong)unixNano);
    }

    static int FieldLength(ReadOnlySpan<byte> value) => 1 + ByteBuffer.VarintLength((ulong)value.Length) + value.Length;

    static int AttributeField(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        int any = FieldLength(value);
        int pair = FieldLength(key) + 1 + ByteBuffer.VarintLength((ulong)any) + any;
        return 1 + ByteBuffer.VarintLength((ulong)pair) + pair;
    }
}
