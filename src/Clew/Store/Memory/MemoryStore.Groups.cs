using System.Text;
using Clew.Model;
using Clew.Query;

namespace Clew.Store.Memory;

/// <summary>Sessions and users.</summary>
sealed partial class MemoryStore
{
    public Task<TraceGroupPage> FindGroupsAsync(TraceGroupQuery query, CancellationToken ct)
    {
        Func<TraceRow, string?> user = r => r.UserId;
        Func<TraceRow, string?> session = r => r.SessionId;
        var (key, other) = query.Key == TraceFields.Session ? (session, user) : (user, session);
        var groups = Rows(query.Project, TraceRows_NeedsGate)
            .Where(r => key(r.Trace!) is not null && r.Holds(query.Filter))
            .Select(r => r.Trace!)
            .OrderBy(r => r.StartNano)
            .GroupBy(r => key(r)!)
            .Select(g => TraceGroup.Of(g.Key, g, other))
            .ToList();
        groups.Sort((a, b) => Compare(CursorOf(query, a), CursorOf(query, b)) * (query.IsAscending ? 1 : -1));
        var page = groups
            .Where(g =>
                query.After is not { } after
                || Compare(CursorOf(query, g), after) is var order && (query.IsAscending ? order > 0 : order < 0)
            )
            .Take(query.Limit + 1)
            .ToArray();
        return Task.FromResult(
            new TraceGroupPage(
                page[..Math.Min(query.Limit, page.Length)],
                page.Length > query.Limit ? CursorOf(query, page[query.Limit - 1]) : null
            )
        );
    }

    static TraceGroupCursor CursorOf(TraceGroupQuery query, TraceGroup group) =>
        new(
            query.Order switch
            {
                TraceGroupOrder.Last => group.LastNano,
                TraceGroupOrder.First => group.FirstNano,
                TraceGroupOrder.Traces => group.Traces,
                TraceGroupOrder.Errors => group.Errors,
                TraceGroupOrder.Tokens => group.Usage.TotalTokens ?? -1,
                _ => group.CostPicoUsd ?? -1,
            },
            group.Key
        );

    static int Compare(TraceGroupCursor a, TraceGroupCursor b) =>
        a.Value != b.Value
            ? a.Value.CompareTo(b.Value)
            : Encoding.UTF8.GetBytes(a.Key).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b.Key));
}
