using Clew.Model;

namespace Clew.Query.Language;

/// <summary>Reads one condition: <c>field sign values</c>, <c>has:field</c>, <c>is:word</c>, or text to look for.</summary>
sealed class ConditionParser(Lexer lexer, QueryClock clock)
{
    readonly ValueReader values = new(clock);

    /// <param name="first">A word.</param>
    public Filter Read(Token first, Subject subject)
    {
        if (first.Bare is not { } name)
        {
            return lexer.Peek() is { Kind: TokenKind.Sign } comparison && comparison.Position == lexer.At
                ? throw At(first, "A field is a plain word; put the quotes around the value only.")
                : TextReader.Of(first, TextPlace.Anywhere);
        }

        var path = lexer.IsAt('[') ? Path() : null;
        var next = lexer.Peek();
        if (next.Kind == TokenKind.Sign)
        {
            lexer.Next();
            var sign = Refined(next);
            return path is null && Special(first, name, sign, subject) is { } special
                ? special
                : Compare(first, Find(first, name, path, subject), sign, subject);
        }

        if (Membership() is { } sought)
        {
            return Compare(first, Find(first, name, path, subject), sought, subject);
        }

        return path is null
            ? TextReader.Of(first, TextPlace.Anywhere)
            : throw new QuerySyntaxException(lexer.At, 0, "A comparison is missing after ']', such as =500 or :*.");
    }

    Filter? Special(Token first, string name, Token sign, Subject subject)
    {
        if (Names.Texts.TryGetValue(name, out var place) && Names.Find(subject, name, null) is null)
        {
            var searches = ReadValues(first, sign);
            var found = searches.Tokens.Select(t => TextReader.Of(t, place, sign));
            return Signed(sign, searches.IsAll ? Filter.And(found) : Filter.Or(found));
        }

        var isHas = name.Equals("has", StringComparison.OrdinalIgnoreCase);
        if (!isHas && !name.Equals("is", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (sign.Text is not (":" or "=" or "!="))
        {
            throw At(sign, $"After {name} stands ':'.");
        }

        var what = lexer.Next();
        if (what.Bare is not { } word)
        {
            throw At(
                what,
                isHas ? "A field is expected after 'has:'." : "A word such as root is expected after 'is:'."
            );
        }

        var filter = isHas
            ? Presence.Has(Find(what, word, lexer.IsAt('[') ? Path() : null, subject), word, subject)
            : Presence.Is(what, word, subject);
        return Signed(sign, filter);
    }

    static NamedField Find(Token at, string name, string? path, Subject subject)
    {
        if (Names.Find(subject, name, path) is { } found)
        {
            return found;
        }

        if (path is null && Names.LacksPath(subject, name))
        {
            throw At(at, $"{name} is many fields; say which: {name}.NAME, or {name}[\"NAME\"].");
        }

        if (path is not null && Names.Find(subject, name, null) is not null)
        {
            throw At(at, $"{name} is one field and has no parts; leave the brackets out.");
        }

        var nearest = Nearest.Of(name, Names.All(subject));
        throw At(
            at,
            $"There is no field '{name}'; "
                + (nearest is null ? "" : $"did you mean {nearest}? ")
                + "Put it in quotes to look for it as text.",
            nearest
        );
    }

    Filter Compare(Token first, NamedField field, Token sign, Subject subject)
    {
        var read = ReadValues(first, sign);
        try
        {
            return Signed(sign, values.Read(field, sign, read));
        }
        catch (FilterException e)
        {
            var last = read.Tokens[^1];
            throw new QuerySyntaxException(first.Position, last.End - first.Position, e.Message);
        }
    }

    static Filter Signed(Token sign, Filter filter) => sign.Text[0] == '!' ? Filter.Not(filter) : filter;

    /// <summary><c>:&gt;5</c> is <c>&gt;5</c>.</summary>
    Token Refined(Token sign) =>
        sign.Text == ":" && lexer.Peek() is { Kind: TokenKind.Sign, Text: not ":" } other && other.Position == sign.End
            ? lexer.Next()
            : sign;

    /// <summary><c>in (…)</c>, <c>not in (…)</c>: nothing is read if neither is there.</summary>
    Token? Membership()
    {
        var start = lexer.At;
        var word = lexer.Next();
        var isNot = word.Is("not");
        if (isNot)
        {
            word = lexer.Next();
        }

        if (word.Is("in") && lexer.Peek().Kind == TokenKind.Open)
        {
            return word with { Kind = TokenKind.Sign, Pieces = [isNot ? "!=" : ":"] };
        }

        lexer.At = start;
        return null;
    }

    /// <summary><c>["a path"]</c>; also without quotes.</summary>
    string Path()
    {
        var open = lexer.Next();
        var word = lexer.Next();
        var path = word.Kind == TokenKind.Word && !word.HasGaps ? word.Text : "";
        // Bare keys may have signs in them that end words elsewhere.
        if (!word.IsQuoted && lexer.Source.IndexOf(']', open.End) is > 0 and var end)
        {
            path = lexer.Source[open.End..end].Trim();
            lexer.At = end;
        }

        return path.Length > 0 && lexer.Next().Kind == TokenKind.CloseBracket
            ? path
            : throw At(open, "Between [ and ] stands a key, best in quotes: attr[\"http.status_code\"].");
    }

    /// <summary>One value; several with commas; or in parentheses several with commas, or, and.</summary>
    Values ReadValues(Token first, Token sign)
    {
        var tokens = new List<Token>();
        if (lexer.Peek().Kind == TokenKind.Open)
        {
            return InParentheses(lexer.Next(), sign);
        }

        do
        {
            tokens.Add(Value(first, sign));
        } while (lexer.IsAt(',') && lexer.Next().Kind == TokenKind.Comma);

        return new(tokens, false);
    }

    Values InParentheses(Token open, Token sign)
    {
        var (tokens, joint) = (new List<Token>(), (string?)null);
        while (true)
        {
            tokens.Add(Value(open, sign));
            var next = lexer.Next();
            if (next.Kind == TokenKind.Close)
            {
                return new(tokens, joint == "and");
            }

            var word =
                next.Kind == TokenKind.Comma || next.Is("or") ? "or"
                : next.Is("and") ? "and"
                : next.Kind == TokenKind.End ? throw At(open, "This '(' is not closed; add ')' at its end.")
                : throw At(next, "Between values stands a comma, 'or' or 'and'.");
            if (joint is not null && joint != word)
            {
                throw At(next, "Values are joined by 'or' or by 'and', not by both.");
            }

            joint = word;
        }
    }

    Token Value(Token first, Token sign)
    {
        var value = lexer.NextValue();
        if (value.Kind == TokenKind.Word)
        {
            return value;
        }

        var before = first.Position < sign.End ? lexer.Source[first.Position..sign.End] : sign.Text;
        throw At(
            value,
            value.Kind == TokenKind.End
                ? $"A value is missing after '{(before.Length > 40 ? sign.Text : before)}'."
                : $"A value is expected here, not '{value.Text}'; put it in quotes if it is one."
        );
    }

    static QuerySyntaxException At(Token token, string message, string? suggestion = null) =>
        new(token.Position, token.Length, message, suggestion);
}

/// <param name="Tokens">At least one.</param>
/// <param name="IsAll">Whether all have to be there; else one of them.</param>
readonly record struct Values(IReadOnlyList<Token> Tokens, bool IsAll);
