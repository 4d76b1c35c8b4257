using Clew.Model;

namespace Clew.Query.Language;

/// <summary><c>has:field</c> and <c>is:word</c>.</summary>
static class Presence
{
    /// <summary>Of a number of things: more than none. Of anything else: that there is a value.</summary>
    /// <param name="name">As it was written.</param>
    public static Filter Has(NamedField field, string name, Subject subject)
    {
        // A span does not have errors; it is one.
        if (subject == Subject.Span && (name.ToLowerInvariant() is "error" or "errors"))
        {
            return Failed;
        }

        var has =
            field.Field.Field.Type == FieldType.Count
                ? Comparisons.Of(field.Field, Operator.Greater, Literal.OfNumber(0m))
                : Comparisons.Of(field.Field, Operator.Exists);
        return field.IsOfSomeSpan ? new Filter.SomeSpan(has) : has;
    }

    /// <summary>A status, or a field that is true or false.</summary>
    public static Filter Is(Token at, string word, Subject subject)
    {
        if (Names.Find(subject, word, null) is { } field && field.Field.Field.Type == FieldType.Flag)
        {
            var holds = Comparisons.Of(field.Field, Operator.Equal, Literal.OfFlag(true));
            return field.IsOfSomeSpan ? new Filter.SomeSpan(holds) : holds;
        }

        var status = subject == Subject.Span ? SpanFields.Status : TraceFields.Status;
        if (WordNames.Find(status, word) is { } known)
        {
            return Comparisons.Is(status, known);
        }

        var words = status.Words.Append("root").Append("public").ToArray();
        var nearest = Nearest.Of(word, words);
        throw new QuerySyntaxException(
            at.Position,
            at.Length,
            $"'{word}' does not go with 'is:'; there are {string.Join(", ", words)}.",
            nearest
        );
    }

    static Filter Failed => Comparisons.Is(SpanFields.Status, Words.Of(SpanStatus.Failed));
}
