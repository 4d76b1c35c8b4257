using System.Globalization;
using Clew.Model;

namespace Clew.Query;

/// <summary>Measures and groups by name, checked.</summary>
static class Measures
{
    public const int MaxGroups = 3;

    /// <param name="text">For example <c>count</c>, <c>sum(cost)</c>, <c>p95(latency)</c>, <c>distinct(user)</c>.</param>
    /// <exception cref="FilterException">There is no such measure, or it does not fit the field.</exception>
    public static Measure Parse(Subject subject, string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return Short(subject, text) is { } full ? full with { Name = text } : throw Unknown(text);
        }

        if (!text.EndsWith(')'))
        {
            throw new FilterException(text, $"'{text}' has no closing bracket; write for example sum(cost).");
        }

        var (function, field) = (text[..open], FieldTable.Find(subject, text[(open + 1)..^1]));
        if (function == "distinct")
        {
            CheckGroup(field);
            return new(text, MeasureKind.Distinct, field);
        }

        var (kind, fraction) = function switch
        {
            "sum" => (MeasureKind.Sum, 0),
            "avg" => (MeasureKind.Average, 0),
            "min" => (MeasureKind.Least, 0),
            "max" => (MeasureKind.Most, 0),
            _ => (MeasureKind.Percentile, PercentOf(function) ?? throw Unknown(text)),
        };
        return new(text, kind, NumberOf(subject, field), fraction);
    }

    /// <exception cref="FilterException">There is no such field, or it makes no groups.</exception>
    public static FieldRef Group(Subject subject, string name)
    {
        var field = FieldTable.Find(subject, name);
        CheckGroup(field);
        return field;
    }

    /// <summary>Tokens and money of spans, of which each is counted once: see <see cref="TraceTree"/>.</summary>
    public static bool IsUsage(QueryField field) =>
        field.Subject == Subject.Span
        && (field.Type == FieldType.Money || field.Name.EndsWith("Tokens", StringComparison.Ordinal));

    static Measure? Short(Subject subject, string text) =>
        text switch
        {
            "count" => Measure.Count,
            "errors" when subject != Subject.Score => new(text, MeasureKind.Errors),
            "errorRate" when subject != Subject.Score => new(text, MeasureKind.ErrorRate),
            "errors" or "errorRate" => throw new FilterException(
                text,
                $"Scores do not fail: '{text}' is for traces and spans."
            ),
            "tokensPerSecond" when subject == Subject.Span => new(text, MeasureKind.Speed),
            "tokensPerSecond" => throw new FilterException(text, "tokensPerSecond is of spans; ask for subject=spans."),
            "tokens" => Parse(subject, "sum(totalTokens)"),
            "cost" => Parse(subject, "sum(cost)"),
            "users" => Parse(subject, subject == Subject.Trace ? "distinct(user)" : "distinct(trace.user)"),
            "sessions" => Parse(subject, subject == Subject.Trace ? "distinct(session)" : "distinct(trace.session)"),
            "traces" => Parse(subject, subject == Subject.Trace ? "distinct(id)" : "distinct(trace.id)"),
            _ when PercentOf(text) is not null => Parse(subject, text + "(latency)"),
            _ => null,
        };

    static double? PercentOf(string text) =>
        text.Length > 1
        && text[0] == 'p'
        && double.TryParse(
            text.AsSpan(1),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var percent
        )
        && percent is > 0 and < 100
            ? percent / 100
            : null;

    static FieldRef NumberOf(Subject subject, FieldRef field)
    {
        var number = field.Field.AsNumber is { } twin ? new FieldRef(twin, field.Path) : field;
        if (number.Field.Type is not (FieldType.Count or FieldType.Number or FieldType.Money or FieldType.Duration))
        {
            throw new FilterException(field.ToString(), $"{field} is no number that could be added up.");
        }

        if (number.Field.IsList && number.Field != SpanFields.AttributeNumber)
        {
            throw new FilterException(
                field.ToString(),
                $"{field} stands in other rows; ask for scores, grouped by name, with avg(value)."
            );
        }

        return number.Field.Subject == subject
            ? number
            : throw new FilterException(
                field.ToString(),
                $"{field} is of the trace, and would be counted once for each row of it; ask for traces."
            );
    }

    static void CheckGroup(FieldRef field)
    {
        var (type, isElsewhere) = (field.Field.Type, field.Field is { IsList: true, Name: "scores" or "score" });
        if (isElsewhere || type is not (FieldType.Text or FieldType.Word or FieldType.Flag or FieldType.Count))
        {
            throw new FilterException(
                field.ToString(),
                isElsewhere
                    ? $"{field} stands in other rows; ask for scores, grouped by name or text."
                    : $"{field} makes no groups: only text, words, yes and no, and counts do."
            );
        }
    }

    static FilterException Unknown(string text) =>
        new(
            text,
            $"There is no measure '{text}'; there are count, errors, errorRate, tokens, cost, users, sessions, traces, "
                + "tokensPerSecond, p50 to p99 of the latency, and sum, avg, min, max, p50, p90 …, distinct of a field: sum(cost)."
        );
}
