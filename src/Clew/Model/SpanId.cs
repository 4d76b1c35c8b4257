using System.Buffers.Binary;

namespace Clew.Model;

/// <summary>
/// The id of a span within its trace: an opaque string like <see cref="TraceId"/>. An OTLP id (16 lower-case hex
/// digits, not all zero) is kept as 8 bytes.
/// </summary>
readonly struct SpanId : IEquatable<SpanId>, IComparable<SpanId>
{
    readonly ulong value;
    readonly string? text;

    SpanId(ulong value) => this.value = value;

    SpanId(string text) => this.text = text;

    /// <summary>True for <c>default</c>, which stands for "no id": a root's parent.</summary>
    public bool IsEmpty => text is null && value == 0;

    /// <summary>True if the id is 8 bytes, as OTLP sends it.</summary>
    public bool IsBinary => text is null;

    /// <summary>The 8 bytes of a binary id as a number, for compact keys.</summary>
    public long Number => (long)value;

    public static SpanId FromNumber(long number) => new((ulong)number);

    /// <summary>An OTLP id. False if it is not 8 bytes long, or all zero (OTLP: invalid, or no parent).</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, out SpanId id)
    {
        id = bytes.Length == 8 ? new(BinaryPrimitives.ReadUInt64BigEndian(bytes)) : default;
        return !id.IsEmpty;
    }

    /// <summary>Any id as it is written. False if it breaks the rules of <see cref="IdText"/>.</summary>
    public static bool TryParse(string? value, out SpanId id)
    {
        id = default;
        if (!IdText.IsValid(value))
        {
            return false;
        }

        id = value.Length == 16 && IdText.TryParseHex(value, out var number) && number != 0 ? new(number) : new(value);
        return true;
    }

    /// <summary>Writes the 8 bytes of a binary id; false, and nothing written, for any other.</summary>
    public bool TryWriteBytes(Span<byte> destination) =>
        IsBinary && BinaryPrimitives.TryWriteUInt64BigEndian(destination, value);

    public bool Equals(SpanId other) => value == other.value && text == other.text;

    public override bool Equals(object? obj) => obj is SpanId other && Equals(other);

    public override int GetHashCode() => text?.GetHashCode(StringComparison.Ordinal) ?? value.GetHashCode();

    public int CompareTo(SpanId other) =>
        text is null && other.text is null
            ? value.CompareTo(other.value)
            : string.CompareOrdinal(ToString(), other.ToString());

    public override string ToString() => text ?? $"{value:x16}";

    public static bool operator ==(SpanId left, SpanId right) => left.Equals(right);

    public static bool operator !=(SpanId left, SpanId right) => !left.Equals(right);
}
