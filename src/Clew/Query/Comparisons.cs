using System.Globalization;
using Clew.Model;

namespace Clew.Query;

/// <summary>Makes comparisons, and sees to it that they make sense.</summary>
static class Comparisons
{
    const int MaxValues = 1000;

    /// <param name="subject">Whose rows are filtered.</param>
    /// <param name="name">See <see cref="FieldTable"/>.</param>
    /// <exception cref="FilterException">There is no such field, or it cannot be compared so.</exception>
    public static Filter Of(Subject subject, string name, Operator op, params IReadOnlyList<Literal> values) =>
        Of(FieldTable.Find(subject, name), op, values);

    public static Filter Of(QueryField field, Operator op, params IReadOnlyList<Literal> values) =>
        Of(new FieldRef(field, null), op, values);

    /// <exception cref="FilterException">The field cannot be compared so.</exception>
    public static Filter Of(FieldRef field, Operator op, params IReadOnlyList<Literal> values)
    {
        if (field.Field.AsNumber is { } twin && values.Count > 0 && values.All(v => v.Kind == LiteralKind.Number))
        {
            field = new(twin, field.Path);
        }

        Check(field, op, values);
        return op switch
        {
            Operator.NotEqual or Operator.NoneOf => Filter.Not(AnyOf(field, values)),
            Operator.Equal or Operator.AnyOf => AnyOf(field, values),
            Operator.AllOf => Filter.And(values.Select(v => AnyOf(field, [v]))),
            Operator.Exists => Exists(field),
            Operator.IsNull => Filter.Not(Exists(field)),
            Operator.Contains => Part(field, Test.Contains, values[0]),
            Operator.StartsWith => Part(field, Test.StartsWith, values[0]),
            Operator.EndsWith => Part(field, Test.EndsWith, values[0]),
            Operator.ContainsAnyCase => Part(field, Test.ContainsAnyCase, values[0]),
            Operator.Like => Like(field, TextOf(field, values[0]).Text!),
            _ => Ordered(field, TestOf(op), values[0]),
        };
    }

    /// <summary>From one moment, inclusive, to another, exclusive.</summary>
    public static Filter Between(QueryField field, long? fromNano, long? toNano) =>
        Filter.And([
            .. fromNano is { } from ? [Of(field, Operator.GreaterOrEqual, Literal.OfTime(from))] : (Filter[])[],
            .. toNano is { } to ? [Of(field, Operator.Less, Literal.OfTime(to))] : (Filter[])[],
        ]);

    public static Filter Is(QueryField field, string text) => Of(field, Operator.Equal, Literal.OfText(text));

    static void Check(FieldRef field, Operator op, IReadOnlyList<Literal> values)
    {
        var type = field.Field.Type;
        var fits = op switch
        {
            Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual => type
                is FieldType.Count
                    or FieldType.Number
                    or FieldType.Money
                    or FieldType.Time
                    or FieldType.Duration,
            Operator.Contains
            or Operator.StartsWith
            or Operator.EndsWith
            or Operator.Like
            or Operator.ContainsAnyCase => type is FieldType.Text,
            _ => true,
        };
        if (!fits)
        {
            throw new FilterException(
                field.ToString(),
                $"{field} is {NameOf(field.Field)}, and {SignOf(op)} does not go with that."
            );
        }

        var needed = op switch
        {
            Operator.Exists or Operator.IsNull => values.Count == 0,
            Operator.AnyOf or Operator.NoneOf or Operator.AllOf => values.Count <= MaxValues,
            _ => values.Count == 1,
        };
        if (!needed)
        {
            throw new FilterException(
                field.ToString(),
                $"{field} is compared with {values.Count} values by {SignOf(op)}, which takes "
                    + (
                        op is Operator.Exists or Operator.IsNull ? "none."
                        : op is Operator.AnyOf or Operator.NoneOf or Operator.AllOf ? $"at most {MaxValues}."
                        : "one."
                    )
            );
        }
    }

    static Filter Exists(FieldRef field) => new Filter.Comparison(field, Test.Exists, []);

    static Filter AnyOf(FieldRef field, IReadOnlyList<Literal> values)
    {
        var operands = new List<Operand>(values.Count);
        foreach (var value in values)
        {
            // A number that the field cannot hold equals none of its values.
            if (Convert(field, value) is var number && number.IsExact)
            {
                operands.Add(number.Value);
            }
        }

        return operands.Count == 0 ? Filter.Nothing : new Filter.Comparison(field, Test.AnyOf, operands);
    }

    /// <summary>Every text contains the empty one.</summary>
    static Filter Part(FieldRef field, Test test, Literal part) =>
        TextOf(field, part) is { Text: not "" } text ? new Filter.Comparison(field, test, [text]) : Exists(field);

    static Filter Like(FieldRef field, string pattern) =>
        Wildcard.Pieces(pattern) switch
        {
            [var whole] => AnyOf(field, [Literal.OfText(whole)]),
            ["", ""] => Exists(field),
            [var start, ""] => Part(field, Test.StartsWith, Literal.OfText(start)),
            ["", var end] => Part(field, Test.EndsWith, Literal.OfText(end)),
            ["", var part, ""] => Part(field, Test.Contains, Literal.OfText(part)),
            var pieces => new Filter.Comparison(field, Test.Like, [Operand.Of(Wildcard.Of(pieces))]),
        };

    static Filter Ordered(FieldRef field, Test test, Literal literal)
    {
        var value = Convert(field, literal);
        if (field.Field.Type == FieldType.Number)
        {
            return new Filter.Comparison(field, test, [value.Value]);
        }

        var isLess = test is Test.Less or Test.LessOrEqual;
        if (value.Beyond != 0)
        {
            return value.Beyond > 0 == isLess ? Exists(field) : Filter.Nothing;
        }

        // Between two whole numbers: below 10.5 is at most 10, above it is more than 10.
        return new Filter.Comparison(
            field,
            value.IsExact ? test
                : isLess ? Test.LessOrEqual
                : Test.Greater,
            [value.Value]
        );
    }

    /// <param name="Value">Rounded down if it is not exact.</param>
    /// <param name="Beyond">Positive or negative if it is above or below everything that the field can hold.</param>
    readonly record struct Converted(Operand Value, bool IsExact, int Beyond);

    static Converted Convert(FieldRef field, Literal literal)
    {
        var scale = (field.Field.Type, literal.Kind) switch
        {
            (FieldType.Count, LiteralKind.Number) => 1m,
            (FieldType.Money, LiteralKind.Number) => 1_000_000_000_000m,
            (FieldType.Duration, LiteralKind.Number) => 1_000_000_000m,
            (FieldType.Duration, LiteralKind.Duration) or (FieldType.Time, LiteralKind.Time) => 1m,
            _ => 0m,
        };
        if (scale != 0)
        {
            return Whole(literal.Number, scale);
        }

        return field.Field.Type switch
        {
            FieldType.Text => new(TextOf(field, literal), true, 0),
            FieldType.Flag when literal.Kind == LiteralKind.Flag => new(Operand.Of((long)literal.Number), true, 0),
            FieldType.Word when literal.Text is { } word => new(Operand.Of((long)WordOf(field, word)), true, 0),
            // By way of its digits: the nearest double, as whoever sent the value got it.
            FieldType.Number when literal.Kind == LiteralKind.Number => new(
                Operand.Of(
                    double.Parse(literal.Number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
                ),
                true,
                0
            ),
            _ => throw Unfit(field, literal),
        };
    }

    static Converted Whole(decimal number, decimal scale)
    {
        if (Math.Abs(number) > long.MaxValue / scale)
        {
            return new(default, false, Math.Sign(number));
        }

        var floor = Math.Floor(number * scale);
        return new(Operand.Of((long)floor), floor == number * scale, 0);
    }

    static Operand TextOf(FieldRef field, Literal literal) =>
        literal.Text is { } text ? Operand.Of(text) : throw Unfit(field, literal);

    static int WordOf(FieldRef field, string word)
    {
        for (var i = 0; i < field.Field.Words.Count; i++)
        {
            if (string.Equals(field.Field.Words[i], word, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        throw Unfit(field, Literal.OfText(word));
    }

    static FilterException Unfit(FieldRef field, Literal literal) =>
        new(field.ToString(), $"{field} is compared with {literal}, but it is {NameOf(field.Field)}.");

    static string NameOf(QueryField field) =>
        field.Type switch
        {
            FieldType.Text => field.AsNumber is null ? "text" : "text or a number",
            FieldType.Word => $"one of {string.Join(", ", field.Words)}",
            FieldType.Flag => "true or false",
            FieldType.Count => "a whole number",
            FieldType.Money => "a number of US dollars",
            FieldType.Time => "a time",
            FieldType.Duration => "a duration, as a number of seconds",
            _ => "a number",
        };

    static Test TestOf(Operator op) =>
        op switch
        {
            Operator.Less => Test.Less,
            Operator.LessOrEqual => Test.LessOrEqual,
            Operator.Greater => Test.Greater,
            _ => Test.GreaterOrEqual,
        };

    static string SignOf(Operator op) =>
        op switch
        {
            Operator.Equal => "=",
            Operator.NotEqual => "!=",
            Operator.Less => "<",
            Operator.LessOrEqual => "<=",
            Operator.Greater => ">",
            Operator.GreaterOrEqual => ">=",
            Operator.StartsWith => "'starts with'",
            Operator.EndsWith => "'ends with'",
            Operator.Like => "*",
            Operator.ContainsAnyCase => "~",
            Operator.AnyOf => "'any of'",
            Operator.NoneOf => "'none of'",
            Operator.AllOf => "'all of'",
            Operator.IsNull => "'is null'",
            _ => $"'{op.ToString().ToLowerInvariant()}'",
        };
}
