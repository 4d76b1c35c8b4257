namespace Clew.Dialects.Chat;

/// <summary>Text that may have been cut, and how many bytes it had.</summary>
readonly record struct Truncated(ReadOnlyMemory<byte> Utf8, bool IsCut, long Size);

/// <summary>Cuts what is too long to answer whole. The records keep all of it.</summary>
static class Truncation
{
    /// <summary>1 MiB.</summary>
    public const int MaxBytes = 1_048_576;

    public static ReadOnlySpan<byte> Indicator => "...[truncated]"u8;

    /// <summary>
    /// Text of at most <paramref name="max"/> bytes is returned as it is. Longer text ends before the character that
    /// does not fit, and in <see cref="Indicator"/>.
    /// </summary>
    public static Truncated Cut(ReadOnlyMemory<byte> utf8, int max = MaxBytes)
    {
        if (utf8.Length <= max)
        {
            return new(utf8, false, utf8.Length);
        }

        // A character has at most three continuation bytes (10xxxxxx); more than that is not UTF-8.
        var end = max;
        while (end > 0 && max - end < 3 && (utf8.Span[end] & 0xC0) == 0x80)
        {
            end--;
        }

        var cut = new byte[end + Indicator.Length];
        utf8.Span[..end].CopyTo(cut);
        Indicator.CopyTo(cut.AsSpan(end));
        return new(cut, true, utf8.Length);
    }
}
