namespace Clew.Query.Language;

/// <summary>Makes a comparison of a field and what stands behind its sign, by the type of the field.</summary>
sealed class ValueReader(QueryClock clock)
{
    const int LongestExactNumber = 15;

    /// <summary>What the sign says; a negation is the business of the caller.</summary>
    /// <exception cref="FilterException">The values do not go with the field or the sign.</exception>
    public Filter Read(NamedField named, Token sign, Values values)
    {
        var op = sign.Text switch
        {
            "<" => Operator.Less,
            "<=" => Operator.LessOrEqual,
            ">" => Operator.Greater,
            ">=" => Operator.GreaterOrEqual,
            "~" or "!~" => Operator.ContainsAnyCase,
            _ => Operator.Equal,
        };
        if (op is not (Operator.Equal or Operator.ContainsAnyCase) && values.Tokens.Count > 1)
        {
            throw At(values.Tokens[1], $"'{sign.Text}' takes one value.");
        }

        if (values.IsAll)
        {
            return Filter.And(values.Tokens.Select(t => OneOf(named, op, [t])));
        }

        return OneOf(named, op, values.Tokens);
    }

    Filter OneOf(NamedField named, Operator op, IReadOnlyList<Token> tokens)
    {
        var field = named.Field;
        var isAbsent = op == Operator.Equal && tokens.Any(IsNull);
        var (parts, literals) = (new List<Filter>(), new List<Literal>());
        foreach (var token in tokens.Where(t => op != Operator.Equal || !IsNull(t)))
        {
            if (op == Operator.Equal && Plain(field.Field, token) is { } literal)
            {
                literals.Add(literal);
            }
            else
            {
                parts.Add(One(field, op, token));
            }
        }

        // A field that is text or a number compares all of its values as one or as the other.
        foreach (var kind in literals.GroupBy(literal => literal.Kind))
        {
            parts.Insert(0, Comparisons.Of(field, Operator.AnyOf, [.. kind]));
        }

        var found = parts.Count == 0 ? Filter.Nothing : Filter.Or(parts);
        found = named.IsOfSomeSpan && parts.Count > 0 ? new Filter.SomeSpan(found) : found;
        if (!isAbsent)
        {
            return found;
        }

        var exists = Comparisons.Of(field, Operator.Exists);
        return Filter.Or([found, Filter.Not(named.IsOfSomeSpan ? new Filter.SomeSpan(exists) : exists)]);
    }

    static bool IsNull(Token token) => token.Is("null");

    /// <summary>A value to be equal to; null if the token says something else, or nothing that fits.</summary>
    Literal? Plain(QueryField field, Token token)
    {
        if (token.HasGaps)
        {
            return null;
        }

        return field.Type switch
        {
            FieldType.Text when field.AsNumber is not null && IsNumber(token) => Numbers.Plain(token.Text),
            FieldType.Text when RangeOf(field, token) is null => Literal.OfText(token.Text),
            FieldType.Word => Literal.OfText(
                WordNames.Find(field, token.Text)
                    ?? throw At(
                        token,
                        $"'{token.Text}' is none of the words of {field.Name}: {string.Join(", ", field.Words.Where(w => w.Length > 0))}.",
                        Nearest.Of(token.Text, field.Words)
                    )
            ),
            FieldType.Flag => token.Text.ToLowerInvariant() switch
            {
                "true" or "yes" or "1" => Literal.OfFlag(true),
                "false" or "no" or "0" => Literal.OfFlag(false),
                _ => throw At(token, $"{field.Name} is true or false, not '{token.Text}'."),
            },
            FieldType.Text => null,
            FieldType.Time => RangeOf(field, token) is null
            && Moments.Read(token.Text, clock) is { IsMoment: true } moment
                ? Literal.OfTime(moment.From)
                : null,
            _ => RangeOf(field, token) is null ? Number(field, token, token.Text) : null,
        };
    }

    Filter One(FieldRef field, Operator op, Token token)
    {
        var type = field.Field.Type;
        if (token.HasGaps)
        {
            return WithGaps(field, op, token);
        }

        if (type == FieldType.Time && op != Operator.ContainsAnyCase)
        {
            return op == Operator.Equal
                ? InTime(field, token)
                : Beside(field, op, TimeOf(field.Field, token, token.Text));
        }

        if (op == Operator.Equal && RangeOf(field.Field, token) is { } range)
        {
            return Filter.And([
                .. range.From.Length == 0 ? (Filter[])[] : [Compared(Operator.GreaterOrEqual, range.From)],
                .. range.To.Length == 0 ? (Filter[])[] : [Compared(Operator.LessOrEqual, range.To)],
            ]);
        }

        var isText =
            type is FieldType.Text
            && !(field.Field.AsNumber is not null && op != Operator.ContainsAnyCase && IsNumber(token));
        return isText || op == Operator.ContainsAnyCase
            ? Comparisons.Of(field, op, Literal.OfText(token.Text))
            : Compared(op, token.Text);

        Filter Compared(Operator how, string text) =>
            Comparisons.Of(
                field,
                how,
                type is FieldType.Word or FieldType.Flag ? Literal.OfText(text) : Number(field.Field, token, text)
            );
    }

    static Filter WithGaps(FieldRef field, Operator op, Token token)
    {
        if (op != Operator.Equal)
        {
            throw At(token, "A star goes with ':' and '='; put it in quotes to mean the star itself.");
        }

        if (token.Pieces is ["", ""])
        {
            return Comparisons.Of(field, Operator.Exists);
        }

        var pattern = Wildcard.Of(token.Pieces);
        if (field.Field.Type != FieldType.Word)
        {
            return field.Field.Type == FieldType.Text
                ? Comparisons.Of(field, Operator.Like, Literal.OfText(pattern))
                : throw At(token, $"{field} is no text: only a star alone goes with it, for any value at all.");
        }

        var words = field
            .Field.Words.Where(w => Wildcard.Fits(w.ToLowerInvariant(), pattern.ToLowerInvariant()))
            .ToArray();
        return words.Length > 0
            ? Comparisons.Of(field, Operator.AnyOf, [.. words.Select(Literal.OfText)])
            : throw At(token, $"None of the words of {field} is like this: {string.Join(", ", field.Field.Words)}.");
    }

    Filter InTime(FieldRef field, Token token)
    {
        if (RangeOf(field.Field, token) is { } range)
        {
            return Filter.And([
                .. range.From.Length == 0
                    ? (Filter[])[]
                    : [Beside(field, Operator.GreaterOrEqual, TimeOf(field.Field, token, range.From))],
                .. range.To.Length == 0
                    ? (Filter[])[]
                    : [Beside(field, Operator.LessOrEqual, TimeOf(field.Field, token, range.To))],
            ]);
        }

        var time = TimeOf(field.Field, token, token.Text);
        return time.IsMoment
            ? Comparisons.Of(field, Operator.Equal, Literal.OfTime(time.From))
            : Filter.And([
                Comparisons.Of(field, Operator.GreaterOrEqual, Literal.OfTime(time.From)),
                .. time.To is { } to ? [Comparisons.Of(field, Operator.Less, Literal.OfTime(to))] : (Filter[])[],
            ]);
    }

    /// <summary>After a day is after its end, up to a day is up to its end.</summary>
    static Filter Beside(FieldRef field, Operator op, Stretch time)
    {
        var (how, nano) = (op, time) switch
        {
            (Operator.Greater, { IsMoment: false, To: { } to }) => (Operator.GreaterOrEqual, to),
            (Operator.LessOrEqual, { IsMoment: false, To: { } to }) => (Operator.Less, to),
            _ => (op, time.From),
        };
        return Comparisons.Of(field, how, Literal.OfTime(nano));
    }

    Stretch TimeOf(QueryField field, Token token, string text) =>
        Moments.Read(text, clock)
        ?? throw At(token, $"'{text}' is no time; {field.Name} is compared with {Moments.Expected}.");

    static Literal Number(QueryField field, Token token, string text)
    {
        var (number, expected) = field.Type switch
        {
            FieldType.Count => (Numbers.WithSuffix(text), "a number such as 2000, 2k or 1.5M"),
            FieldType.Money => (Numbers.Money(text), "a number of US dollars such as 0.05 or $2"),
            FieldType.Duration => (Numbers.Duration(text), "a length of time such as 250ms, 2s, 1.5m or 3h"),
            _ => (Numbers.Plain(text), "a number such as 0.5"),
        };
        return number ?? throw At(token, $"'{text}' does not go with {field.Name}, which is compared with {expected}.");
    }

    /// <summary>A long row of digits is an id: as a number it would lose its end.</summary>
    static bool IsNumber(Token token) =>
        !token.IsQuoted
        && Numbers.Plain(token.Text) is not null
        && !(token.Text.Length > LongestExactNumber && token.Text.All(char.IsAsciiDigit))
        && !(token.Text.Length > 1 && token.Text[0] == '0' && char.IsAsciiDigit(token.Text[1]));

    /// <summary><c>1..5</c>, <c>1..</c>, <c>..5</c>: both ends are in it.</summary>
    static (string From, string To)? RangeOf(QueryField field, Token token)
    {
        var dots = token.IsQuoted ? -1 : token.Text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0 || token.Text.Length == 2)
        {
            return null;
        }

        var (from, to) = (token.Text[..dots], token.Text[(dots + 2)..]);
        // Text may have dots in it.
        return field.Type != FieldType.Text || (field.AsNumber is not null && IsEnd(from) && IsEnd(to))
            ? (from, to)
            : null;

        static bool IsEnd(string text) => text.Length == 0 || Numbers.Plain(text) is not null;
    }

    static QuerySyntaxException At(Token token, string message, string? suggestion = null) =>
        new(token.Position, token.Length, message, suggestion);
}
