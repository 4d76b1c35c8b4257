namespace Clew.Query;

enum MeasureKind : byte
{
    /// <summary>How many rows.</summary>
    Count,

    /// <summary>How many of them failed.</summary>
    Errors,
    ErrorRate,
    Sum,
    Average,
    Least,
    Most,

    /// <summary>The smallest value that at least the fraction of all values do not exceed.</summary>
    Percentile,

    /// <summary>How many different values.</summary>
    Distinct,

    /// <summary>Output tokens per second after the first token.</summary>
    Speed,
}

/// <summary>One figure of a group of rows.</summary>
/// <param name="Name">As it was asked for.</param>
/// <param name="Fraction">Of a percentile, between 0 and 1.</param>
sealed record Measure(string Name, MeasureKind Kind, FieldRef? Field = null, double Fraction = 0)
{
    public static readonly Measure Count = new("count", MeasureKind.Count);

    /// <summary>Of what its values are: <c>USD</c>, <c>s</c>, <c>1/s</c>, or nothing but a number.</summary>
    public string? Unit =>
        Kind == MeasureKind.Speed ? "1/s"
        : Kind is MeasureKind.Count or MeasureKind.Errors or MeasureKind.ErrorRate or MeasureKind.Distinct ? null
        : Field?.Field.Type switch
        {
            FieldType.Money => "USD",
            FieldType.Duration => "s",
            _ => null,
        };

    /// <summary>What one of the unit is of that in which rows keep it.</summary>
    public double Scale =>
        Unit switch
        {
            "USD" => 1e12,
            "s" => 1e9,
            _ => 1,
        };
}
