using SQLitePCL;

namespace Clew.Store.Sqlite;

/// <summary>
/// One SQLite connection: a thin layer over the C interface, because ADO.NET costs 2 KB of garbage for each wide row.
/// Not safe for use from two threads at once.
/// </summary>
sealed class Database : IDisposable
{
    readonly sqlite3 handle;
    readonly List<Statement> statements = [];

    Database(sqlite3 handle) => this.handle = handle;

    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public static Database Open(string path, bool readOnly)
    {
        var flags = readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE;
        var result = raw.sqlite3_open_v2(path, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        if (result != raw.SQLITE_OK)
        {
            var message = handle is null ? "cannot open" : raw.sqlite3_errmsg(handle).utf8_to_string();
            handle?.Dispose();
            throw new SqliteException(result, message);
        }

        raw.sqlite3_extended_result_codes(handle, 1);
        raw.sqlite3_busy_timeout(handle, 5000);
        return new(handle);
    }

    /// <summary>Compiles a statement that lives as long as the connection.</summary>
    public Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var prepared));
        var statement = new Statement(this, prepared);
        statements.Add(statement);
        return statement;
    }

    /// <summary>Compiles a statement for one use; the caller disposes it.</summary>
    public Statement PrepareOnce(string sql)
    {
        Check(raw.sqlite3_prepare_v2(handle, sql, out var prepared));
        return new(this, prepared);
    }

    /// <summary>Runs statements that give no rows.</summary>
    public void Execute(string sql)
    {
        var result = raw.sqlite3_exec(handle, sql, out var message);
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException(result, message ?? raw.sqlite3_errmsg(handle).utf8_to_string());
        }
    }

    /// <summary>The first column of the first row, or null.</summary>
    public long? Scalar(string sql)
    {
        using var statement = PrepareOnce(sql);
        return statement.Step() ? statement.LongOrNull(0) : null;
    }

    public int Changes => raw.sqlite3_changes(handle);

    public bool IsInTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    public void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException(result, raw.sqlite3_errmsg(handle).utf8_to_string());
        }
    }

    public void Dispose()
    {
        foreach (var statement in statements)
        {
            statement.Dispose();
        }

        handle.Dispose();
    }
}

/// <param name="Code">The extended result code.</param>
sealed class SqliteException(int code, string message) : Exception($"SQLite: {message} (code {code}).")
{
    public int Code => code;
}
