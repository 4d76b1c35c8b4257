using System.Text.Json.Serialization;
using Clew.Store;

namespace Clew.Api.Langfuse;

/// <summary>Which page of a list is asked for.</summary>
/// <param name="Page">From 1.</param>
readonly record struct LangfusePaging(int Page, int Limit)
{
    public const int MaxLimit = 100;
    public const int DefaultLimit = 50;

    public long Offset => (Page - 1L) * Limit;

    /// <summary>As far as rows can be counted: beyond there are none.</summary>
    public int RowOffset => (int)Math.Min(Offset, int.MaxValue);

    /// <summary>Of rows that may have taken too long to count: then as many as are known.</summary>
    public LangfuseMeta Of<T>(Found<T> found) =>
        Of(found.Total ?? Offset + found.Rows.Count + (found.HasMore ? 1 : 0)) with
        {
            Complete = found.IsComplete ? null : false,
        };

    public LangfuseMeta Of(long total) => new(Page, Limit, total, (total + Limit - 1) / Limit);
}

/// <summary>Which page of a list is answered.</summary>
sealed record LangfuseMeta(int Page, int Limit, long TotalItems, long TotalPages)
{
    /// <summary>False if looking into content took too long and was ended; else left out, as Langfuse does not know it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Complete { get; init; }
}

/// <summary>A page of a list.</summary>
sealed record LangfuseList<T>(IReadOnlyList<T> Data, LangfuseMeta Meta);
