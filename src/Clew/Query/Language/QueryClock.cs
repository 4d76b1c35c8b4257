namespace Clew.Query.Language;

/// <summary>What times in a query are measured from.</summary>
/// <param name="NowNano">Unix nanoseconds.</param>
/// <param name="Zone">That of who asks: for days, and for times that name none.</param>
readonly record struct QueryClock(long NowNano, TimeZoneInfo Zone);
