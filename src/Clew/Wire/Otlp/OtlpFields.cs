namespace Clew.Wire.Otlp;

/// <summary>
/// Field numbers of <c>opentelemetry-proto</c> 1.9, under the names they have there. Traces, logs and metrics share the
/// numbers of their three outer messages; the names here are neutral.
/// </summary>
static class OtlpFields
{
    /// <summary><c>ExportTraceServiceRequest</c>, <c>TracesData</c>, and the same for logs and metrics.</summary>
    internal static class Request
    {
        public const int ResourceItems = 1;
    }

    /// <summary><c>ResourceSpans</c>, <c>ResourceLogs</c>, <c>ResourceMetrics</c>.</summary>
    internal static class ResourceItems
    {
        public const int Resource = 1;
        public const int ScopeItems = 2;
        public const int SchemaUrl = 3;

        /// <summary><c>instrumentation_library_spans</c> of OTLP up to 0.18: laid out as <see cref="ScopeItems"/>.</summary>
        public const int LibraryItems = 1000;
    }

    /// <summary><c>ScopeSpans</c>, <c>ScopeLogs</c>, <c>ScopeMetrics</c>.</summary>
    internal static class ScopeItems
    {
        public const int Scope = 1;
        public const int Items = 2;
        public const int SchemaUrl = 3;
    }

    internal static class Resource
    {
        public const int Attributes = 1;
        public const int DroppedAttributesCount = 2;
        public const int EntityRefs = 3;
    }

    internal static class EntityRef
    {
        public const int SchemaUrl = 1;
        public const int Type = 2;
        public const int IdKeys = 3;
        public const int DescriptionKeys = 4;
    }

    internal static class InstrumentationScope
    {
        public const int Name = 1;
        public const int Version = 2;
        public const int Attributes = 3;
        public const int DroppedAttributesCount = 4;
    }

    internal static class KeyValue
    {
        public const int Key = 1;
        public const int Value = 2;
        public const int KeyStrindex = 3;
    }

    /// <summary>All of them are one <c>oneof</c>: the last one in the message counts.</summary>
    internal static class AnyValue
    {
        public const int StringValue = 1;
        public const int BoolValue = 2;
        public const int IntValue = 3;
        public const int DoubleValue = 4;
        public const int ArrayValue = 5;
        public const int KvlistValue = 6;
        public const int BytesValue = 7;

        /// <summary>Only has a meaning in profiles.</summary>
        public const int StringValueStrindex = 8;
    }

    /// <summary><c>ArrayValue</c> and <c>KeyValueList</c>.</summary>
    internal static class ValueList
    {
        public const int Values = 1;
    }

    internal static class Span
    {
        public const int TraceId = 1;
        public const int SpanId = 2;
        public const int TraceState = 3;
        public const int ParentSpanId = 4;
        public const int Name = 5;
        public const int Kind = 6;
        public const int StartTimeUnixNano = 7;
        public const int EndTimeUnixNano = 8;
        public const int Attributes = 9;
        public const int DroppedAttributesCount = 10;
        public const int Events = 11;
        public const int DroppedEventsCount = 12;
        public const int Links = 13;
        public const int DroppedLinksCount = 14;
        public const int Status = 15;
        public const int Flags = 16;
    }

    internal static class Event
    {
        public const int TimeUnixNano = 1;
        public const int Name = 2;
        public const int Attributes = 3;
        public const int DroppedAttributesCount = 4;
    }

    internal static class Link
    {
        public const int TraceId = 1;
        public const int SpanId = 2;
        public const int TraceState = 3;
        public const int Attributes = 4;
        public const int DroppedAttributesCount = 5;
        public const int Flags = 6;
    }

    internal static class Status
    {
        public const int Message = 2;
        public const int Code = 3;
    }

    internal static class LogRecord
    {
        public const int TimeUnixNano = 1;
        public const int SeverityNumber = 2;
        public const int SeverityText = 3;
        public const int Body = 5;
        public const int Attributes = 6;
        public const int DroppedAttributesCount = 7;
        public const int Flags = 8;
        public const int TraceId = 9;
        public const int SpanId = 10;
        public const int ObservedTimeUnixNano = 11;
        public const int EventName = 12;
    }

    internal static class Metric
    {
        public const int Gauge = 5;
        public const int Sum = 7;
        public const int Histogram = 9;
        public const int ExponentialHistogram = 10;
        public const int Summary = 11;

        /// <summary>The number of the data points in each of the five.</summary>
        public const int DataPoints = 1;
    }
}
