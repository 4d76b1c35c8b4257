using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Clew.Api.Langfuse.Reads;

/// <summary>A trace as a session lists it.</summary>
record LangfuseTraceCore
{
    public required string Id { get; init; }
    public string? ExternalId { get; init; }
    public required string Timestamp { get; init; }
    public required string? Name { get; init; }
    public required string? UserId { get; init; }
    public required JsonElement? Metadata { get; init; }
    public required string? Release { get; init; }
    public required string? Version { get; init; }
    public required string ProjectId { get; init; }
    public required string Environment { get; init; }
    public required bool Public { get; init; }
    public bool Bookmarked { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required JsonElement? Input { get; init; }
    public required JsonElement? Output { get; init; }
    public required string? SessionId { get; init; }
    public required string CreatedAt { get; init; }
    public required string UpdatedAt { get; init; }

    /// <summary>When the trace's own output was stated; null if an observation lends it. Clew's own member.</summary>
    [JsonPropertyName("output_updated_at")]
    public string? OutputUpdatedAt { get; init; }
}

/// <summary>A trace as lists have it: its observations and scores by their ids.</summary>
sealed record LangfuseTraceItem : LangfuseTraceCore
{
    public LangfuseTraceItem() { }

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public LangfuseTraceItem(LangfuseTraceCore core)
        : base(core) { }

    public string HtmlPath { get; init; } = "";

    /// <summary>Seconds; -1 without the fields <c>metrics</c>.</summary>
    public double Latency { get; init; }
    public decimal TotalCost { get; init; }
    public IReadOnlyList<string> Observations { get; init; } = [];
    public IReadOnlyList<string> Scores { get; init; } = [];
}

/// <param name="CreatedAt">When its first trace started.</param>
/// <param name="Environment">That of its first trace.</param>
sealed record LangfuseSession(string Id, string CreatedAt, string ProjectId, string Environment);

/// <summary>A session with all of its traces, in the order of their start.</summary>
sealed record LangfuseSessionTraces(
    string Id,
    string CreatedAt,
    string ProjectId,
    string Environment,
    IReadOnlyList<LangfuseTraceCore> Traces
);

sealed record LangfuseProjects(IReadOnlyList<LangfuseProject> Data);

sealed record LangfuseProject(string Id, string Name, LangfuseOrganization Organization, JsonObject Metadata);

sealed record LangfuseOrganization(string Id, string Name);

/// <summary>Rows whose members depend on what was asked for.</summary>
/// <param name="Meta">With a <c>cursor</c> unless these are the last.</param>
sealed record LangfuseRows(IReadOnlyList<JsonObject> Data, JsonObject Meta);

/// <summary>Rows of a query of metrics.</summary>
sealed record LangfuseMetricRows(IReadOnlyList<JsonObject> Data);
