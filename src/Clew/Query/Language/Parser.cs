using Clew.Model;

namespace Clew.Query.Language;

/// <summary>
/// <code>
/// any  = all ("or" all)*
/// all  = one ("and"? one)*
/// one  = ("not" | "-" | "!") one | "(" any ")" | ("span" | "trace") "(" any ")" | condition | text
/// </code>
/// Conditions are the business of <see cref="ConditionParser"/>.
/// </summary>
sealed class Parser
{
    const int Deepest = 50;

    readonly Lexer lexer;
    readonly ConditionParser conditions;
    int depth;

    public Parser(string text, QueryClock clock)
    {
        lexer = new(text);
        conditions = new(lexer, clock);
    }

    public Filter Parse(Subject subject)
    {
        if (lexer.Peek().Kind == TokenKind.End)
        {
            return Filter.Everything;
        }

        var filter = Any(subject);
        var rest = lexer.Peek();
        return rest.Kind switch
        {
            TokenKind.End => filter,
            TokenKind.Close => throw At(rest, "There is no '(' for this ')'; leave it out, or put it in quotes."),
            _ => throw Unexpected(rest),
        };
    }

    Filter Any(Subject subject)
    {
        var parts = new List<Filter> { All(subject) };
        while (lexer.Peek().Is("or"))
        {
            lexer.Next();
            Need("or");
            parts.Add(All(subject));
        }

        return parts.Count == 1 ? parts[0] : Filter.Or(parts);
    }

    Filter All(Subject subject)
    {
        var parts = new List<Filter> { One(subject) };
        while (lexer.Peek() is var next && next.Kind is not (TokenKind.End or TokenKind.Close) && !next.Is("or"))
        {
            if (next.Is("and"))
            {
                lexer.Next();
                Need("and");
            }

            parts.Add(One(subject));
        }

        return parts.Count == 1 ? parts[0] : Filter.And(parts);
    }

    Filter One(Subject subject)
    {
        var token = lexer.Next();
        if (token.Kind == TokenKind.Not || token.Is("not"))
        {
            Need(token.Text);
            return Filter.Not(Deeper(token, () => One(subject)));
        }

        if (token.Kind == TokenKind.Open)
        {
            return Group(token, subject);
        }

        if (token.Kind != TokenKind.Word || token.Is("and") || token.Is("or"))
        {
            throw Unexpected(token);
        }

        if (token.Bare is { } name && lexer.IsAt('('))
        {
            return Scope(token, name, subject);
        }

        return conditions.Read(token, subject);
    }

    /// <summary><c>span(…)</c>, <c>trace(…)</c></summary>
    Filter Scope(Token name, string word, Subject subject)
    {
        switch (word.ToLowerInvariant())
        {
            case "span" when subject == Subject.Span:
                return Group(lexer.Next(), subject);
            case "span" when subject == Subject.Trace:
                return new Filter.SomeSpan(Group(lexer.Next(), Subject.Span));
            case "trace":
                var part = Group(lexer.Next(), Subject.Trace);
                return subject == Subject.Trace ? part : OfTrace(part);
            default:
                throw At(
                    name,
                    $"Before '(' stands span or trace, or a space; '{word}' is neither"
                        + (subject == Subject.Score ? ", and scores are asked about their trace only." : ".")
                );
        }
    }

    /// <summary>Text that a trace mentions is, asked of one of its spans, text that some span of the trace mentions.</summary>
    static Filter OfTrace(Filter filter) =>
        filter switch
        {
            Filter.AllOf all => Filter.And(all.Parts.Select(OfTrace)),
            Filter.OneOf one => Filter.Or(one.Parts.Select(OfTrace)),
            Filter.Opposite opposite => Filter.Not(OfTrace(opposite.Part)),
            Filter.Mentions mentions => new Filter.SomeSpan(mentions),
            _ => filter,
        };

    Filter Group(Token open, Subject subject)
    {
        if (lexer.Peek().Kind == TokenKind.Close)
        {
            throw At(open, "A condition is missing between '(' and ')'.");
        }

        var filter = Deeper(open, () => Any(subject));
        var close = lexer.Next();
        return close.Kind == TokenKind.Close ? filter
            : close.Kind == TokenKind.End ? throw At(open, "This '(' is not closed; add ')' at its end.")
            : throw Unexpected(close);
    }

    Filter Deeper(Token token, Func<Filter> read)
    {
        if (++depth > Deepest)
        {
            throw At(token, $"The query is more than {Deepest} levels deep; make it flatter.");
        }

        var filter = read();
        depth--;
        return filter;
    }

    void Need(string before)
    {
        if (lexer.Peek() is { Kind: TokenKind.End or TokenKind.Close } next)
        {
            throw At(next, $"A condition is missing after '{before}'.");
        }
    }

    QuerySyntaxException Unexpected(Token token) =>
        token.Kind switch
        {
            TokenKind.End => At(token, "A condition is missing at the end."),
            TokenKind.Comma => At(
                token,
                "A comma stands between the values of a field; put the text in quotes to look for it."
            ),
            TokenKind.Sign => At(
                token,
                $"A field is missing before '{token.Text}'; put the text in quotes to look for it."
            ),
            _ => At(
                token,
                $"'{lexer.Source[token.Position..token.End]}' cannot stand here: a condition is expected; "
                    + "put it in quotes to look for it as text."
            ),
        };

    static QuerySyntaxException At(Token token, string message) => new(token.Position, token.Length, message);
}
