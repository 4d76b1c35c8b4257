using System.Text;
using Clew.Model;
using Clew.Tests.Oracle;
using Google.Protobuf;

namespace Clew.Tests.Wire;

/// <summary>
/// Puts what our decoder found into the oracle's messages, and takes out of the oracle's messages what our decoder
/// leaves out on purpose: then the two must be equal, field by field.
/// </summary>
static class OracleView
{
    public static Span Of(DecodedSpan span)
    {
        var result = new Span
        {
            TraceId = Bytes(span.TraceId),
            SpanId = Bytes(span.SpanId),
            ParentSpanId = Bytes(span.ParentSpanId),
            TraceState = span.TraceState,
            Flags = span.Flags,
            Name = Text(span.Name),
            Kind = (Span.Types.SpanKind)span.Kind,
            StartTimeUnixNano = (ulong)span.StartNano,
            EndTimeUnixNano = (ulong)span.EndNano,
            DroppedAttributesCount = span.DroppedAttributes,
            DroppedEventsCount = span.DroppedEvents,
            DroppedLinksCount = span.DroppedLinks,
            Status = new() { Code = (Status.Types.StatusCode)span.StatusCode, Message = Text(span.StatusMessage) },
        };
        result.Attributes.Add(Of(span.Attributes));
        foreach (var e in span.Events)
        {
            var copy = new Span.Types.Event
            {
                TimeUnixNano = (ulong)e.TimeNano,
                Name = Text(e.Name),
                DroppedAttributesCount = e.DroppedAttributes,
            };
            copy.Attributes.Add(Of(e.Attributes));
            result.Events.Add(copy);
        }

        foreach (var link in span.Links)
        {
            var copy = new Span.Types.Link
            {
                TraceId = ByteString.CopyFrom(Convert.FromHexString(link.TraceId)),
                SpanId = ByteString.CopyFrom(Convert.FromHexString(link.SpanId)),
                TraceState = link.TraceState,
                DroppedAttributesCount = link.DroppedAttributes,
                Flags = link.Flags,
            };
            copy.Attributes.Add(Of(link.Attributes));
            result.Links.Add(copy);
        }

        return result;
    }

    public static LogRecord Of(DecodedLog log)
    {
        var result = new LogRecord
        {
            TimeUnixNano = (ulong)log.TimeNano,
            ObservedTimeUnixNano = (ulong)log.ObservedTimeNano,
            SeverityNumber = log.SeverityNumber,
            SeverityText = log.SeverityText,
            EventName = log.EventName,
            Body = Of(log.Body),
            DroppedAttributesCount = log.DroppedAttributes,
            Flags = log.Flags,
            TraceId = Bytes(log.TraceId),
            SpanId = Bytes(log.SpanId),
        };
        result.Attributes.Add(Of(log.Attributes));
        return result;
    }

    public static Resource OfResource(DecodedOrigin origin)
    {
        var result = new Resource { DroppedAttributesCount = origin.DroppedAttributes };
        result.Attributes.Add(Of(origin.Attributes));
        return result;
    }

    public static InstrumentationScope OfScope(DecodedOrigin origin)
    {
        var result = new InstrumentationScope
        {
            Name = origin.Name,
            Version = origin.Version,
            DroppedAttributesCount = origin.DroppedAttributes,
        };
        result.Attributes.Add(Of(origin.Attributes));
        return result;
    }

    /// <summary>The oracle's message as our decoder is to understand it.</summary>
    public static Span Expected(Span span)
    {
        var result = Known(span, Span.Parser);
        result.StartTimeUnixNano = Math.Min(result.StartTimeUnixNano, long.MaxValue);
        result.EndTimeUnixNano = Math.Min(result.EndTimeUnixNano, long.MaxValue);
        result.Status ??= new();
        result.ParentSpanId = Expected(result.ParentSpanId, 0);
        result.TraceId = Expected(result.TraceId, 16);
        result.SpanId = Expected(result.SpanId, 8);
        Normalise(result.Attributes);
        foreach (var e in result.Events)
        {
            e.TimeUnixNano = Math.Min(e.TimeUnixNano, long.MaxValue);
            Normalise(e.Attributes);
        }

        foreach (var link in result.Links.ToList())
        {
            Normalise(link.Attributes);
            if (link.TraceId.Length == 0)
            {
                result.Links.Remove(link);
            }
        }

        return result;
    }

    public static LogRecord Expected(LogRecord log)
    {
        var result = Known(log, LogRecord.Parser);
        result.TimeUnixNano = Math.Min(result.TimeUnixNano, long.MaxValue);
        result.ObservedTimeUnixNano = Math.Min(result.ObservedTimeUnixNano, long.MaxValue);
        result.TraceId = Expected(result.TraceId, 16);
        result.SpanId = Expected(result.SpanId, 8);
        Normalise(result.Attributes);
        result.Body ??= new();
        Normalise(result.Body);
        if (result.EventName.Length == 0)
        {
            result.EventName = result.Attributes.LastOrDefault(a => a.Key == "event.name")?.Value.StringValue ?? "";
        }

        return result;
    }

    public static Resource Expected(Resource? resource)
    {
        var result = Known(resource ?? new(), Resource.Parser);
        result.EntityRefs.Clear();
        Normalise(result.Attributes);
        return result;
    }

    public static InstrumentationScope Expected(InstrumentationScope? scope)
    {
        var result = Known(scope ?? new(), InstrumentationScope.Parser);
        Normalise(result.Attributes);
        return result;
    }

    public static IEnumerable<KeyValue> Of(Attributes attributes)
    {
        var result = new List<KeyValue>();
        foreach (var value in attributes)
        {
            result.Add(new() { Key = value.KeyText, Value = Of(value) });
        }

        return result;
    }

    public static AnyValue Of(Value value)
    {
        var result = new AnyValue();
        switch (value.Kind)
        {
            case ValueKind.String:
                result.StringValue = value.Text;
                break;
            case ValueKind.Bool:
                result.BoolValue = value.Bool;
                break;
            case ValueKind.Int:
                result.IntValue = value.Int;
                break;
            case ValueKind.Double:
                result.DoubleValue = value.Double;
                break;
            case ValueKind.Bytes:
                result.BytesValue = ByteString.CopyFrom(value.Utf8);
                break;
            case ValueKind.Array:
                result.ArrayValue = new();
                foreach (var child in value.Children)
                {
                    result.ArrayValue.Values.Add(Of(child));
                }

                break;
            case ValueKind.Map:
                result.KvlistValue = new();
                result.KvlistValue.Values.Add(Of(value.Children));
                break;
        }

        return result;
    }

    static void Normalise(IEnumerable<KeyValue> attributes)
    {
        foreach (var attribute in attributes)
        {
            attribute.KeyStrindex = 0;
            attribute.Value ??= new();
            Normalise(attribute.Value);
        }
    }

    static void Normalise(AnyValue value)
    {
        switch (value.ValueCase)
        {
            case AnyValue.ValueOneofCase.StringValueStrindex:
                value.ClearValue();
                break;
            case AnyValue.ValueOneofCase.ArrayValue:
                foreach (var child in value.ArrayValue.Values)
                {
                    Normalise(child);
                }

                break;
            case AnyValue.ValueOneofCase.KvlistValue:
                Normalise(value.KvlistValue.Values);
                break;
        }
    }

    /// <summary>Ids of zeros or of a wrong length are no ids; only a parent (length 0) may have any length.</summary>
    static ByteString Expected(ByteString id, int length) =>
        id.All(b => b == 0) || (length != 0 && id.Length != length) ? ByteString.Empty : id;

    static T Known<T>(T message, MessageParser<T> parser)
        where T : IMessage<T> => parser.WithDiscardUnknownFields(true).ParseFrom(message.ToByteArray());

    static ByteString Bytes(TraceId id) =>
        id.IsEmpty ? ByteString.Empty : ByteString.CopyFrom(Convert.FromHexString(id.ToString()));

    static ByteString Bytes(SpanId id) =>
        id.IsEmpty ? ByteString.Empty : ByteString.CopyFrom(Convert.FromHexString(id.ToString()));

    static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
