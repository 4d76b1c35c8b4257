using System.Globalization;
using System.Text;

namespace Clew.Query.Language;

/// <summary>Cuts a query into tokens, one at a time: what ends a word depends on whether it is a value.</summary>
sealed class Lexer(string text)
{
    static readonly string[] signs = ["!=", "!~", "<=", ">=", "==", ":", "=", "<", ">", "~"];

    /// <summary>Where the next token begins, or space before it.</summary>
    public int At { get; set; }

    public string Source => text;

    public bool IsAtSpace => At < text.Length && char.IsWhiteSpace(text[At]);

    /// <summary>Whether that character comes next, with nothing before it.</summary>
    public bool IsAt(char c) => At < text.Length && text[At] == c;

    public Token Peek()
    {
        var (at, token) = (At, Next());
        At = at;
        return token;
    }

    public Token Next() => Read(isValue: false);

    /// <summary>The same where a value is expected: only space, brackets and a comma end it.</summary>
    public Token NextValue() => Read(isValue: true);

    Token Read(bool isValue)
    {
        while (IsAtSpace)
        {
            At++;
        }

        var start = At;
        if (start == text.Length)
        {
            return new(TokenKind.End, start, start, [""], false);
        }

        var kind = text[start] switch
        {
            '(' => TokenKind.Open,
            ')' => TokenKind.Close,
            ',' => TokenKind.Comma,
            '[' when !isValue => TokenKind.OpenBracket,
            ']' when !isValue => TokenKind.CloseBracket,
            _ => TokenKind.Word,
        };
        if (kind != TokenKind.Word)
        {
            At++;
            return new(kind, start, At, [text[start..At]], false);
        }

        if (!isValue && Array.Find(signs, StandsHere) is { } sign)
        {
            At += sign.Length;
            return new(TokenKind.Sign, start, At, [sign], false);
        }

        if (!isValue && (text[start] is '-' or '!'))
        {
            At++;
            return new(TokenKind.Not, start, At, [text[start..At]], false);
        }

        return Word(isValue);
    }

    bool StandsHere(string sign) => string.CompareOrdinal(text, At, sign, 0, sign.Length) == 0;

    /// <summary>Bare text, text in quotes and stars, with nothing between them.</summary>
    Token Word(bool isValue)
    {
        var (start, pieces, piece, isQuoted) = (At, new List<string>(), new StringBuilder(), false);
        for (; At < text.Length && !Ends(text[At], isValue); At++)
        {
            if (text[At] == '*')
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }
            else if (text[At] == '"' || (text[At] == '\'' && isValue && At == start))
            {
                isQuoted = true;
                Quoted(piece);
            }
            else
            {
                piece.Append(text[At]);
            }
        }

        pieces.Add(piece.ToString());
        return new(TokenKind.Word, start, At, pieces, isQuoted);
    }

    bool Ends(char c, bool isValue) =>
        char.IsWhiteSpace(c)
        || c is '(' or ')' or ','
        || (
            !isValue
            && (c is ':' or '=' or '<' or '>' or '~' or '[' or ']' || (c == '!' && Array.Exists(signs, StandsHere)))
        );

    /// <summary>To the quote at the end, which stays the current character.</summary>
    void Quoted(StringBuilder piece)
    {
        var (start, quote) = (At, text[At]);
        for (At++; At < text.Length; At++)
        {
            if (text[At] == quote)
            {
                return;
            }

            piece.Append(text[At] == '\\' ? Escaped() : text[At]);
        }

        throw new QuerySyntaxException(
            start,
            text.Length - start,
            $"The quote {quote} is not closed; add another at its end."
        );
    }

    char Escaped()
    {
        var start = At++;
        switch (At < text.Length ? text[At] : '\0')
        {
            case '\\' or '"' or '\'':
                return text[At];
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'u'
                when At + 4 < text.Length
                    && ushort.TryParse(
                        text.AsSpan(At + 1, 4),
                        NumberStyles.AllowHexSpecifier,
                        CultureInfo.InvariantCulture,
                        out var unit
                    ):
                At += 4;
                return (char)unit;
            default:
                throw new QuerySyntaxException(
                    start,
                    Math.Min(2, text.Length - start),
                    "In quotes \\ begins one of \\\\ \\\" \\' \\n \\t \\r \\u0041; write \\\\ for a backslash itself."
                );
        }
    }
}
