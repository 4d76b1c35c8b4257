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

    public LangfuseMeta Of(long total) => new(Page, Limit, total, (total + Limit - 1) / Limit);
}

/// <summary>Which page of a list is answered.</summary>
sealed record LangfuseMeta(int Page, int Limit, long TotalItems, long TotalPages);

/// <summary>A page of a list.</summary>
sealed record LangfuseList<T>(IReadOnlyList<T> Data, LangfuseMeta Meta);
