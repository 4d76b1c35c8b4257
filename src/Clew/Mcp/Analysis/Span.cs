using System.Globalization;
using System.Text.Json;
using Clew.Mcp.Answers;

namespace Clew.Mcp.Analysis;

/// <summary>A span of a trace in Langfuse's shape, where it is an observation, with what is below it.</summary>
sealed class Span
{
    public required string Id { get; init; }
    public required string? ParentId { get; init; }

    /// <summary>Lower case: generation, tool, …</summary>
    public required string Type { get; init; }
    public required string Name { get; init; }
    public required DateTimeOffset? Start { get; init; }

    /// <summary>Null while it runs.</summary>
    public required double? Seconds { get; init; }
    public required long? InputTokens { get; init; }
    public required long? OutputTokens { get; init; }

    /// <summary>Dollars.</summary>
    public required double? Cost { get; init; }
    public required string? Model { get; init; }
    public required string Level { get; init; }
    public required string? StatusMessage { get; init; }
    public required JsonElement? Input { get; init; }
    public required JsonElement? Output { get; init; }

    /// <summary>In the order in which they started.</summary>
    public List<Span> Children { get; } = [];
    public Span? Parent { get; set; }

    public bool HasFailed => Level == "ERROR";

    public static Span Of(JsonElement observation) =>
        new()
        {
            Id = observation.Text("id") ?? "",
            ParentId = observation.Text("parentObservationId"),
            Type = (observation.Text("type") ?? "span").ToLowerInvariant(),
            Name = observation.Text("name") ?? "(no name)",
            Start = TimeOf(observation.Text("startTime")),
            Seconds = SecondsOf(observation),
            InputTokens = TokensOf(observation, "input", "promptTokens"),
            OutputTokens = TokensOf(observation, "output", "completionTokens"),
            Cost =
                observation.Number("calculatedTotalCost")
                ?? (observation.Member("costDetails") is { } costs ? costs.Number("total") : null),
            Model = observation.Text("model"),
            Level = observation.Text("level") ?? "DEFAULT",
            StatusMessage = observation.Text("statusMessage"),
            Input = observation.Member("input"),
            Output = observation.Member("output"),
        };

    public IEnumerable<Span> Ancestors()
    {
        for (var above = Parent; above is not null; above = above.Parent)
        {
            yield return above;
        }
    }

    internal static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    static double? SecondsOf(JsonElement observation) =>
        observation.Number("latency")
        ?? (
            TimeOf(observation.Text("startTime")) is { } start && TimeOf(observation.Text("endTime")) is { } end
                ? (end - start).TotalSeconds
                : null
        );

    /// <summary>Langfuse writes 0 where nobody reported any.</summary>
    static long? TokensOf(JsonElement observation, string detail, string old)
    {
        var count =
            (observation.Member("usageDetails") is { } details ? details.Number(detail) : null)
            ?? (observation.Member("usage") is { } usage ? usage.Number(detail) : null)
            ?? observation.Number(old);
        return count is > 0 ? (long)count : null;
    }
}
