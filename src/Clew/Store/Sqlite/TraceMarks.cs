using Clew.Model;

namespace Clew.Store.Sqlite;

/// <summary>
/// What is noted beside a trace's row when it has changed: which of its spans count, its last hour, and the hours whose
/// roll-ups are no longer true. On the writing connection.
/// </summary>
sealed class TraceMarks(Database database)
{
    /// <summary>A <see cref="OpenTrace.LateHour"/> that has to be written in any case.</summary>
    public const long Unknown = -1;

    const string HourOfStart = $"(start - ((start % {Hour}) + {Hour}) % {Hour}) / {Hour}";
    const string Hour = "3600000000000";

    readonly Statement recount = database.Prepare(
        $"UPDATE span SET kind = CASE WHEN ?3 THEN kind | {SpanColumns.AboveUsage} ELSE kind & ~{SpanColumns.AboveUsage} END "
            + "WHERE trace = ?1 AND id = ?2"
    );
    readonly Statement setLateHour = database.Prepare("UPDATE trace SET late_hour = ?2 WHERE no = ?1");
    readonly Statement hoursOf = database.Prepare(
        $"SELECT {HourOfStart} FROM trace WHERE no = ?1 UNION SELECT {HourOfStart} FROM span WHERE trace = ?1"
    );
    readonly Statement mark = database.Prepare("INSERT OR IGNORE INTO dirty_hour (project, hour) VALUES (?, ?)");
    readonly Statement drop = database.Prepare("DELETE FROM rollup WHERE project = ? AND hour = ?");

    readonly Statement put = database.Prepare(
        "REPLACE INTO rollup (project, hour, rows, data) VALUES (?1, ?2, ?3, ?4)"
    );
    readonly Statement clean = database.Prepare("DELETE FROM dirty_hour WHERE project = ? AND hour = ?");

    // Hours that are being rolled up and have not changed since that began.
    readonly HashSet<(long Project, long Hour)> rolling = [];

    // Hours that are known to be marked; nothing else is true of those that are not in it.
    readonly HashSet<(long Project, long Hour)> marked = [];

    /// <summary>Whether a column has changed that has an index of its own.</summary>
    public static bool HasMoved(OpenTrace trace, TraceRow row) =>
        trace.ListedSession != row.SessionId || trace.ListedUser != row.UserId;

    /// <summary>After the row was written.</summary>
    public void Write(OpenTrace trace, TraceRow row)
    {
        (trace.ListedSession, trace.ListedUser) = (row.SessionId, row.UserId);
        if (trace.Tree.HasRecounted)
        {
            foreach (var id in trace.Tree.Recounted)
            {
                SpanColumns.BindId(recount.Bind(1, trace.Number), 2, id);
                recount.Bind(3, trace.Tree.IsAboveUsage(id) ? 1 : 0).Run();
            }

            trace.Tree.Recounted.Clear();
        }

        var first = TraceTree.HourOf(row.StartNano);
        var last = trace.Tree.Hours.Count > 1 ? trace.Tree.Hours.Max() : first;
        var late = last > first ? last : 0;
        if (trace.LateHour != late)
        {
            setLateHour.Bind(1, trace.Number).Bind(2, late == 0 ? null : late).Run();
            trace.LateHour = late;
        }

        MarkHours(trace);
        Mark(trace.Project, first);
        if (trace.ListedStart is { } old)
        {
            Mark(trace.Project, TraceTree.HourOf(old));
        }
    }

    /// <summary>The hours of the spans of a trace as they are known.</summary>
    public void MarkHours(OpenTrace trace)
    {
        foreach (var hour in trace.Tree.Hours)
        {
            Mark(trace.Project, hour);
        }
    }

    /// <summary>The hours of a trace whose rows are about to go.</summary>
    public void MarkHours(long project, long trace)
    {
        var hours = new List<long>();
        hoursOf.Bind(1, trace);
        while (hoursOf.Step())
        {
            hours.Add(hoursOf.Long(0));
        }

        hours.ForEach(hour => Mark(project, hour));
    }

    /// <summary>From here on, changes of the hour are noticed.</summary>
    public void BeginRollup(long project, long hour) => rolling.Add((project, hour));

    /// <summary>The hour is rolled up, unless it has changed since.</summary>
    /// <param name="data">Empty if the hour has no rows.</param>
    public void EndRollup(long project, long hour, byte[] data, long rows)
    {
        if (!rolling.Remove((project, hour)))
        {
            return;
        }

        marked.Remove((project, hour));
        clean.Bind(1, project).Bind(2, hour).Run();
        if (data.Length > 0)
        {
            put.Bind(1, project).Bind(2, hour).Bind(3, rows).Bind(4, data.AsSpan()).Run();
        }
    }

    /// <summary>After a rollback: an hour that is being rolled up may have been marked by what is undone, or by what is not.</summary>
    public void Forget()
    {
        marked.Clear();
        rolling.Clear();
    }

    void Mark(long project, long hour)
    {
        if (rolling.Count > 0)
        {
            rolling.Remove((project, hour));
        }

        if (marked.Add((project, hour)))
        {
            mark.Bind(1, project).Bind(2, hour).Run();
            drop.Bind(1, project).Bind(2, hour).Run();
        }
    }
}
