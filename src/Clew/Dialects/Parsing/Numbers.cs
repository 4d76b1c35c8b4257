using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;
using Clew.Model;

namespace Clew.Dialects.Parsing;

/// <summary>
/// Numbers as senders write them: JavaScript cannot tell <c>1.0</c> from <c>1</c>, and some SDKs send
/// <c>"0.3"</c>. NaN and infinity say nothing.
/// </summary>
static class Numbers
{
    public static bool TryDouble(in Value value, out double number)
    {
        number = 0;
        switch (value.Kind)
        {
            case ValueKind.Int:
                number = value.Int;
                return true;
            case ValueKind.Double:
                number = value.Double;
                return double.IsFinite(number);
            case ValueKind.String:
                return TryDouble(value.Utf8, out number);
            default:
                return false;
        }
    }

    public static bool TryDouble(ReadOnlySpan<byte> utf8, out double number)
    {
        var text = utf8.Trim(" \t\r\n"u8);
        number = 0;
        return text.Length is > 0 and <= 64
            && Utf8Parser.TryParse(text, out number, out var read)
            && read == text.Length
            && double.IsFinite(number);
    }

    /// <summary>A count such as tokens: whole and not negative; a fraction is rounded.</summary>
    public static bool TryCount(in Value value, out long count)
    {
        if (value.Kind == ValueKind.Int)
        {
            count = value.Int;
            return count >= 0;
        }

        // Beyond 2^53 a double is no count of anything.
        if (TryDouble(value, out var number) && number is >= 0 and <= 9_007_199_254_740_992)
        {
            count = (long)Math.Round(number);
            return true;
        }

        count = 0;
        return false;
    }

    /// <summary>The same in JSON, also inside a string.</summary>
    public static bool TryCount(JsonElement element, out long count)
    {
        count = 0;
        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out count))
        {
            return count >= 0;
        }

        if (TryDouble(element, out var number) && number is >= 0 and <= 9_007_199_254_740_992)
        {
            count = (long)Math.Round(number);
            return true;
        }

        return false;
    }

    public static bool TryDouble(JsonElement element, out double number)
    {
        number = 0;
        return element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetDouble(out number) && double.IsFinite(number),
            JsonValueKind.String => TryDouble(JsonMarshal.GetRawUtf8Value(element)[1..^1], out number),
            _ => false,
        };
    }

    /// <summary>A number, or a truth as 0 or 1; null if the value is neither.</summary>
    public static double? NumberOf(in Value value) =>
        value.Kind == ValueKind.Bool
            ? value.Bool
                ? 1
                : 0
            : TryDouble(value, out var number)
                ? number
                : null;

    /// <summary>A duration in nanoseconds; below 0 and beyond 30 years it is none.</summary>
    /// <param name="unit">How many nanoseconds one of it has.</param>
    public static bool TryNano(in Value value, double unit, out long nano)
    {
        nano = 0;
        return TryDouble(value, out var number) && TryNano(number, unit, out nano);
    }

    public static bool TryNano(double number, double unit, out long nano)
    {
        var isDuration = number * unit is >= 0 and < 1e18;
        nano = isDuration ? (long)Math.Round(number * unit) : 0;
        return isDuration;
    }

    /// <summary>US dollars in 10⁻¹² dollars.</summary>
    public static bool TryPicoUsd(in Value value, out long pico)
    {
        pico = 0;
        return TryDouble(value, out var dollars) && TryPicoUsd(dollars, out pico);
    }

    /// <summary>Null if it is none.</summary>
    public static long? PicoUsd(double? dollars) => dollars is { } d && TryPicoUsd(d, out var pico) ? pico : null;

    public static bool TryPicoUsd(double dollars, out long pico)
    {
        var isMoney = dollars is >= 0 and < 9_000_000;
        pico = isMoney ? (long)Math.Round((decimal)dollars * 1_000_000_000_000m) : 0;
        return isMoney;
    }
}
