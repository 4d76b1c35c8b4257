namespace Clew.Store.Sqlite;

/// <summary>Work of other kinds, in turn with the groups: settings, reindexing, deletion.</summary>
sealed partial class Writer
{
    /// <summary>Runs something in a transaction of its own, in turn with the groups.</summary>
    public Task RunAsync(Action<Database> work, CancellationToken ct) =>
        RunCountedAsync(
            database =>
            {
                work(database);
                return 0;
            },
            ct
        );

    /// <summary>As <see cref="RunAsync"/>, for work that says about how many bytes it wrote: the log must not grow on.</summary>
    public async Task RunCountedAsync(Func<Database, long> work, CancellationToken ct)
    {
        var task = new AdminTask(work);
        await EnqueueAsync(task, ct);
        await task.Done.Task;
    }

    /// <summary>Runs a step of a deletion; it is told the sequence of the last record.</summary>
    public Task EraseAsync(Action<Eraser, long> work, CancellationToken ct) =>
        RunCountedAsync(
            database =>
            {
                eraser ??= new(database, open, textTable, blocks, marks, changes, log);
                work(eraser, nextSequence - 1);
                return eraser.TakeWritten();
            },
            ct
        );

    /// <summary>Runs something with the marks of hours, in a transaction of its own.</summary>
    public Task MarkAsync(Action<TraceMarks> work, CancellationToken ct) => RunAsync(_ => work(marks), ct);

    /// <summary>Checkpoints and empties the log, in which older versions of pages stand.</summary>
    /// <returns>False if a reader still needs it.</returns>
    public async Task<bool> TruncateLogAsync(CancellationToken ct)
    {
        var isEmpty = false;
        var task = new AdminTask(
            database =>
            {
                database.Execute("PRAGMA busy_timeout = 500");
                isEmpty = database.Scalar("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
                database.Execute("PRAGMA busy_timeout = 5000");
                return 0;
            },
            IsTransaction: false
        );
        await EnqueueAsync(task, ct);
        await task.Done.Task;
        return isEmpty;
    }

    /// <summary>See <see cref="ITraceStore.ReindexAsync"/>.</summary>
    public async Task ReindexAsync(long? sinceNano, IProgress<ReindexProgress> progress, CancellationToken ct)
    {
        var (after, last, done, all) = (0L, 0L, 0L, 0L);
        await RunAsync(
            database =>
            {
                reindexer ??= new(database, open, rows, marks, deriver, changes);
                (last, all) = reindexer.Measure(sinceNano);
            },
            ct
        );
        progress.Report(new(0, all));
        while (after < last)
        {
            await RunAsync(
                _ =>
                {
                    (after, var traces) = reindexer!.Step(after, last, sinceNano);
                    done += traces;
                },
                ct
            );
            progress.Report(new(done, all));
        }

        if (sinceNano is null)
        {
            await RunAsync(database => Settings.SetRules(database, deriver.Rules), ct);
        }
    }

    void Commit(AdminTask task)
    {
        try
        {
            if (task.IsTransaction)
            {
                database.Execute("BEGIN IMMEDIATE");
                changes.Begin();
                var bytes = task.Work(database);
                database.Execute("COMMIT");
                changes.Announce();
                bytesSinceCheckpoint += bytes;
            }
            else
            {
                task.Work(database);
            }

            task.Done.SetResult();
        }
        catch (Exception e)
        {
            task.Done.TrySetException(RollBack(e));
        }

        CheckpointIfDue();
    }

    sealed record AdminTask(Func<Database, long> Work, bool IsTransaction = true)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
