using Clew.Model;

namespace Clew.Store.Sqlite;

/// <summary>
/// Which trace an observation belongs to, for updates that do not say; those whose observation has not arrived wait.
/// </summary>
sealed class Unattached(Database database)
{
    /// <summary>By project and observation.</summary>
    public const string TraceOfObservation =
        "SELECT trace.id FROM observation JOIN trace ON trace.no = observation.trace AND trace.project = ?1 "
        + "WHERE observation.project = ?1 AND observation.id = ?2";

    readonly Statement find = database.Prepare(TraceOfObservation);

    // The trace that it was in may have been deleted.
    readonly Statement put = database.Prepare(
        "INSERT INTO observation (project, id, trace) VALUES (?, ?, ?) ON CONFLICT (id, project) DO UPDATE "
            + "SET trace = excluded.trace WHERE NOT EXISTS (SELECT 1 FROM trace WHERE trace.no = observation.trace "
            + "AND trace.project = observation.project)"
    );
    readonly Statement wait = database.Prepare(
        "INSERT OR IGNORE INTO unattached (project, id, hash, block) VALUES (?, ?, ?, ?)"
    );
    readonly Statement waiting = database.Prepare("SELECT block, hash FROM unattached WHERE project = ? AND id = ?");
    readonly Statement release = database.Prepare("DELETE FROM unattached WHERE project = ? AND id = ?");

    /// <summary>The trace that an observation is known to be in.</summary>
    public TraceId? TraceOf(long project, SpanId id)
    {
        SpanColumns.BindId(find.Bind(1, project), 2, id);
        TraceId? trace = find.Step() ? TraceColumns.ReadId(find, 0) : null;
        find.Reset();
        return trace;
    }

    /// <summary>Lets a record wait; false if it does already.</summary>
    public bool Wait(long project, in RecordBatch.Entry entry, long block)
    {
        SpanColumns.BindId(wait.Bind(1, project), 2, entry.SpanId);
        return wait.Bind(3, entry.Hash).Bind(4, block).Run() > 0;
    }

    /// <summary>Remembers the trace of an observation.</summary>
    /// <returns>The records that waited for it, by block and hash; they wait no longer.</returns>
    public IReadOnlyList<(long Block, long Hash)> Attach(long project, SpanId id, long trace)
    {
        SpanColumns.BindId(put.Bind(1, project), 2, id);
        if (put.Bind(3, trace).Run() == 0)
        {
            return [];
        }

        var records = new List<(long, long)>();
        SpanColumns.BindId(waiting.Bind(1, project), 2, id);
        while (waiting.Step())
        {
            records.Add((waiting.Long(0), waiting.Long(1)));
        }

        if (records.Count > 0)
        {
            SpanColumns.BindId(release.Bind(1, project), 2, id);
            release.Run();
        }

        return records;
    }
}
