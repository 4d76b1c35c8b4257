using System.Globalization;
using System.Text;
using Clew.Model;

namespace Clew.Query.Language;

/// <summary>Writes a tree as a query that means it, always the same way.</summary>
static class Printer
{
    public static string Print(Filter filter, Subject subject) =>
        filter switch
        {
            Filter.AllOf { Parts.Count: 0 } => "*",
            Filter.OneOf { Parts.Count: 0 } => "-*",
            Filter.AllOf all => string.Join(
                ' ',
                all.Parts.Select(p => p is Filter.OneOf ? Grouped(p, subject) : Inner(p, subject))
            ),
            Filter.OneOf one => string.Join(" or ", one.Parts.Select(p => Inner(p, subject))),
            Filter.Opposite opposite => "-"
                + (opposite.Part is Filter.OneOf ? Grouped(opposite.Part, subject) : Inner(opposite.Part, subject)),
            Filter.SomeSpan some when subject == Subject.Trace => $"span({Print(some.Part, Subject.Span)})",
            Filter.SomeSpan some => $"trace(span({Print(some.Part, Subject.Span)}))",
            Filter.Mentions mentions => Text(mentions.Pattern, subject),
            Filter.Comparison comparison => Comparison(comparison, subject),
            _ => throw new NotSupportedException(filter.ToString()),
        };

    /// <summary>A part that joins several is set apart, unless it binds tighter than what it is part of.</summary>
    static string Inner(Filter part, Subject subject) =>
        part is Filter.AllOf { Parts.Count: > 0 } ? Grouped(part, subject) : Print(part, subject);

    static string Grouped(Filter part, Subject subject) => $"({Print(part, subject)})";

    static string Text(TextPattern pattern, Subject subject)
    {
        var quoted = Quoted(pattern.Text);
        var place =
            pattern.Place != TextPlace.Anywhere ? pattern.Place.ToString().ToLowerInvariant()
            : pattern.Match != TextMatch.Exactly ? ""
            // The text of a score is its label.
            : subject == Subject.Score ? "anywhere"
            : "text";
        return place
            + (
                place.Length == 0 ? ""
                : pattern.Match == TextMatch.Exactly ? "="
                : ":"
            )
            + pattern.Match switch
            {
                TextMatch.Prefix => quoted + "*",
                TextMatch.Substring => $"*{quoted}*",
                _ => quoted,
            };
    }

    static string Comparison(Filter.Comparison comparison, Subject subject)
    {
        var name = Name(comparison.Field, subject);
        var field = comparison.Field.Field;
        var values = comparison.Values;
        return comparison.Test switch
        {
            Test.Exists => name + ":*",
            Test.AnyOf => $"{name}:{string.Join(',', values.Select(v => Value(field, v, isExact: true)))}",
            Test.Contains => $"{name}:*{Word(values[0].Text!)}*",
            Test.StartsWith => $"{name}:{Word(values[0].Text!)}*",
            Test.EndsWith => $"{name}:*{Word(values[0].Text!)}",
            Test.Like =>
                $"{name}:{string.Join('*', Wildcard.Pieces(values[0].Text!).Select(p => p.Length == 0 ? "" : Word(p)))}",
            Test.ContainsAnyCase => $"{name}~{Word(values[0].Text!)}",
            Test.Less => $"{name}<{Value(field, values[0])}",
            Test.LessOrEqual => $"{name}<={Value(field, values[0], isExact: true)}",
            Test.Greater => $"{name}>{Value(field, values[0], isExact: true)}",
            _ => $"{name}>={Value(field, values[0])}",
        };
    }

    static string Name(FieldRef field, Subject subject)
    {
        var name =
            (
                field.Field.Subject == subject ? ""
                : field.Field.Subject == Subject.Trace ? "trace."
                : "span."
            ) + field.Field.Name;
        return field.Path is not { } path ? name
            : path.Length > 0 && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
                ? $"{name}.{path}"
            : $"{name}[{Quoted(path)}]";
    }

    /// <param name="isExact">Whether a time has to be written as a moment: a second by itself is a stretch.</param>
    static string Value(QueryField field, in Operand value, bool isExact = false) =>
        field.Type switch
        {
            FieldType.Text => Word(value.Text!),
            FieldType.Word => field.Words[(int)value.Integer] is { Length: > 0 } word ? word : "\"\"",
            FieldType.Flag => value.Integer == 0 ? "false" : "true",
            FieldType.Number => value.Real.ToString("R", CultureInfo.InvariantCulture),
            FieldType.Money => (value.Integer / 1_000_000_000_000m).ToString(
                "0.############",
                CultureInfo.InvariantCulture
            ),
            FieldType.Time => Time(value.Integer, isExact),
            FieldType.Duration => Duration(value.Integer),
            _ => value.Integer.ToString(CultureInfo.InvariantCulture),
        };

    static string Time(long nano, bool isExact)
    {
        var second = Math.DivRem(nano, 1_000_000_000, out var rest);
        if (rest < 0)
        {
            (second, rest) = (second - 1, rest + 1_000_000_000);
        }

        var whole = DateTime
            .UnixEpoch.AddSeconds(second)
            .ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        var fraction = rest.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        return whole
            + (
                fraction.Length > 0 ? "." + fraction
                : isExact ? ".0"
                : ""
            )
            + "Z";
    }

    static string Duration(long nano)
    {
        foreach (
            var (size, unit) in ((long, string)[])
                [
                    (3_600_000_000_000, "h"),
                    (60_000_000_000, "m"),
                    (1_000_000_000, "s"),
                    (1_000_000, "ms"),
                    (1_000, "us"),
                ]
        )
        {
            if (nano != 0 && nano % size == 0)
            {
                return (nano / size).ToString(CultureInfo.InvariantCulture) + unit;
            }
        }

        return nano.ToString(CultureInfo.InvariantCulture) + "ns";
    }

    /// <summary>In quotes, unless it is plain and could be nothing else.</summary>
    static string Word(string text) =>
        text.Length > 0
        && char.IsAsciiLetter(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/')
        && !text.Contains("..", StringComparison.Ordinal)
        && !text.Equals("null", StringComparison.OrdinalIgnoreCase)
            ? text
            : Quoted(text);

    static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                '\n' => quoted.Append("\\n"),
                _ when char.IsControl(c) || char.IsSurrogate(c) => quoted.Append(
                    CultureInfo.InvariantCulture,
                    $"\\u{(int)c:x4}"
                ),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
