using System.Collections.Concurrent;
using System.Threading.Channels;
using Clew.Model;
using Microsoft.Extensions.Logging;

namespace Clew.Store.Sqlite;

/// <summary>
/// The one connection that writes. It commits and checkpoints strictly in turn, because SQLite up to 3.51.2 can corrupt
/// a WAL database when one connection checkpoints while another commits.
/// </summary>
/// <remarks>
/// Requests that wait together become a group: one block and one commit. They share its fdatasync, the block of several
/// requests is smaller than their blocks would be, and a trace that several of them touch is written once. The longer a
/// commit takes, the larger the next group is. The block is compressed while the rows are written; compressing it
/// before, beside the commit of the group in front, was tried: it halves the groups, and with them all of this.
/// </remarks>
sealed partial class Writer : IAsyncDisposable
{
    /// <summary>Requests that may wait here. Each holds its memory; intake bounds that in bytes.</summary>
    const int QueueLength = 256;

    /// <summary>A group has at most about this many requests, records and bytes, so that the first does not wait for long.</summary>
    const int MaxRequests = 32;
    const int MaxRecords = 4096;
    const int MaxBytes = 4 << 20;

    /// <summary>Checkpoint when about this much was written since the last time: 4,000 pages of 8 KB.</summary>
    const int CheckpointBytes = 32 << 20;

    static readonly TimeSpan IdleBeforeCheckpoint = TimeSpan.FromMilliseconds(500);

    // Requests, and now and then an admin's transaction, in the order in which they came.
    readonly Channel<object> queue = Channel.CreateBounded<object>(QueueLength);
    readonly Database database;
    readonly TextTable textTable;
    readonly TextNames textNames;
    readonly OpenTraces open;
    readonly RowWriter rows;
    readonly TraceMarks marks;
    readonly Statement insertBlock;
    readonly IDeriver deriver;
    readonly CommitChanges changes;
    readonly ILogger log;
    readonly BlockWriter blocks = new();
    readonly List<WriteRequest> waiting = [];
    readonly Task loop;
    Reindexer? reindexer;
    Eraser? eraser;
    long nextBlock;
    long nextSequence;
    long bytesSinceCheckpoint;
    long erasures;

    public Writer(Database database, IDeriver deriver, CommitChanges changes, ILogger log)
    {
        (this.database, this.deriver, this.changes, this.log) = (database, deriver, changes, log);
        textTable = new(database);
        textNames = new(database, new ConcurrentDictionary<long, string>());
        open = new(database, textNames);
        marks = new(database);
        rows = new(database, textTable, open, deriver, marks, changes);
        insertBlock = database.Prepare(
            "INSERT INTO block (no, first_sequence, records, raw_length, data) VALUES (?, ?, ?, ?, ?)"
        );
        ReadCounters();
        Settings.CompareRules(database, deriver.Rules, isNew: nextBlock == 1, log);
        loop = Task.Run(RunAsync);
    }

    /// <summary>Is called after each commit of records, and after each step of a deletion; must not take long.</summary>
    public Action? Committed { get; set; }

    /// <summary>Is given each block that was committed; null if nobody wants them.</summary>
    public RawBlocks? RawBlocks { get; set; }

    /// <summary>How many steps of deletions there were: what was read before the last may have changed.</summary>
    public long Erasures => Interlocked.Read(ref erasures);

    /// <summary>Completes when the request is committed.</summary>
    public async Task<AppendResult> WriteAsync(WriteRequest request, CancellationToken ct)
    {
        await EnqueueAsync(request, ct);
        // From here on the writer uses the batch's memory: the caller must not leave before it is done with it.
        return await request.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        database.Dispose();
    }

    async Task RunAsync(AdminTask task, CancellationToken ct)
    {
        await EnqueueAsync(task, ct);
        await task.Done.Task;
    }

    async Task EnqueueAsync(object item, CancellationToken ct)
    {
        try
        {
            await queue.Writer.WriteAsync(item, ct);
        }
        catch (ChannelClosedException e)
        {
            throw new StoreUnavailableException("The store is closing.", e);
        }
    }

    async Task RunAsync()
    {
        while (true)
        {
            var more = queue.Reader.WaitToReadAsync().AsTask();
            if (bytesSinceCheckpoint > 0 && await Task.WhenAny(more, Task.Delay(IdleBeforeCheckpoint)) != more)
            {
                // Nobody waits: also the time to give the log's space back. Not at the price of waiting for a reader.
                Checkpoint("PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout = 5000");
            }

            if (!await more)
            {
                break;
            }

            await WriteWhatWaitsAsync();
        }

        Checkpoint();
    }

    async Task WriteWhatWaitsAsync()
    {
        var (records, bytes) = (0, 0L);
        while (queue.Reader.TryRead(out var next))
        {
            if (next is AdminTask task)
            {
                await WriteGroupAsync();
                Commit(task);
                continue;
            }

            var request = (WriteRequest)next;
            waiting.Add(request);
            records += request.Batch.Entries.Count;
            bytes += request.Batch.Bytes;
            if (waiting.Count == MaxRequests || records >= MaxRecords || bytes >= MaxBytes)
            {
                await WriteGroupAsync();
                (records, bytes) = (0, 0);
            }
        }

        await WriteGroupAsync();
    }

    async Task WriteGroupAsync()
    {
        if (waiting.Count == 0)
        {
            return;
        }

        var results = new AppendResult[waiting.Count];
        try
        {
            await CommitAsync(results);
            for (var i = 0; i < results.Length; i++)
            {
                waiting[i].Done.SetResult(results[i]);
            }
        }
        catch (Exception e)
        {
            var failure = RollBack(e);
            waiting.ForEach(r => r.Done.TrySetException(failure));
        }

        waiting.Clear();
        CheckpointIfDue();
    }

    async Task CommitAsync(AppendResult[] results)
    {
        RecordBatch[] batches = [.. waiting.Select(r => r.Batch)];
        var compression = Task.Run(() => blocks.Write(batches));
        try
        {
            WriteRows(results);
        }
        catch
        {
            // It works on the memory of the requests, which go back to their owners with the failure.
            await compression;
            throw;
        }

        var (data, rawLength) = await compression;
        var records = batches.Sum(b => b.Entries.Count);
        if (results.Any(r => r.Appended > 0))
        {
            if (results.Any(r => r.Duplicates > 0))
            {
                (data, rawLength) = blocks.Write(WithoutDuplicates());
            }

            insertBlock.Bind(1, nextBlock).Bind(2, nextSequence).Bind(3, records).Bind(4, rawLength);
            insertBlock.Bind(5, data.Span).Run();
            database.Execute("COMMIT");
            RawBlocks?.Offer(nextBlock, nextSequence, blocks.Raw);
            nextBlock++;
            nextSequence += records;
            bytesSinceCheckpoint += data.Length + (256L * records);
        }
        else
        {
            database.Execute("COMMIT");
        }

        changes.Announce();
        open.Trim(results.Sum(r => r.Appended));
        Committed?.Invoke();
    }

    /// <summary>No row would name a duplicate in this block, so that no deletion would find it.</summary>
    List<RecordBlock.Part> WithoutDuplicates()
    {
        var parts = waiting.ConvertAll(r => RecordBlock.Part.Of(r.Batch));
        for (var i = 0; i < parts.Count; i++)
        {
            waiting[i].Duplicates.ForEach(place => parts[i].Entries[place] = default);
        }

        return parts;
    }

    void WriteRows(AppendResult[] results)
    {
        database.Execute("BEGIN IMMEDIATE");
        changes.Begin();
        rows.Begin(waiting, nextBlock);
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = rows.Write(waiting[i], nextBlock);
        }

        rows.WriteTraces();
    }

    /// <summary>Rolls back and forgets everything that was only true inside the transaction.</summary>
    StoreUnavailableException RollBack(Exception cause)
    {
        StoreLog.CommitFailed(log, cause);
        try
        {
            database.ResetStatements();
            if (database.IsInTransaction)
            {
                database.Execute("ROLLBACK");
            }

            textTable.Forget();
            textNames.Forget();
            open.Forget();
            rows.Forget();
            marks.Forget();
            ReadCounters();
        }
        catch (SqliteException e)
        {
            StoreLog.RollbackFailed(log, e);
        }

        return NotKept(cause);
    }

    static StoreUnavailableException NotKept(Exception cause) =>
        new("The store could not write; nothing of the request was kept.", cause);

    void ReadCounters()
    {
        nextBlock = 1 + (database.Scalar("SELECT max(no) FROM block") ?? 0);
        nextSequence = database.Scalar("SELECT first_sequence + records FROM block ORDER BY no DESC LIMIT 1") ?? 1;
    }

    void CheckpointIfDue()
    {
        if (bytesSinceCheckpoint >= CheckpointBytes)
        {
            Checkpoint();
        }
    }

    void Checkpoint(string sql = "PRAGMA wal_checkpoint(PASSIVE)")
    {
        try
        {
            database.Execute(sql);
        }
        catch (SqliteException e)
        {
            StoreLog.CheckpointFailed(log, e);
        }

        bytesSinceCheckpoint = 0;
    }
}
