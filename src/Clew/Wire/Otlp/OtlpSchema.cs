using System.Text;
using F = Clew.Wire.Otlp.OtlpFields;

namespace Clew.Wire.Otlp;

/// <summary>How a field looks in protobuf and in OTLP/JSON.</summary>
enum FieldType : byte
{
    /// <summary>Length-delimited; a JSON string.</summary>
    String,

    /// <summary>Length-delimited; base64 in JSON.</summary>
    Bytes,

    /// <summary>Length-delimited; hex in JSON. This is where OTLP/JSON differs from plain protobuf JSON.</summary>
    Id,

    /// <summary>Varint, signed; a decimal string in JSON.</summary>
    Int64,

    /// <summary>Varint, signed; a JSON number.</summary>
    Int32,

    /// <summary>Varint; a JSON number.</summary>
    UInt32,

    /// <summary>Varint; a JSON number, or the name of the number.</summary>
    Enum,

    /// <summary>Varint; true or false.</summary>
    Bool,

    /// <summary>Eight bytes, unsigned; a decimal string in JSON.</summary>
    Fixed64,

    /// <summary>Four bytes, unsigned; a JSON number.</summary>
    Fixed32,

    /// <summary>Eight bytes; a JSON number, or NaN, Infinity, -Infinity as a string.</summary>
    Double,

    /// <summary>Length-delimited; a JSON object.</summary>
    Message,
}

/// <summary>One field of a message.</summary>
/// <param name="Name">The lowerCamelCase name.</param>
sealed record FieldSpec(string Name, int Number, FieldType Type)
{
    public byte[] Camel { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>The name as the .proto file has it, which lenient receivers take too.</summary>
    public byte[] Snake { get; } =
        Encoding.UTF8.GetBytes(
            string.Concat(Name.Select(c => char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : c.ToString()))
        );

    public bool IsRepeated { get; init; }

    /// <summary>One of the message's only <c>oneof</c>: written even if it has the default value.</summary>
    public bool IsOneOf { get; init; }

    public MessageSpec? Message { get; init; }

    /// <summary>Of an id: how many bytes a valid one has.</summary>
    public int IdLength { get; init; }

    /// <summary>Of an enum: the names of 0, 1, 2 and so on.</summary>
    public string[] EnumNames { get; init; } = [];
}

/// <summary>The fields of a message, in the order of their numbers.</summary>
sealed class MessageSpec
{
    public FieldSpec[] Fields { get; set; } = [];

    /// <summary>Fields that hold the items of a request and are treated apart.</summary>
    public int[] ItemFields { get; init; } = [];
}

/// <summary>
/// The messages of OTLP as data, so that JSON to protobuf and protobuf to JSON are one walk each. Numbers come from
/// <see cref="OtlpFields"/>.
/// </summary>
static class OtlpSchema
{
    /// <summary>
    /// The member under which protobuf fields that JSON cannot express survive: base64 of the fields as they are.
    /// </summary>
    public const string UnknownFields = "unknownFields";

    public static MessageSpec AnyValue { get; } = new();
    public static MessageSpec KeyValue { get; } = new();
    public static MessageSpec Resource { get; } = new();
    public static MessageSpec Scope { get; } = new();
    public static MessageSpec Span { get; } = new();
    public static MessageSpec LogRecord { get; } = new();

    /// <summary><c>ResourceSpans</c> and its like, without what they hold.</summary>
    public static MessageSpec ResourceItems { get; } =
        new() { ItemFields = [F.ResourceItems.ScopeItems, F.ResourceItems.LibraryItems] };

    /// <summary><c>ScopeSpans</c> and its like, without what they hold.</summary>
    public static MessageSpec ScopeItems { get; } = new() { ItemFields = [F.ScopeItems.Items] };

    static OtlpSchema()
    {
        var array = new MessageSpec { Fields = [Many("values", F.ValueList.Values, AnyValue)] };
        var map = new MessageSpec { Fields = [Many("values", F.ValueList.Values, KeyValue)] };
        AnyValue.Fields =
        [
            new("stringValue", F.AnyValue.StringValue, FieldType.String) { IsOneOf = true },
            new("boolValue", F.AnyValue.BoolValue, FieldType.Bool) { IsOneOf = true },
            new("intValue", F.AnyValue.IntValue, FieldType.Int64) { IsOneOf = true },
            new("doubleValue", F.AnyValue.DoubleValue, FieldType.Double) { IsOneOf = true },
            new("arrayValue", F.AnyValue.ArrayValue, FieldType.Message) { IsOneOf = true, Message = array },
            new("kvlistValue", F.AnyValue.KvlistValue, FieldType.Message) { IsOneOf = true, Message = map },
            new("bytesValue", F.AnyValue.BytesValue, FieldType.Bytes) { IsOneOf = true },
            new("stringValueStrindex", F.AnyValue.StringValueStrindex, FieldType.Int32) { IsOneOf = true },
        ];
        KeyValue.Fields =
        [
            new("key", F.KeyValue.Key, FieldType.String),
            One("value", F.KeyValue.Value, AnyValue),
            new("keyStrindex", F.KeyValue.KeyStrindex, FieldType.Int32),
        ];
        Resource.Fields =
        [
            Many("attributes", F.Resource.Attributes, KeyValue),
            new("droppedAttributesCount", F.Resource.DroppedAttributesCount, FieldType.UInt32),
            Many("entityRefs", F.Resource.EntityRefs, EntityRef()),
        ];
        Scope.Fields =
        [
            new("name", F.InstrumentationScope.Name, FieldType.String),
            new("version", F.InstrumentationScope.Version, FieldType.String),
            Many("attributes", F.InstrumentationScope.Attributes, KeyValue),
            new("droppedAttributesCount", F.InstrumentationScope.DroppedAttributesCount, FieldType.UInt32),
        ];
        ResourceItems.Fields =
        [
            One("resource", F.ResourceItems.Resource, Resource),
            new("schemaUrl", F.ResourceItems.SchemaUrl, FieldType.String),
        ];
        ScopeItems.Fields =
        [
            One("scope", F.ScopeItems.Scope, Scope),
            new("schemaUrl", F.ScopeItems.SchemaUrl, FieldType.String),
        ];
        Span.Fields = SpanFields();
        LogRecord.Fields = LogFields();
    }

    static FieldSpec[] SpanFields() =>
        [
            new("traceId", F.Span.TraceId, FieldType.Id) { IdLength = 16 },
            new("spanId", F.Span.SpanId, FieldType.Id) { IdLength = 8 },
            new("traceState", F.Span.TraceState, FieldType.String),
            new("parentSpanId", F.Span.ParentSpanId, FieldType.Id) { IdLength = 8 },
            new("name", F.Span.Name, FieldType.String),
            new("kind", F.Span.Kind, FieldType.Enum)
            {
                EnumNames =
                [
                    "SPAN_KIND_UNSPECIFIED",
                    "SPAN_KIND_INTERNAL",
                    "SPAN_KIND_SERVER",
                    "SPAN_KIND_CLIENT",
                    "SPAN_KIND_PRODUCER",
                    "SPAN_KIND_CONSUMER",
                ],
            },
            new("startTimeUnixNano", F.Span.StartTimeUnixNano, FieldType.Fixed64),
            new("endTimeUnixNano", F.Span.EndTimeUnixNano, FieldType.Fixed64),
            Many("attributes", F.Span.Attributes, KeyValue),
            new("droppedAttributesCount", F.Span.DroppedAttributesCount, FieldType.UInt32),
            Many("events", F.Span.Events, Event()),
            new("droppedEventsCount", F.Span.DroppedEventsCount, FieldType.UInt32),
            Many("links", F.Span.Links, Link()),
            new("droppedLinksCount", F.Span.DroppedLinksCount, FieldType.UInt32),
            One("status", F.Span.Status, Status()),
            new("flags", F.Span.Flags, FieldType.Fixed32),
        ];

    static FieldSpec[] LogFields() =>
        [
            new("timeUnixNano", F.LogRecord.TimeUnixNano, FieldType.Fixed64),
            new("severityNumber", F.LogRecord.SeverityNumber, FieldType.Enum) { EnumNames = SeverityNames() },
            new("severityText", F.LogRecord.SeverityText, FieldType.String),
            One("body", F.LogRecord.Body, AnyValue),
            Many("attributes", F.LogRecord.Attributes, KeyValue),
            new("droppedAttributesCount", F.LogRecord.DroppedAttributesCount, FieldType.UInt32),
            new("flags", F.LogRecord.Flags, FieldType.Fixed32),
            new("traceId", F.LogRecord.TraceId, FieldType.Id) { IdLength = 16 },
            new("spanId", F.LogRecord.SpanId, FieldType.Id) { IdLength = 8 },
            new("observedTimeUnixNano", F.LogRecord.ObservedTimeUnixNano, FieldType.Fixed64),
            new("eventName", F.LogRecord.EventName, FieldType.String),
        ];

    static MessageSpec Event() =>
        new()
        {
            Fields =
            [
                new("timeUnixNano", F.Event.TimeUnixNano, FieldType.Fixed64),
                new("name", F.Event.Name, FieldType.String),
                Many("attributes", F.Event.Attributes, KeyValue),
                new("droppedAttributesCount", F.Event.DroppedAttributesCount, FieldType.UInt32),
            ],
        };

    static MessageSpec Link() =>
        new()
        {
            Fields =
            [
                new("traceId", F.Link.TraceId, FieldType.Id) { IdLength = 16 },
                new("spanId", F.Link.SpanId, FieldType.Id) { IdLength = 8 },
                new("traceState", F.Link.TraceState, FieldType.String),
                Many("attributes", F.Link.Attributes, KeyValue),
                new("droppedAttributesCount", F.Link.DroppedAttributesCount, FieldType.UInt32),
                new("flags", F.Link.Flags, FieldType.Fixed32),
            ],
        };

    static MessageSpec Status() =>
        new()
        {
            Fields =
            [
                new("message", F.Status.Message, FieldType.String),
                new("code", F.Status.Code, FieldType.Enum)
                {
                    EnumNames = ["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"],
                },
            ],
        };

    static MessageSpec EntityRef() =>
        new()
        {
            Fields =
            [
                new("schemaUrl", F.EntityRef.SchemaUrl, FieldType.String),
                new("type", F.EntityRef.Type, FieldType.String),
                new("idKeys", F.EntityRef.IdKeys, FieldType.String) { IsRepeated = true },
                new("descriptionKeys", F.EntityRef.DescriptionKeys, FieldType.String) { IsRepeated = true },
            ],
        };

    /// <summary>SEVERITY_NUMBER_TRACE is 1, TRACE2 is 2, and so on in fours up to FATAL4, 24.</summary>
    static string[] SeverityNames()
    {
        string[] levels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
        string[] steps = ["", "2", "3", "4"];
        return
        [
            "SEVERITY_NUMBER_UNSPECIFIED",
            .. levels.SelectMany(level => steps.Select(step => $"SEVERITY_NUMBER_{level}{step}")),
        ];
    }

    static FieldSpec One(string name, int number, MessageSpec message) =>
        new(name, number, FieldType.Message) { Message = message };

    static FieldSpec Many(string name, int number, MessageSpec message) =>
        new(name, number, FieldType.Message) { Message = message, IsRepeated = true };
}
