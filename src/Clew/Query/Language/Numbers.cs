using System.Globalization;

namespace Clew.Query.Language;

/// <summary>Numbers, sums of money and lengths of time as people write them. Null is for what is none.</summary>
static class Numbers
{
    const NumberStyles Style =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    const decimal Second = 1_000_000_000m;

    /// <summary>Longer units first where one begins with the other.</summary>
    static readonly (string Name, decimal Nano)[] units =
    [
        ("ns", 1m),
        ("us", 1_000m),
        ("µs", 1_000m),
        ("ms", 1_000_000m),
        ("min", 60 * Second),
        ("m", 60 * Second),
        ("s", Second),
        ("h", 3_600 * Second),
        ("d", 86_400 * Second),
        ("w", 604_800 * Second),
    ];

    /// <summary><c>2000</c>, <c>1.5e3</c>, <c>10_000</c>.</summary>
    public static Literal? Plain(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiDigit(text[^1]) || text[^1] == '.'))
        {
            return null;
        }

        var digits = text.Replace("_", "", StringComparison.Ordinal);
        return decimal.TryParse(digits, Style, CultureInfo.InvariantCulture, out var number) ? Literal.OfNumber(number)
            : double.TryParse(digits, Style, CultureInfo.InvariantCulture, out var large) ? Literal.OfNumber(large)
            : null;
    }

    /// <summary>A plain one, and <c>2k</c>, <c>1.5M</c>, <c>3b</c>: thousands, millions, thousand millions.</summary>
    public static Literal? WithSuffix(string text)
    {
        var factor =
            text.Length == 0
                ? 1
                : char.ToLowerInvariant(text[^1]) switch
                {
                    'k' => 1_000m,
                    'm' => 1_000_000m,
                    'b' or 'g' => 1_000_000_000m,
                    _ => 1m,
                };
        return Times(Plain(factor == 1 ? text : text[..^1]), factor, Literal.OfNumber);
    }

    /// <summary>US dollars, with or without their sign.</summary>
    public static Literal? Money(string text) => WithSuffix(text.StartsWith('$') ? text[1..] : text);

    /// <summary>Seconds as a plain number, else with units: <c>250ms</c>, <c>1h30m</c>.</summary>
    public static Literal? Duration(string text)
    {
        if (Plain(text) is { } seconds)
        {
            return Times(seconds, Second, Nano);
        }

        var (sign, at, sum) = text.StartsWith('-') ? (-1m, 1, 0m) : (1m, 0, 0m);
        if (at == text.Length)
        {
            return null;
        }

        while (at < text.Length)
        {
            var end = at;
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '_'))
            {
                end++;
            }

            var unit = Array.Find(
                units,
                u => string.Compare(text, end, u.Name, 0, u.Name.Length, StringComparison.OrdinalIgnoreCase) == 0
            );
            if (
                unit.Name is null
                || Plain(text[at..end]) is not { } number
                || Product(number, unit.Nano) is not { } part
            )
            {
                return null;
            }

            sum += part;
            at = end + unit.Name.Length;
        }

        return Nano(sign * sum);
    }

    /// <summary>Null beyond what fits: then a sum of them fits a decimal.</summary>
    static decimal? Product(Literal number, decimal factor) =>
        Math.Abs(number.Number) <= long.MaxValue / factor ? number.Number * factor : null;

    static Literal? Times(Literal? number, decimal factor, Func<decimal, Literal?> make)
    {
        try
        {
            return number is { } n ? make(n.Number * factor) : null;
        }
        catch (OverflowException)
        {
            // As good as the largest: no field holds so much.
            return make(number!.Value.Number < 0 ? long.MinValue : long.MaxValue);
        }
    }

    static Literal? Times(Literal? number, decimal factor, Func<decimal, Literal> make) =>
        Times(number, factor, n => (Literal?)make(n));

    static Literal? Nano(decimal nano) =>
        Literal.OfDuration((long)Math.Clamp(Math.Round(nano), long.MinValue, long.MaxValue));
}
