using System.Threading.Channels;

namespace Clew.Cli.Traces;

/// <summary>When to look: as soon as the server tells of something, or where it does not, after a while.</summary>
sealed class TailPace : IAsyncDisposable
{
    readonly TimeSpan interval;
    readonly TimeProvider time;
    readonly CancellationTokenSource end = new();

    // News that came while somebody looked: one is as good as many.
    readonly Channel<bool> news = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    readonly Task following;

    TailPace(ClewClient client, TraceQuery query, TimeSpan interval, TimeProvider time, bool isClew)
    {
        (this.interval, this.time) = (interval, time);
        following = isClew ? Task.Run(() => FollowAsync(client, query)) : Task.CompletedTask;
        if (!isClew)
        {
            news.Writer.Complete();
        }
    }

    public static async Task<TailPace> BeginAsync(
        ClewClient client,
        TraceQuery query,
        TimeSpan interval,
        TimeProvider time,
        CancellationToken ct
    ) => new(client, query, interval, time, await client.IsClewAsync(ct));

    /// <summary>Waits until it is worth looking.</summary>
    public async Task NextAsync(CancellationToken ct)
    {
        if (await news.Reader.WaitToReadAsync(ct))
        {
            news.Reader.TryRead(out _);
            return;
        }

        await Task.Delay(interval, time, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await following;
        end.Dispose();
    }

    async Task FollowAsync(ClewClient client, TraceQuery query)
    {
        try
        {
            await foreach (var _ in client.FollowTracesAsync(query.From, false, query.Query, query.TimeZone, end.Token))
            {
                // Also the first, which says that from here on everything is told.
                news.Writer.TryWrite(true);
            }
        }
        catch (Exception e) when (e is ClewException or OperationCanceledException)
        {
            // An older server, or one that is followed by too many: looking goes on, and says what is wrong.
        }
        finally
        {
            news.Writer.TryComplete();
        }
    }
}
