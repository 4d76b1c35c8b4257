namespace Clew.Dialects.Parsing;

/// <summary>What clients write where they have nothing to write, or were told not to.</summary>
static class Placeholders
{
    /// <summary>
    /// Google ADK's <c>{}</c>, <c>N/A</c> and texts in angle brackets such as <c>&lt;not specified&gt;</c>; the
    /// <c>&lt;REDACTED&gt;</c> and <c>[REDACTED]</c> of coding agents. <c>__REDACTED__</c> is not among them: it stands
    /// for content that was there, and is shown as such.
    /// </summary>
    public static bool IsNothing(ReadOnlySpan<byte> utf8)
    {
        var text = utf8.Trim(" \t\r\n"u8);
        return text.IsEmpty
            || text.SequenceEqual("{}"u8)
            || text.SequenceEqual("null"u8)
            || text.SequenceEqual("N/A"u8)
            || text.SequenceEqual("<not specified>"u8)
            || text.SequenceEqual("<not serializable>"u8)
            || text.SequenceEqual("<non-serializable>"u8)
            || text.SequenceEqual("<REDACTED>"u8)
            || text.SequenceEqual("[REDACTED]"u8);
    }
}
