namespace Clew.Wire.Otlp;

/// <summary>How the outer three messages are called in each signal: their field numbers are the same.</summary>
sealed record OtlpNames(string Resource, string Scope, string Item, string ResourceItemsSnake, string ScopeItemsSnake)
{
    static readonly OtlpNames Traces = new("resourceSpans", "scopeSpans", "spans", "resource_spans", "scope_spans");
    static readonly OtlpNames Logs = new("resourceLogs", "scopeLogs", "logRecords", "resource_logs", "scope_logs");
    static readonly OtlpNames Metrics = new(
        "resourceMetrics",
        "scopeMetrics",
        "metrics",
        "resource_metrics",
        "scope_metrics"
    );

    public static OtlpNames Of(OtlpSignal signal) =>
        signal switch
        {
            OtlpSignal.Traces => Traces,
            OtlpSignal.Logs => Logs,
            _ => Metrics,
        };
}
