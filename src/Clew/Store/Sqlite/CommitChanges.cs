using Clew.Model;

namespace Clew.Store.Sqlite;

/// <summary>What a transaction of the writer changes, gathered only if somebody listens; told once it is committed.</summary>
sealed class CommitChanges(ChangeFeed feed, ProjectNumbers projects)
{
    readonly List<(long Project, TraceChange Change)> gathered = [];
    bool isWanted;

    /// <summary>At the start of a transaction.</summary>
    public void Begin()
    {
        isWanted = feed.IsWanted;
        gathered.Clear();
    }

    public void Add(long project, TraceId trace, SpanId span, ChangeKind kind)
    {
        if (isWanted)
        {
            gathered.Add((project, new(trace, span, kind)));
        }
    }

    /// <summary>Rows that are made again were to be seen before.</summary>
    public void NothingIsNew()
    {
        for (var i = 0; i < gathered.Count; i++)
        {
            var (project, change) = gathered[i];
            if (change.Kind == ChangeKind.New)
            {
                gathered[i] = (project, change with { Kind = ChangeKind.Changed });
            }
        }
    }

    /// <summary>After the commit.</summary>
    public void Announce()
    {
        if (gathered.Count > 0)
        {
            feed.Announce(gathered.Select(g => (projects.NameOf(g.Project), g.Change)));
            gathered.Clear();
        }
    }
}
