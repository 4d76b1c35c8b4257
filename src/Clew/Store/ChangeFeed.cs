using Clew.Model;

namespace Clew.Store;

/// <summary>
/// The latest changes in a ring that all listeners read, each from its own position: to announce something costs the
/// same for none and for many, and a listener that sleeps holds no memory.
/// </summary>
sealed class ChangeFeed : ITraceChanges
{
    /// <summary>How many changes are remembered by default, in 7 MB.</summary>
    public const int Room = 1 << 17;

    readonly Lock gate = new();
    readonly int room;
    (string Project, TraceChange Change)[] ring = [];

    // The clock's, so that what was read before a restart is never taken for something of today.
    long position;
    readonly long start;
    long first;
    TaskCompletionSource announced = NewSignal();

    public ChangeFeed(TimeProvider time, int room = Room)
    {
        this.room = room;
        start = first = position = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    }

    /// <summary>Whether anybody ever asked; else nobody needs to gather anything.</summary>
    public bool IsWanted
    {
        get
        {
            lock (gate)
            {
                return ring.Length > 0;
            }
        }
    }

    public long Position
    {
        get
        {
            lock (gate)
            {
                if (ring.Length == 0)
                {
                    ring = new (string, TraceChange)[room];
                }

                return position;
            }
        }
    }

    /// <summary>Tells what was committed together.</summary>
    public void Announce(IEnumerable<(string Project, TraceChange Change)> changes)
    {
        TaskCompletionSource signal;
        lock (gate)
        {
            var before = position;
            if (ring.Length > 0)
            {
                foreach (var change in changes)
                {
                    position++;
                    ring[position % room] = change;
                }
            }

            if (position == before)
            {
                return;
            }

            first = Math.Max(first, position - room);
            signal = announced;
            announced = NewSignal();
        }

        signal.SetResult();
    }

    public Task WaitAsync(long after, CancellationToken ct)
    {
        lock (gate)
        {
            return position > after ? Task.CompletedTask : announced.Task.WaitAsync(ct);
        }
    }

    public ChangePage Read(string project, long after)
    {
        lock (gate)
        {
            var isKnown = after >= first && after <= position;
            long? missed =
                isKnown ? 0
                : after >= start && after < first ? first - after
                : null;
            var found = new List<TraceChange>();
            for (var at = isKnown ? after + 1 : position + 1; at <= position; at++)
            {
                var (of, change) = ring[at % room];
                if (of == project)
                {
                    found.Add(change);
                }
            }

            return new(found, position, isKnown, missed);
        }
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
