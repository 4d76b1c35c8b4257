namespace Clew.Tests.Api.Live;

/// <summary>Time that stands still until somebody moves it on.</summary>
sealed class SteppedTime(DateTimeOffset start) : TimeProvider
{
    readonly Lock gate = new();
    readonly List<Timer> timers = [];
    TimeSpan passed;

    public override DateTimeOffset GetUtcNow() => start + Passed;

    public override long GetTimestamp() => Passed.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    TimeSpan Passed
    {
        get
        {
            lock (gate)
            {
                return passed;
            }
        }
    }

    public void Advance(TimeSpan by)
    {
        Timer[] due;
        lock (gate)
        {
            passed += by;
            due = [.. timers.Where(t => t.Due <= passed)];
            timers.RemoveAll(t => t.Due <= passed);
        }

        foreach (var timer in due)
        {
            timer.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    sealed class Timer(SteppedTime time, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
            {
                time.timers.Remove(this);
                if (dueTime >= TimeSpan.Zero)
                {
                    Due = time.passed + dueTime;
                    time.timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
