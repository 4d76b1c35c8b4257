using System.Buffers.Text;

namespace Clew.Wire.Otlp;

/// <summary>
/// Numbers as senders write them: OTLP/JSON wants 64-bit integers as strings, JavaScript writes numbers, and 1e3 or 5.0
/// are integers too.
/// </summary>
static class JsonNumber
{
    /// <summary>The one quiet NaN that protobuf libraries write. The sign bit of .NET's own differs.</summary>
    public const long NaNBits = 0x7FF8_0000_0000_0000;

    const double Two63 = 9223372036854775808.0;

    public static bool TryInt64(ReadOnlySpan<byte> text, out long value)
    {
        if (Utf8Parser.TryParse(text, out value, out var used) && used == text.Length)
        {
            return true;
        }

        // 2^63 itself is a double but not a long.
        if (TryDouble(text, out var number) && Math.Floor(number) == number && number is >= -Two63 and < Two63)
        {
            value = (long)number;
            return true;
        }

        return false;
    }

    public static bool TryUInt64(ReadOnlySpan<byte> text, out ulong value)
    {
        if (Utf8Parser.TryParse(text, out value, out var used) && used == text.Length)
        {
            return true;
        }

        if (TryDouble(text, out var number) && Math.Floor(number) == number && number is >= 0 and < 2 * Two63)
        {
            value = (ulong)number;
            return true;
        }

        return false;
    }

    public static bool TryDouble(ReadOnlySpan<byte> text, out double value)
    {
        if (text.SequenceEqual("NaN"u8))
        {
            value = BitConverter.Int64BitsToDouble(NaNBits);
            return true;
        }

        return Utf8Parser.TryParse(text, out value, out var used) && used == text.Length && used > 0;
    }
}
