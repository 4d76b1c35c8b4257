using System.Globalization;
using System.Text;

namespace Clew.Query.Text;

/// <summary>What a character is to a search.</summary>
enum LetterKind : byte
{
    /// <summary>Between words.</summary>
    Gap,

    /// <summary>Part of a word.</summary>
    Part,

    /// <summary>A word of its own: scripts that put no spaces between words.</summary>
    Alone,

    /// <summary>A sign such as an emoji: between words, but worth finding.</summary>
    Sign,
}

/// <summary>
/// Reads UTF-8 text character by character in the form in which a search compares it: lower case, without accents, of
/// the usual width. Bytes that are no UTF-8 are gaps.
/// </summary>
ref struct FoldReader(ReadOnlySpan<byte> utf8)
{
    readonly ReadOnlySpan<byte> utf8 = utf8;

    /// <summary>Where the current character begins, and where the next one does.</summary>
    public int Start { get; private set; }
    public int End { get; private set; }

    public LetterKind Kind { get; private set; }

    /// <summary>One unit of UTF-16, or two.</summary>
    public char First { get; private set; }

    /// <summary>U+0000 if there is none.</summary>
    public char Second { get; private set; }

    public bool Next()
    {
        while (End < utf8.Length)
        {
            Start = End;
            var b = utf8[End];
            if (b < 0x80)
            {
                End++;
                (First, Second) = ((char)(b is >= (byte)'A' and <= (byte)'Z' ? b | 0x20 : b), '\0');
                Kind = IsAsciiPart(b) ? LetterKind.Part : LetterKind.Gap;
                return true;
            }

            _ = Rune.DecodeFromUtf8(utf8[End..], out var rune, out var length);
            End += length;
            if (Read(rune))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an ASCII character is a letter or a digit.</summary>
    public static bool IsAsciiPart(byte b) => (uint)((b | 0x20) - 'a') < 26 || (uint)(b - '0') < 10;

    /// <summary>False for what counts for nothing: accents by themselves, and marks that nobody sees.</summary>
    bool Read(Rune rune)
    {
        var value = rune.Value;
        if (value is (>= 0x300 and <= 0x36F) or (>= 0xFE00 and <= 0xFE0F) or 0xAD or 0x200C or 0x200D or 0xFEFF)
        {
            return false;
        }

        if (value is >= 0xFF01 and <= 0xFF5E)
        {
            rune = new(value - 0xFEE0);
        }
        else if (value is >= 0xFF66 and <= 0xFF9D)
        {
            rune = new(LetterTable.WideKatakana[value - 0xFF66]);
        }

        Kind = KindOf(rune);
        rune = Rune.ToLowerInvariant(rune);
        if (!rune.IsBmp)
        {
            Span<char> pair = stackalloc char[2];
            rune.EncodeToUtf16(pair);
            (First, Second) = (pair[0], pair[1]);
            return true;
        }

        (First, Second) = ((char)rune.Value, '\0');
        if (Kind == LetterKind.Alone)
        {
            TakeVoice();
        }
        else if (Kind == LetterKind.Part)
        {
            Simplify();
        }

        return true;
    }

    void Simplify()
    {
        if (LetterTable.PairOf(First) is { } pair)
        {
            (First, Second) = (pair[0], pair[1]);
            return;
        }

        First = First switch
        {
            'ς' => 'σ',
            'ı' or 'İ' => 'i',
            _ => LetterTable.PlainOf(First),
        };
    }

    /// <summary>か and a mark behind it are が, however it was typed.</summary>
    void TakeVoice()
    {
        if (Rune.DecodeFromUtf8(utf8[End..], out var mark, out var length) != System.Buffers.OperationStatus.Done)
        {
            return;
        }

        if (mark.Value is 0x3099 or 0xFF9E && LetterTable.Voiced.Contains(First, StringComparison.Ordinal))
        {
            First++;
            End += length;
        }
        else if (mark.Value is 0x309A or 0xFF9F && LetterTable.HalfVoiced.Contains(First, StringComparison.Ordinal))
        {
            First = (char)(First + 2);
            End += length;
        }
    }

    static LetterKind KindOf(Rune rune)
    {
        var value = rune.Value;
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.OtherSymbol:
                return LetterKind.Sign;
            case UnicodeCategory.UppercaseLetter:
            case UnicodeCategory.LowercaseLetter:
            case UnicodeCategory.TitlecaseLetter:
            case UnicodeCategory.ModifierLetter:
            case UnicodeCategory.OtherLetter:
            case UnicodeCategory.DecimalDigitNumber:
            case UnicodeCategory.LetterNumber:
            case UnicodeCategory.OtherNumber:
            case UnicodeCategory.NonSpacingMark:
            case UnicodeCategory.SpacingCombiningMark:
            case UnicodeCategory.EnclosingMark:
                return HasNoSpaces(value) ? LetterKind.Alone : LetterKind.Part;
            default:
                return LetterKind.Gap;
        }
    }

    /// <summary>Han, Kana and Hangul; Thai, Lao, Burmese and Khmer.</summary>
    static bool HasNoSpaces(int value) =>
        value
            is (>= 0x0E00 and <= 0x0EFF)
                or (>= 0x1000 and <= 0x109F)
                or (>= 0x1780 and <= 0x17FF)
                or (>= 0x3005 and <= 0x30FF)
                or (>= 0x31F0 and <= 0x31FF)
                or (>= 0x3400 and <= 0x9FFF)
                or (>= 0xAC00 and <= 0xD7A3)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0x20000 and <= 0x3FFFF);
}
