namespace Clew.Api.Langfuse.Scores;

/// <summary>What scores of a name may be.</summary>
sealed record LangfuseScoreConfig
{
    public required string Id { get; init; }
    public required string ProjectId { get; init; }
    public required string Name { get; init; }

    /// <summary>NUMERIC, CATEGORICAL, BOOLEAN or TEXT; never changes.</summary>
    public required string DataType { get; init; }
    public required bool IsArchived { get; init; }
    public required double? MinValue { get; init; }
    public required double? MaxValue { get; init; }

    /// <summary>Of a BOOLEAN config always True and False.</summary>
    public required IReadOnlyList<LangfuseCategory>? Categories { get; init; }
    public required string? Description { get; init; }
    public required string CreatedAt { get; init; }
    public required string UpdatedAt { get; init; }
}

sealed record LangfuseCategory(string Label, double Value);

/// <summary>A new score config.</summary>
/// <param name="Name">Up to 35 letters, digits, spaces and <c>_ . ( ) -</c>.</param>
/// <param name="DataType">NUMERIC, CATEGORICAL, BOOLEAN or TEXT.</param>
/// <param name="Categories">Of a CATEGORICAL config, and only there.</param>
/// <param name="MinValue">Of a NUMERIC config, and only there; likewise the other.</param>
sealed record LangfuseNewScoreConfig(
    string Name,
    string DataType,
    IReadOnlyList<LangfuseCategory>? Categories,
    double? MinValue,
    double? MaxValue,
    string? Description
);

/// <summary>What shall change of a score config; what is left out stays.</summary>
sealed record LangfuseScoreConfigChange(
    string? Name,
    bool? IsArchived,
    IReadOnlyList<LangfuseCategory>? Categories,
    double? MinValue,
    double? MaxValue,
    string? Description
);
