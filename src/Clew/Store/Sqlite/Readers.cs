using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

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

    /// <summary>Records of a span beyond its first one.</summary>
    public Statement ExtraRecords { get; } =
        database.Prepare("SELECT block, hash FROM span_record WHERE trace = ?1 AND span = ?2");

    public Statement TraceRecordsBySpan { get; } =
        database.Prepare(
            "SELECT id, block, hash FROM span WHERE trace = ?1 "
                + "UNION ALL SELECT span, block, hash FROM span_record WHERE trace = ?1"
        );

    /// <summary>For the query that runs; see <see cref="ContentQuery"/>.</summary>
    public ContentCalls Calls { get; } = new(database);

    public Statement Scores { get; } = database.Prepare(ScoreColumns.OfTrace);

    public void Dispose()
    {
        database.Dispose();
        Calls.Dispose();
    }
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
        using var lease = await RentAsync(ct);
        return lease.Run(read);
    }

    /// <summary>Rows one by one as they are asked for, of one moment; the connection is kept until the last.</summary>
    /// <param name="prepare">Gives a statement that is bound; it is disposed of at the end.</param>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        Func<Reader, Statement> prepare,
        Func<Reader, Statement, T> read,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        using var lease = await RentAsync(ct);
        using var statement = lease.Run(prepare);
        while (lease.Run(_ => statement.Step()))
        {
            yield return lease.Run(reader => read(reader, statement));
        }
    }

    async Task<Lease> RentAsync(CancellationToken ct)
    {
        await places.WaitAsync(ct);
        try
        {
            var reader = idle.TryTake(out var free) ? free : new(SqliteFile.OpenForReading(path), texts);
            return new(this, reader, ct);
        }
        catch
        {
            places.Release();
            throw;
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

    /// <summary>A connection in one hand. Everything that is read with it is of one snapshot.</summary>
    sealed class Lease : IDisposable
    {
        readonly Readers readers;
        readonly Reader reader;
        readonly CancellationToken ct;
        readonly CancellationTokenRegistration interruption;
        bool hasFailed;

        public Lease(Readers readers, Reader reader, CancellationToken ct)
        {
            (this.readers, this.reader, this.ct) = (readers, reader, ct);
            reader.Database.Execute("BEGIN");
            interruption = ct.Register(reader.Database.Interrupt);
        }

        /// <exception cref="OperationCanceledException">The read was cancelled while it ran.</exception>
        public T Run<T>(Func<Reader, T> read)
        {
            try
            {
                ct.ThrowIfCancellationRequested();
                return read(reader);
            }
            catch (SqliteException e)
            {
                hasFailed = true;
                if (reader.Calls.Failure is { } failure)
                {
                    throw new InvalidOperationException($"A condition on content failed: {failure.Message}", failure);
                }

                throw e.Code == Native.Interrupted && ct.IsCancellationRequested
                    ? new OperationCanceledException(ct)
                    : e;
            }
        }

        public void Dispose()
        {
            // First: nothing may interrupt the next one who has the connection.
            interruption.Dispose();
            (reader.Calls.Query, reader.Calls.Failure) = (null, null);
            try
            {
                if (!hasFailed)
                {
                    reader.Database.Execute("COMMIT");
                }
            }
            catch (SqliteException)
            {
                hasFailed = true;
            }

            // Its statements may be in the middle of a run: a fresh connection is the surest reset.
            if (hasFailed)
            {
                reader.Dispose();
            }
            else
            {
                readers.idle.Add(reader);
            }

            readers.places.Release();
        }
    }
}
