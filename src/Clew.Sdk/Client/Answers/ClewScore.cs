using System.Text.Json;

namespace Clew;

/// <summary>A judgement.</summary>
public sealed class ClewScore(JsonElement json) : ApiObject(json)
{
    /// <summary>Opaque.</summary>
    public string Id => Text("id") ?? "";

    /// <summary>What is judged.</summary>
    public string? Name => Text("name");

    /// <summary><c>NUMERIC</c>, <c>CATEGORICAL</c>, <c>BOOLEAN</c>, <c>TEXT</c> or <c>CORRECTION</c>.</summary>
    public string? DataType => Text("dataType");

    /// <summary>The value as people read it: the text where there is one, else the number.</summary>
    public string? Shown => Text("stringValue") ?? Text("value");

    /// <summary>The trace that is judged.</summary>
    public string? TraceId => Text("traceId");

    /// <summary>The step that is judged.</summary>
    public string? ObservationId => Text("observationId");

    /// <summary>The session that is judged.</summary>
    public string? SessionId => Text("sessionId");

    /// <summary>Why.</summary>
    public string? Comment => Text("comment");

    /// <summary><c>API</c>, <c>EVAL</c> or <c>ANNOTATION</c>.</summary>
    public string? Source => Text("source");

    /// <summary>When it was given.</summary>
    public DateTimeOffset? Timestamp => Time("timestamp");
}

/// <summary>The rules for scores of one name.</summary>
public sealed class ClewScoreConfig(JsonElement json) : ApiObject(json)
{
    /// <summary>Opaque.</summary>
    public string Id => Text("id") ?? "";

    /// <summary>The name that its scores have.</summary>
    public string Name => Text("name") ?? "";

    /// <summary><c>NUMERIC</c>, <c>CATEGORICAL</c>, <c>BOOLEAN</c> or <c>TEXT</c>.</summary>
    public string DataType => Text("dataType") ?? "";

    /// <summary>How to judge.</summary>
    public string? Description => Text("description");

    /// <summary>The lowest number allowed.</summary>
    public double? MinValue => Number("minValue");

    /// <summary>The highest number allowed.</summary>
    public double? MaxValue => Number("maxValue");

    /// <summary>The categories with their numbers.</summary>
    public IReadOnlyList<(string Label, double Value)> Categories =>
        [
            .. Items("categories")
                .Select(item => new ApiObject(item))
                .Select(item => (item.Text("label") ?? "", item.Number("value") ?? 0)),
        ];

    /// <summary>No longer for use.</summary>
    public bool IsArchived => Flag("isArchived") ?? false;
}
