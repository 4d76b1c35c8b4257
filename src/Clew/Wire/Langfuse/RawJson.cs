using System.Text;
using System.Text.Json;
using Clew.Wire.Otlp;

namespace Clew.Wire.Langfuse;

/// <summary>One JSON value as it was sent, seen from its bytes. They have been found to be JSON before.</summary>
static class RawJson
{
    /// <summary>How deep an event may nest. Nothing here recurses; it is for those who read it later.</summary>
    public const int MaxDepth = 4096;

    /// <summary>The reader keeps one bit a level, so that depth costs it nothing.</summary>
    public static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    const int ShownBytes = 60;

    /// <summary>Of nothing at all: <see cref="JsonValueKind.Undefined"/>.</summary>
    public static JsonValueKind KindOf(ReadOnlySpan<byte> raw) =>
        raw.IsEmpty
            ? JsonValueKind.Undefined
            : raw[0] switch
            {
                (byte)'{' => JsonValueKind.Object,
                (byte)'[' => JsonValueKind.Array,
                (byte)'"' => JsonValueKind.String,
                (byte)'t' => JsonValueKind.True,
                (byte)'f' => JsonValueKind.False,
                (byte)'n' => JsonValueKind.Null,
                _ => JsonValueKind.Number,
            };

    /// <summary>True for what is not there and for <c>null</c>.</summary>
    public static bool IsNothing(ReadOnlySpan<byte> raw) =>
        KindOf(raw) is JsonValueKind.Undefined or JsonValueKind.Null;

    /// <summary>The text of a string; null for anything else. Half a character becomes U+FFFD.</summary>
    public static string? TextOf(ReadOnlySpan<byte> raw)
    {
        if (KindOf(raw) != JsonValueKind.String)
        {
            return null;
        }

        if (!raw.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetString(raw[1..^1]);
        }

        var reader = new Utf8JsonReader(raw);
        reader.Read();
        return Encoding.UTF8.GetString(new JsonText().Of(ref reader));
    }

    /// <summary>The same, with nothing where the text is empty.</summary>
    public static string? SomeTextOf(ReadOnlySpan<byte> raw) => TextOf(raw) is { Length: > 0 } text ? text : null;

    /// <summary>Any finite number.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> raw, out double number)
    {
        number = 0;
        return KindOf(raw) == JsonValueKind.Number && JsonNumber.TryDouble(raw, out number) && double.IsFinite(number);
    }

    /// <summary>A whole number, also one that is written <c>5.0</c>: JavaScript knows no difference.</summary>
    public static bool IsInteger(ReadOnlySpan<byte> raw) =>
        TryNumber(raw, out var number) && Math.Floor(number) == number;

    /// <summary>Takes apart the value that the reader stands before. Its position is where the value starts.</summary>
    public static (int Start, int Length) Skip(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return (start, (int)reader.BytesConsumed - start);
    }

    /// <summary>For an error message: the value itself, cut if it is long.</summary>
    public static string Show(ReadOnlySpan<byte> raw)
    {
        if (raw.IsEmpty)
        {
            return "nothing";
        }

        if (raw.Length <= ShownBytes)
        {
            return Encoding.UTF8.GetString(raw);
        }

        var end = ShownBytes;
        while ((raw[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return Encoding.UTF8.GetString(raw[..end]) + "…";
    }
}
