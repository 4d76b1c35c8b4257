using Clew.Model;

namespace Clew.Store.Sqlite;

/// <summary>
/// Derives rows again, a few traces at a time, each step inside a transaction of the writer: takes the rows of a trace
/// away and writes its records once more, in the order of their arrival, as if they had just come.
/// </summary>
sealed class Reindexer(
    Database database,
    OpenTraces open,
    RowWriter rows,
    TraceMarks marks,
    IDeriver deriver,
    CommitChanges changes
)
{
    /// <summary>Requests that arrive meanwhile wait for one step: a fraction of a second, one giant trace aside.</summary>
    const int SpansPerStep = 2000;

    /// <summary>No block has this number: whatever a row names is committed.</summary>
    const long NoBlock = -1;

    const string Chosen =
        "FROM trace WHERE project > 0 AND no > ?1 AND no <= ?2 AND (?3 IS NULL OR (listed AND start >= ?3))";

    readonly Statement count = database.Prepare($"SELECT count(*) {Chosen}");
    readonly Statement next = database.Prepare($"SELECT no, project, id, spans {Chosen} ORDER BY no LIMIT 500");
    readonly Statement records = database.Prepare(RecordPlaces.OfTrace);
    readonly Statement hide = database.Prepare("UPDATE trace SET listed = 0 WHERE no = ?");
    readonly Statement[] clear =
    [
        .. new[] { "span", "span_record", "span_state" }.Select(table =>
            database.Prepare($"DELETE FROM {table} WHERE trace = ?")
        ),
        // What its records say, whatever that judges; what others say of this trace stays.
        database.Prepare("DELETE FROM score WHERE told_by = ?"),
    ];

    readonly Statement deleted = database.Prepare("SELECT up_to FROM deleted_score WHERE project = ? AND id = ?");

    // Traces that follow each other share blocks.
    readonly BlockReader blocks = new(database, remembered: 16);

    /// <summary>How many traces there are to do, and the number of the last: later ones are derived by these rules.</summary>
    public (long Last, long Traces) Measure(long? sinceNano)
    {
        var last = database.Scalar("SELECT max(no) FROM trace") ?? 0;
        count.Bind(1, 0).Bind(2, last).Bind(3, sinceNano);
        var traces = count.Step() ? count.Long(0) : 0;
        count.Reset();
        return (last, traces);
    }

    /// <summary>Does the next few traces after number <paramref name="after"/>.</summary>
    /// <returns>The number of the last one done, or <paramref name="last"/> at the end.</returns>
    public (long After, int Traces) Step(long after, long last, long? sinceNano)
    {
        var works = Choose(after, last, sinceNano);
        foreach (var work in works)
        {
            TakeRowsAway(work);
        }

        rows.Begin([], NoBlock);
        foreach (var block in works.SelectMany(w => w.Places.Keys).Distinct().Order().ToArray())
        {
            WriteAgain(block, works);
        }

        rows.WriteTraces();
        changes.NothingIsNew();
        foreach (var work in works.Where(w => w.Trace.ListedStart is null))
        {
            hide.Bind(1, work.Number).Run();
            changes.Add(work.Project, work.Id, default, ChangeKind.Deleted);
        }

        open.Trim(works.Sum(w => w.Trace.Tree.NodeCount));
        return works.Count == 0 ? (last, 0) : (works[^1].Number, works.Count);
    }

    List<Work> Choose(long after, long last, long? sinceNano)
    {
        var works = new List<Work>();
        var spans = 0L;
        next.Bind(1, after).Bind(2, last).Bind(3, sinceNano);
        while (spans < SpansPerStep && next.Step())
        {
            works.Add(new(next.Long(0), next.Long(1), TraceColumns.ReadId(next, 2)));
            spans += 1 + next.Long(3);
        }

        next.Reset();
        return works;
    }

    void TakeRowsAway(Work work)
    {
        RecordPlaces.Read(records.Bind(1, work.Number), work.Places);
        marks.MarkHours(work.Project, work.Number);
        foreach (var statement in clear)
        {
            statement.Bind(1, work.Number).Run();
        }

        work.Trace = open.Renew(work.Project, work.Id, work.Number);
    }

    void WriteAgain(long block, List<Work> works)
    {
        var here = works.Where(w => w.Places.ContainsKey(block)).ToArray();
        var byId = here.ToLookup(w => w.Id);
        var batches = new Dictionary<long, RecordBatch>();
        foreach (var record in blocks.Read(block))
        {
            // A record that names no trace is where its observation is.
            var candidates = record.TraceId.IsEmpty ? here : byId[record.TraceId];
            foreach (var work in candidates.Where(w => w.Places[block].Remove(record.Hash)))
            {
                if (!batches.TryGetValue(work.Project, out var batch))
                {
                    batches.Add(work.Project, batch = new() { Project = NameOf(work.Project) });
                }

                if (batch.ArrivalNano != record.ArrivalNano)
                {
                    Write(batch, work.Project, block);
                    batch.ArrivalNano = record.ArrivalNano;
                }

                RecordBatches.Add(batch, record, deriver);
                if (batch.Facts.MayHaveScores)
                {
                    LeaveOutDeletedScores(batch, work.Project, record.Sequence);
                }
            }
        }

        foreach (var (project, batch) in batches)
        {
            Write(batch, project, block);
        }
    }

    void LeaveOutDeletedScores(RecordBatch batch, long project, long sequence)
    {
        var (facts, entry) = (batch.Facts, batch.Entries[^1]);
        var said = facts.Slice(entry.FirstFact, entry.FactCount).ToArray();
        facts.Truncate(entry.FirstFact);
        foreach (var fact in said)
        {
            if (fact is not { Subject: Subject.Score, Object: Score score } || !IsDeleted(project, score.Id, sequence))
            {
                facts.Add(fact);
            }
        }

        batch.Entries[^1] = entry with { FactCount = facts.Count - entry.FirstFact };
    }

    bool IsDeleted(long project, string score, long sequence)
    {
        var isDeleted = deleted.Bind(1, project).Bind(2, score).Step() && sequence <= deleted.Long(0);
        deleted.Reset();
        return isDeleted;
    }

    string NameOf(long project)
    {
        using var find = database.PrepareOnce("SELECT id FROM project WHERE no = ?");
        return find.Bind(1, project).Step() ? find.Text(0)! : "";
    }

    void Write(RecordBatch batch, long project, long block)
    {
        rows.Write(WriteRequest.Of(batch, project, deriver), block);
        batch.Clear();
    }

    sealed record Work(long Number, long Project, TraceId Id)
    {
        public SortedDictionary<long, HashSet<long>> Places { get; } = [];

        public OpenTrace Trace { get; set; } = null!;
    }
}
