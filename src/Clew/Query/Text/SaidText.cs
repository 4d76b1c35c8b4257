using System.Buffers;
using System.Text;

namespace Clew.Query.Text;

/// <summary>
/// What a text says: of JSON the same with the escapes in its strings replaced, also in JSON that is a string in JSON.
/// So <c>{"a":"x\ny"}</c> says x and y, not ny. Reused from text to text.
/// </summary>
sealed class SaidText
{
    const int DeepestNesting = 8;

    readonly ArrayBufferWriter<byte>[] buffers =
    [
        .. Enumerable.Range(0, DeepestNesting).Select(_ => new ArrayBufferWriter<byte>()),
    ];

    /// <summary>Valid until the next call.</summary>
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> utf8) => Read(utf8, 0);

    ReadOnlySpan<byte> Read(ReadOnlySpan<byte> utf8, int depth)
    {
        if (depth == DeepestNesting || utf8.IndexOf((byte)'\\') < 0 || !LooksLikeJson(utf8))
        {
            return utf8;
        }

        var said = buffers[depth];
        said.ResetWrittenCount();
        while (utf8.IndexOf((byte)'"') is >= 0 and var quote)
        {
            said.Write(utf8[..(quote + 1)]);
            utf8 = utf8[(quote + 1)..];
            var length = LengthOfString(utf8);
            var content = utf8[..length];
            said.Write(content.Contains((byte)'\\') ? Read(Unescape(content), depth + 1) : content);
            if (length < utf8.Length)
            {
                said.Write("\""u8);
                length++;
            }

            utf8 = utf8[length..];
        }

        said.Write(utf8);
        return said.WrittenSpan;
    }

    /// <summary>
    /// By its first characters, so that what a sender cut off counts too; but not everything in brackets does.
    /// </summary>
    static bool LooksLikeJson(ReadOnlySpan<byte> utf8)
    {
        utf8 = utf8.Trim(" \t\r\n"u8);
        if (utf8.Length < 2)
        {
            return false;
        }

        var inside = utf8[1..].TrimStart(" \t\r\n"u8);
        return utf8[0] switch
        {
            (byte)'{' => inside.Length > 0 && inside[0] is (byte)'"' or (byte)'}',
            (byte)'[' => inside.Length > 0 && "\"{[]-0123456789tfn"u8.Contains(inside[0]) && !IsWord(inside),
            (byte)'"' => LengthOfString(utf8[1..]) == utf8.Length - 2 && utf8[^1] == (byte)'"',
            _ => false,
        };
    }

    /// <summary>A word that begins like <c>true</c>, <c>false</c> or <c>null</c> but is none of them.</summary>
    static bool IsWord(ReadOnlySpan<byte> utf8) =>
        utf8[0] is (byte)'t' or (byte)'f' or (byte)'n'
        && !utf8.StartsWith("true"u8)
        && !utf8.StartsWith("false"u8)
        && !utf8.StartsWith("null"u8);

    /// <summary>Until the quote that ends it, or to the end.</summary>
    static int LengthOfString(ReadOnlySpan<byte> utf8)
    {
        for (var i = 0; i < utf8.Length; i++)
        {
            var next = utf8[i..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return utf8.Length;
            }

            i += next;
            if (utf8[i] == (byte)'"')
            {
                return i;
            }

            i++;
        }

        return utf8.Length;
    }

    /// <summary>An array of its own: strings with escapes are few, and what is in them may have some more.</summary>
    static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> utf8)
    {
        var plain = new byte[utf8.Length];
        var length = 0;
        while (utf8.IndexOf((byte)'\\') is >= 0 and var escape)
        {
            utf8[..escape].CopyTo(plain.AsSpan(length));
            length += escape;
            utf8 = utf8[escape..];
            var (read, rune) = ReadEscape(utf8);
            length += rune is { } r ? r.EncodeToUtf8(plain.AsSpan(length)) : Copy(utf8[..read], plain.AsSpan(length));
            utf8 = utf8[read..];
        }

        utf8.CopyTo(plain.AsSpan(length));
        return plain.AsSpan(0, length + utf8.Length);
    }

    static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        from.CopyTo(to);
        return from.Length;
    }

    /// <returns>How many bytes it takes, and what it says; null if it is none.</returns>
    static (int Length, Rune? Rune) ReadEscape(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length < 2)
        {
            return (utf8.Length, null);
        }

        switch (utf8[1])
        {
            case (byte)'n':
                return (2, new('\n'));
            case (byte)'t':
                return (2, new('\t'));
            case (byte)'r':
                return (2, new('\r'));
            case (byte)'b':
                return (2, new('\b'));
            case (byte)'f':
                return (2, new('\f'));
            case (byte)'"' or (byte)'\\' or (byte)'/':
                return (2, new((char)utf8[1]));
            case (byte)'u' when Unit(utf8) is { } first:
                return char.IsHighSurrogate(first)
                    && Unit(utf8[6..]) is { } second
                    && Rune.TryCreate(first, second, out var pair)
                        ? (12, pair)
                    : Rune.TryCreate(first, out var rune) ? (6, rune)
                    : (6, Rune.ReplacementChar);
            default:
                return (2, null);
        }
    }

    static char? Unit(ReadOnlySpan<byte> utf8) =>
        utf8.Length >= 6
        && utf8[0] == (byte)'\\'
        && utf8[1] == (byte)'u'
        && ushort.TryParse(
            utf8.Slice(2, 4),
            System.Globalization.NumberStyles.AllowHexSpecifier,
            System.Globalization.CultureInfo.InvariantCulture,
            out var unit
        )
            ? (char)unit
            : null;
}
