namespace Clew.Query.Language;

/// <summary>A query that means nothing; the message is one sentence: what is wrong, and what was expected.</summary>
sealed class QuerySyntaxException(int position, int length, string message, string? suggestion = null)
    : Exception(message)
{
    /// <summary>Where in the text, in UTF-16 units from 0; at its end if something is missing there.</summary>
    public int Position => position;

    public int Length => length;

    /// <summary>The field or word that was probably meant.</summary>
    public string? Suggestion => suggestion;
}
