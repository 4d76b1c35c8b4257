using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Clew.Model;

namespace Clew.Dialects.Parsing;

/// <summary>
/// Strings for short texts that come again and again: names of spans, models, services. Keeps a fixed number of
/// them, so a hot path that sees the same names makes no garbage, and a sender with ever new ones takes no memory.
/// </summary>
sealed class StringCache
{
    const int MaxLength = 96;
    readonly string?[] entries = new string?[512];

    /// <summary>The text of a scalar value; null for a container, bytes, or nothing.</summary>
    public string? Of(in Value value) =>
        value.Kind switch
        {
            ValueKind.String => Of(value.Utf8),
            ValueKind.Int => value.Int.ToString(CultureInfo.InvariantCulture),
            ValueKind.Double => value.Double.ToString("R", CultureInfo.InvariantCulture),
            ValueKind.Bool => value.Bool ? "true" : "false",
            _ => null,
        };

    public string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > MaxLength)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        ref var entry = ref entries[PlaceOf(utf8)];
        if (entry is null || entry.Length != utf8.Length || !Ascii.Equals(utf8, entry))
        {
            entry = Encoding.UTF8.GetString(utf8);
        }

        return entry;
    }

    /// <summary>From the beginning, the middle and the end: a collision costs a string, no more.</summary>
    static int PlaceOf(ReadOnlySpan<byte> utf8)
    {
        var mixed = (ulong)utf8.Length;
        if (utf8.Length >= 8)
        {
            mixed ^= BinaryPrimitives.ReadUInt64LittleEndian(utf8);
            mixed ^= ulong.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(utf8[((utf8.Length / 2) - 4)..]), 17);
            mixed ^= ulong.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(utf8[^8..]), 37);
        }
        else
        {
            foreach (var b in utf8)
            {
                mixed = (mixed << 8) | b;
            }
        }

        return (int)((mixed * 0x9E3779B97F4A7C15UL) >> 55);
    }
}
