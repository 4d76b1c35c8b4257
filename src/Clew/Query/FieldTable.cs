using Clew.Model;

namespace Clew.Query;

/// <summary>
/// The fields by name. What is asked about a span or a score can also be asked about its trace: as
/// <c>trace.name</c>, or plainly where nothing else has the name.
/// </summary>
static class FieldTable
{
    const string OfTrace = "trace.";

    /// <exception cref="FilterException">There is no such field.</exception>
    public static FieldRef Find(Subject subject, string name)
    {
        var own = OwnOf(subject);
        var found =
            Look(own, name)
            ?? (
                subject == Subject.Trace ? null
                : name.StartsWith(OfTrace, StringComparison.Ordinal) ? Look(TraceFields.All, name[OfTrace.Length..])
                : Look(TraceFields.All, name)
            );
        return found
            ?? throw new FilterException(
                name,
                $"There is no field '{name}'; there are {string.Join(", ", own.Select(f => f.Name))}"
                    + (subject == Subject.Trace ? "." : ", and trace.… for those of its trace.")
            );
    }

    public static IReadOnlyList<QueryField> OwnOf(Subject subject) =>
        subject switch
        {
            Subject.Trace => TraceFields.All,
            Subject.Span => SpanFields.All,
            _ => ScoreFields.All,
        };

    static FieldRef? Look(IReadOnlyList<QueryField> fields, string name)
    {
        foreach (var field in fields)
        {
            if (!field.TakesPath && field.Name == name)
            {
                return new(field, null);
            }

            if (
                field.TakesPath
                && name.Length > field.Name.Length + 1
                && name[field.Name.Length] == '.'
                && name.StartsWith(field.Name, StringComparison.Ordinal)
            )
            {
                return new(field, name[(field.Name.Length + 1)..]);
            }
        }

        return null;
    }
}
