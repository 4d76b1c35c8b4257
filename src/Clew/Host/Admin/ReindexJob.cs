using Clew.Store;

namespace Clew.Host.Admin;

/// <summary>
/// The reindexing of a running server, one at a time. It goes on when whoever asked for it has gone, and stops with the
/// server; what it has done until then stays.
/// </summary>
sealed class ReindexJob(ITraceStore store, CancellationToken stopping) : IProgress<ReindexProgress>
{
    const string Idle = "idle";
    const string Running = "running";

    readonly Lock gate = new();
    ReindexInfo status = new(Idle, 0, 0, null);

    public ReindexInfo Status
    {
        get
        {
            lock (gate)
            {
                return status;
            }
        }
    }

    /// <exception cref="Refusal">One is running.</exception>
    public ReindexInfo Start(long? sinceNano)
    {
        lock (gate)
        {
            if (status.State == Running)
            {
                throw new Refusal(
                    $"A reindexing is running: {status.Traces} of {status.AllTraces} traces are done. Wait for its end."
                );
            }

            status = new(Running, 0, 0, null);
        }

        _ = Task.Run(() => RunAsync(sinceNano), CancellationToken.None);
        return Status;
    }

    public void Report(ReindexProgress value)
    {
        lock (gate)
        {
            status = status with { Traces = value.Traces, AllTraces = value.AllTraces };
        }
    }

    async Task RunAsync(long? sinceNano)
    {
        var error = default(string);
        try
        {
            await store.ReindexAsync(sinceNano, this, stopping);
        }
        catch (OperationCanceledException)
        {
            error = "The server stopped.";
        }
        catch (Exception e) when (e is StoreUnavailableException or InvalidDataException)
        {
            error = e.Message;
        }

        lock (gate)
        {
            status = status with { State = error is null ? "done" : "failed", Error = error };
        }
    }
}
