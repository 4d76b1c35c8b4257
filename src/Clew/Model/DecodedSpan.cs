namespace Clew.Model;

/// <summary>Where telemetry came from: an OTLP resource or instrumentation scope.</summary>
sealed class DecodedOrigin
{
    public ValueTape Tape { get; } = new();
    public string Name { get; set; } = "";
    public string Version { get; set; } = "";
    public string SchemaUrl { get; set; } = "";
    public Attributes Attributes { get; set; }
    public uint DroppedAttributes { get; set; }

    /// <summary>An attribute's text, or null if it is missing, empty or not a string.</summary>
    public string? TextOf(ReadOnlySpan<byte> key) =>
        Attributes.TryGet(key, out var value) && value.Text is { Length: > 0 } text ? text : null;
}

/// <summary>
/// One OTLP span, decoded but not interpreted. An instance is reused for span after span; what it holds is valid
/// until the next one is decoded into it. Field names follow <c>opentelemetry/proto/trace/v1/trace.proto</c>.
/// </summary>
sealed class DecodedSpan
{
    public ValueTape Tape { get; } = new();
    public DecodedOrigin Resource { get; set; } = new();
    public DecodedOrigin Scope { get; set; } = new();
    public TraceId TraceId { get; set; }
    public SpanId SpanId { get; set; }

    /// <summary>Empty for a root.</summary>
    public SpanId ParentSpanId { get; set; }
    public string TraceState { get; set; } = "";
    public uint Flags { get; set; }
    public ReadOnlyMemory<byte> Name { get; set; }

    /// <summary>The wire number: 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer.</summary>
    public int Kind { get; set; }

    /// <summary>Unix nanoseconds; 0 if the sender gave none.</summary>
    public long StartNano { get; set; }

    /// <summary>Unix nanoseconds; 0 while the span runs.</summary>
    public long EndNano { get; set; }
    public Attributes Attributes { get; set; }
    public List<DecodedEvent> Events { get; } = [];
    public List<DecodedLink> Links { get; } = [];
    public uint DroppedAttributes { get; set; }
    public uint DroppedEvents { get; set; }
    public uint DroppedLinks { get; set; }

    /// <summary>0 unset, 1 ok, 2 error.</summary>
    public int StatusCode { get; set; }
    public ReadOnlyMemory<byte> StatusMessage { get; set; }

    /// <summary>What the decoder had to repair, in words for a person.</summary>
    public List<string> Warnings { get; } = [];
}

readonly record struct DecodedEvent(
    long TimeNano,
    ReadOnlyMemory<byte> Name,
    Attributes Attributes,
    uint DroppedAttributes
);

/// <summary>Ids are lower-case hex, whatever their length: a link may point to anything.</summary>
readonly record struct DecodedLink(
    string TraceId,
    string SpanId,
    string TraceState,
    Attributes Attributes,
    uint DroppedAttributes,
    uint Flags
);

/// <summary>One OTLP log record, decoded but not interpreted; reused like <see cref="DecodedSpan"/>.</summary>
sealed class DecodedLog
{
    public ValueTape Tape { get; } = new();
    public DecodedOrigin Resource { get; set; } = new();
    public DecodedOrigin Scope { get; set; } = new();

    /// <summary>Empty if the record names no trace.</summary>
    public TraceId TraceId { get; set; }

    /// <summary>Empty if the record names no span.</summary>
    public SpanId SpanId { get; set; }
    public long TimeNano { get; set; }
    public long ObservedTimeNano { get; set; }
    public int SeverityNumber { get; set; }
    public string SeverityText { get; set; } = "";

    /// <summary>The event name of the record, or else of the older attribute <c>event.name</c>.</summary>
    public string EventName { get; set; } = "";
    public Value Body { get; set; }
    public Attributes Attributes { get; set; }
    public uint DroppedAttributes { get; set; }
    public uint Flags { get; set; }
    public List<string> Warnings { get; } = [];
}
