using Clew.Store.Totals;

namespace Clew.Store.Sqlite.Rollups;

/// <summary>What the rows of one hour add up to that are equal in all dimensions.</summary>
sealed record RollupEntry(string?[] Key, long Count, long Errors, RolledSeries[] Series);

/// <param name="Histogram">Null where no percentiles are asked for.</param>
readonly record struct RolledSeries(long Count, Int128 Sum, double Least, double Most, LogHistogram? Histogram);
