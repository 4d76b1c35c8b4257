using System.Globalization;

namespace Clew.Host.Options;

/// <summary>Reads sizes as people write them: <c>67108864</c>, <c>64MiB</c>, <c>64 MB</c>, <c>1g</c>. Units are binary.</summary>
static class ByteSize
{
    public static bool TryParse(string text, out long bytes)
    {
        var digits = text.AsSpan().TrimEnd().IndexOfAnyExceptInRange('0', '9');
        var number = digits < 0 ? text.AsSpan().TrimEnd() : text.AsSpan(0, digits);
        var unit = digits < 0 ? "" : text[digits..].Trim().ToLowerInvariant();
        bytes = 0;
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        var shift = unit switch
        {
            "" or "b" => 0,
            "k" or "kb" or "kib" => 10,
            "m" or "mb" or "mib" => 20,
            "g" or "gb" or "gib" => 30,
            _ => -1,
        };
        if (shift < 0 || value > long.MaxValue >> shift)
        {
            return false;
        }

        bytes = value << shift;
        return true;
    }
}
