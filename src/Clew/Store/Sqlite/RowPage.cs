using Clew.Query;

namespace Clew.Store.Sqlite;

/// <summary>Rows of a list that come before those of all later parts.</summary>
/// <param name="Sql">The parameters of <paramref name="Where"/>.</param>
/// <param name="FromNano">The earliest time that rows of it can have, inclusive; null if it is all of the list.</param>
readonly record struct RowPart(FilterSql Sql, string Where, long? FromNano = null);

/// <summary>One page of a list, and how many rows there are on all pages.</summary>
/// <param name="whole">All rows of the list as one part, anew each time.</param>
/// <param name="newest">The column by which the newest are first.</param>
/// <param name="ties">What keeps rows apart that are equal in their order.</param>
sealed class RowPage(Reader reader, RowQuery query, Func<RowPart> whole, string from, string newest, string[] ties)
{
    /// <summary>In place of the whole, to be read one after the other until the page is full.</summary>
    public IEnumerable<RowPart>? Parts { get; init; }

    /// <param name="place">The values of the columns that order the list, of the row after which the page begins.</param>
    public Found<T> Read<T>(string columns, Func<RowCursor, object[]> place, Func<Statement, T> read)
    {
        var rows = new List<T>();
        var skip = (long)query.Offset;
        long? until = null;
        try
        {
            foreach (var part in Parts ?? [whole()])
            {
                using var statement = Prepare(part, columns, place, skip + query.Limit - rows.Count + 1);
                while (statement.Step())
                {
                    if (skip > 0)
                    {
                        skip--;
                        continue;
                    }

                    if (rows.Count == query.Limit)
                    {
                        return new(rows, Count(), true);
                    }

                    rows.Add(read(statement));
                }

                until = part.FromNano;
            }
        }
        catch (SqliteException) when (IsOutOfTime)
        {
            // Rows that come in the order of the index are the first ones; of all others it is not known.
            return new(rows, null, true) { IsComplete = false, LookedUntil = LookedUntil(until) };
        }

        return new(rows, Count(), false);
    }

    bool IsOutOfTime => reader.Calls.Query is { IsOutOfTime: true };

    Statement Prepare(in RowPart part, string columns, Func<RowCursor, object[]> place, long limit)
    {
        var sql = part.Sql;
        var after = query.After is { } cursor
            ? $" AND ({newest}, {string.Join(", ", ties)}) < ({string.Join(", ", place(cursor).Select(sql.Add))})"
            : "";
        var order = query.Order is { } o
            ? $"{FieldSql.Of(o.Field).Value} {(o.IsDescending ? "DESC" : "ASC")}"
            : $"{newest} DESC";
        var keys = string.Concat(ties.Select(t => $", {t} DESC"));
        var statement = reader.Database.PrepareOnce(
            $"SELECT {columns} FROM {from} WHERE {part.Where}{after} ORDER BY {order}{keys} LIMIT {sql.Add(limit)}"
        );
        sql.Bind(statement);
        return statement;
    }

    /// <param name="part">Where the last part began of which everything was looked at.</param>
    RowCursor? LookedUntil(long? part)
    {
        reader.Calls.Failure = null;
        if (part is { } nano)
        {
            return new(nano - 1, default);
        }

        using var find = reader.Database.PrepareOnce("SELECT start, id FROM trace WHERE no = ?");
        find.Bind(1, reader.Calls.Query!.LookedUntil);
        return query.Order is null && from == "trace t" && find.Step()
            ? new(find.Long(0), TraceColumns.ReadId(find, 1))
            : null;
    }

    long? Count()
    {
        if (!query.Counts)
        {
            return null;
        }

        var all = whole();
        using var statement = reader.Database.PrepareOnce($"SELECT count(*) FROM {from} WHERE {all.Where}");
        all.Sql.Bind(statement);
        try
        {
            return statement.Step() ? statement.Long(0) : 0;
        }
        catch (SqliteException) when (IsOutOfTime)
        {
            reader.Calls.Failure = null;
            return null;
        }
    }
}
