using Clew.Model;
using Microsoft.Extensions.Logging;

namespace Clew.Store.Sqlite;

/// <summary>A record that is to be wiped: the row that names it, and the block that holds it.</summary>
/// <param name="IsFirst">The row is the span's own, else one of <c>span_record</c>.</param>
readonly record struct DoomedRecord(long Trace, TraceId Id, SpanId Span, long Block, long Hash, bool IsFirst);

/// <summary>
/// Takes traces away, inside transactions of the writer. The first one hides them; the next ones write the blocks again
/// without their records, a few blocks each, and take the rows of these away with them: what is left is always what is
/// still to do.
/// </summary>
sealed class Eraser(
    Database database,
    OpenTraces open,
    TextTable texts,
    BlockWriter blocks,
    TraceMarks marks,
    CommitChanges changes,
    ILogger log
)
{
    /// <summary>Requests that arrive meanwhile wait for one step: about a tenth of a second, one giant block aside.</summary>
    const long BytesPerStep = 8 << 20;
    const int RecordsPerStep = 4000;

    readonly Statement findTrace = database.Prepare("SELECT no, listed, spans FROM trace WHERE project = ? AND id = ?");
    readonly Statement hide = database.Prepare("UPDATE trace SET project = -no, listed = 0 WHERE no = ?");
    readonly Statement forgetObservations = database.Prepare(
        "DELETE FROM observation WHERE project = ?1 AND id IN (SELECT id FROM span WHERE trace = ?2) AND trace = ?2"
    );
    readonly Statement suspectScores = database.Prepare(
        "INSERT OR IGNORE INTO suspect_text SELECT name FROM score WHERE told_by = ?1 UNION "
            + "SELECT dialect FROM score WHERE told_by = ?1 AND dialect IS NOT NULL UNION "
            + "SELECT key FROM score WHERE told_by = ?1 AND key IS NOT NULL"
    );
    readonly Statement told = database.Prepare("SELECT DISTINCT trace FROM score WHERE told_by = ?");
    readonly Statement deleteToldScores = database.Prepare("DELETE FROM score WHERE told_by = ?");
    readonly Statement judged = database.Prepare("SELECT DISTINCT trace FROM score WHERE project = ? AND id = ?");
    readonly Statement judgements = database.Prepare(ScoreColumns.OfTrace);
    readonly Statement deleteScore = database.Prepare("DELETE FROM score WHERE project = ? AND id = ?");
    readonly Statement strike = database.Prepare("REPLACE INTO deleted_score (project, id, up_to) VALUES (?, ?, ?)");

    readonly Statement readBlock = database.Prepare("SELECT raw_length, data FROM block WHERE no = ?");
    readonly Statement writeBlock = database.Prepare("UPDATE block SET raw_length = ?2, data = ?3 WHERE no = ?1");
    readonly Statement spanTexts = database.Prepare(
        $"SELECT {string.Join(", ", SpanColumns.TextNames)} FROM span WHERE trace = ? AND id = ?"
    );
    readonly Statement deleteSpan = database.Prepare("DELETE FROM span WHERE trace = ? AND id = ?");
    readonly Statement deleteState = database.Prepare("DELETE FROM span_state WHERE trace = ? AND span = ?");
    readonly Statement deleteRecord = database.Prepare(
        "DELETE FROM span_record WHERE trace = ? AND span = ? AND hash = ?"
    );
    readonly Statement deleteTrace = database.Prepare("DELETE FROM trace WHERE no = ? AND project < 0");
    readonly Statement suspect = database.Prepare("INSERT OR IGNORE INTO suspect_text (no) VALUES (?)");
    long written;

    /// <summary>Hides traces from everybody: from here on they are deleted.</summary>
    /// <param name="last">The sequence of the last record that was committed.</param>
    public DeleteResult Hide(long project, IReadOnlyCollection<TraceId> ids, long last)
    {
        var (traces, spans) = (0, 0L);
        foreach (var id in ids)
        {
            TraceColumns.BindId(findTrace.Bind(1, project), 2, id);
            if (!findTrace.Step())
            {
                continue;
            }

            var number = findTrace.Long(0);
            traces += (int)findTrace.Long(1);
            spans += findTrace.Long(2);
            var isListed = findTrace.Long(1) != 0;
            findTrace.Reset();
            if (isListed)
            {
                changes.Add(project, id, default, ChangeKind.Deleted);
            }

            open.Drop(project, id);
            marks.MarkHours(project, number);
            hide.Bind(1, number).Run();
            Settings.BeginDeletion(database);
            forgetObservations.Bind(1, project).Bind(2, number).Run();
            suspectScores.Bind(1, number).Run();
            AddJudged(project, told.Bind(1, number), except: id);
            deleteToldScores.Bind(1, number).Run();
        }

        // Only now: a trace that goes too has no say in who judges.
        foreach (var score in ids.SelectMany(id => Judgements(project, id)).ToArray())
        {
            DeleteScore(project, score, last);
        }

        return new(traces, spans);
    }

    /// <returns>False if there is no such score.</returns>
    public bool DeleteScore(long project, string id, long last)
    {
        AddJudged(project, judged.Bind(1, project).Bind(2, id), except: default);
        var found = deleteScore.Bind(1, project).Bind(2, id).Run() > 0;
        if (found)
        {
            strike.Bind(1, project).Bind(2, id).Bind(3, last).Run();
        }

        return found;
    }

    /// <summary>Wipes the next few of some records that are ordered by block.</summary>
    /// <returns>How many are done now.</returns>
    public int Wipe(IReadOnlyList<DoomedRecord> records, int done)
    {
        var suspects = new HashSet<long>();
        var bytes = 0L;
        for (var first = done; done < records.Count && bytes < BytesPerStep && done - first < RecordsPerStep; )
        {
            var block = records[done].Block;
            var here = records.Skip(done).TakeWhile(r => r.Block == block).ToArray();
            bytes += WriteWithout(block, here);
            foreach (var record in here)
            {
                DeleteRows(record, suspects);
            }

            done += here.Length;
        }

        foreach (var text in suspects)
        {
            suspect.Bind(1, text).Run();
        }

        return done;
    }

    /// <summary>About how many bytes were written since the last time.</summary>
    public long TakeWritten()
    {
        var bytes = written;
        written = 0;
        return bytes;
    }

    /// <summary>Takes the rows of traces away that have nothing left.</summary>
    public void Forget(IEnumerable<long> traces)
    {
        foreach (var trace in traces)
        {
            deleteTrace.Bind(1, trace).Run();
        }
    }

    /// <summary>Begins to watch the suspects: a text that a new row names meanwhile is none.</summary>
    public HashSet<long> WatchTexts()
    {
        var suspects = new HashSet<long>();
        using var all = database.PrepareOnce("SELECT no FROM suspect_text");
        while (all.Step())
        {
            suspects.Add(all.Long(0));
        }

        if (suspects.Count > 0)
        {
            texts.Watch([.. suspects]);
        }

        return suspects;
    }

    /// <summary>Ends it. A suspect that came into use meanwhile is left to the next deletion.</summary>
    /// <param name="suspects">As they were.</param>
    /// <param name="unused">Those that no row named.</param>
    public void DeleteTexts(IReadOnlySet<long> suspects, IReadOnlySet<long> unused)
    {
        var unwatched = texts.EndWatch();
        // The highest number must not be given again: readers remember what it meant.
        using var clear = database.PrepareOnce("UPDATE text SET value = CAST(no AS BLOB) WHERE no = ?");
        using var delete = database.PrepareOnce("DELETE FROM text WHERE no = ? AND no < (SELECT max(no) FROM text)");
        using var settle = database.PrepareOnce("DELETE FROM suspect_text WHERE no = ?");
        foreach (var text in suspects)
        {
            if (!unused.Contains(text))
            {
                settle.Bind(1, text).Run();
            }
            else if (unwatched.Contains(text))
            {
                clear.Bind(1, text).Run();
                delete.Bind(1, text).Run();
                settle.Bind(1, text).Run();
            }
        }

        texts.Forget();
    }

    /// <summary>The traces that lose a score.</summary>
    void AddJudged(long project, Statement traces, TraceId except)
    {
        while (traces.Step())
        {
            if (!traces.IsNull(0) && TraceColumns.ReadId(traces, 0) is var trace && trace != except)
            {
                changes.Add(project, trace, default, ChangeKind.Changed);
            }
        }
    }

    List<string> Judgements(long project, TraceId id)
    {
        var scores = new List<string>();
        TraceColumns.BindId(judgements.Bind(1, project), 2, id);
        while (judgements.Step())
        {
            scores.Add(ScoreColumns.ReadId(judgements));
        }

        return scores;
    }

    /// <returns>The size of the block.</returns>
    int WriteWithout(long block, DoomedRecord[] records)
    {
        if (!readBlock.Bind(1, block).Step())
        {
            return 0;
        }

        var length = (int)readBlock.Long(0);
        IReadOnlyList<RecordBlock.Part> parts;
        try
        {
            parts = RecordBlock.ReadParts(readBlock.Blob(1), length);
        }
        catch (InvalidDataException e)
        {
            // Nobody can read it: it must not stand in the way of the others.
            StoreLog.BlockCannotBeWiped(log, block, e);
            return length;
        }
        finally
        {
            readBlock.Reset();
        }

        if (!Remove(parts, records))
        {
            return length;
        }

        // An empty block stays, as a few bytes: the numbers of the next record and block go on from the last one.
        var isEmpty = parts.All(p => p.Entries.All(e => e.Kind == 0));
        var (data, rawLength) = blocks.Write(isEmpty ? [] : parts);
        written += data.Length + (256L * records.Length);
        writeBlock.Bind(1, block).Bind(2, rawLength).Bind(3, data.Span).Run();
        return length;
    }

    /// <summary>
    /// A block can hold the same record of two projects; readers take the first, so the last one goes. A record that
    /// names no trace is of that in which its observation is.
    /// </summary>
    static bool Remove(IReadOnlyList<RecordBlock.Part> parts, DoomedRecord[] records)
    {
        var left = records.ToLookup(r => r.Hash).ToDictionary(g => g.Key, g => g.Select(r => r.Id).ToList());
        var removed = false;
        foreach (var part in parts.Reverse())
        {
            for (var i = part.Entries.Length - 1; i >= 0; i--)
            {
                var entry = part.Entries[i];
                if (entry.Kind == 0 || !left.TryGetValue(entry.Hash, out var traces))
                {
                    continue;
                }

                var place = entry.TraceId.IsEmpty ? traces.Count - 1 : traces.IndexOf(entry.TraceId);
                if (place >= 0)
                {
                    traces.RemoveAt(place);
                    part.Entries[i] = default;
                    removed = true;
                }
            }
        }

        return removed;
    }

    void DeleteRows(in DoomedRecord record, HashSet<long> suspects)
    {
        if (record.IsFirst)
        {
            Bind(spanTexts, record);
            while (spanTexts.Step())
            {
                for (var column = 0; column < SpanColumns.TextNames.Count; column++)
                {
                    if (spanTexts.LongOrNull(column) is { } text)
                    {
                        suspects.Add(text);
                    }
                }
            }

            Bind(deleteSpan, record).Run();
        }
        else
        {
            Bind(deleteRecord, record).Bind(3, record.Hash).Run();
        }

        Bind(deleteState, record).Run();
    }

    static Statement Bind(Statement statement, in DoomedRecord record)
    {
        SpanColumns.BindRecordId(statement.Bind(1, record.Trace), 2, record.Span);
        return statement;
    }
}
