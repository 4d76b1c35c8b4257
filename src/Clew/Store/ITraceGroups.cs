using Clew.Model;
using Clew.Query;

namespace Clew.Store;

/// <summary>Sessions and users: what the traces of each add up to. Part of <see cref="ITraceStore"/> and its contract.</summary>
interface ITraceGroups
{
    /// <summary>Sessions or users that have a trace that fits; what is said of them is said of these traces.</summary>
    Task<TraceGroupPage> FindGroupsAsync(TraceGroupQuery query, CancellationToken ct);
}

/// <param name="Key"><see cref="TraceFields.Session"/> or <see cref="TraceFields.User"/>.</param>
sealed record TraceGroupQuery(string Project, QueryField Key)
{
    /// <summary>Of traces.</summary>
    public Filter Filter { get; init; } = Filter.Everything;

    /// <summary>Ties go by the key, in the order of its bytes.</summary>
    public TraceGroupOrder Order { get; init; }
    public bool IsAscending { get; init; }
    public int Limit { get; init; } = 50;

    /// <summary>Where the previous page of the same order ended.</summary>
    public TraceGroupCursor? After { get; init; }
}

enum TraceGroupOrder : byte
{
    /// <summary>By the start of the last trace.</summary>
    Last,
    First,
    Traces,

    /// <summary>Traces that failed.</summary>
    Errors,
    Tokens,
    Cost,
}

/// <param name="Value">That by which groups are ordered: Unix nanoseconds, a count, 10⁻¹² dollars; -1 for none.</param>
sealed record TraceGroupCursor(long Value, string Key);

/// <param name="Next">Null on the last page.</param>
sealed record TraceGroupPage(IReadOnlyList<TraceGroup> Groups, TraceGroupCursor? Next);

/// <summary>The traces of one session or user, added up.</summary>
sealed record TraceGroup
{
    public required string Key { get; init; }

    /// <summary>Starts of the first and of the last trace, Unix nanoseconds.</summary>
    public required long FirstNano { get; init; }
    public required long LastNano { get; init; }

    /// <summary>The latest end; null while nothing has ended.</summary>
    public long? EndNano { get; init; }
    public required int Traces { get; init; }

    /// <summary>Traces that failed.</summary>
    public int Errors { get; init; }
    public long Spans { get; init; }
    public Usage Usage { get; init; }
    public long? CostPicoUsd { get; init; }

    /// <summary>Of traces that have ended; null if none has.</summary>
    public double? AverageLatencyNano { get; init; }

    /// <summary>In ordinal order, at most <see cref="TraceRow.MaxNames"/>; and how many there are.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];
    public int OtherCount { get; init; }
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>Of the earliest trace that has an input, and of the latest that has an output.</summary>
    public string? FirstInput { get; init; }
    public string? LastOutput { get; init; }

    /// <param name="rows">In order of their start.</param>
    /// <param name="other">Of the other key: the users of a session, the sessions of a user.</param>
    public static TraceGroup Of(string key, IEnumerable<TraceRow> rows, Func<TraceRow, string?> other)
    {
        var (group, others, environments) = (
            default(TraceGroup),
            new SortedSet<string>(StringComparer.Ordinal),
            new NameSet()
        );
        var (latency, ended) = (0.0, 0);
        foreach (var row in rows)
        {
            group ??= new()
            {
                Key = key,
                FirstNano = row.StartNano,
                LastNano = row.StartNano,
                Traces = 0,
            };
            environments.Add(row.Environment);
            if (other(row) is { } name)
            {
                others.Add(name);
            }

            if (row.EndNano is { } end)
            {
                (latency, ended) = (latency + (end - row.StartNano), ended + 1);
            }

            group = group with
            {
                LastNano = row.StartNano,
                EndNano = row.EndNano > (group.EndNano ?? long.MinValue) ? row.EndNano : group.EndNano,
                Traces = group.Traces + 1,
                Errors = group.Errors + (row.Status == SpanStatus.Failed ? 1 : 0),
                Spans = group.Spans + row.SpanCount,
                Usage = group.Usage.Plus(row.Usage),
                CostPicoUsd = row.CostPicoUsd is { } cost ? (group.CostPicoUsd ?? 0) + cost : group.CostPicoUsd,
                FirstInput = group.FirstInput ?? row.InputPreview,
                LastOutput = row.OutputPreview ?? group.LastOutput,
            };
        }

        return group! with
        {
            AverageLatencyNano = ended == 0 ? null : latency / ended,
            Others = [.. others.Take(TraceRow.MaxNames)],
            OtherCount = others.Count,
            Environments = environments.Names,
        };
    }
}
