namespace Clew.Query.Language;

/// <summary>Text to look for: whole words, their beginning with a star behind, any part with stars on both sides.</summary>
static class TextReader
{
    /// <param name="sign">Null for text that stands alone.</param>
    public static Filter Of(Token word, TextPlace place, Token? sign = null)
    {
        var (match, text) = (word.Pieces, sign?.Text) switch
        {
            ([var all], "=" or "==" or "!=") => (TextMatch.Exactly, all),
            ([var all], "~" or "!~") => (TextMatch.Substring, all),
            ([var all], _) => (TextMatch.Phrase, all),
            ([not "" and var start, ""], _) => (TextMatch.Prefix, start),
            (["", not "" and var part, ""], _) => (TextMatch.Substring, part),
            (["", ""], null) => (TextMatch.Phrase, null),
            _ => throw At(word, "In text to look for, stars stand at the end, or on both sides: refund*, *fund*."),
        };
        if (sign is { Text: not (":" or "=" or "==" or "!=" or "~" or "!~") } other)
        {
            throw At(other, $"Text is looked for with ':', '=' or '~', not with '{other.Text}'.");
        }

        return text is null ? Filter.Everything
            : text.Trim().Length == 0 ? throw At(word, "There is no text to look for between the quotes.")
            : new Filter.Mentions(new(text, match, place));
    }

    static QuerySyntaxException At(Token token, string message) => new(token.Position, token.Length, message);
}
