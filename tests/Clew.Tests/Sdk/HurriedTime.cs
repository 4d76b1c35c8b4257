namespace Clew.Tests.Sdk;

/// <summary>A clock on which pauses pass at once and are noted; what lasts a minute or more never comes to its end.</summary>
sealed class HurriedTime(DateTimeOffset now) : TimeProvider
{
    public static readonly DateTimeOffset Start = new DateTimeOffset(2026, 11, 21, 8, 30, 0, TimeSpan.Zero).AddTicks(
        1_234_567
    );

    DateTimeOffset now = now;

    public HurriedTime()
        : this(Start) { }

    public List<TimeSpan> Pauses { get; } = [];

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.FromMinutes(1) && dueTime >= TimeSpan.Zero)
        {
            Pauses.Add(dueTime);
            now += dueTime;
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new Nothing();
    }

    sealed class Nothing : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
