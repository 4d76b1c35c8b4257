using Clew.Query;

namespace Clew.Store.Totals;

/// <summary>Which columns the measures of a query need, each once.</summary>
sealed class TallyPlan
{
    readonly List<NumberColumn> numbers = [];
    readonly List<FieldRef> distincts = [];

    public TallyPlan(IReadOnlyList<Measure> measures)
    {
        Measures = measures;
        foreach (var measure in measures)
        {
            if (measure.Kind == MeasureKind.Distinct)
            {
                PlaceIn(distincts, measure.Field!.Value);
            }
            else if (measure.Kind == MeasureKind.Speed)
            {
                PlaceOf(new(NumberRole.SpeedTokens, default), false);
                PlaceOf(new(NumberRole.SpeedTime, default), false);
            }
            else if (measure.Field is { } field)
            {
                PlaceOf(new(NumberRole.Value, field), measure.Kind == MeasureKind.Percentile);
            }
        }
    }

    public IReadOnlyList<Measure> Measures { get; }

    public IReadOnlyList<NumberColumn> Numbers => numbers;

    /// <summary>For each number, whether percentiles of it are asked for.</summary>
    public List<bool> Keeps { get; } = [];

    public IReadOnlyList<FieldRef> Distincts => distincts;

    public int PlaceOf(NumberRole role, FieldRef field) => numbers.FindIndex(n => n == new NumberColumn(role, field));

    public int PlaceOfDistinct(FieldRef field) => distincts.IndexOf(field);

    void PlaceOf(NumberColumn column, bool keeps)
    {
        var place = PlaceIn(numbers, column);
        if (place == Keeps.Count)
        {
            Keeps.Add(false);
        }

        Keeps[place] |= keeps;
    }

    static int PlaceIn<T>(List<T> list, T item)
    {
        var place = list.IndexOf(item);
        if (place < 0)
        {
            place = list.Count;
            list.Add(item);
        }

        return place;
    }
}

/// <summary>A number of a row: the value of a field, or one of the two that a speed is made of.</summary>
readonly record struct NumberColumn(NumberRole Role, FieldRef Field);

enum NumberRole : byte
{
    Value,
    SpeedTokens,
    SpeedTime,
}

/// <summary>A group of rows, added up.</summary>
sealed class Tally(TallyPlan plan)
{
    readonly Series[] series = [.. plan.Numbers.Select(_ => new Series())];
    readonly HashSet<int>[] distincts = [.. plan.Distincts.Select(_ => new HashSet<int>())];

    public long Count { get; set; }
    public long Errors { get; set; }

    public bool IsExact => plan.Keeps.Zip(series).All(s => !s.First || s.Second.IsExact);

    public Series this[int number] => series[number];

    public void AddDistinct(int place, int code) => distincts[place].Add(code);

    public void Add(Tally other)
    {
        Count += other.Count;
        Errors += other.Errors;
        for (var i = 0; i < series.Length; i++)
        {
            series[i].Add(other.series[i]);
        }

        for (var i = 0; i < distincts.Length; i++)
        {
            distincts[i].UnionWith(other.distincts[i]);
        }
    }

    public double?[] Values() => [.. plan.Measures.Select(Value)];

    double? Value(Measure measure)
    {
        switch (measure.Kind)
        {
            case MeasureKind.Count:
                return Count;
            case MeasureKind.Errors:
                return Errors;
            case MeasureKind.ErrorRate:
                return Count == 0 ? null : (double)Errors / Count;
            case MeasureKind.Distinct:
                return distincts[plan.PlaceOfDistinct(measure.Field!.Value)].Count;
            case MeasureKind.Speed:
                var tokens = series[plan.PlaceOf(NumberRole.SpeedTokens, default)].Sum;
                var time = series[plan.PlaceOf(NumberRole.SpeedTime, default)].Sum;
                return time > 0 ? tokens / (time / 1e9) : null;
            default:
                var of = series[plan.PlaceOf(NumberRole.Value, measure.Field!.Value)];
                return of.Count == 0
                    ? null
                    : measure.Kind switch
                    {
                        MeasureKind.Sum => of.Sum,
                        MeasureKind.Average => of.Sum / of.Count,
                        MeasureKind.Least => of.Least,
                        MeasureKind.Most => of.Most,
                        _ => of.Percentile(measure.Fraction),
                    } / measure.Scale;
        }
    }
}
