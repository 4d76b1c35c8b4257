using System.Text.Json;

namespace Clew;

/// <summary>One step of a trace.</summary>
public sealed class ClewObservation(JsonElement json) : ApiObject(json)
{
    /// <summary>Opaque.</summary>
    public string Id => Text("id") ?? "";

    /// <summary>The trace that it belongs to.</summary>
    public string? TraceId => Text("traceId");

    /// <summary>The step around it.</summary>
    public string? ParentObservationId => Text("parentObservationId");

    /// <summary><c>SPAN</c>, <c>GENERATION</c>, <c>TOOL</c> …</summary>
    public string Type => Text("type") ?? "SPAN";

    /// <summary>What it is called.</summary>
    public string? Name => Text("name");

    /// <summary>When it began.</summary>
    public DateTimeOffset? StartTime => Time("startTime");

    /// <summary>When it ended; null while it is running.</summary>
    public DateTimeOffset? EndTime => Time("endTime");

    /// <summary><c>DEBUG</c>, <c>DEFAULT</c>, <c>WARNING</c> or <c>ERROR</c>.</summary>
    public string Level => Text("level") ?? "DEFAULT";

    /// <summary>Why it failed.</summary>
    public string? StatusMessage => Text("statusMessage");

    /// <summary>The model that was asked.</summary>
    public string? Model => Text("model");

    /// <summary>What went in.</summary>
    public JsonElement? Input => Value("input");

    /// <summary>What came out.</summary>
    public JsonElement? Output => Value("output");

    /// <summary>Everything else that was told.</summary>
    public JsonElement? Metadata => Value("metadata");

    /// <summary>Tokens by kind.</summary>
    public JsonElement? UsageDetails => Value("usageDetails");

    /// <summary>Seconds.</summary>
    public double? Latency => Number("latency");
}
