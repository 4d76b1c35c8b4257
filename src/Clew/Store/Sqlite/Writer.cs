using System.Buffers;
using System.Collections.Concurrent;
using System.Threading.Channels;
using Clew.Model;
using Microsoft.Extensions.Logging;

namespace Clew.Store.Sqlite;

/// <summary>
/// The one connection that writes. It commits and checkpoints strictly in turn, because SQLite up to 3.51.2 can corrupt
/// a WAL database when one connection checkpoints while another commits. Requests that wait share a commit, so that
/// they share its fdatasync too.
/// </summary>
sealed class Writer : IAsyncDisposable
{
    /// <summary>Requests that may wait here. Each holds its memory; intake bounds that in bytes.</summary>
    const int QueueLength = 256;

    /// <summary>A commit takes at most this many requests and bytes, so that the first does not wait for long.</summary>
    const int MaxRequestsPerCommit = 64;
    const int MaxBytesPerCommit = 8 << 20;

    /// <summary>Checkpoint when about this much was written since the last time: 4,000 pages of 8 KB.</summary>
    const int CheckpointBytes = 32 << 20;

    static readonly TimeSpan IdleBeforeCheckpoint = TimeSpan.FromMilliseconds(500);

    readonly Channel<WriteRequest> queue = Channel.CreateBounded<WriteRequest>(QueueLength);
    readonly Channel<(Action<Database> Work, TaskCompletionSource Done)> admin = Channel.CreateUnbounded<(
        Action<Database>,
        TaskCompletionSource
    )>();
    readonly SemaphoreSlim wake = new(0);
    readonly Database database;
    readonly TextTable textTable;
    readonly TextNames textNames;
    readonly OpenTraces open;
    readonly RowWriter rows;
    readonly Statement insertBlock;
    readonly ILogger log;
    readonly List<WriteRequest> group = [];
    readonly Task loop;
    long nextBlock;
    long nextSequence;
    long bytesSinceCheckpoint;
    volatile bool isStopping;

    public Writer(Database database, IDeriver deriver, ILogger log)
    {
        (this.database, this.log) = (database, log);
        textTable = new(database);
        textNames = new(database, new ConcurrentDictionary<long, string>());
        open = new(database, textNames);
        rows = new(database, textTable, open, deriver);
        insertBlock = database.Prepare(
            "INSERT INTO block (no, arrival, first_sequence, records, raw_length, data) VALUES (?, ?, ?, ?, ?, ?)"
        );
        ReadCounters();
        loop = Task.Run(RunAsync);
    }

    /// <summary>Completes when the request is committed. The request's data is returned to the pool then.</summary>
    public async Task<AppendResult> WriteAsync(WriteRequest request, CancellationToken ct)
    {
        try
        {
            await queue.Writer.WriteAsync(request, ct);
        }
        catch (ChannelClosedException e)
        {
            throw new StoreUnavailableException("The store is closing.", e);
        }

        wake.Release();
        // From here on the writer uses the batch's memory: the caller must not leave before it is done with it.
        return await request.Done.Task;
    }

    /// <summary>Runs something in a transaction of its own, in turn with the batches.</summary>
    public async Task RunAsync(Action<Database> work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!admin.Writer.TryWrite((work, done)))
        {
            throw new StoreUnavailableException("The store is closing.");
        }

        wake.Release();
        await done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        isStopping = true;
        queue.Writer.TryComplete();
        admin.Writer.TryComplete();
        wake.Release();
        await loop;
        wake.Dispose();
        database.Dispose();
    }

    async Task RunAsync()
    {
        while (!isStopping || queue.Reader.Count > 0 || admin.Reader.Count > 0)
        {
            if (!await wake.WaitAsync(bytesSinceCheckpoint > 0 ? IdleBeforeCheckpoint : Timeout.InfiniteTimeSpan))
            {
                Checkpoint();
                continue;
            }

            while (admin.Reader.TryRead(out var task))
            {
                RunAdmin(task.Work, task.Done);
            }

            while (TakeGroup())
            {
                CommitGroup();
                if (bytesSinceCheckpoint >= CheckpointBytes)
                {
                    Checkpoint();
                }
            }
        }

        Checkpoint();
    }

    bool TakeGroup()
    {
        group.Clear();
        var bytes = 0;
        while (group.Count < MaxRequestsPerCommit && bytes < MaxBytesPerCommit && queue.Reader.TryRead(out var request))
        {
            group.Add(request);
            bytes += request.DataLength;
        }

        return group.Count > 0;
    }

    void CommitGroup()
    {
        var results = new AppendResult[group.Count];
        Exception? failure = null;
        var written = 0;
        try
        {
            database.Execute("BEGIN IMMEDIATE");
            for (var i = 0; i < group.Count; i++)
            {
                results[i] = Write(group[i]);
                written += results[i].Appended;
            }

            rows.WriteTraces();
            database.Execute("COMMIT");
            open.Trim(written);
        }
        catch (Exception e)
        {
            failure = Fail(e);
        }

        for (var i = 0; i < group.Count; i++)
        {
            ArrayPool<byte>.Shared.Return(group[i].Data);
            if (failure is null)
            {
                group[i].Done.SetResult(results[i]);
            }
            else
            {
                group[i].Done.SetException(failure);
            }
        }
    }

    AppendResult Write(WriteRequest request)
    {
        var result = rows.Write(request, nextBlock);
        if (result.Appended == 0)
        {
            return result;
        }

        var batch = request.Batch;
        insertBlock.Bind(1, nextBlock).Bind(2, batch.ArrivalNano).Bind(3, nextSequence).Bind(4, batch.Entries.Count);
        insertBlock.Bind(5, request.RawLength).Bind(6, request.Data.AsSpan(0, request.DataLength)).Run();
        nextBlock++;
        nextSequence += batch.Entries.Count;
        bytesSinceCheckpoint += request.DataLength + (256L * batch.Entries.Count);
        return result;
    }

    void RunAdmin(Action<Database> work, TaskCompletionSource done)
    {
        try
        {
            database.Execute("BEGIN IMMEDIATE");
            work(database);
            database.Execute("COMMIT");
            done.SetResult();
        }
        catch (Exception e)
        {
            done.SetException(Fail(e));
        }
    }

    /// <summary>Rolls back and forgets everything that was only true inside the transaction.</summary>
    Exception Fail(Exception cause)
    {
        try
        {
            if (database.IsInTransaction)
            {
                database.Execute("ROLLBACK");
            }

            textTable.Forget();
            textNames.Forget();
            open.Forget();
            rows.Forget();
            ReadCounters();
        }
        catch (SqliteException e)
        {
            StoreLog.RollbackFailed(log, e);
        }

        if (cause is UnknownProjectException or StoreUnavailableException)
        {
            return cause;
        }

        StoreLog.CommitFailed(log, cause);
        return new StoreUnavailableException("The store could not write; nothing of the request was kept.", cause);
    }

    void ReadCounters()
    {
        nextBlock = 1 + (database.Scalar("SELECT max(no) FROM block") ?? 0);
        nextSequence = database.Scalar("SELECT first_sequence + records FROM block ORDER BY no DESC LIMIT 1") ?? 1;
    }

    void Checkpoint()
    {
        try
        {
            database.Execute("PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (SqliteException e)
        {
            StoreLog.CheckpointFailed(log, e);
        }

        bytesSinceCheckpoint = 0;
    }
}
