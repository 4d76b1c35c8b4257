using System.Text;

namespace Clew.Store.Sqlite;

/// <summary>
/// A compiled statement. Parameters are numbered from 1 and set with <c>Bind</c> in any order; columns from 0. What was
/// bound stays until <see cref="Reset"/>; what was not is null.
/// </summary>
sealed unsafe class Statement(Database database, nint handle) : IDisposable
{
    nint handle = handle;

    public Statement Bind(int index, long value)
    {
        _ = Native.BindInt64(handle, index, value);
        return this;
    }

    public Statement Bind(int index, long? value) => value is { } v ? Bind(index, v) : this;

    public Statement Bind(int index, double? value)
    {
        if (value is { } v)
        {
            _ = Native.BindDouble(handle, index, v);
        }

        return this;
    }

    public Statement Bind(int index, string? value)
    {
        if (value is null)
        {
            return this;
        }

        var longest = Encoding.UTF8.GetMaxByteCount(value.Length);
        var utf8 = longest <= 1024 ? stackalloc byte[longest] : new byte[longest];
        fixed (byte* text = utf8)
        {
            var length = Encoding.UTF8.GetBytes(value, utf8);
            // An empty text still needs an address: none would mean null.
            byte nothing;
            database.Check(Native.BindText(handle, index, text is null ? &nothing : text, length, Native.Transient));
        }

        return this;
    }

    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        fixed (byte* bytes = value)
        {
            byte nothing;
            database.Check(
                Native.BindBlob(handle, index, bytes is null ? &nothing : bytes, value.Length, Native.Transient)
            );
        }

        return this;
    }

    /// <summary>True if there is a row; false at the end. After the end the statement is reset.</summary>
    public bool Step()
    {
        var result = Native.Step(handle);
        if (result == Native.Row)
        {
            return true;
        }

        Reset();
        if (result != Native.Done)
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

    public bool IsNull(int column) => Native.ColumnType(handle, column) == Native.TypeNull;

    public bool IsText(int column) => Native.ColumnType(handle, column) == Native.TypeText;

    public long Long(int column) => Native.ColumnInt64(handle, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public double? DoubleOrNull(int column) => IsNull(column) ? null : Native.ColumnDouble(handle, column);

    public string? Text(int column)
    {
        // The text first: asking for it may convert the value, and only then is its length right.
        var text = Native.ColumnText(handle, column);
        return text is null ? null : Encoding.UTF8.GetString(text, Native.ColumnBytes(handle, column));
    }

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column)
    {
        var bytes = Native.ColumnBlob(handle, column);
        return new(bytes, bytes is null ? 0 : Native.ColumnBytes(handle, column));
    }

    /// <summary>Ends the run and forgets what was bound.</summary>
    public void Reset()
    {
        _ = Native.Reset(handle);
        _ = Native.ClearBindings(handle);
    }

    public void Dispose()
    {
        _ = Native.Finalize(handle);
        handle = 0;
    }
}
