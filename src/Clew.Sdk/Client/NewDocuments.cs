using System.Text.Json;

namespace Clew;

/// <summary>A new version of a prompt; the first one makes the prompt.</summary>
/// <param name="Name">Slashes make folders of it.</param>
/// <param name="Prompt">A string, or an array of messages for <see cref="Type"/> <c>chat</c>.</param>
public sealed record NewPrompt(string Name, JsonElement Prompt)
{
    /// <summary><c>text</c> or <c>chat</c>.</summary>
    public string Type { get; init; } = "text";

    /// <summary>For example <c>production</c>. A label is moved here from the version that has it.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Of the prompt, so of all versions; null leaves them.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Settings that belong to it, such as the model.</summary>
    public JsonElement? Config { get; init; }

    /// <summary>Why this version was made.</summary>
    public string? CommitMessage { get; init; }
}

/// <summary>A dataset to make; one of the same name is updated.</summary>
/// <param name="Name">Unique in the project.</param>
public sealed record NewDataset(string Name)
{
    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Anything else about it.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>The JSON Schema that inputs of its items keep to.</summary>
    public JsonElement? InputSchema { get; init; }

    /// <summary>The same for expected outputs.</summary>
    public JsonElement? ExpectedOutputSchema { get; init; }
}

/// <summary>An example to add; one of the same id is updated.</summary>
/// <param name="DatasetName">Where it belongs.</param>
public sealed record NewDatasetItem(string DatasetName)
{
    /// <summary>Null makes a new one.</summary>
    public string? Id { get; init; }

    /// <summary>What goes in.</summary>
    public JsonElement? Input { get; init; }

    /// <summary>What should come out.</summary>
    public JsonElement? ExpectedOutput { get; init; }

    /// <summary>Anything else about it.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>The trace that it was taken from.</summary>
    public string? SourceTraceId { get; init; }

    /// <summary>The step that it was taken from.</summary>
    public string? SourceObservationId { get; init; }

    /// <summary><c>ACTIVE</c> or <c>ARCHIVED</c>.</summary>
    public string? Status { get; init; }
}

/// <summary>What one pass of a program made of one example.</summary>
/// <param name="RunName">The run is made if there is none of this name.</param>
/// <param name="DatasetItemId">The example.</param>
/// <param name="TraceId">What the program did.</param>
public sealed record NewDatasetRunItem(string RunName, string DatasetItemId, string TraceId)
{
    /// <summary>The step of the trace that answers.</summary>
    public string? ObservationId { get; init; }

    /// <summary>Of the run.</summary>
    public string? RunDescription { get; init; }

    /// <summary>Of the run.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>When it was; null for now.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}

/// <summary>What a model costs, for all calls whose model fits a pattern.</summary>
/// <param name="ModelName">For people.</param>
/// <param name="MatchPattern">A regular expression, for example <c>(?i)^my-model$</c>.</param>
/// <param name="Unit"><c>TOKENS</c> or <c>REQUESTS</c>.</param>
/// <param name="PricingTiers">An array; one of them is the default.</param>
public sealed record NewModel(string ModelName, string MatchPattern, string Unit, JsonElement PricingTiers)
{
    /// <summary>The first moment of the prices; null if they hold since ever.</summary>
    public DateTimeOffset? StartDate { get; init; }

    /// <summary><c>openai</c> or <c>claude</c>.</summary>
    public string? TokenizerId { get; init; }

    /// <summary>Of the tokenizer.</summary>
    public JsonElement? TokenizerConfig { get; init; }
}

/// <summary>Rules for scores of one name.</summary>
/// <param name="Name">At most 35 characters on a Langfuse server.</param>
/// <param name="DataType"><c>NUMERIC</c>, <c>CATEGORICAL</c>, <c>BOOLEAN</c> or <c>TEXT</c>.</param>
public sealed record NewScoreConfig(string Name, string DataType)
{
    /// <summary>How to judge.</summary>
    public string? Description { get; init; }

    /// <summary>Of NUMERIC.</summary>
    public double? MinValue { get; init; }

    /// <summary>Of NUMERIC.</summary>
    public double? MaxValue { get; init; }

    /// <summary>Of CATEGORICAL.</summary>
    public IReadOnlyList<(string Label, double Value)>? Categories { get; init; }
}

/// <summary>A remark.</summary>
/// <param name="ObjectType"><c>TRACE</c>, <c>OBSERVATION</c>, <c>SESSION</c> or <c>PROMPT</c>.</param>
/// <param name="ObjectId">What it is about.</param>
/// <param name="Content">At most 5000 characters on a Langfuse server.</param>
public sealed record NewComment(string ObjectType, string ObjectId, string Content)
{
    /// <summary>Who says it.</summary>
    public string? AuthorUserId { get; init; }

    /// <summary>Null makes a new one. Langfuse always does; on Clew the same again stays as it is.</summary>
    public string? Id { get; init; }

    /// <summary>When it was said; null for now, which is what Langfuse takes.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}

/// <summary>A file to put beside a trace.</summary>
/// <param name="TraceId">The trace.</param>
/// <param name="ContentType">For example <c>image/png</c>.</param>
/// <param name="Bytes">The file.</param>
public sealed record NewMedia(string TraceId, string ContentType, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>A step of the trace; null for the trace itself.</summary>
    public string? ObservationId { get; init; }

    /// <summary><c>input</c>, <c>output</c> or <c>metadata</c>.</summary>
    public string Field { get; init; } = "input";
}

/// <summary>A file that is there.</summary>
/// <param name="Id">Opaque.</param>
/// <param name="Token">What stands for it in an input or output: <c>@@@langfuseMedia:…@@@</c>.</param>
/// <param name="WasKnown">The same bytes were there already, so that nothing was sent.</param>
public sealed record UploadedMedia(string Id, string Token, bool WasKnown);
