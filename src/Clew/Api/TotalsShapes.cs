namespace Clew.Api;

/// <summary>What rows add up to.</summary>
sealed record TotalsShape
{
    /// <summary>traces, spans or scores.</summary>
    public required string Subject { get; init; }
    public required IReadOnlyList<MeasureShape> Measures { get; init; }
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>When each bucket begins, Unix nanoseconds in decimal; empty ones are there too.</summary>
    public required IReadOnlyList<string> BucketsUnixNano { get; init; }

    /// <summary>The groups, in the order asked for.</summary>
    public required IReadOnlyList<TotalsRowShape> Rows { get; init; }

    /// <summary>The groups beyond the limit together; null if there are none.</summary>
    public required TotalsOtherShape? Other { get; init; }

    /// <summary>All rows, each once.</summary>
    public required TotalsRowShape All { get; init; }

    /// <summary>False if percentiles come from roll-ups.</summary>
    public required bool Exact { get; init; }

    /// <summary>By which fraction of its value a percentile may be off; 0 if it is exact.</summary>
    public required double Error { get; init; }
}

/// <param name="Unit"><c>USD</c>, <c>s</c>, <c>1/s</c>; null for a plain number.</param>
sealed record MeasureShape(string Name, string? Unit);

/// <param name="Key">The value of each group's field; null where there is none.</param>
/// <param name="Values">Of each measure; null if no row has what it takes.</param>
/// <param name="Buckets">The same for each bucket.</param>
sealed record TotalsRowShape(
    IReadOnlyList<string?> Key,
    IReadOnlyList<double?> Values,
    IReadOnlyList<IReadOnlyList<double?>> Buckets
);

/// <param name="Groups">How many groups that are.</param>
sealed record TotalsOtherShape(
    long Groups,
    IReadOnlyList<double?> Values,
    IReadOnlyList<IReadOnlyList<double?>> Buckets
);
