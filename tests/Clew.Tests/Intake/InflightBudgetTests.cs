using Clew.Intake;

namespace Clew.Tests.Intake;

public sealed class InflightBudgetTests
{
    readonly InflightBudget budget = new(100, TimeProvider.System);

    [Fact]
    public async Task What_does_not_fit_waits_until_there_is_room_and_goes_in_order()
    {
        Assert.True(await budget.ReserveAsync(80, default));
        var first = budget.ReserveAsync(50, default).AsTask();
        var second = budget.ReserveAsync(10, default).AsTask();
        Assert.False(first.IsCompleted);
        // There would be room for the second, but it must not starve the first.
        Assert.False(second.IsCompleted);
        budget.Release(80);
        Assert.True(await first);
        Assert.True(await second);
    }

    [Fact]
    public async Task One_that_is_larger_than_everything_passes_when_it_is_alone()
    {
        Assert.True(await budget.ReserveAsync(1000, default));
        budget.Release(1000);
        Assert.True(await budget.ReserveAsync(100, default));
    }

    [Fact]
    public async Task One_that_gives_up_makes_room_for_the_next()
    {
        Assert.True(await budget.ReserveAsync(80, default));
        using var cancel = new CancellationTokenSource();
        var first = budget.ReserveAsync(50, cancel.Token).AsTask();
        var second = budget.ReserveAsync(20, default).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.True(await second);
    }

    [Fact]
    public void No_two_arrivals_are_the_same()
    {
        var clock = new ArrivalClock(TimeProvider.System);
        var times = Enumerable.Range(0, 10_000).AsParallel().Select(_ => clock.Next()).ToHashSet();
        Assert.Equal(10_000, times.Count);
    }
}
