namespace Clew.Model;

/// <summary>What rows of single spans and of hours have to know of their trace.</summary>
sealed partial class TraceTree
{
    public const long Hour = 3_600_000_000_000;

    readonly HashSet<long> hours = [];
    HashSet<SpanId>? recounted;

    /// <summary>The hours since 1970 in which its spans start.</summary>
    public IReadOnlySet<long> Hours => hours;

    /// <summary>Spans that began or ceased to count towards the totals since they were put; whoever writes them down clears it.</summary>
    public HashSet<SpanId> Recounted => recounted ??= [];

    public bool HasRecounted => recounted is { Count: > 0 };

    /// <summary>Whether a span below this one, which need not have arrived, reports usage: then its own counts twice.</summary>
    public bool IsAboveUsage(SpanId id) => places.TryGetValue(id, out var place) && nodes[place].IsAboveUsage;

    /// <summary>The hour since 1970 that a moment is in.</summary>
    public static long HourOf(long nano) => (nano - (((nano % Hour) + Hour) % Hour)) / Hour;
}
