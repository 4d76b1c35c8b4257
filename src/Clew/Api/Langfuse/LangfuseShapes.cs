using System.Text.Json;
using System.Text.Json.Serialization;
using Clew.Api.Langfuse.Prompts;

namespace Clew.Api.Langfuse;

/// <summary>What Langfuse's public API answers for <c>GET /api/public/traces/{id}</c>.</summary>
sealed record LangfuseTrace
{
    public required string Id { get; init; }
    public string? ExternalId { get; init; }
    public required string Timestamp { get; init; }
    public required string? Name { get; init; }
    public required string? UserId { get; init; }
    public JsonElement Metadata { get; init; }
    public required string? Release { get; init; }
    public required string? Version { get; init; }
    public required string ProjectId { get; init; }
    public required string Environment { get; init; }
    public required bool Public { get; init; }
    public bool Bookmarked { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public JsonElement? Input { get; init; }
    public JsonElement? Output { get; init; }
    public required string? SessionId { get; init; }
    public required string CreatedAt { get; init; }
    public required string UpdatedAt { get; init; }

    /// <summary>When the trace's own output was stated; null if an observation lends it. Clew's own member.</summary>
    [JsonPropertyName("output_updated_at")]
    public string? OutputUpdatedAt { get; init; }
    public required string HtmlPath { get; init; }

    /// <summary>Seconds.</summary>
    public required double Latency { get; init; }
    public required decimal TotalCost { get; init; }
    public required IReadOnlyList<LangfuseObservation> Observations { get; init; }
    public required IReadOnlyList<LangfuseScore> Scores { get; init; }
}

/// <summary>One observation: a span.</summary>
sealed record LangfuseObservation
{
    public required string Id { get; init; }
    public required string TraceId { get; init; }
    public required string ProjectId { get; init; }

    /// <summary>GENERATION, SPAN, EVENT, AGENT, TOOL, CHAIN, RETRIEVER, EMBEDDING, EVALUATOR or GUARDRAIL.</summary>
    public required string Type { get; init; }
    public required string? Name { get; init; }
    public required string Environment { get; init; }
    public required string StartTime { get; init; }
    public required string? EndTime { get; init; }
    public string? CompletionStartTime { get; init; }
    public required string? Model { get; init; }
    public JsonElement ModelParameters { get; init; }
    public JsonElement? Input { get; init; }
    public JsonElement? Output { get; init; }
    public JsonElement Metadata { get; init; }
    public required string? Version { get; init; }
    public required string Level { get; init; }
    public required string? StatusMessage { get; init; }
    public required string? ParentObservationId { get; init; }
    public string? PromptId { get; init; }
    public string? PromptName { get; init; }
    public int? PromptVersion { get; init; }
    public required IReadOnlyDictionary<string, long> UsageDetails { get; init; }
    public required IReadOnlyDictionary<string, decimal> CostDetails { get; init; }
    public required LangfuseUsage Usage { get; init; }
    public string? Unit { get; init; } = "TOKENS";
    public required long PromptTokens { get; init; }
    public required long CompletionTokens { get; init; }
    public required long TotalTokens { get; init; }
    public string? ModelId { get; init; }
    public decimal? InputPrice { get; init; }
    public decimal? OutputPrice { get; init; }
    public decimal? TotalPrice { get; init; }
    public decimal? CalculatedInputCost { get; init; }
    public decimal? CalculatedOutputCost { get; init; }
    public required decimal? CalculatedTotalCost { get; init; }

    /// <summary>Seconds; null while running.</summary>
    public required double? Latency { get; init; }
    public double? TimeToFirstToken { get; init; }
    public required string CreatedAt { get; init; }
    public required string UpdatedAt { get; init; }
}

sealed record LangfuseUsage(string Unit, long Input, long Output, long Total);

/// <summary>A score of a trace or of one of its observations.</summary>
record LangfuseScore
{
    public required string Id { get; init; }

    /// <summary>Null if it judges a session or a run over a dataset.</summary>
    public required string? TraceId { get; init; }
    public required string? SessionId { get; init; }
    public required string? ObservationId { get; init; }
    public string? DatasetRunId { get; init; }
    public required string Name { get; init; }
    public required double Value { get; init; }
    public required string? StringValue { get; init; }

    /// <summary>NUMERIC, CATEGORICAL, BOOLEAN, TEXT or CORRECTION.</summary>
    public required string DataType { get; init; }

    /// <summary>API, EVAL or ANNOTATION.</summary>
    public required string Source { get; init; }
    public required string? Comment { get; init; }
    public JsonElement? Metadata { get; init; }
    public required string Environment { get; init; }
    public required string Timestamp { get; init; }
    public required string CreatedAt { get; init; }
    public required string UpdatedAt { get; init; }
    public string? AuthorUserId { get; init; }
    public string? ConfigId { get; init; }
    public string? QueueId { get; init; }
}

/// <summary>A score in a list, with some values of the trace that it judges.</summary>
sealed record LangfuseScoreItem : LangfuseScore
{
    public LangfuseScoreItem() { }

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public LangfuseScoreItem(LangfuseScore score)
        : base(score) { }

    /// <summary>Null if there is no such trace, or the fields <c>trace</c> were not asked for.</summary>
    public LangfuseScoreTrace? Trace { get; init; }
}

sealed record LangfuseScoreTrace(string? UserId, IReadOnlyList<string> Tags, string Environment, string? SessionId);

/// <summary>How Langfuse says that something was done, or went wrong.</summary>
sealed record LangfuseMessage(
    string Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error = null
);

sealed record LangfuseHealth(string Status, string Version);
