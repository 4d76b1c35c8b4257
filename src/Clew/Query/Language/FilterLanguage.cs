using Clew.Model;

namespace Clew.Query.Language;

/// <summary>The filter language, which <c>docs/query.md</c> describes: text to tree, and back.</summary>
static class FilterLanguage
{
    /// <summary>In UTF-16 units.</summary>
    public const int LongestText = 10_000;

    /// <param name="subject">Whose rows are filtered.</param>
    /// <exception cref="QuerySyntaxException">The text means nothing.</exception>
    public static Filter Parse(string text, Subject subject, QueryClock clock) =>
        text.Length <= LongestText
            ? new Parser(text, clock).Parse(subject)
            : throw new QuerySyntaxException(
                LongestText,
                text.Length - LongestText,
                $"The query has {text.Length} characters; it may have {LongestText}."
            );

    /// <summary>A text that means the tree.</summary>
    /// <param name="subject">Whose rows are filtered.</param>
    public static string Print(Filter filter, Subject subject) => Printer.Print(filter, subject);
}
