using System.Text;
using SQLitePCL;

namespace Clew.Store.Sqlite;

/// <summary>
/// A compiled statement. Parameters are numbered from 1 and set with <c>Bind</c> in any order; columns from 0. What was
/// bound stays until <see cref="Reset"/>.
/// </summary>
sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    public Statement Bind(int index, long value)
    {
        raw.sqlite3_bind_int64(handle, index, value);
        return this;
    }

    public Statement Bind(int index, long? value)
    {
        if (value is { } v)
        {
            raw.sqlite3_bind_int64(handle, index, v);
        }

        return this;
    }

    public Statement Bind(int index, string? value)
    {
        if (value is null)
        {
            return this;
        }

        // The library's own way to bind a string makes an array for each; most of ours are short.
        var longest = Encoding.UTF8.GetMaxByteCount(value.Length);
        var utf8 = longest <= 1024 ? stackalloc byte[longest] : new byte[longest];
        raw.sqlite3_bind_text(handle, index, utf8[..Encoding.UTF8.GetBytes(value, utf8)]);
        return this;
    }

    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        raw.sqlite3_bind_blob(handle, index, value);
        return this;
    }

    /// <summary>True if there is a row; false at the end. After the end the statement is reset.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(handle);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        Reset();
        if (result != raw.SQLITE_DONE)
        {
            database.Check(result);
        }

        return false;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run()
    {
        Step();
        return database.Changes;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public bool IsText(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_TEXT;

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : raw.sqlite3_column_int64(handle, column);

    public string? Text(int column) => IsNull(column) ? null : raw.sqlite3_column_text(handle, column).utf8_to_string();

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    /// <summary>Ends the run and forgets what was bound.</summary>
    public void Reset()
    {
        raw.sqlite3_reset(handle);
        raw.sqlite3_clear_bindings(handle);
    }

    public void Dispose() => handle.Dispose();
}
