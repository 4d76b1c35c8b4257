using System.Text.Json;

namespace Clew;

/// <summary>A trace to make, or fields of one to set: what is null stays as it is.</summary>
/// <param name="Id">1 to 800 characters, chosen by the caller.</param>
public sealed record NewTrace(string Id)
{
    /// <summary>Of the event. The same again is a duplicate and changes nothing. Null makes a new one.</summary>
    public string? EventId { get; init; }

    /// <summary>When it began; null is now.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>What it is called in lists.</summary>
    public string? Name { get; init; }

    /// <summary>On whose behalf.</summary>
    public string? UserId { get; init; }

    /// <summary>The conversation that it belongs to.</summary>
    public string? SessionId { get; init; }

    /// <summary>What went in. See <see cref="ClewJson"/>.</summary>
    public JsonElement? Input { get; init; }

    /// <summary>What came out. See <see cref="ClewJson"/>.</summary>
    public JsonElement? Output { get; init; }

    /// <summary>An object, merged deeply into what is there.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Added to those that it has.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Of the program.</summary>
    public string? Release { get; init; }

    /// <summary>Of the trace's own making.</summary>
    public string? Version { get; init; }

    /// <summary>For example <c>production</c>.</summary>
    public string? Environment { get; init; }

    /// <summary>Whether anyone with the link may read it.</summary>
    public bool? Public { get; init; }
}
