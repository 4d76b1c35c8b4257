using System.Runtime.InteropServices;

namespace Clew.Store.Sqlite;

/// <summary>The database's file as SQLite has it open. Valid as long as the connection is.</summary>
/// <param name="file">A <c>sqlite3_file</c>: it begins with the address of its methods.</param>
readonly unsafe ref struct DatabaseFile(Database database, void** file)
{
    const int SyncNormally = 2;

    public long Size
    {
        get
        {
            long size;
            database.Check(Methods->FileSize(file, &size));
            return size;
        }
    }

    IoMethods* Methods => (IoMethods*)*file;

    public void Read(Span<byte> target, long offset)
    {
        fixed (byte* bytes = target)
        {
            database.Check(Methods->Read(file, bytes, target.Length, offset));
        }
    }

    public void Write(ReadOnlySpan<byte> source, long offset)
    {
        fixed (byte* bytes = source)
        {
            database.Check(Methods->Write(file, bytes, source.Length, offset));
        }
    }

    public void Sync() => database.Check(Methods->Sync(file, SyncNormally));

    /// <summary>The beginning of <c>sqlite3_io_methods</c>, the same since version 1 of it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    readonly struct IoMethods
    {
        readonly nint version;
        readonly nint close;
        public readonly delegate* unmanaged<void**, void*, int, long, int> Read;
        public readonly delegate* unmanaged<void**, void*, int, long, int> Write;
        readonly nint truncate;
        public readonly delegate* unmanaged<void**, int, int> Sync;
        public readonly delegate* unmanaged<void**, long*, int> FileSize;
    }
}
