using Clew.Model;
using Clew.Query;
using Clew.Store.Totals;

namespace Clew.Store.Sqlite.Rollups;

/// <summary>
/// What an hour is rolled up by, and so which questions roll-ups answer: those whose filter and groups ask about these
/// fields only, and whose measures are among these. Fields with few values that dashboards ask for; names of spans and
/// users are too many, and different users cannot be added up from hour to hour.
/// </summary>
sealed class RollupPlan
{
    static readonly string[] usage =
    [
        "errors",
        "sum(inputTokens)",
        "sum(outputTokens)",
        "sum(totalTokens)",
        "sum(cacheReadTokens)",
        "sum(cacheWriteTokens)",
        "sum(reasoningTokens)",
        "sum(cost)",
        "p50(latency)",
    ];

    readonly Subject subject;
    readonly FieldRef[] dimensions;
    readonly Measure[] measures;

    RollupPlan(Subject subject, QueryField[] dimensions, IEnumerable<string> measures)
    {
        this.subject = subject;
        this.dimensions = [.. dimensions.Select(d => new FieldRef(d, null))];
        this.measures = [.. measures.Select(m => Measures.Parse(subject, m))];
        Tallies = new(this.measures);
    }

    /// <summary>In the order in which they stand in a roll-up.</summary>
    public static IReadOnlyList<RollupPlan> All { get; } =
    [
        new(
            Subject.Trace,
            [TraceFields.Status, TraceFields.Name, TraceFields.Environment, TraceFields.Release, TraceFields.Version],
            [.. usage, "sum(spans)", "sum(errors)"]
        ),
        new(
            Subject.Span,
            [
                SpanFields.Type,
                SpanFields.Status,
                SpanFields.Model,
                SpanFields.Provider,
                SpanFields.Service,
                SpanFields.Tool,
                TraceFields.Environment,
            ],
            [.. usage, "sum(inputCost)", "sum(outputCost)", "p50(timeToFirstToken)", "tokensPerSecond"]
        ),
    ];

    public TallyPlan Tallies { get; }

    public int Width => dimensions.Length;

    /// <summary>Everything that is rolled up of an hour.</summary>
    public TotalsQuery QueryOf(string project, long hour) =>
        new(project, subject)
        {
            FromNano = hour * RollupHours.Length,
            ToNano = (hour + 1) * RollupHours.Length,
            Groups = dimensions,
            Measures = measures,
            Limit = int.MaxValue,
        };

    public bool Answers(TotalsQuery query, TallyPlan asked) =>
        query.Subject == subject
        && query.Groups.All(dimensions.Contains)
        && asked.Distincts.Count == 0
        && asked.Numbers.Select((n, i) => (Place: PlaceOf(n), Keeps: asked.Keeps[i])).All(Has)
        && IsKnown(query.Filter);

    /// <summary>The place of a number among those of an entry; negative if it is not there.</summary>
    public int PlaceOf(NumberColumn number) => Tallies.PlaceOf(number.Role, number.Field);

    /// <summary>The place among the dimensions of each field that makes groups.</summary>
    public int[] PlacesOf(IReadOnlyList<FieldRef> groups) => [.. groups.Select(g => Array.IndexOf(dimensions, g))];

    public bool Holds(Filter filter, IReadOnlyList<string?> key) =>
        filter switch
        {
            Filter.AllOf all => all.Parts.All(p => Holds(p, key)),
            Filter.OneOf one => one.Parts.Any(p => Holds(p, key)),
            Filter.Opposite opposite => !Holds(opposite.Part, key),
            Filter.Comparison c => c.Holds(ValuesOf(c.Field, key)),
            _ => throw new NotSupportedException(filter.ToString()),
        };

    bool Has((int Place, bool Keeps) number) => number.Place >= 0 && (!number.Keeps || Tallies.Keeps[number.Place]);

    bool IsKnown(Filter filter) =>
        filter switch
        {
            Filter.AllOf all => all.Parts.All(IsKnown),
            Filter.OneOf one => one.Parts.All(IsKnown),
            Filter.Opposite opposite => IsKnown(opposite.Part),
            Filter.Comparison c => dimensions.Contains(c.Field),
            _ => false,
        };

    IEnumerable<Operand> ValuesOf(FieldRef field, IReadOnlyList<string?> key)
    {
        if (key[Array.IndexOf(dimensions, field)] is { } text)
        {
            yield return field.Field.Type == FieldType.Word
                ? Operand.Of((long)field.Field.Words.ToList().IndexOf(text))
                : Operand.Of(text);
        }
    }
}
