using System.Text;

namespace Clew.Query.Text;

/// <summary>A part of a text, in bytes.</summary>
readonly record struct TextRange(int Start, int Length);

/// <summary>
/// A pattern that is ready to be looked for. A pattern without any letter or digit is looked for as it is written, for
/// there are no words in it. Not for two threads at once.
/// </summary>
sealed class TextMatcher
{
    readonly TextMatch match;
    readonly string folded;
    readonly byte[] exact;
    readonly FoldedText text = new();

    public TextMatcher(TextPattern pattern)
    {
        Pattern = pattern;
        exact = Encoding.UTF8.GetBytes(pattern.Text);
        match = pattern.Match;
        if (match is TextMatch.Phrase or TextMatch.Prefix && text.ReadWords(exact).Length <= 1)
        {
            match = TextMatch.Substring;
        }

        folded = match switch
        {
            TextMatch.Phrase => text.ReadWords(exact).ToString(),
            TextMatch.Prefix => text.ReadWords(exact).TrimEnd(' ').ToString(),
            _ => text.ReadAsWritten(exact).ToString(),
        };
        Tokens = TokensOf();
    }

    public TextPattern Pattern { get; }

    /// <summary>All of these are in every text that the pattern is in; there may be none.</summary>
    public IReadOnlyList<ulong> Tokens { get; }

    /// <param name="said">What a text says, see <see cref="SaidText"/>.</param>
    public bool IsIn(ReadOnlySpan<byte> said) =>
        match switch
        {
            TextMatch.Exactly => said.IndexOf(exact) >= 0,
            TextMatch.Substring => text.ReadAsWritten(said).IndexOf(folded, StringComparison.Ordinal) >= 0,
            _ => text.ReadWords(said).IndexOf(folded, StringComparison.Ordinal) >= 0,
        };

    /// <summary>Where it is, without overlaps, at most <paramref name="limit"/> times.</summary>
    public IReadOnlyList<TextRange> Find(ReadOnlySpan<byte> said, int limit)
    {
        var found = new List<TextRange>();
        if (exact.Length == 0)
        {
            return found;
        }

        if (match == TextMatch.Exactly)
        {
            for (var at = 0; found.Count < limit && said[at..].IndexOf(exact) is >= 0 and var next; )
            {
                found.Add(new(at + next, exact.Length));
                at += next + exact.Length;
            }

            return found;
        }

        var isWords = match != TextMatch.Substring;
        var all = isWords ? text.ReadWords(said, true) : text.ReadAsWritten(said, true);
        // The spaces around a phrase are part of what is looked for, and not of what is found.
        var (lead, tail) = (isWords ? 1 : 0, match == TextMatch.Phrase ? 1 : 0);
        for (var at = 0; found.Count < limit && all[at..].IndexOf(folded, StringComparison.Ordinal) is >= 0 and var i; )
        {
            var (first, last) = (at + i + lead, at + i + folded.Length - tail);
            var start = text.PlaceOf(first);
            found.Add(new(start, (last < all.Length ? text.PlaceOf(last) : said.Length) - start));
            at = Math.Max(at + i + 1, last);
        }

        return found;
    }

    List<ulong> TokensOf()
    {
        var tokens = new TextTokens();
        tokens.AddText(exact, withSigns: false);
        if (match == TextMatch.Phrase)
        {
            return [.. tokens.Span];
        }

        tokens.Clear();
        var (from, to) = match == TextMatch.Prefix ? (0, EndBeforeLastWord()) : Inside();
        tokens.AddText(exact.AsSpan(from, Math.Max(0, to - from)), withSigns: match != TextMatch.Prefix);
        return [.. tokens.Span];
    }

    /// <summary>The last word of a prefix may be part of a longer one, unless it stands alone.</summary>
    int EndBeforeLastWord()
    {
        var (end, isOpen) = (exact.Length, false);
        var reader = new FoldReader(exact);
        while (reader.Next())
        {
            end =
                reader.Kind == LetterKind.Alone ? exact.Length
                : reader.Kind == LetterKind.Part && !isOpen ? reader.Start
                : end;
            isOpen = reader.Kind == LetterKind.Part;
        }

        return end;
    }

    /// <summary>
    /// A word at an edge may be part of a longer one. One that stands alone is never; but what is compared byte by byte
    /// may end before a mark that makes another letter of it.
    /// </summary>
    (int From, int To) Inside()
    {
        var (from, to, leads) = (0, 0, true);
        var reader = new FoldReader(exact);
        while (reader.Next())
        {
            var isOpen =
                reader.Kind == LetterKind.Part || (reader.Kind == LetterKind.Alone && match == TextMatch.Exactly);
            leads &= isOpen;
            from = leads ? reader.End : from;
            to = isOpen ? to : reader.End;
        }

        return (from, to);
    }
}
