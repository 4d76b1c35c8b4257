namespace Clew.Intake;

/// <summary>
/// The memory that requests in flight may take together. A request that does not fit waits, for at most
/// <see cref="Patience"/>: many senders never try again, so waiting beats refusing, but an answer must come well before
/// their own time-out of ten seconds.
/// </summary>
sealed class InflightBudget(long capacity, TimeProvider time)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly Lock gate = new();

    // Bounded by the number of connections that Kestrel lets in; each leaves when it is served or its patience ends.
    readonly LinkedList<Waiter> waiters = [];
    long used;

    /// <summary>True if the bytes were reserved; give them back with <see cref="Release"/>.</summary>
    public async ValueTask<bool> ReserveAsync(long wanted, CancellationToken ct)
    {
        LinkedListNode<Waiter> node;
        lock (gate)
        {
            if (waiters.Count == 0 && Fits_NeedsGate(wanted))
            {
                used += wanted;
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
            used -= reserved;
            Serve_NeedsGate();
        }
    }

    // One request larger than everything may still pass when it is alone: its own limit holds it.
    bool Fits_NeedsGate(long wanted) => used == 0 || used + wanted <= capacity;

    void Serve_NeedsGate()
    {
        while (waiters.First is { } first && Fits_NeedsGate(first.Value.Wanted))
        {
            used += first.Value.Wanted;
            waiters.RemoveFirst();
            first.Value.Served.SetResult();
        }
    }

    sealed record Waiter(long Wanted)
    {
        public TaskCompletionSource Served { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
