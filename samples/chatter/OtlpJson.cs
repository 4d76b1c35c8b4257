using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Chatter;

/// <summary>Writes stories as OTLP/JSON: hex ids, 64-bit numbers as strings.</summary>
static class OtlpJson
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="story">One trace.</param>
    /// <param name="shift">Nanoseconds added to every time.</param>
    public static byte[] Write(Story story, long shift)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("resourceSpans");
            foreach (IGrouping<string, Span> service in story.Spans.GroupBy(s => s.Service))
                Resource(json, service, story.TraceId, shift);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    static void Resource(Utf8JsonWriter json, IGrouping<string, Span> service, string traceId, long shift)
    {
        json.WriteStartObject();
        json.WriteStartObject("resource");
        Attributes(
            json,
            [
                new("service.name", service.Key),
                new("service.version", "2.4.1"),
                new("deployment.environment.name", "production"),
                new("telemetry.sdk.name", "opentelemetry"),
                new("telemetry.sdk.language", "python"),
            ]
        );
        json.WriteEndObject();
        json.WriteStartArray("scopeSpans");
        foreach (IGrouping<string, Span> scope in service.GroupBy(s => s.Scope))
        {
            json.WriteStartObject();
            json.WriteStartObject("scope");
            json.WriteString("name", scope.Key);
            json.WriteString("version", "1.6.0");
            json.WriteEndObject();
            json.WriteStartArray("spans");
            // Spans leave when they end, so children come first.
            foreach (Span span in scope.OrderBy(s => s.End))
                OneSpan(json, span, traceId, shift);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void OneSpan(Utf8JsonWriter json, Span span, string traceId, long shift)
    {
        json.WriteStartObject();
        json.WriteString("traceId", traceId);
        json.WriteString("spanId", span.Id);
        if (span.Parent is not null)
            json.WriteString("parentSpanId", span.Parent.Id);
        json.WriteString("name", span.Name);
        json.WriteNumber("kind", span.Kind);
        json.WriteString("startTimeUnixNano", Text(span.Start + shift));
        json.WriteString("endTimeUnixNano", Text(span.End + shift));
        Attributes(json, span.Attributes);
        if (span.Failure is { } failure)
        {
            json.WriteStartArray("events");
            json.WriteStartObject();
            json.WriteString("timeUnixNano", Text(failure.Time + shift));
            json.WriteString("name", "exception");
            Attributes(json, [new("exception.type", failure.Type), new("exception.message", failure.Message)]);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteStartObject("status");
        if (span.Failure is { } status)
        {
            json.WriteNumber("code", 2);
            json.WriteString("message", status.Message);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Attributes(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object>> attributes)
    {
        json.WriteStartArray("attributes");
        foreach ((string key, object value) in attributes)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WritePropertyName("value");
            Value(json, value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void Value(Utf8JsonWriter json, object value)
    {
        json.WriteStartObject();
        switch (value)
        {
            case string text:
                json.WriteString("stringValue", text);
                break;
            case bool flag:
                json.WriteBoolean("boolValue", flag);
                break;
            case int number:
                json.WriteString("intValue", Text(number));
                break;
            case double number:
                json.WriteNumber("doubleValue", number);
                break;
            case string[] list:
                json.WriteStartObject("arrayValue");
                json.WriteStartArray("values");
                foreach (string item in list)
                    Value(json, item);
                json.WriteEndArray();
                json.WriteEndObject();
                break;
            default:
                throw new NotSupportedException($"no OTLP value for {value.GetType()}");
        }
        json.WriteEndObject();
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
