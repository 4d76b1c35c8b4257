using Clew.Model;
using Clew.Query;
using Clew.Store.Totals;

namespace Clew.Store;

/// <summary>Adds rows up. Part of <see cref="ITraceStore"/> and its contract, and of <see cref="ITraceLists"/>' rules for filters.</summary>
/// <remarks>
/// <para><b>Once.</b> Tokens and money of spans are those of spans that count towards their trace, so that sums over
/// spans are the sums over their traces, however they are grouped.</para>
/// <para><b>Exact</b>, but for what the answer says: a percentile MAY be off by at most
/// <see cref="TotalsAnswer.Error"/> of its value. Everything else MUST be as if each row had been looked at.</para>
/// </remarks>
interface ITotals
{
    /// <exception cref="TooManyBucketsException">The time has more buckets than <see cref="TimeBuckets.MaxCount"/>.</exception>
    Task<TotalsAnswer> TotalAsync(TotalsQuery query, CancellationToken ct);
}

/// <summary>What is added up. The time is when a trace or a span starts, or a score was given.</summary>
sealed record TotalsQuery(string Project, Subject Subject)
{
    public Filter Filter { get; init; } = Filter.Everything;

    /// <summary>Unix nanoseconds, inclusive; null for any.</summary>
    public long? FromNano { get; init; }

    /// <summary>Exclusive; null for any.</summary>
    public long? ToNano { get; init; }

    /// <summary>Null for no buckets.</summary>
    public TimeBuckets? Buckets { get; init; }

    /// <summary>Checked by <see cref="Query.Measures.Group"/>. A row with several values is in several groups.</summary>
    public IReadOnlyList<FieldRef> Groups { get; init; } = [];

    public IReadOnlyList<Measure> Measures { get; init; } = [Measure.Count];

    /// <summary>The place of the measure by which groups are ordered, groups without a value last.</summary>
    public int Order { get; init; }

    public bool IsAscending { get; init; }

    /// <summary>How many groups; the others are added up.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Whether the answer must be exact, however long that takes.</summary>
    public bool FromRows { get; init; }
}

/// <param name="Buckets">When each begins, Unix nanoseconds, empty ones too; none if none were asked for.</param>
/// <param name="Rest">The groups beyond the limit together; null if there are none. A row counts once for each.</param>
/// <param name="RestGroups">How many groups that are.</param>
/// <param name="All">All rows, each once.</param>
/// <param name="IsExact">False if a percentile is off by up to <see cref="Error"/>.</param>
sealed record TotalsAnswer(
    IReadOnlyList<long> Buckets,
    IReadOnlyList<TotalsRow> Rows,
    TotalsRow? Rest,
    long RestGroups,
    TotalsRow All,
    bool IsExact
)
{
    /// <summary>By which fraction of its value a percentile may be off that is not exact.</summary>
    public const double Error = LogHistogram.Error;
}

/// <param name="Key">The value of each field that makes groups; null where a row has none.</param>
/// <param name="Values">Of each measure in its <see cref="Measure.Unit"/>; null if no row has what it takes.</param>
/// <param name="ByBucket">The same for each bucket.</param>
sealed record TotalsRow(
    IReadOnlyList<string?> Key,
    IReadOnlyList<double?> Values,
    IReadOnlyList<IReadOnlyList<double?>> ByBucket
);

/// <summary>Nobody could look at so many buckets.</summary>
sealed class TooManyBucketsException()
    : Exception(
        $"There are more than {TimeBuckets.MaxCount} buckets of time, or a million with all groups; "
            + "take larger buckets, a shorter time or fewer groups."
    );
