namespace Clew;

/// <summary>What is added up. Words are those of the API; what is left out is the server's to choose.</summary>
public sealed record ClewTotalsQuery
{
    /// <summary><c>traces</c>, <c>spans</c> or <c>scores</c>.</summary>
    public string? Subject { get; init; }

    /// <summary>A query of Clew's filter language, <c>model:gpt-4o* cost>0.05</c>: what it does not fit is not added up.</summary>
    public string? Query { get; init; }

    /// <summary>Begun then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Begun before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The IANA name of the zone whose days and weeks are meant, those in <see cref="Query"/> too.</summary>
    public string? Zone { get; init; }

    /// <summary><c>hour</c>, <c>day</c>, <c>15m</c> and so on.</summary>
    public string? Bucket { get; init; }

    /// <summary>Up to three fields, such as <c>model</c>.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>For example <c>count</c>, <c>sum(cost)</c>, <c>p95(latency)</c>.</summary>
    public IReadOnlyList<string>? Measures { get; init; }

    /// <summary>One of the measures, perhaps with <c>.asc</c> behind it.</summary>
    public string? Order { get; init; }

    /// <summary>How many groups.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether percentiles must be exact, too.</summary>
    public bool IsExact { get; init; }
}

/// <summary>Which sessions or users, and in what order.</summary>
public sealed record ClewGroupQuery
{
    /// <summary>By their traces that fit a query of Clew's filter language, <c>status:failed</c>.</summary>
    public string? Query { get; init; }

    /// <summary>The zone for days and times in <see cref="Query"/>, <c>Europe/Paris</c>; null is UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>By their traces that began then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>By their traces that began before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary><c>last</c>, <c>first</c>, <c>traces</c>, <c>errors</c>, <c>tokens</c> or <c>cost</c>, perhaps with <c>.asc</c> behind it.</summary>
    public string? Order { get; init; }

    /// <summary>How many on a page.</summary>
    public int? Limit { get; init; }

    /// <summary>The <c>nextCursor</c> of the page before.</summary>
    public string? Cursor { get; init; }
}
