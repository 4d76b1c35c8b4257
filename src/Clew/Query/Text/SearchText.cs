namespace Clew.Query.Text;

/// <summary>
/// What people type to search: words, all of which must be there; a phrase in quotes; the beginning of a word with a
/// star behind it; a part of words between stars.
/// </summary>
static class SearchText
{
    const int MostTerms = 16;

    /// <exception cref="FilterException">There is nothing to search for, or too much.</exception>
    public static IReadOnlyList<TextPattern> Parse(string text)
    {
        var patterns = new List<TextPattern>();
        var rest = text.AsSpan().Trim();
        while (!rest.IsEmpty)
        {
            var isQuoted = rest[0] == '"';
            var body = isQuoted ? rest[1..] : rest;
            var length = isQuoted ? body.IndexOf('"') : IndexOfSpace(body);
            var term = length < 0 ? body : body[..length];
            rest = length < 0 ? default : body[(isQuoted ? length + 1 : length)..].TrimStart();
            if (PatternOf(term.ToString(), isQuoted) is { } pattern)
            {
                patterns.Add(pattern);
            }
        }

        return patterns.Count switch
        {
            0 => throw new FilterException("q", "There is nothing to search for: write a word, or a phrase in quotes."),
            > MostTerms => throw new FilterException(
                "q",
                $"{patterns.Count} words to search for are too many, at most {MostTerms}; put quotes around a phrase."
            ),
            _ => patterns,
        };
    }

    static TextPattern? PatternOf(string term, bool isQuoted)
    {
        var part = isQuoted ? term : term.Trim('*');
        var match =
            part.Length == term.Length ? TextMatch.Phrase
            : term[0] == '*' ? TextMatch.Substring
            : TextMatch.Prefix;
        return string.IsNullOrWhiteSpace(part) ? null : new(part, match);
    }

    static int IndexOfSpace(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
