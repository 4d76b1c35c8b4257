using Clew.Model;
using Microsoft.Extensions.Logging;

namespace Clew.Store.Sqlite;

/// <summary>
/// Deleting from the outside: hides in one transaction, then wipes step by step, in turn with the requests that arrive.
/// What a start or a stop interrupts, the next start or deletion finishes.
/// </summary>
sealed class Deletion(Writer writer, Readers readers, ILogger log) : IAsyncDisposable
{
    /// <summary>Traces whose records are gathered together, because they share blocks.</summary>
    const int TracesAtOnce = 1000;

    static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromMilliseconds(20);

    readonly SemaphoreSlim turn = new(1);
    readonly CancellationTokenSource closing = new();
    Task resumption = Task.CompletedTask;

    /// <summary>When the store opens: finishes what was interrupted, in the background.</summary>
    public void Resume() => resumption = Task.Run(ResumeAsync);

    /// <summary>See <see cref="ITraceStore.DeleteTracesAsync"/>.</summary>
    public async Task<DeleteResult> DeleteTracesAsync(
        long project,
        IReadOnlyCollection<TraceId> ids,
        CancellationToken ct
    )
    {
        TraceId[] distinct = [.. ids.Distinct().Where(id => !id.IsEmpty)];
        var result = default(DeleteResult);
        await writer.EraseAsync((eraser, last) => result = eraser.Hide(project, distinct, last), ct);
        await WipeAsync().WaitAsync(ct);
        return result;
    }

    /// <summary>See <see cref="ITraceStore.DeleteScoreAsync"/>.</summary>
    public async Task<bool> DeleteScoreAsync(long project, string id, CancellationToken ct)
    {
        var found = false;
        await writer.EraseAsync((eraser, last) => found = eraser.DeleteScore(project, id, last), ct);
        return found;
    }

    /// <summary>Ends after the step that is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await resumption;
        await turn.WaitAsync();
        turn.Dispose();
        closing.Dispose();
    }

    async Task ResumeAsync()
    {
        try
        {
            await WipeAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or StoreUnavailableException)
        {
            // It is logged if there is something to say; the next start goes on.
        }
        catch (Exception e)
        {
            StoreLog.WipingFailed(log, e);
        }
    }

    /// <summary>Wipes all that is hidden. Not ended by those who wait for it: they may leave.</summary>
    async Task WipeAsync()
    {
        try
        {
            await turn.WaitAsync(closing.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            throw Closing(e);
        }

        try
        {
            if (await readers.ReadAsync(r => Settings.UnfinishedDeletion(r.Database), closing.Token) is { } last)
            {
                await WipeRecordsAsync();
                await WipeTextsAsync();
                await EmptyLogAsync();
                await writer.RunAsync(database => Settings.EndDeletion(database, last), closing.Token);
            }
        }
        catch (OperationCanceledException e)
        {
            throw Closing(e);
        }
        catch (Exception e)
        {
            StoreLog.WipingFailed(log, e);
            throw new StoreUnavailableException(
                "What was deleted is hidden, but could not be wiped from the file; the next deletion or start tries again.",
                e
            );
        }
        finally
        {
            turn.Release();
        }
    }

    async Task WipeRecordsAsync()
    {
        while (true)
        {
            var (traces, records) = await readers.ReadAsync(
                reader => DoomedRecords.Read(reader, TracesAtOnce),
                closing.Token
            );
            if (traces.Count == 0)
            {
                return;
            }

            for (var done = 0; done < records.Count; )
            {
                await writer.EraseAsync((eraser, _) => done = eraser.Wipe(records, done), closing.Token);
            }

            await writer.EraseAsync((eraser, _) => eraser.Forget(traces), closing.Token);
        }
    }

    /// <summary>Nothing counts who names a text, so all rows are looked at, unless the suspects are cleared before.</summary>
    async Task WipeTextsAsync()
    {
        var suspects = new HashSet<long>();
        await writer.EraseAsync((eraser, _) => suspects = eraser.WatchTexts(), closing.Token);
        if (suspects.Count == 0)
        {
            return;
        }

        var unused = suspects.ToHashSet();
        foreach (var use in TextUse.All)
        {
            for (var from = 0L; from >= 0 && unused.Count > 0; )
            {
                from = await readers.ReadAsync(reader => use.Clear(reader, from, unused), closing.Token);
            }
        }

        await writer.EraseAsync((eraser, _) => eraser.DeleteTexts(suspects, unused), closing.Token);
    }

    /// <summary>
    /// Older versions of pages stand in the log. What is deleted is overwritten in the file (<c>secure_delete</c>); only of
    /// a row that SQLite moved to another page a copy can stay where it was, in unused space, until a <c>VACUUM</c>.
    /// </summary>
    async Task EmptyLogAsync()
    {
        while (!await writer.TruncateLogAsync(closing.Token))
        {
            await Task.Delay(BetweenCheckpoints, closing.Token);
        }
    }

    static StoreUnavailableException Closing(Exception e) =>
        new("The store is closing. What was deleted is hidden, and is wiped from the file at the next start.", e);
}
