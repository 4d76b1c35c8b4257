namespace Clew.Store.Totals;

/// <summary>The values of one field in a group: added up, and kept where percentiles are asked for.</summary>
sealed class Series
{
    List<double>? values;

    public long Count { get; private set; }

    /// <summary>Of whole numbers: 128 bits hold the sum of as many as can ever arrive.</summary>
    public Int128 Whole { get; private set; }
    public double Real { get; private set; }
    public double Least { get; private set; } = double.PositiveInfinity;
    public double Most { get; private set; } = double.NegativeInfinity;

    /// <summary>Null while every value is kept, or none.</summary>
    public LogHistogram? Histogram { get; private set; }

    public bool IsExact => Histogram is null;

    public double? Sum => Count == 0 ? null : (double)Whole + Real;

    public void Add(long value, bool keeps)
    {
        Whole += value;
        Note(value, keeps);
    }

    public void Add(double value, bool keeps)
    {
        Real += value;
        Note(value, keeps);
    }

    /// <summary>Adds what a roll-up kept.</summary>
    public void Add(long count, Int128 whole, double least, double most, LogHistogram? histogram)
    {
        Count += count;
        Whole += whole;
        Least = Math.Min(Least, least);
        Most = Math.Max(Most, most);
        if (histogram is not null)
        {
            Blur();
            Histogram!.Add(histogram);
        }
    }

    public void Add(Series other)
    {
        Real += other.Real;
        Add(other.Count, other.Whole, other.Least, other.Most, other.Histogram);
        if (other.values is { } kept)
        {
            if (Histogram is not null)
            {
                kept.ForEach(v => Histogram.Add(v));
            }
            else
            {
                (values ??= []).AddRange(kept);
            }
        }
    }

    /// <summary>Gives up the values for their magnitudes.</summary>
    public void Blur()
    {
        if (Histogram is null)
        {
            Histogram = new();
            values?.ForEach(v => Histogram.Add(v));
            values = null;
        }
    }

    /// <summary>The smallest value that at least the fraction of all do not exceed.</summary>
    public double? Percentile(double fraction)
    {
        if (Count == 0)
        {
            return null;
        }

        var rank = Math.Clamp((long)Math.Ceiling(fraction * Count), 1, Count);
        if (Histogram is not null)
        {
            return Math.Clamp(Histogram.ValueAt(rank), Least, Most);
        }

        values!.Sort();
        return values[(int)rank - 1];
    }

    void Note(double value, bool keeps)
    {
        Count++;
        Least = Math.Min(Least, value);
        Most = Math.Max(Most, value);
        if (Histogram is not null)
        {
            Histogram.Add(value);
        }
        else if (keeps)
        {
            (values ??= []).Add(value);
        }
    }
}
