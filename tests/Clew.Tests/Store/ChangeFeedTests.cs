using Clew.Model;
using Clew.Store;

namespace Clew.Tests.Store;

public class ChangeFeedTests
{
    readonly ChangeFeed feed = new(TimeProvider.System, room: 4);

    [Fact]
    public void WhoeverIsTooLateIsToldHowManyWereForgotten()
    {
        var start = feed.Position;
        Announce(7);
        var late = feed.Read("p", start);
        Assert.Equal((false, 3L, start + 7), (late.IsWhole, late.Missed, late.Position));
        Assert.Empty(late.Changes);
        var inTime = feed.Read("p", start + 3);
        Assert.True(inTime.IsWhole);
        Assert.Equal(["3", "4", "5", "6"], inTime.Changes.Select(c => c.Trace.ToString()));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void APositionOfAnotherServerIsNotTakenForOneOfThis(long offset)
    {
        var foreign = feed.Read("p", feed.Position + offset);
        Assert.False(foreign.IsWhole);
        Assert.Null(foreign.Missed);
    }

    [Fact]
    public void NothingIsRememberedUntilSomebodyAsks()
    {
        Announce(2);
        Assert.False(feed.IsWanted);
        var start = feed.Position;
        Assert.True(feed.IsWanted);
        Assert.Empty(feed.Read("p", start).Changes);
    }

    [Fact]
    public async Task WaitingEndsWhenItIsCancelled()
    {
        using var stop = new CancellationTokenSource();
        var waiting = feed.WaitAsync(feed.Position, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    void Announce(int count) =>
        feed.Announce(
            Enumerable.Range(0, count).Select(i => ("p", new TraceChange(Say.Trace($"{i}"), default, ChangeKind.New)))
        );
}
