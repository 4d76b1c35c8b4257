using System.Text.Json;

namespace Clew;

/// <summary>One run of a program.</summary>
public sealed class ClewTrace(JsonElement json) : ApiObject(json)
{
    /// <summary>Opaque.</summary>
    public string Id => Text("id") ?? "";

    /// <summary>What it is called.</summary>
    public string? Name => Text("name");

    /// <summary>When it began.</summary>
    public DateTimeOffset? Timestamp => Time("timestamp");

    /// <summary>On whose behalf.</summary>
    public string? UserId => Text("userId");

    /// <summary>The conversation that it belongs to.</summary>
    public string? SessionId => Text("sessionId");

    /// <summary>What went in; null if nothing was set (an explicit null has the kind Null).</summary>
    public JsonElement? Input => Value("input");

    /// <summary>What came out; null if nothing was set.</summary>
    public JsonElement? Output => Value("output");

    /// <summary>Everything else that was told.</summary>
    public JsonElement? Metadata => Value("metadata");

    /// <summary>Labels.</summary>
    public IReadOnlyList<string> Tags => Texts("tags");

    /// <summary>Seconds from the first start to the last end.</summary>
    public double? Latency => Number("latency");

    /// <summary>US dollars.</summary>
    public double? TotalCost => Number("totalCost");

    /// <summary>Ids where the trace is one of a list.</summary>
    public IReadOnlyList<string> ObservationIds =>
        [
            .. Items("observations")
                .Select(item =>
                    item.ValueKind == JsonValueKind.String ? item.GetString()! : new ClewObservation(item).Id
                ),
        ];

    /// <summary>Its steps, where one trace was asked for.</summary>
    public IReadOnlyList<ClewObservation> Observations =>
        [
            .. Items("observations")
                .Where(item => item.ValueKind == JsonValueKind.Object)
                .Select(item => new ClewObservation(item)),
        ];

    /// <summary>Judgements of it and its steps, where one trace was asked for.</summary>
    public IReadOnlyList<ClewScore> Scores =>
        [.. Items("scores").Where(item => item.ValueKind == JsonValueKind.Object).Select(item => new ClewScore(item))];
}
