using System.Globalization;
using System.Text.Json;
using Clew.Tests.Oracle;
using Google.Protobuf;

namespace Clew.Tests.Wire;

/// <summary>
/// A second, slow and plain reading of OTLP/JSON into the oracle's messages, to compare the fast one with. It knows
/// what the captured clients write, not every leniency.
/// </summary>
static class JsonWalk
{
    public static TracesData Traces(JsonElement root)
    {
        var result = new TracesData();
        foreach (var r in Items(root, "resourceSpans"))
        {
            var resource = new ResourceSpans { Resource = Resource(r), SchemaUrl = Text(r, "schemaUrl") };
            foreach (var s in Items(r, "scopeSpans"))
            {
                var scope = new ScopeSpans { Scope = Scope(s), SchemaUrl = Text(s, "schemaUrl") };
                scope.Spans.Add(Items(s, "spans").Select(Span));
                resource.ScopeSpans.Add(scope);
            }

            result.ResourceSpans.Add(resource);
        }

        return result;
    }

    public static LogsData Logs(JsonElement root)
    {
        var result = new LogsData();
        foreach (var r in Items(root, "resourceLogs"))
        {
            var resource = new ResourceLogs { Resource = Resource(r), SchemaUrl = Text(r, "schemaUrl") };
            foreach (var s in Items(r, "scopeLogs"))
            {
                var scope = new ScopeLogs { Scope = Scope(s), SchemaUrl = Text(s, "schemaUrl") };
                scope.LogRecords.Add(Items(s, "logRecords").Select(Log));
                resource.ScopeLogs.Add(scope);
            }

            result.ResourceLogs.Add(resource);
        }

        return result;
    }

    static Resource Resource(JsonElement parent)
    {
        var result = new Resource();
        if (parent.TryGetProperty("resource", out var json))
        {
            result.Attributes.Add(Attributes(json));
            result.DroppedAttributesCount = (uint)Number(json, "droppedAttributesCount");
        }

        return result;
    }

    static InstrumentationScope Scope(JsonElement parent)
    {
        var result = new InstrumentationScope();
        if (parent.TryGetProperty("scope", out var json))
        {
            result.Name = Text(json, "name");
            result.Version = Text(json, "version");
            result.Attributes.Add(Attributes(json));
            result.DroppedAttributesCount = (uint)Number(json, "droppedAttributesCount");
        }

        return result;
    }

    static Span Span(JsonElement json)
    {
        var result = new Span
        {
            TraceId = Hex(json, "traceId"),
            SpanId = Hex(json, "spanId"),
            ParentSpanId = Hex(json, "parentSpanId"),
            TraceState = Text(json, "traceState"),
            Name = Text(json, "name"),
            Kind = (Span.Types.SpanKind)Number(json, "kind"),
            StartTimeUnixNano = Number(json, "startTimeUnixNano"),
            EndTimeUnixNano = Number(json, "endTimeUnixNano"),
            DroppedAttributesCount = (uint)Number(json, "droppedAttributesCount"),
            DroppedEventsCount = (uint)Number(json, "droppedEventsCount"),
            DroppedLinksCount = (uint)Number(json, "droppedLinksCount"),
            Flags = (uint)Number(json, "flags"),
        };
        result.Attributes.Add(Attributes(json));
        foreach (var e in Items(json, "events"))
        {
            var copy = new Span.Types.Event
            {
                Name = Text(e, "name"),
                TimeUnixNano = Number(e, "timeUnixNano"),
                DroppedAttributesCount = (uint)Number(e, "droppedAttributesCount"),
            };
            copy.Attributes.Add(Attributes(e));
            result.Events.Add(copy);
        }

        foreach (var link in Items(json, "links"))
        {
            var copy = new Span.Types.Link
            {
                TraceId = Hex(link, "traceId"),
                SpanId = Hex(link, "spanId"),
                TraceState = Text(link, "traceState"),
                DroppedAttributesCount = (uint)Number(link, "droppedAttributesCount"),
                Flags = (uint)Number(link, "flags"),
            };
            copy.Attributes.Add(Attributes(link));
            result.Links.Add(copy);
        }

        if (json.TryGetProperty("status", out var status))
        {
            result.Status = new()
            {
                Code = (Status.Types.StatusCode)Number(status, "code"),
                Message = Text(status, "message"),
            };
        }

        return result;
    }

    static LogRecord Log(JsonElement json)
    {
        var result = new LogRecord
        {
            TraceId = Hex(json, "traceId"),
            SpanId = Hex(json, "spanId"),
            TimeUnixNano = Number(json, "timeUnixNano"),
            ObservedTimeUnixNano = Number(json, "observedTimeUnixNano"),
            SeverityNumber = (int)Number(json, "severityNumber"),
            SeverityText = Text(json, "severityText"),
            EventName = Text(json, "eventName"),
            DroppedAttributesCount = (uint)Number(json, "droppedAttributesCount"),
            Flags = (uint)Number(json, "flags"),
            Body = json.TryGetProperty("body", out var body) ? Value(body) : null,
        };
        result.Attributes.Add(Attributes(json));
        return result;
    }

    static IEnumerable<KeyValue> Attributes(JsonElement parent, string name = "attributes") =>
        Items(parent, name)
            .Select(a => new KeyValue
            {
                Key = Text(a, "key"),
                Value = a.TryGetProperty("value", out var value) ? Value(value) : null,
            });

    static AnyValue Value(JsonElement json)
    {
        var result = new AnyValue();
        foreach (var member in json.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null))
        {
            switch (member.Name)
            {
                case "stringValue":
                    result.StringValue = member.Value.GetString();
                    break;
                case "boolValue":
                    result.BoolValue = member.Value.GetBoolean();
                    break;
                case "intValue":
                    result.IntValue = long.Parse(member.Value.ToString(), CultureInfo.InvariantCulture);
                    break;
                case "doubleValue":
                    result.DoubleValue = member.Value.GetDouble();
                    break;
                case "bytesValue":
                    result.BytesValue = ByteString.FromBase64(member.Value.GetString());
                    break;
                case "arrayValue":
                    result.ArrayValue = new();
                    result.ArrayValue.Values.Add(Items(member.Value, "values").Select(Value));
                    break;
                case "kvlistValue":
                    result.KvlistValue = new();
                    result.KvlistValue.Values.Add(Attributes(member.Value, "values"));
                    break;
            }
        }

        return result;
    }

    static JsonElement[] Items(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var items) ? [.. items.EnumerateArray()] : [];

    static string Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";

    static ulong Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var number) ? ulong.Parse(number.ToString(), CultureInfo.InvariantCulture) : 0;

    static ByteString Hex(JsonElement parent, string name) =>
        ByteString.CopyFrom(Convert.FromHexString(Text(parent, name)));
}
