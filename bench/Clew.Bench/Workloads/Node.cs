namespace Clew.Bench.Workloads;

/// <summary>Where a span stands: its ids, its times in Unix nanoseconds, and its number among its siblings.</summary>
/// <param name="Trace">Trace id, low half first on the wire.</param>
/// <param name="Id">Span id.</param>
/// <param name="Parent">The parent's span id, 0 for a root.</param>
/// <param name="Start">Unix nanoseconds.</param>
/// <param name="End">Unix nanoseconds.</param>
/// <param name="Index">Position in the plan of its trace.</param>
readonly record struct Node(UInt128 Trace, ulong Id, ulong Parent, long Start, long End, int Index);
