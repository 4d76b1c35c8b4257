namespace Clew.Query.Language;

enum TokenKind : byte
{
    End,
    Word,

    /// <summary>Compares: <c>: = != &lt; &lt;= &gt; &gt;= ~ !~</c>.</summary>
    Sign,
    Open,
    Close,
    OpenBracket,
    CloseBracket,
    Comma,
    Not,
}

/// <summary>A piece of the text.</summary>
/// <param name="Pieces">Of a word: what stands between its unquoted stars.</param>
/// <param name="IsQuoted">Whether any of a word stood in quotes.</param>
readonly record struct Token(TokenKind Kind, int Position, int End, IReadOnlyList<string> Pieces, bool IsQuoted)
{
    public int Length => End - Position;

    public bool HasGaps => Pieces.Count > 1;

    /// <summary>Of a word without gaps; of a sign the sign.</summary>
    public string Text => Pieces[0];

    /// <summary>The word itself if it is bare: no quotes, no stars.</summary>
    public string? Bare => Kind == TokenKind.Word && !IsQuoted && !HasGaps ? Text : null;

    public bool Is(string keyword) => string.Equals(Bare, keyword, StringComparison.OrdinalIgnoreCase);
}
