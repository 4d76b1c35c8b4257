namespace Clew.Query;

/// <summary>What a test means, value by value. Stores that let a database test must come to the same.</summary>
static class Tests
{
    public static bool Holds(this Filter.Comparison comparison, IEnumerable<Operand> values)
    {
        foreach (var value in values)
        {
            if (Holds(comparison, value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Character by character, each in its simple upper case.</summary>
    public static bool HasAnyCase(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    static bool Holds(Filter.Comparison comparison, in Operand value) =>
        comparison.Test switch
        {
            Test.Exists => true,
            Test.AnyOf => comparison.Values.Contains(value),
            Test.Contains => value.Text!.Contains(comparison.Values[0].Text!, StringComparison.Ordinal),
            Test.StartsWith => value.Text!.StartsWith(comparison.Values[0].Text!, StringComparison.Ordinal),
            Test.EndsWith => value.Text!.EndsWith(comparison.Values[0].Text!, StringComparison.Ordinal),
            Test.Like => Wildcard.Fits(value.Text!, comparison.Values[0].Text!),
            Test.ContainsAnyCase => HasAnyCase(value.Text!, comparison.Values[0].Text!),
            _ => Holds(comparison.Test, Compare(comparison.Field.Field, value, comparison.Values[0])),
        };

    static int Compare(QueryField field, in Operand a, in Operand b) =>
        field.Type == FieldType.Number ? a.Real.CompareTo(b.Real) : a.Integer.CompareTo(b.Integer);

    static bool Holds(Test test, int order) =>
        test switch
        {
            Test.Less => order < 0,
            Test.LessOrEqual => order <= 0,
            Test.Greater => order > 0,
            _ => order >= 0,
        };
}
