using Clew.Model;

namespace Clew.Query;

/// <summary>Something that can be asked about a trace, a span or a score. There is one object for each.</summary>
sealed class QueryField(Subject subject, string name, FieldType type)
{
    /// <summary>Whose it is. A filter of spans or of scores can also ask about their trace.</summary>
    public Subject Subject => subject;

    public string Name => name;

    public FieldType Type => type;

    /// <summary>Has any number of values; a test holds if it holds for one of them.</summary>
    public bool IsList { get; init; }

    /// <summary>Is many fields: which one, a path says.</summary>
    public bool TakesPath { get; init; }

    /// <summary>For <see cref="FieldType.Word"/>: the words, by the number that is kept.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>What stands in for this one when it is compared with a number.</summary>
    public QueryField? AsNumber { get; init; }

    /// <summary>Whether rows can be put in its order.</summary>
    public bool CanOrder => !IsList && !TakesPath;

    public override string ToString() => name;
}

/// <summary>A field, and of one that is many, which.</summary>
readonly record struct FieldRef(QueryField Field, string? Path)
{
    public override string ToString() => Path is null ? Field.Name : $"{Field.Name}.{Path}";
}
