using Clew.Model;

namespace Clew.Store.Sqlite;

/// <summary>
/// Turns a batch into rows, inside the writer's transaction. A span's first record is one insert; any further record
/// of it goes through the stored fold.
/// </summary>
sealed class RowWriter
{
    readonly Statement insertSpan;
    readonly Statement replaceSpan;
    readonly Statement findSpan;
    readonly Statement insertRecord;
    readonly Statement findState;
    readonly Statement putState;
    readonly Statement updateTrace;
    readonly Statement listTrace;
    readonly BlockReader blocks;
    readonly TextTable texts;
    readonly OpenTraces open;
    readonly IDeriver deriver;
    readonly CommitChanges changes;
    readonly ScoreWriter scores;
    readonly Unattached unattached;
    readonly TraceMarks marks;
    readonly List<OpenTrace> dirty = [];
    readonly FactList facts = new();
    readonly Fold fold = new();
    readonly FoldCodec codec = new();
    IReadOnlyList<WriteRequest> pending = [];
    long pendingBlock;

    public RowWriter(
        Database database,
        TextTable texts,
        OpenTraces open,
        IDeriver deriver,
        TraceMarks marks,
        CommitChanges changes
    )
    {
        (this.texts, this.open, this.deriver, this.marks) = (texts, open, deriver, marks);
        this.changes = changes;
        blocks = new(database);
        scores = new(database, texts, deriver, changes);
        unattached = new(database);
        var values = $"INTO span ({SpanColumns.Names}) VALUES ({SpanColumns.Parameters})";
        insertSpan = database.Prepare($"INSERT OR IGNORE {values}");
        replaceSpan = database.Prepare($"REPLACE {values}");
        findSpan = database.Prepare("SELECT block, hash FROM span WHERE trace = ? AND id = ?");
        insertRecord = database.Prepare(
            "INSERT OR IGNORE INTO span_record (trace, span, hash, block) VALUES (?, ?, ?, ?)"
        );
        findState = database.Prepare("SELECT state FROM span_state WHERE trace = ? AND span = ?");
        putState = database.Prepare("REPLACE INTO span_state (trace, span, state) VALUES (?, ?, ?)");
        updateTrace = database.Prepare(TraceColumns.Update);
        listTrace = database.Prepare(TraceColumns.UpdateAndList);
    }

    /// <summary>Writes the rows of a batch that will be part of block <paramref name="block"/>.</summary>
    public AppendResult Write(WriteRequest request, long block)
    {
        var appended = 0;
        var entries = request.Batch.Entries;
        for (var i = 0; i < entries.Count; i++)
        {
            if (WriteEntry(request, i, block))
            {
                appended++;
            }
            else
            {
                request.Duplicates.Add(i);
            }
        }

        return new(appended, entries.Count - appended);
    }

    /// <summary>Names the requests of the block that is written next.</summary>
    public void Begin(IReadOnlyList<WriteRequest> requests, long block) => (pending, pendingBlock) = (requests, block);

    /// <summary>Brings the rows of all changed traces up to date.</summary>
    public void WriteTraces()
    {
        foreach (var trace in dirty)
        {
            foreach (var id in trace.Tree.MissingPreviews().ToArray())
            {
                var (first, hash) = FindSpan(trace, id)!.Value;
                LoadFold(trace, id, first, hash);
                trace.Tree.SetPreviews(id, fold.Text(Field.InputPreview), fold.Text(Field.OutputPreview));
            }

            trace.Tree.SettlePreviews();
            var row = trace.Tree.Summarise(trace.Id, trace.Stated) with
            {
                CreatedNano = trace.CreatedNano,
                UpdatedNano = trace.UpdatedNano,
            };
            var moved = row.Exists && (trace.ListedStart != row.StartNano || TraceMarks.HasMoved(trace, row));
            var update = moved ? listTrace : updateTrace;
            TraceColumns.Bind(update, row, codec.Write(trace.Stated), trace.Loose, trace.Number);
            update.Run();
            marks.Write(trace, row);
            if (row.Exists)
            {
                var kind = trace.ListedStart is null ? ChangeKind.New : ChangeKind.Changed;
                changes.Add(trace.Project, trace.Id, default, kind);
            }

            trace.ListedStart = row.Exists ? row.StartNano : null;
            trace.IsDirty = false;
        }

        dirty.Clear();
    }

    /// <summary>After a rollback.</summary>
    public void Forget()
    {
        dirty.Clear();
        blocks.Forget();
    }

    bool WriteEntry(WriteRequest request, int index, long block)
    {
        var entry = request.Batch.Entries[index];
        var traceId = entry.TraceId;
        if (traceId.IsEmpty)
        {
            if (entry.Kind != RecordKind.LangfuseObservation)
            {
                scores.Write(request, index, null);
                return true;
            }

            if (unattached.TraceOf(request.Project, entry.SpanId) is not { } known)
            {
                return unattached.Wait(request.Project, entry, block);
            }

            traceId = known;
        }

        return WriteEntry(open.Find(request.Project, traceId), request, index, block);
    }

    bool WriteEntry(OpenTrace trace, WriteRequest request, int index, long block)
    {
        var entry = request.Batch.Entries[index];
        var isNew = entry.Kind.MakesSpan()
            ? WriteSpan(trace, request, index, block)
            : WriteLoose(trace, request, index, block);
        if (!isNew)
        {
            return false;
        }

        scores.Write(request, index, trace);
        BatchFolds.Apply(request.Batch, index, Subject.Trace, trace.Stated);
        trace.CreatedNano = Math.Min(trace.CreatedNano, request.Batch.ArrivalNano);
        trace.UpdatedNano = Math.Max(trace.UpdatedNano, request.Batch.ArrivalNano);
        if (!trace.IsDirty)
        {
            trace.IsDirty = true;
            dirty.Add(trace);
        }

        if (entry is { Kind: RecordKind.LangfuseObservation, TraceId.IsEmpty: false })
        {
            foreach (var (at, hash) in unattached.Attach(request.Project, entry.SpanId, trace.Number))
            {
                var (late, place) = RequestOf(at, hash, entry.SpanId, request);
                WriteEntry(trace, late, place, at);
            }
        }

        return true;
    }

    /// <summary>A record that waited without a trace, as if it came now.</summary>
    (WriteRequest Request, int Index) RequestOf(long block, long hash, SpanId span, WriteRequest now)
    {
        if (block == pendingBlock && FindPending(default, span, hash) is { } here)
        {
            return here;
        }

        var record = blocks.Find(block, default, hash);
        var batch = new RecordBatch { Project = now.Batch.Project, ArrivalNano = record.ArrivalNano };
        RecordBatches.Add(batch, record, deriver);
        return (WriteRequest.Of(batch, now.Project, deriver), 0);
    }

    /// <summary>A record of the block that is not written yet.</summary>
    (WriteRequest Request, int Index)? FindPending(TraceId trace, SpanId span, long hash)
    {
        foreach (var request in pending)
        {
            var index = request.Batch.Entries.FindIndex(e =>
                e.SpanId == span && e.Hash == hash && (e.TraceId == trace || e.TraceId.IsEmpty)
            );
            if (index >= 0)
            {
                return (request, index);
            }
        }

        return null;
    }

    bool WriteSpan(OpenTrace trace, WriteRequest request, int index, long block)
    {
        var entry = request.Batch.Entries[index];
        var row = request.Rows[index]!;
        var waited = trace.Loose > 0 && LoadState(trace, entry.SpanId);
        if (waited)
        {
            BatchFolds.Apply(request.Batch, index, Subject.Span, fold);
            row = deriver.Complete(request.Batch.Project, SpanRow.From(entry.SpanId, fold, request.Batch.ArrivalNano));
        }

        SpanColumns.Bind(insertSpan, trace.Number, row, IsAbove(trace, entry.SpanId), block, entry.Hash, texts);
        if (insertSpan.Run() == 0)
        {
            return WriteAgain(trace, request, index, block);
        }

        if (waited)
        {
            SaveState(trace, entry.SpanId);
        }

        Put(trace, row, ChangeKind.New);
        return true;
    }

    /// <summary>The span is there: this is the same record again, or a later version of it.</summary>
    bool WriteAgain(OpenTrace trace, WriteRequest request, int index, long block)
    {
        var entry = request.Batch.Entries[index];
        var (firstBlock, firstHash) = FindSpan(trace, entry.SpanId)!.Value;
        if (firstHash == entry.Hash || !InsertRecord(trace, entry, block))
        {
            return false;
        }

        LoadFold(trace, entry.SpanId, firstBlock, firstHash);
        MergeInto(trace, request, index, firstBlock, firstHash);
        return true;
    }

    /// <summary>A record about a span, which may be there or not, or about the trace alone.</summary>
    bool WriteLoose(OpenTrace trace, WriteRequest request, int index, long block)
    {
        var entry = request.Batch.Entries[index];
        if (!InsertRecord(trace, entry, block))
        {
            return false;
        }

        if (entry.SpanId.IsEmpty)
        {
            return true;
        }

        if (FindSpan(trace, entry.SpanId) is { } first)
        {
            LoadFold(trace, entry.SpanId, first.Block, first.Hash);
            MergeInto(trace, request, index, first.Block, first.Hash);
        }
        else
        {
            LoadState(trace, entry.SpanId);
            BatchFolds.Apply(request.Batch, index, Subject.Span, fold);
            SaveState(trace, entry.SpanId);
        }

        return true;
    }

    void MergeInto(OpenTrace trace, WriteRequest request, int index, long firstBlock, long firstHash)
    {
        var id = request.Batch.Entries[index].SpanId;
        BatchFolds.Apply(request.Batch, index, Subject.Span, fold);
        SaveState(trace, id);
        var row = deriver.Complete(request.Batch.Project, SpanRow.From(id, fold, request.Batch.ArrivalNano));
        SpanColumns.Bind(replaceSpan, trace.Number, row, IsAbove(trace, id), firstBlock, firstHash, texts);
        replaceSpan.Run();
        Put(trace, row, ChangeKind.Changed);
    }

    static bool IsAbove(OpenTrace trace, SpanId id) => trace.Tree.IsAboveUsage(id);

    void Put(OpenTrace trace, SpanRow row, ChangeKind kind)
    {
        changes.Add(trace.Project, trace.Id, row.SpanId, kind);
        if (!trace.Tree.TryPut(row))
        {
            marks.MarkHours(trace);
            open.Rebuild(trace);
        }
    }

    bool InsertRecord(OpenTrace trace, RecordBatch.Entry entry, long block)
    {
        insertRecord.Bind(1, trace.Number).Bind(3, entry.Hash).Bind(4, block);
        SpanColumns.BindRecordId(insertRecord, 2, entry.SpanId);

        if (insertRecord.Run() == 0)
        {
            return false;
        }

        trace.Loose++;
        return true;
    }

    (long Block, long Hash)? FindSpan(OpenTrace trace, SpanId id)
    {
        SpanColumns.BindId(findSpan.Bind(1, trace.Number), 2, id);
        (long, long)? found = findSpan.Step() ? (findSpan.Long(0), findSpan.Long(1)) : null;
        findSpan.Reset();
        return found;
    }

    /// <summary>Loads the fold of a span that is there: the stored one, else that of its only record.</summary>
    void LoadFold(OpenTrace trace, SpanId id, long block, long hash)
    {
        if (LoadState(trace, id))
        {
            return;
        }

        // The first record came with this same block, which is not written yet.
        if (block == pendingBlock && FindPending(trace.Id, id, hash) is var (request, first))
        {
            BatchFolds.Apply(request.Batch, first, Subject.Span, fold);
            return;
        }

        var record = blocks.Find(block, trace.Id, hash);
        facts.Truncate(0);
        var derived = deriver.Derive(record, facts, detail: false);
        var stamp = derived.StampOf(record);
        foreach (ref readonly var fact in facts.Slice(0, facts.Count))
        {
            if (fact.Subject == Subject.Span)
            {
                fold.Apply(fact, stamp);
            }
        }
    }

    bool LoadState(OpenTrace trace, SpanId id)
    {
        fold.Clear();
        SpanColumns.BindId(findState.Bind(1, trace.Number), 2, id);
        var found = findState.Step();
        if (found)
        {
            FoldCodec.ReadInto(fold, findState.Blob(0));
        }

        findState.Reset();
        return found;
    }

    void SaveState(OpenTrace trace, SpanId id)
    {
        SpanColumns.BindId(putState.Bind(1, trace.Number), 2, id);
        putState.Bind(3, codec.Write(fold)).Run();
    }
}
