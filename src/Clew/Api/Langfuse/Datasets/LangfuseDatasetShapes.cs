using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Clew.Api.Langfuse.Datasets;

/// <summary>Examples to try a program on.</summary>
record LangfuseDataset
{
    public required string Id { get; init; }

    /// <summary>Unique in the project.</summary>
    public required string Name { get; init; }
    public required string? Description { get; init; }
    public required JsonElement? Metadata { get; init; }

    /// <summary>JSON Schema for the inputs of its items.</summary>
    public required JsonElement? InputSchema { get; init; }

    /// <summary>JSON Schema for what should come out.</summary>
    public required JsonElement? ExpectedOutputSchema { get; init; }
    public required string ProjectId { get; init; }
    public required string CreatedAt { get; init; }
    public required string UpdatedAt { get; init; }
}

/// <summary>As older clients list datasets.</summary>
sealed record LangfuseDatasetNames : LangfuseDataset
{
    public LangfuseDatasetNames() { }

    [SetsRequiredMembers]
    public LangfuseDatasetNames(LangfuseDataset dataset)
        : base(dataset) { }

    /// <summary>The ids of its items.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>The names of its runs.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];
}

/// <summary>As older clients read a dataset.</summary>
sealed record LangfuseWholeDataset : LangfuseDataset
{
    public LangfuseWholeDataset() { }

    [SetsRequiredMembers]
    public LangfuseWholeDataset(LangfuseDataset dataset)
        : base(dataset) { }

    /// <summary>Those that are not archived.</summary>
    public IReadOnlyList<LangfuseDatasetItem> Items { get; init; } = [];

    /// <summary>The names of its runs.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];
}

/// <summary>A dataset to make; of one of the same name, what is given changes.</summary>
/// <param name="InputSchema">JSON Schema; <c>{}</c> lets everything through again.</param>
sealed record LangfuseNewDataset(
    string Name,
    string? Description,
    JsonElement? Metadata,
    JsonElement? InputSchema,
    JsonElement? ExpectedOutputSchema
);

/// <summary>One example.</summary>
sealed record LangfuseDatasetItem
{
    public required string Id { get; init; }

    /// <summary>ACTIVE or ARCHIVED.</summary>
    public required string Status { get; init; }
    public required JsonElement? Input { get; init; }
    public required JsonElement? ExpectedOutput { get; init; }
    public required JsonElement? Metadata { get; init; }
    public required string? SourceTraceId { get; init; }
    public required string? SourceObservationId { get; init; }
    public required string DatasetId { get; init; }
    public required string DatasetName { get; init; }
    public required string CreatedAt { get; init; }
    public required string UpdatedAt { get; init; }

    /// <summary>Pictures, sounds and files that stand in it as a token.</summary>
    public IReadOnlyList<LangfuseMediaReference> MediaReferences { get; init; } = [];
}

/// <param name="Field">input, expectedOutput or metadata.</param>
/// <param name="ReferenceString"><c>@@@langfuseMedia:type=…|id=…|source=…@@@</c></param>
/// <param name="JsonPath">Where the token stands in the field, for example <c>$['image'][0]</c>.</param>
sealed record LangfuseMediaReference(
    string Field,
    string ReferenceString,
    string JsonPath,
    LangfuseReferredMedia Media
);

sealed record LangfuseReferredMedia(
    string MediaId,
    string ContentType,
    long ContentLength,
    string Url,
    string UrlExpiry
);

/// <summary>An item to make; of one of the same id, what is given changes.</summary>
/// <param name="Id">Up to 255 characters, unique in the project; made if it is not given.</param>
/// <param name="Status">ACTIVE (for a new item, unless said otherwise) or ARCHIVED.</param>
sealed record LangfuseNewDatasetItem(
    string DatasetName,
    string? Id,
    JsonElement? Input,
    JsonElement? ExpectedOutput,
    JsonElement? Metadata,
    string? SourceTraceId,
    string? SourceObservationId,
    string? Status
);

/// <summary>One pass of a program over a dataset.</summary>
record LangfuseDatasetRun
{
    public required string Id { get; init; }

    /// <summary>Unique in the dataset.</summary>
    public required string Name { get; init; }
    public required string? Description { get; init; }
    public required JsonElement? Metadata { get; init; }
    public required string DatasetId { get; init; }
    public required string DatasetName { get; init; }
    public required string CreatedAt { get; init; }
    public required string UpdatedAt { get; init; }
}

/// <summary>A run with what came of each item.</summary>
sealed record LangfuseWholeDatasetRun : LangfuseDatasetRun
{
    public LangfuseWholeDatasetRun() { }

    [SetsRequiredMembers]
    public LangfuseWholeDatasetRun(LangfuseDatasetRun run)
        : base(run) { }

    public IReadOnlyList<LangfuseDatasetRunItem> DatasetRunItems { get; init; } = [];
}

/// <summary>The trace that a run made of an item.</summary>
sealed record LangfuseDatasetRunItem(
    string Id,
    string DatasetRunId,
    string DatasetRunName,
    string DatasetItemId,
    string TraceId,
    string? ObservationId,
    string CreatedAt,
    string UpdatedAt
);

/// <summary>What a run made of an item; the run is made with its first one.</summary>
/// <param name="RunDescription">Of the run; what is given changes.</param>
/// <param name="Metadata">Of the run; what is given changes.</param>
/// <param name="TraceId">If it is not given, that of the observation.</param>
/// <param name="DatasetVersion">A time; kept as <c>dataset_version</c> in the metadata of the run.</param>
sealed record LangfuseNewDatasetRunItem(
    string RunName,
    string? RunDescription,
    JsonElement? Metadata,
    string DatasetItemId,
    string? TraceId,
    string? ObservationId,
    string? DatasetVersion,
    string? CreatedAt
);
