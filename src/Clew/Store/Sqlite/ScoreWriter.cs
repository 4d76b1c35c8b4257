using Clew.Model;

namespace Clew.Store.Sqlite;

/// <summary>Keeps the scores that new records state, inside the writer's transaction.</summary>
sealed class ScoreWriter(Database database, TextTable texts, IDeriver deriver, CommitChanges changes)
{
    /// <summary>In place of the number of a trace, for records of none.</summary>
    const long NoTrace = 0;

    readonly Statement put = database.Prepare(ScoreColumns.Put);

    /// <param name="index">The entry of the batch; it must not be a duplicate.</param>
    /// <param name="trace">The trace of the record, which need not be what it judges; null if it has none.</param>
    public void Write(WriteRequest request, int index, OpenTrace? trace)
    {
        var batch = request.Batch;
        if (!batch.Facts.MayHaveScores)
        {
            return;
        }

        var entry = batch.Entries[index];
        var stamp = batch.StampOf(entry);
        foreach (ref readonly var fact in batch.Facts.Slice(entry.FirstFact, entry.FactCount))
        {
            if (fact is { Subject: Subject.Score, Object: Score score })
            {
                var whole = deriver.Complete(batch.Project, score);
                ScoreColumns.Bind(put, trace?.Number ?? NoTrace, request.Project, fact, whole, stamp, texts);
                put.Run();
                if (!score.TraceId.IsEmpty && score.TraceId != trace?.Id)
                {
                    changes.Add(request.Project, score.TraceId, default, ChangeKind.Changed);
                }
            }
        }
    }
}
