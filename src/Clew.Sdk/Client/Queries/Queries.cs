namespace Clew;

/// <summary>Which traces. What is null does not matter.</summary>
public sealed record TraceQuery
{
    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>1 to 100.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>The exact name.</summary>
    public string? Name { get; init; }

    /// <summary>On whose behalf.</summary>
    public string? UserId { get; init; }

    /// <summary>In this session.</summary>
    public string? SessionId { get; init; }

    /// <summary>Having all of these.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>In any of these.</summary>
    public IReadOnlyList<string>? Environments { get; init; }

    /// <summary>Of the program.</summary>
    public string? Release { get; init; }

    /// <summary>Of the trace's making.</summary>
    public string? Version { get; init; }

    /// <summary>Begun then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Begun before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary><c>timestamp.desc</c>, <c>name.asc</c> …</summary>
    public string? OrderBy { get; init; }

    /// <summary><c>core,io,scores,observations,metrics</c>; null is all.</summary>
    public string? Fields { get; init; }

    /// <summary>Langfuse's filter: a JSON array of conditions.</summary>
    public string? Filter { get; init; }

    /// <summary>A query of Clew's filter language, <c>status:failed cost>0.05</c>; beside all the others. Only Clew knows it.</summary>
    public string? Query { get; init; }

    /// <summary>The zone for days and times in <see cref="Query"/>, <c>Europe/Paris</c>; null is UTC.</summary>
    public string? TimeZone { get; init; }
}

/// <summary>Which observations. What is null does not matter.</summary>
public sealed record ObservationQuery
{
    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>1 to 100.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Of this trace.</summary>
    public string? TraceId { get; init; }

    /// <summary>The exact name.</summary>
    public string? Name { get; init; }

    /// <summary>On whose behalf.</summary>
    public string? UserId { get; init; }

    /// <summary><c>SPAN</c>, <c>GENERATION</c> …</summary>
    public string? Type { get; init; }

    /// <summary><c>DEBUG</c>, <c>DEFAULT</c>, <c>WARNING</c> or <c>ERROR</c>.</summary>
    public string? Level { get; init; }

    /// <summary>Directly under this one.</summary>
    public string? ParentObservationId { get; init; }

    /// <summary>Begun then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Begun before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>A query of Clew's filter language, <c>type:tool status:failed</c>; beside all the others. Only Clew knows it.</summary>
    public string? Query { get; init; }

    /// <summary>The zone for days and times in <see cref="Query"/>, <c>Europe/Paris</c>; null is UTC.</summary>
    public string? TimeZone { get; init; }
}

/// <summary>Which scores. What is null does not matter.</summary>
public sealed record ScoreQuery
{
    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>1 to 100.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>The exact name.</summary>
    public string? Name { get; init; }

    /// <summary>Of this trace.</summary>
    public string? TraceId { get; init; }

    /// <summary>Of this session.</summary>
    public string? SessionId { get; init; }

    /// <summary>By these rules.</summary>
    public string? ConfigId { get; init; }

    /// <summary><c>API</c>, <c>EVAL</c> or <c>ANNOTATION</c>.</summary>
    public string? Source { get; init; }

    /// <summary><c>NUMERIC</c>, <c>CATEGORICAL</c> …</summary>
    public string? DataType { get; init; }
}

/// <summary>Which comments. What is null does not matter.</summary>
public sealed record CommentQuery
{
    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>1 to 100.</summary>
    public int Limit { get; init; } = 50;

    /// <summary><c>TRACE</c>, <c>OBSERVATION</c>, <c>SESSION</c> or <c>PROMPT</c>.</summary>
    public string? ObjectType { get; init; }

    /// <summary>About this one; with <see cref="ObjectType"/>.</summary>
    public string? ObjectId { get; init; }

    /// <summary>By this person.</summary>
    public string? AuthorUserId { get; init; }
}
