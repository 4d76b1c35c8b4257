using Clew.Model;
using Clew.Query;

namespace Clew.Store.Sqlite;

/// <summary>
/// Cuts the spans of a project into slices of time, the newest first. There is an index of traces by their start and none
/// of spans: so the first page needs no look at all of them.
/// </summary>
static class SpanSlices
{
    const long Hour = 3_600_000_000_000;

    /// <summary>Each slice is longer than the one before, so that few rows in much time are found by few queries.</summary>
    const int Growth = 8;
    const long Longest = long.MaxValue / (2 * Growth);

    const string NewestBefore =
        "SELECT start FROM trace WHERE project = ? AND listed AND start < ? ORDER BY start DESC LIMIT 1";

    /// <summary>Whether there is no shorter way to the traces than by their time.</summary>
    public static bool Help(RowQuery query) =>
        query.Order is null
        && !PartsOf(query.Filter)
            .Any(c =>
                c.Test == Test.AnyOf
                && (
                    c.Field.Field == TraceFields.Id
                    || c.Field.Field == TraceFields.Session
                    || c.Field.Field == TraceFields.User
                )
            );

    /// <summary>Each from a time, inclusive, to another, exclusive; together they are all that the query may find.</summary>
    public static IEnumerable<(long From, long To)> Of(Reader reader, long project, RowQuery query)
    {
        var (least, to) = (long.MinValue, query.After is { } after ? Next(after.TimeNano) : long.MaxValue);
        foreach (var bound in PartsOf(query.Filter).Where(c => c.Field.Field == SpanFields.Start))
        {
            (least, to) = bound.Test switch
            {
                Test.Greater or Test.GreaterOrEqual => (Math.Max(least, bound.Values[0].Integer), to),
                Test.Less or Test.LessOrEqual => (least, Math.Min(to, Next(bound.Values[0].Integer))),
                _ => (least, to),
            };
        }

        for (var length = Hour; to > least; length = Math.Min(length * Growth, Longest))
        {
            // No span starts before its trace: where no trace has begun there is nothing to look at.
            if (Newest(reader, project, to) is not { } newest)
            {
                yield break;
            }

            var from = newest < long.MinValue + length ? least : Math.Max(least, newest - length);
            yield return (from, to);
            to = from;
        }
    }

    /// <summary>
    /// What follows for the trace of a span that starts in this time: no span starts before its trace, and few after the
    /// hour of it.
    /// </summary>
    /// <param name="to">Exclusive, and so is the trace's start; null for any.</param>
    public static string TracesOf(FilterSql sql, long projectNumber, long from, long? to)
    {
        var project = sql.Add(projectNumber);
        var hour = TraceTree.HourOf(from);
        var (start, late) = (sql.Add(hour * Hour), sql.Add(hour));
        var until = sql.Add(to ?? long.MaxValue);
        return $" AND t.no IN (SELECT no FROM trace WHERE project = {project} AND listed AND start >= {start} AND start < {until}"
            + $" UNION ALL SELECT no FROM trace WHERE project = {project} AND late_hour >= {late} AND start < {start})";
    }

    static IEnumerable<Filter.Comparison> PartsOf(Filter filter) =>
        (filter is Filter.AllOf all ? all.Parts : [filter]).OfType<Filter.Comparison>();

    static long Next(long nano) => nano == long.MaxValue ? nano : nano + 1;

    static long? Newest(Reader reader, long project, long before)
    {
        using var find = reader.Database.PrepareOnce(NewestBefore);
        find.Bind(1, project).Bind(2, before);
        return find.Step() ? find.Long(0) : null;
    }
}
