using System.Text.Json;

namespace Clew;

/// <summary>
/// A judgement of exactly one thing: a trace (or one observation of it), a session, or a run of a dataset.
/// </summary>
/// <param name="Name">What is judged, for example <c>helpfulness</c>.</param>
/// <param name="Value">A number (0 or 1 for BOOLEAN), or a text. See <see cref="ClewJson"/>.</param>
public sealed record NewScore(string Name, JsonElement Value)
{
    /// <summary>A number.</summary>
    public NewScore(string name, double value)
        : this(name, ClewJson.Parse(value.ToString("R", System.Globalization.CultureInfo.InvariantCulture))) { }

    /// <summary>A category or a text.</summary>
    public NewScore(string name, string value)
        : this(name, ClewJson.OfText(value)) { }

    /// <summary>The same again replaces the score; null makes a new one.</summary>
    public string? Id { get; init; }

    /// <summary>The trace that is judged.</summary>
    public string? TraceId { get; init; }

    /// <summary>One step of <see cref="TraceId"/>.</summary>
    public string? ObservationId { get; init; }

    /// <summary>The session that is judged.</summary>
    public string? SessionId { get; init; }

    /// <summary>The run that is judged.</summary>
    public string? DatasetRunId { get; init; }

    /// <summary><c>NUMERIC</c>, <c>CATEGORICAL</c>, <c>BOOLEAN</c>, <c>TEXT</c> or <c>CORRECTION</c>; null is told by the value.</summary>
    public string? DataType { get; init; }

    /// <summary>The rules that the value keeps to.</summary>
    public string? ConfigId { get; init; }

    /// <summary>Why.</summary>
    public string? Comment { get; init; }

    /// <summary>Anything else about it.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>For example <c>production</c>.</summary>
    public string? Environment { get; init; }
}
