using System.Runtime.CompilerServices;
using Clew.Store;

namespace Clew.Api.Live;

/// <summary>What all streams of a server share: how many there may be, how fast they go, and when they end.</summary>
/// <param name="stopping">The server stops: streams would go on for ever, so they end at once.</param>
/// <param name="most">How many there may be at a time.</param>
sealed class LiveStreams(TimeProvider time, CancellationToken stopping, int most = LiveStreams.Most)
{
    /// <summary>By default; each costs a connection and a few queries a second.</summary>
    public const int Most = 200;

    /// <summary>What happens within this time is told together.</summary>
    public static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);

    /// <summary>A connection on which nothing moves for longer is closed by many proxies.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    int open;

    public TimeProvider Time => time;

    /// <summary>How many are open.</summary>
    public int Open => Volatile.Read(ref open);

    /// <summary>Takes a place; null if there is none. Whoever disposes of it gives it back.</summary>
    public Place? TryEnter(CancellationToken aborted)
    {
        if (Interlocked.Increment(ref open) <= most)
        {
            return new(this, CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping));
        }

        Interlocked.Decrement(ref open);
        return null;
    }

    /// <summary>
    /// The changes of a project after a position, gathered for a moment each time; null when nothing has happened for a
    /// while. Ends only with <paramref name="ct"/>.
    /// </summary>
    /// <param name="gathering">Asked before each time.</param>
    public async IAsyncEnumerable<ChangePage?> FollowAsync(
        ITraceChanges changes,
        string project,
        long after,
        Func<TimeSpan> gathering,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        while (true)
        {
            if (!await IsAnnouncedAsync(changes, after, ct))
            {
                yield return null;
                continue;
            }

            await Task.Delay(gathering(), time, ct);
            var page = changes.Read(project, after);
            after = page.Position;
            if (!page.IsWhole || page.Changes.Count > 0)
            {
                yield return page;
            }
        }
    }

    async Task<bool> IsAnnouncedAsync(ITraceChanges changes, long after, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(KeepAlive, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await changes.WaitAsync(after, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>An open stream.</summary>
    public sealed class Place(LiveStreams streams, CancellationTokenSource end) : IDisposable
    {
        /// <summary>The client has gone, or the server stops.</summary>
        public CancellationToken End => end.Token;

        public void Dispose()
        {
            Interlocked.Decrement(ref streams.open);
            end.Dispose();
        }
    }
}
