namespace Clew.Intake;

/// <summary>
/// When things arrive, in Unix nanoseconds, never the same twice: arrival decides between records that speak of the
/// same moment.
/// </summary>
sealed class ArrivalClock(TimeProvider time)
{
    static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    long last;

    public long Next()
    {
        var now = (time.GetUtcNow() - Epoch).Ticks * 100;
        while (true)
        {
            var before = Volatile.Read(ref last);
            var next = Math.Max(now, before + 1);
            if (Interlocked.CompareExchange(ref last, next, before) == before)
            {
                return next;
            }
        }
    }
}
