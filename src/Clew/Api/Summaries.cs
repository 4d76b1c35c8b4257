using System.Globalization;
using Clew.Model;
using Clew.Store;

namespace Clew.Api;

/// <summary>Rows in the words of the API.</summary>
static class Summaries
{
    const string Currency = "USD";

    public static TraceSummary Of(TraceRow row) =>
        new()
        {
            Id = row.TraceId.ToString(),
            Name = row.Name,
            StartUnixNano = Nano(row.StartNano),
            EndUnixNano = Nano(row.EndNano),
            DurationNano = Nano(row.EndNano - row.StartNano),
            Status = Words.Of(row.Status),
            SpanCount = row.SpanCount,
            ErrorCount = row.ErrorCount,
            Usage = Of(row.Usage),
            Cost = SumOf(row.CostPicoUsd),
            Models = row.Models,
            Services = row.Services,
            SessionId = row.SessionId,
            UserId = row.UserId,
            Environment = row.Environment,
            Release = row.Release,
            Version = row.Version,
            Tags = row.Tags,
            RootSpanId = IdOf(row.RootSpanId),
            InputPreview = row.InputPreview,
            OutputPreview = row.OutputPreview,
        };

    public static SpanSummary Of(SpanInTrace span) =>
        new()
        {
            Id = span.Row.SpanId.ToString(),
            TraceId = span.Trace.TraceId.ToString(),
            ParentSpanId = IdOf(span.Row.ParentId),
            Name = span.Row.Name,
            Type = Words.Of(span.Row.Type),
            Status = Words.Of(span.Row.Status),
            Level = Words.Of(span.Row.Level),
            StartUnixNano = Nano(span.Row.StartNano),
            EndUnixNano = Nano(span.Row.EndNano),
            DurationNano = Nano(span.Row.EndNano - span.Row.StartNano),
            Model = span.Row.Model,
            Provider = span.Row.Provider,
            Tool = span.Row.ToolName,
            Service = span.Row.Service,
            Usage = Of(span.Row.Usage),
            Cost = CostOf(span.Row),
            TraceName = span.Trace.Name,
            SessionId = span.Trace.SessionId,
            UserId = span.Trace.UserId,
            Environment = span.Trace.Environment,
            Tags = span.Trace.Tags,
        };

    public static UsageShape Of(Usage usage) =>
        new(
            usage.InputTokens,
            usage.OutputTokens,
            usage.CacheReadTokens,
            usage.CacheWriteTokens,
            usage.ReasoningTokens,
            usage.TotalTokens
        );

    /// <summary>Of what spans cost together.</summary>
    public static CostShape? SumOf(long? pico) => Dollars(pico) is { } cost ? new(cost, Currency, "spans", null) : null;

    public static CostShape? CostOf(SpanRow row) =>
        Dollars(row.CostPicoUsd) is { } total
            ? new(
                total,
                Currency,
                row.PricedBy is null ? "client" : "prices",
                row.PricedBy,
                Dollars(row.InputCostPicoUsd),
                Dollars(row.OutputCostPicoUsd)
            )
            : null;

    /// <summary>Exact: 10⁻¹² dollars are a decimal's business.</summary>
    public static decimal? Dollars(long? pico) => pico is { } p ? new decimal(p) / 1_000_000_000_000m : null;

    public static string? IdOf(SpanId id) => id.IsEmpty ? null : id.ToString();

    /// <summary>RFC 3339 in UTC, to the microsecond.</summary>
    public static string Time(long nano) =>
        new DateTime(DateTime.UnixEpoch.Ticks + (nano / 100), DateTimeKind.Utc).ToString(
            "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'",
            CultureInfo.InvariantCulture
        );

    public static string Nano(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string? Nano(long? value) => value is { } v ? Nano(v) : null;
}
