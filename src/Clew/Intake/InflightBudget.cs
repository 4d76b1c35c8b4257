namespace Clew.Intake;

/// <summary>
/// The memory that requests in flight may take together. A request that does not fit waits, for at most
/// <see cref="Patience"/>: many senders never try again, so waiting beats refusing, but an answer must come well before
/// their own time-out of ten seconds.
/// </summary>
sealed class InflightBudget(long bytes, TimeProvider time)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly Lock gate = new();

    // Bounded by the number of connections that Kestrel lets in; each leaves when it is served or its patience ends.
    readonly LinkedList<Waiter> waiters = [];
    long free = bytes;

    /// <summary>True if the bytes were reserved; give them back with <see cref="Release"/>.</summary>
    public async ValueTask<bool> ReserveAsync(long wanted, CancellationToken ct)
    {
        LinkedListNode<Waiter> node;
        lock (gate)
        {
            // One request larger than everything may still pass when it is alone: its own limit holds it.
            wanted = Math.Min(wanted, bytes);
            if (waiters.Count == 0 && free >= wanted)
            {
                free -= wanted;
                return true;
            }

            node = waiters.AddLast(new Waiter(wanted));
        }

        try
        {
            await node.Value.Served.Task.WaitAsync(Patience, time, ct);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            lock (gate)
            {
                if (node.List is null)
                {
                    // It was served at the very last moment.
                    return true;
                }

                waiters.Remove(node);
                Serve_NeedsGate();
            }

            ct.ThrowIfCancellationRequested();
            return false;
        }
    }

    public void Release(long reserved)
    {
        lock (gate)
        {
            free += Math.Min(reserved, bytes);
            Serve_NeedsGate();
        }
    }

    void Serve_NeedsGate()
    {
        while (waiters.First is { } first && free >= first.Value.Wanted)
        {
            free -= first.Value.Wanted;
            waiters.RemoveFirst();
            first.Value.Served.SetResult();
        }
    }

    sealed record Waiter(long Wanted)
    {
        public TaskCompletionSource Served { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
