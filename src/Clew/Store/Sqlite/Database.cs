using System.Runtime.InteropServices;
using System.Text;

namespace Clew.Store.Sqlite;

/// <summary>
/// One SQLite connection: a thin layer over the C interface, because ADO.NET costs 2 KB of garbage for each wide row.
/// Not safe for use from two threads at once.
/// </summary>
sealed class Database : IDisposable
{
    readonly List<Statement> statements = [];
    nint handle;

    Database(nint handle) => this.handle = handle;

    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public static Database Open(string path, bool readOnly)
    {
        var flags = readOnly ? Native.OpenReadOnly : Native.OpenReadWrite | Native.OpenCreate;
        var result = Native.Open(path, out var handle, flags | Native.OpenNoMutex, 0);
        if (result != Native.Ok)
        {
            var message = handle == 0 ? "out of memory" : MessageOf(handle);
            _ = Native.Close(handle);
            throw new SqliteException(result, message);
        }

        _ = Native.ExtendedResultCodes(handle, 1);
        _ = Native.BusyTimeout(handle, 5000);
        return new(handle);
    }

    /// <summary>Compiles a statement that lives as long as the connection.</summary>
    public Statement Prepare(string sql)
    {
        var statement = Compile(sql, Native.PreparePersistent);
        statements.Add(statement);
        return statement;
    }

    /// <summary>Compiles a statement for one use; the caller disposes it.</summary>
    public Statement PrepareOnce(string sql) => Compile(sql, 0);

    /// <summary>After a failure: no statement keeps what was bound to it half-way.</summary>
    public void ResetStatements() => statements.ForEach(s => s.Reset());

    /// <summary>Runs statements that give no rows.</summary>
    public void Execute(string sql) => Check(Native.Execute(handle, sql, 0, 0, 0));

    /// <summary>The first column of the first row, or null.</summary>
    public long? Scalar(string sql)
    {
        using var statement = PrepareOnce(sql);
        return statement.Step() ? statement.LongOrNull(0) : null;
    }

    /// <summary>Makes what runs on this connection fail soon; may be called from any thread while it is open.</summary>
    public void Interrupt() => Native.Interrupt(handle);

    /// <summary>Adds a function to SQL whose value depends on its arguments alone. It must not throw.</summary>
    public unsafe void Define(
        string name,
        int arguments,
        delegate* unmanaged[Cdecl]<nint, int, nint*, void> function
    ) => Check(Native.CreateFunction(handle, name, arguments, Native.PureFunction, 0, function, 0, 0, 0));

    /// <summary>Adds a function that looks at more than its arguments. It must not throw.</summary>
    /// <param name="data">What it gets as <see cref="Native.UserData"/>.</param>
    public unsafe void Define(
        string name,
        int arguments,
        delegate* unmanaged[Cdecl]<nint, int, nint*, void> function,
        nint data
    ) => Check(Native.CreateFunction(handle, name, arguments, Native.AnyFunction, data, function, 0, 0, 0));

    public int Changes => Native.Changes(handle);

    public bool IsInTransaction => Native.GetAutocommit(handle) == 0;

    public void Check(int result)
    {
        if (result != Native.Ok)
        {
            throw new SqliteException(result, MessageOf(handle));
        }
    }

    public void Dispose()
    {
        statements.ForEach(s => s.Dispose());
        statements.Clear();
        _ = Native.Close(handle);
        handle = 0;
    }

    unsafe Statement Compile(string sql, uint flags)
    {
        var utf8 = Encoding.UTF8.GetBytes(sql);
        fixed (byte* text = utf8)
        {
            Check(Native.Prepare(handle, text, utf8.Length, flags, out var prepared, 0));
            return new(this, prepared);
        }
    }

    static string MessageOf(nint handle) => Marshal.PtrToStringUTF8(Native.ErrorMessage(handle)) ?? "";
}

/// <param name="code">The extended result code.</param>
sealed class SqliteException(int code, string message) : Exception($"SQLite: {message} (code {code}).")
{
    public int Code => code;
}
