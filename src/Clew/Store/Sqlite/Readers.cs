using System.Collections.Concurrent;

namespace Clew.Store.Sqlite;

/// <summary>A read-only connection with the statements that reads use.</summary>
sealed class Reader(Database database, ConcurrentDictionary<long, string> texts) : IDisposable
{
    public Database Database => database;

    public TextNames Texts { get; } = new(database, texts);

    public BlockReader Blocks { get; } = new(database);

    public Statement FindTrace { get; } =
        database.Prepare($"SELECT {TraceColumns.Names}, no FROM trace WHERE project = ? AND id = ? AND listed");

    public Statement FindTraceNumber { get; } = database.Prepare("SELECT no FROM trace WHERE project = ? AND id = ?");

    public Statement ListTraces { get; } =
        database.Prepare(
            $"SELECT {TraceColumns.Names} FROM trace WHERE project = ?1 AND listed AND start >= ?2 AND start < ?3 "
                + "AND (start, no) < (?4, ?5) ORDER BY start DESC, no DESC LIMIT ?6"
        );

    public Statement Spans { get; } = database.Prepare($"SELECT {SpanColumns.Names} FROM span WHERE trace = ?");

    public Statement TraceRecords { get; } = database.Prepare(RecordPlaces.OfTrace);

    public Statement SpanRecords { get; } = database.Prepare(RecordPlaces.OfSpan);

    public void Dispose() => database.Dispose();
}

/// <summary>
/// Read-only connections, at most <see cref="Limit"/> at a time; a further read waits for one. Reads never wait for
/// writes, nor writes for reads.
/// </summary>
sealed class Readers(string path) : IDisposable
{
    const int Limit = 4;

    readonly ConcurrentDictionary<long, string> texts = new();
    readonly ConcurrentBag<Reader> idle = [];
    readonly SemaphoreSlim places = new(Limit);

    public async Task<T> ReadAsync<T>(Func<Reader, T> read, CancellationToken ct)
    {
        await places.WaitAsync(ct);
        Reader? reader = null;
        try
        {
            reader = idle.TryTake(out var free) ? free : new(SqliteFile.OpenForReading(path), texts);
            // One snapshot for everything that this read looks at.
            reader.Database.Execute("BEGIN");
            try
            {
                return read(reader);
            }
            finally
            {
                reader.Database.Execute("COMMIT");
            }
        }
        catch (SqliteException)
        {
            // Its statements may be in the middle of a run: a fresh connection is the surest reset.
            reader?.Dispose();
            reader = null;
            throw;
        }
        finally
        {
            if (reader is not null)
            {
                idle.Add(reader);
            }

            places.Release();
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var reader))
        {
            reader.Dispose();
        }

        places.Dispose();
    }
}
