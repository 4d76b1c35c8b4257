using System.Text;

namespace Clew.Wire.Otlp;

/// <summary>A field's name in JSON, and the one in the .proto file, which lenient receivers take too.</summary>
sealed class OtlpName(string camel, string snake)
{
    readonly byte[] camelBytes = Encoding.UTF8.GetBytes(camel);
    readonly byte[] snakeBytes = Encoding.UTF8.GetBytes(snake);

    public string Camel => camel;
    public string Snake => snake;

    public bool Is(ReadOnlySpan<byte> name) => name.SequenceEqual(camelBytes) || name.SequenceEqual(snakeBytes);
}

/// <summary>
/// How the outer three messages are called in each signal: only the names differ, the field numbers are the same.
/// </summary>
/// <param name="Library">The name that <paramref name="Scope"/> had up to OTLP 0.18.</param>
sealed record OtlpNames(OtlpName Resource, OtlpName Scope, OtlpName Library, OtlpName Item)
{
    static readonly OtlpNames Traces = new(
        new("resourceSpans", "resource_spans"),
        new("scopeSpans", "scope_spans"),
        new("instrumentationLibrarySpans", "instrumentation_library_spans"),
        new("spans", "spans")
    );

    static readonly OtlpNames Logs = new(
        new("resourceLogs", "resource_logs"),
        new("scopeLogs", "scope_logs"),
        new("instrumentationLibraryLogs", "instrumentation_library_logs"),
        new("logRecords", "log_records")
    );

    static readonly OtlpNames Metrics = new(
        new("resourceMetrics", "resource_metrics"),
        new("scopeMetrics", "scope_metrics"),
        new("instrumentationLibraryMetrics", "instrumentation_library_metrics"),
        new("metrics", "metrics")
    );

    public static OtlpNames Of(OtlpSignal signal) =>
        signal switch
        {
            OtlpSignal.Traces => Traces,
            OtlpSignal.Logs => Logs,
            _ => Metrics,
        };
}
