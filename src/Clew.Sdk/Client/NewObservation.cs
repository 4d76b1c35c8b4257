using System.Text.Json;

namespace Clew;

/// <summary>A step of a trace to make, or fields of one to set: what is null stays as it is.</summary>
/// <param name="TraceId">The trace that it belongs to, there already or not.</param>
public sealed record NewObservation(string TraceId)
{
    /// <summary>1 to 800 characters; null makes a new one.</summary>
    public string? Id { get; init; }

    /// <summary>Of the event. The same again is a duplicate and changes nothing. Null makes a new one.</summary>
    public string? EventId { get; init; }

    /// <summary>
    /// <c>SPAN</c>, <c>GENERATION</c>, <c>EVENT</c>, <c>AGENT</c>, <c>TOOL</c>, <c>CHAIN</c>, <c>RETRIEVER</c>,
    /// <c>EVALUATOR</c>, <c>EMBEDDING</c> or <c>GUARDRAIL</c>, in any case.
    /// </summary>
    public string Type { get; init; } = "SPAN";

    /// <summary>What it is called.</summary>
    public string? Name { get; init; }

    /// <summary>When it began; null is now.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ended; null while it is running.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>When the model began to answer.</summary>
    public DateTimeOffset? CompletionStartTime { get; init; }

    /// <summary>The step around it; null for one directly under the trace.</summary>
    public string? ParentObservationId { get; init; }

    /// <summary>What went in. See <see cref="ClewJson"/>.</summary>
    public JsonElement? Input { get; init; }

    /// <summary>What came out. See <see cref="ClewJson"/>.</summary>
    public JsonElement? Output { get; init; }

    /// <summary>An object, merged deeply into what is there.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary><c>DEBUG</c>, <c>DEFAULT</c>, <c>WARNING</c> or <c>ERROR</c>.</summary>
    public string? Level { get; init; }

    /// <summary>Why it failed, for people.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>The model that was asked.</summary>
    public string? Model { get; init; }

    /// <summary>An object such as <c>{"temperature": 0}</c>.</summary>
    public JsonElement? ModelParameters { get; init; }

    /// <summary>Tokens: <c>{"input": 12, "output": 34}</c>, or as OpenAI counts them.</summary>
    public JsonElement? UsageDetails { get; init; }

    /// <summary>The older form of usage, with a unit.</summary>
    public JsonElement? Usage { get; init; }

    /// <summary>US dollars: <c>{"input": 0.01, "total": 0.03}</c>.</summary>
    public JsonElement? CostDetails { get; init; }

    /// <summary>The prompt that was used; with <see cref="PromptVersion"/>.</summary>
    public string? PromptName { get; init; }

    /// <summary>With <see cref="PromptName"/>.</summary>
    public int? PromptVersion { get; init; }

    /// <summary>Of the step's own making.</summary>
    public string? Version { get; init; }

    /// <summary>For example <c>production</c>.</summary>
    public string? Environment { get; init; }
}
