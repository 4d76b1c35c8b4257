using Clew.Query;

namespace Clew.Store.Sqlite;

/// <summary>One page of a list, and how many rows there are on all pages.</summary>
/// <param name="sql">The parameters of <paramref name="where"/>.</param>
/// <param name="newest">The column by which the newest are first.</param>
/// <param name="ties">What keeps rows apart that are equal in their order.</param>
sealed class RowPage(
    Reader reader,
    RowQuery query,
    FilterSql sql,
    string from,
    string where,
    string newest,
    string[] ties
)
{
    /// <param name="place">The values of the columns that order the list, of the row after which the page begins.</param>
    public Found<T> Read<T>(string columns, Func<RowCursor, object[]> place, Func<Statement, T> read)
    {
        // Counted first: what is added to the parameters from here on is not in its text.
        long? total;
        try
        {
            total = query.Counts ? Count() : null;
        }
        catch (SqliteException) when (IsOutOfTime)
        {
            return new([], null, true) { IsComplete = false };
        }

        var after = query.After is { } cursor
            ? $" AND ({newest}, {string.Join(", ", ties)}) < ({string.Join(", ", place(cursor).Select(sql.Add))})"
            : "";
        var order = query.Order is { } o
            ? $"{FieldSql.Of(o.Field).Value} {(o.IsDescending ? "DESC" : "ASC")}"
            : $"{newest} DESC";
        var keys = string.Concat(ties.Select(t => $", {t} DESC"));
        var (limit, offset) = (sql.Add(query.Limit + 1L), sql.Add((long)query.Offset));
        using var statement = reader.Database.PrepareOnce(
            $"SELECT {columns} FROM {from} WHERE {where}{after} ORDER BY {order}{keys} LIMIT {limit} OFFSET {offset}"
        );
        sql.Bind(statement);
        var rows = new List<T>();
        try
        {
            while (statement.Step())
            {
                if (rows.Count == query.Limit)
                {
                    return new(rows, total, true);
                }

                rows.Add(read(statement));
            }
        }
        catch (SqliteException) when (IsOutOfTime)
        {
            // Rows that come in the order of the index are the first ones; of all others it is not known.
            return new(rows, total, true) { IsComplete = false, LookedUntil = LookedUntil() };
        }

        return new(rows, total, false);
    }

    bool IsOutOfTime => reader.Calls.Query is { IsOutOfTime: true };

    RowCursor? LookedUntil()
    {
        reader.Calls.Failure = null;
        using var find = reader.Database.PrepareOnce("SELECT start, id FROM trace WHERE no = ?");
        find.Bind(1, reader.Calls.Query!.LookedUntil);
        return query.Order is null && from == "trace t" && find.Step()
            ? new(find.Long(0), TraceColumns.ReadId(find, 1))
            : null;
    }

    long Count()
    {
        using var statement = reader.Database.PrepareOnce($"SELECT count(*) FROM {from} WHERE {where}");
        sql.Bind(statement);
        return statement.Step() ? statement.Long(0) : 0;
    }
}
