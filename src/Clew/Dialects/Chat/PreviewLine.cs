using System.Globalization;
using System.Text;

namespace Clew.Dialects.Chat;

/// <summary>
/// A line of bounded length that is filled from UTF-8 or from the inside of a JSON string. White space becomes one
/// space; a character that does not fit whole ends the line.
/// </summary>
ref struct PreviewLine(Span<char> buffer)
{
    readonly Span<char> buffer = buffer;
    int length;
    bool isFull;
    bool hasGap;

    public readonly bool IsEmpty => length == 0;

    public readonly bool IsFull => isFull;

    /// <summary>Puts a space before what comes next.</summary>
    public void Gap() => hasGap = length > 0;

    public void Append(ReadOnlySpan<byte> utf8)
    {
        for (var i = AppendAscii(utf8); i < utf8.Length && !isFull; i += AppendAscii(utf8[i..]))
        {
            i += AppendCharacter(utf8[i..]);
        }
    }

    /// <summary>Appends what stands between the quotes of a JSON string; unescapes it.</summary>
    public void AppendJsonString(ReadOnlySpan<byte> escaped)
    {
        for (var i = AppendAscii(escaped); i < escaped.Length && !isFull; i += AppendAscii(escaped[i..]))
        {
            if (escaped[i] != (byte)'\\' || i + 1 >= escaped.Length)
            {
                i += AppendCharacter(escaped[i..]);
                continue;
            }

            switch (escaped[i + 1])
            {
                case (byte)'u':
                    i += AppendEscape(escaped[i..]);
                    break;
                case (byte)'n' or (byte)'r' or (byte)'t' or (byte)'b' or (byte)'f':
                    Gap();
                    i += 2;
                    break;
                default:
                    Append((char)escaped[i + 1]);
                    i += 2;
                    break;
            }
        }
    }

    public override readonly string ToString() => new(buffer[..length]);

    /// <summary>
    /// The usual case in one tight loop: printable ASCII and spaces. Stops before anything else, also a backslash.
    /// </summary>
    int AppendAscii(ReadOnlySpan<byte> utf8)
    {
        if (isFull)
        {
            return 0;
        }

        // Locals, because the fields of a struct do not stay in registers.
        var line = buffer;
        var (i, at, gap) = (0, length, hasGap);
        for (; i < utf8.Length; i++)
        {
            var c = utf8[i];
            if (c == ' ')
            {
                gap = at > 0;
                continue;
            }

            if (c is <= (byte)' ' or >= 0x7F or (byte)'\\')
            {
                break;
            }

            if (gap)
            {
                gap = false;
                if (at < line.Length)
                {
                    line[at++] = ' ';
                }
            }

            if (at >= line.Length)
            {
                isFull = true;
                break;
            }

            line[at++] = (char)c;
        }

        (length, hasGap) = (at, gap);
        return i;
    }

    int AppendCharacter(ReadOnlySpan<byte> utf8)
    {
        if (utf8[0] < 0x80)
        {
            Append((char)utf8[0]);
            return 1;
        }

        Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
        Append(rune);
        return consumed;
    }

    /// <summary><c>\u00e9</c>, or a pair such as <c>\ud83d\ude00</c>; half a pair becomes U+FFFD.</summary>
    int AppendEscape(ReadOnlySpan<byte> escaped)
    {
        var first = Unit(escaped);
        if (char.IsHighSurrogate(first) && escaped.Length > 7 && escaped[6] == (byte)'\\' && escaped[7] == (byte)'u')
        {
            var second = Unit(escaped[6..]);
            if (char.IsLowSurrogate(second))
            {
                Append(new Rune(first, second));
                return 12;
            }
        }

        Append(char.IsSurrogate(first) ? Rune.ReplacementChar : new Rune(first));
        return Math.Min(6, escaped.Length);
    }

    static char Unit(ReadOnlySpan<byte> escaped) =>
        escaped.Length >= 6
        && ushort.TryParse(escaped[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : '\uFFFD';

    void Append(Rune rune)
    {
        if (rune.IsBmp)
        {
            Append((char)rune.Value);
            return;
        }

        FillGap();
        if (buffer.Length - length < 2)
        {
            isFull = true;
            return;
        }

        length += rune.EncodeToUtf16(buffer[length..]);
    }

    void Append(char c)
    {
        if (char.IsWhiteSpace(c) || char.IsControl(c))
        {
            Gap();
            return;
        }

        FillGap();
        if (length == buffer.Length)
        {
            isFull = true;
            return;
        }

        buffer[length++] = c;
    }

    void FillGap()
    {
        if (hasGap && length < buffer.Length)
        {
            buffer[length++] = ' ';
        }

        hasGap = false;
    }
}
