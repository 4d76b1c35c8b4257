namespace Clew.Model;

/// <summary>
/// The first few distinct names in ordinal order. Which ones are kept does not depend on the order of arrival, and
/// there are never more than <see cref="TraceRow.MaxNames"/>.
/// </summary>
sealed class NameSet
{
    readonly List<string> names = [];

    public IReadOnlyList<string> Names => names;

    public void Add(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return;
        }

        var place = names.BinarySearch(name, StringComparer.Ordinal);
        if (place < 0 && ~place < TraceRow.MaxNames)
        {
            names.Insert(~place, name);
            if (names.Count > TraceRow.MaxNames)
            {
                names.RemoveAt(TraceRow.MaxNames);
            }
        }
    }
}
