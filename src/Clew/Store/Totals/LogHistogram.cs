using System.Runtime.InteropServices;

namespace Clew.Store.Totals;

/// <summary>
/// Counts values by their magnitude, so that a percentile is known up to <see cref="Error"/> of its value. Two add up
/// to what one would have been.
/// </summary>
sealed class LogHistogram
{
    public const double Error = 0.01;

    /// <summary>Values nearer to zero than this are taken for it.</summary>
    const double Nothing = 1e-9;

    /// <summary>Makes the places of all positive values positive, so that those of negative ones can be their opposites.</summary>
    const int Shift = 2000;

    static readonly double ratio = (1 + Error) / (1 - Error);
    static readonly double logOfRatio = Math.Log(ratio);

    readonly Dictionary<int, long> counts = [];

    public int PlaceCount => counts.Count;

    /// <summary>How many values there are at each place, the smallest first.</summary>
    public IEnumerable<KeyValuePair<int, long>> Counts => counts.OrderBy(c => c.Key);

    public void Add(double value, long times = 1) => AddAt(PlaceOf(value), times);

    public void AddAt(int place, long times) =>
        CollectionsMarshal.GetValueRefOrAddDefault(counts, place, out _) += times;

    public void Add(LogHistogram other)
    {
        foreach (var (place, times) in other.counts)
        {
            AddAt(place, times);
        }
    }

    /// <param name="rank">Of the value, counted from 1.</param>
    public double ValueAt(long rank)
    {
        var place = 0;
        foreach (var (at, times) in Counts)
        {
            place = at;
            rank -= times;
            if (rank <= 0)
            {
                break;
            }
        }

        // The middle of (r^(p-1), r^p], measured by the relative error to both ends.
        return place == 0 ? 0 : Math.Sign(place) * 2 * Math.Pow(ratio, Math.Abs(place) - Shift) / (ratio + 1);
    }

    static int PlaceOf(double value) =>
        Math.Abs(value) < Nothing
            ? 0
            : Math.Sign(value) * (Shift + (int)Math.Ceiling(Math.Log(Math.Abs(value)) / logOfRatio));
}
