namespace Clew.Query;

/// <summary>
/// What rows have to be like: a tree. Every test is either true or false of a row, never unknown: about a value that is
/// not there all are false but <c>!=</c>, <c>none of</c> and <c>is null</c>, which say that another is not true.
/// </summary>
abstract record Filter
{
    /// <summary>Every row.</summary>
    public static readonly Filter Everything = new AllOf([]);

    /// <summary>No row.</summary>
    public static readonly Filter Nothing = new OneOf([]);

    Filter() { }

    public static Filter And(params IEnumerable<Filter> parts)
    {
        var flat = parts.SelectMany(p => p is AllOf all ? all.Parts : [p]).ToArray();
        return flat.Any(p => p is OneOf { Parts.Count: 0 }) ? Nothing
            : flat.Length == 1 ? flat[0]
            : new AllOf(flat);
    }

    public static Filter Or(params IEnumerable<Filter> parts)
    {
        var flat = parts.SelectMany(p => p is OneOf one ? one.Parts : [p]).ToArray();
        return flat.Any(p => p is AllOf { Parts.Count: 0 }) ? Everything
            : flat.Length == 1 ? flat[0]
            : new OneOf(flat);
    }

    public static Filter Not(Filter part) =>
        part switch
        {
            Opposite opposite => opposite.Part,
            AllOf { Parts.Count: 0 } => Nothing,
            OneOf { Parts.Count: 0 } => Everything,
            _ => new Opposite(part),
        };

    /// <summary>All of the parts hold; without parts it holds always.</summary>
    public sealed record AllOf(IReadOnlyList<Filter> Parts) : Filter;

    /// <summary>At least one of the parts holds; without parts it holds never.</summary>
    public sealed record OneOf(IReadOnlyList<Filter> Parts) : Filter;

    public sealed record Opposite(Filter Part) : Filter;

    /// <summary>
    /// A field, or one of its values, passes the test. Made by <see cref="Comparisons"/>, which sees to it that test and
    /// values fit the field: <see cref="Test.AnyOf"/> has any number of values, <see cref="Test.Exists"/> none, any
    /// other one.
    /// </summary>
    public sealed record Comparison(FieldRef Field, Test Test, IReadOnlyList<Operand> Values) : Filter;

    /// <summary>Of a trace: one span of it, by itself, passes a filter of spans.</summary>
    public sealed record SomeSpan(Filter Part) : Filter;

    /// <summary>
    /// What was recorded of a span, or of any span of a trace and of the trace itself, mentions a text. Of a score: its
    /// comment.
    /// </summary>
    public sealed record Mentions(TextPattern Pattern) : Filter;
}
