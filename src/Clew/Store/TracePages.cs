using Clew.Model;

namespace Clew.Store;

/// <summary>How a list of one trace too many becomes a page and a cursor.</summary>
static class TracePages
{
    /// <param name="traces">In order, one more than <paramref name="limit"/> if there are more.</param>
    public static TracePage Cut(List<TraceRow> traces, int limit)
    {
        if (traces.Count <= limit)
        {
            return new(traces, null);
        }

        traces.RemoveRange(limit, traces.Count - limit);
        var last = traces[^1];
        return new(traces, new(last.StartNano, last.TraceId));
    }
}
