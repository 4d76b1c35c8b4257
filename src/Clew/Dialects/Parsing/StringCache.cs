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

        var hash = (uint)utf8.Length;
        foreach (var b in utf8)
        {
            hash = (hash * 31) + b;
        }

        ref var entry = ref entries[(hash ^ (hash >> 9)) & 511];
        if (entry is null || entry.Length != utf8.Length || !Ascii.Equals(utf8, entry))
        {
            entry = Encoding.UTF8.GetString(utf8);
        }

        return entry;
    }
}
