using System.Globalization;
using Clew.Query;

namespace Clew.Api.Langfuse.Reads;

/// <summary>A column of Langfuse's filters, and what it is here.</summary>
/// <param name="Make">From an operator, its values and a key, the condition.</param>
/// <param name="TakesKey">Whether a key says which of many it is.</param>
/// <param name="IsTime">Whether its values are written as times.</param>
sealed record LangfuseColumn(
    Func<Operator, IReadOnlyList<Literal>, string?, Filter> Make,
    bool TakesKey = false,
    bool IsTime = false
)
{
    public static LangfuseColumn Of(QueryField field) =>
        new((op, values, _) => Comparisons.Of(field, op, values), IsTime: field.Type == FieldType.Time);

    /// <summary>A text that Langfuse has as a whole number.</summary>
    public static LangfuseColumn OfDigits(QueryField field) =>
        new(
            (op, values, _) =>
                Comparisons.Of(
                    field,
                    op,
                    [
                        .. values.Select(v =>
                            v.Kind == LiteralKind.Number
                                ? Literal.OfText(v.Number.ToString(CultureInfo.InvariantCulture))
                                : v
                        ),
                    ]
                )
        );

    /// <summary>By path: a name with dots in it may be one name or several.</summary>
    public static LangfuseColumn ByKey(QueryField field) =>
        new(
            (op, values, key) =>
            {
                string[] paths = key!.Contains('.', StringComparison.Ordinal)
                    ? [key, key.Replace(".", "\\.", StringComparison.Ordinal)]
                    : [key];
                var each = paths.Select(p => Comparisons.Of(new FieldRef(field, p), op, values));
                return IsNegative(op) ? Filter.And(each) : Filter.Or(each);
            },
            TakesKey: true
        );

    /// <summary>A score that is yes or no, which is kept as a number.</summary>
    public static LangfuseColumn FlagByKey(QueryField field) =>
        new(
            (op, values, key) =>
                Comparisons.Of(new FieldRef(field, key), op, [.. values.Select(v => Literal.OfNumber(v.Number))]),
            TakesKey: true
        );

    /// <summary>A text that shows as another one where there is none.</summary>
    public static LangfuseColumn Of(QueryField field, string absent) =>
        new(
            (op, values, _) =>
            {
                var test = Comparisons.Of(field, op, values);
                var isThere = Comparisons.Of(field, Operator.Exists);
                return Holds(test, absent) ? Filter.Or(Filter.Not(isThere), test) : Filter.And(isThere, test);
            }
        );

    /// <summary>Something of few words that follows from other things.</summary>
    /// <param name="conditionOf">Of a word in upper case; null for a word that there is not.</param>
    public static LangfuseColumn OfWords(string name, Func<string, Filter?> conditionOf) =>
        new(
            (op, values, _) =>
            {
                var any = Filter.Or(values.Select(v => conditionOf(v.Text?.ToUpperInvariant() ?? "") ?? throw No(v)));
                return op switch
                {
                    Operator.Equal or Operator.AnyOf => any,
                    Operator.NotEqual or Operator.NoneOf => Filter.Not(any),
                    _ => throw new FilterException(name, $"{name} can be compared with 'any of' and 'none of' only."),
                };

                FilterException No(Literal value) => new(name, $"{name} is never {value}.");
            }
        );

    /// <summary>What is never true here.</summary>
    public static LangfuseColumn Never { get; } =
        new(
            (op, values, _) =>
                op is Operator.Equal or Operator.NotEqual && (values[0].Number == 0) == (op == Operator.Equal)
                    ? Filter.Everything
                    : Filter.Nothing
        );

    /// <summary>What lists cannot be filtered by, as only the records say it.</summary>
    public static LangfuseColumn Unknown(string name) =>
        new(
            (_, _, _) =>
                throw new FilterException(name, $"{name} can be read of a row, but lists cannot be filtered by it."),
            TakesKey: false
        );

    static bool IsNegative(Operator op) => op is Operator.NotEqual or Operator.NoneOf or Operator.IsNull;

    static bool Holds(Filter filter, string text) =>
        filter switch
        {
            Filter.AllOf all => all.Parts.All(p => Holds(p, text)),
            Filter.OneOf one => one.Parts.Any(p => Holds(p, text)),
            Filter.Opposite not => !Holds(not.Part, text),
            Filter.Comparison comparison => comparison.Holds([Operand.Of(text)]),
            _ => false,
        };
}
