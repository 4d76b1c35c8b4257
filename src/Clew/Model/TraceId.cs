using System.Buffers.Binary;

namespace Clew.Model;

/// <summary>
/// The id of a trace: an opaque string of 1 to 800 characters without control characters. An OTLP id (32 lower-case
/// hex digits, not all zero) is kept as 16 bytes; anything else as text. The two forms never compare equal.
/// </summary>
readonly struct TraceId : IEquatable<TraceId>, IComparable<TraceId>
{
    readonly ulong high;
    readonly ulong low;
    readonly string? text;

    TraceId(ulong high, ulong low) => (this.high, this.low) = (high, low);

    TraceId(string text) => this.text = text;

    /// <summary>True for <c>default</c>, which stands for "no id".</summary>
    public bool IsEmpty => text is null && (high | low) == 0;

    /// <summary>True if the id is 16 bytes, as OTLP sends it.</summary>
    public bool IsBinary => text is null;

    /// <summary>An OTLP id. False if it is not 16 bytes long, or all zero (OTLP: invalid).</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, out TraceId id)
    {
        id =
            bytes.Length == 16
                ? new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]))
                : default;
        return !id.IsEmpty;
    }

    /// <summary>Any id as it is written. False if it breaks the rules of <see cref="IdText"/>.</summary>
    public static bool TryParse(string? value, out TraceId id)
    {
        id = default;
        if (!IdText.IsValid(value))
        {
            return false;
        }

        id =
            value.Length == 32
            && IdText.TryParseHex(value.AsSpan(0, 16), out var high)
            && IdText.TryParseHex(value.AsSpan(16), out var low)
            && (high | low) != 0
                ? new(high, low)
                : new(value);
        return true;
    }

    /// <summary>Writes the 16 bytes of a binary id; false, and nothing written, for any other.</summary>
    public bool TryWriteBytes(Span<byte> destination)
    {
        if (!IsBinary)
        {
            return false;
        }

        BinaryPrimitives.WriteUInt64BigEndian(destination, high);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], low);
        return true;
    }

    public bool Equals(TraceId other) => high == other.high && low == other.low && text == other.text;

    public override bool Equals(object? obj) => obj is TraceId other && Equals(other);

    public override int GetHashCode() => text?.GetHashCode(StringComparison.Ordinal) ?? HashCode.Combine(high, low);

    public int CompareTo(TraceId other) => string.CompareOrdinal(ToString(), other.ToString());

    public override string ToString() => text ?? $"{high:x16}{low:x16}";

    public static bool operator ==(TraceId left, TraceId right) => left.Equals(right);

    public static bool operator !=(TraceId left, TraceId right) => !left.Equals(right);
}
