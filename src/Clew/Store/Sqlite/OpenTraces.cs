using Clew.Model;

namespace Clew.Store.Sqlite;

/// <summary>A trace that is being written: its tree and what was said of it, as they are in the current transaction.</summary>
sealed class OpenTrace
{
    public required long Number { get; init; }
    public required long Project { get; init; }
    public required TraceId Id { get; init; }
    public TraceTree Tree { get; set; } = new();
    public Fold Stated { get; } = new();

    /// <summary>How many records it has that are not some span's first one.</summary>
    public long Loose { get; set; }

    /// <summary>The start in its row; null while the row is hidden because there is no span.</summary>
    public long? ListedStart { get; set; }

    /// <summary>Likewise of columns that have an index.</summary>
    public string? ListedSession { get; set; }
    public string? ListedUser { get; set; }

    /// <summary>The hour of its last span if that is not the hour of its start, as the row has it; 0 for none.</summary>
    public long LateHour { get; set; }

    /// <summary>Arrival of its first and last record, Unix nanoseconds.</summary>
    public long CreatedNano { get; set; } = long.MaxValue;
    public long UpdatedNano { get; set; }

    /// <summary>Changed since its row was last written.</summary>
    public bool IsDirty { get; set; }
}

/// <summary>
/// The traces that were written lately, so that a span finds its trace without reading. Bounded: when the younger half
/// weighs <see cref="HalfWeight"/> the older half is dropped, and a dropped trace is read again when it is needed.
/// </summary>
sealed class OpenTraces(Database database, TextNames texts)
{
    /// <summary>In spans of about 200 bytes: both halves together take about 25 MB, one giant trace aside.</summary>
    const int HalfWeight = 64_000;

    /// <summary>What a trace weighs without its spans: previews, tables, what was said of it.</summary>
    const int TraceWeight = 16;

    readonly Statement find = database.Prepare(
        $"SELECT {TraceColumns.Names}, no, stated, loose, listed, late_hour FROM trace WHERE project = ? AND id = ?"
    );
    readonly Statement create = database.Prepare(
        "INSERT INTO trace (project, id, start, listed, spans, errors, status, public, loose) "
            + "VALUES (?, ?, 0, 0, 0, 0, 0, 0, 0) RETURNING no"
    );
    readonly Statement spans = database.Prepare($"SELECT {SpanColumns.Names} FROM span WHERE trace = ?");

    Dictionary<(long Project, TraceId Id), OpenTrace> young = [];
    Dictionary<(long Project, TraceId Id), OpenTrace> old = [];
    int youngWeight;

    /// <summary>The trace, made if it is not there.</summary>
    public OpenTrace Find(long project, TraceId id)
    {
        var key = (project, id);
        if (young.TryGetValue(key, out var trace))
        {
            return trace;
        }

        if (!old.Remove(key, out trace))
        {
            trace = Load(project, id) ?? Create(project, id);
        }

        young.Add(key, trace);
        youngWeight += TraceWeight + trace.Tree.NodeCount;
        return trace;
    }

    /// <summary>The trace as if nothing had been written of it: its rows have been taken away.</summary>
    public OpenTrace Renew(long project, TraceId id, long number)
    {
        var trace = new OpenTrace
        {
            Number = number,
            Project = project,
            Id = id,
            LateHour = TraceMarks.Unknown,
        };
        old.Remove((project, id));
        young[(project, id)] = trace;
        youngWeight += TraceWeight;
        return trace;
    }

    /// <summary>The trace is deleted: whoever speaks of it next starts it anew.</summary>
    public void Drop(long project, TraceId id)
    {
        young.Remove((project, id));
        old.Remove((project, id));
    }

    /// <summary>Reads the tree again from its rows.</summary>
    public void Rebuild(OpenTrace trace)
    {
        trace.Tree = new();
        var marked = new List<(SpanId Id, bool IsAbove)>();
        spans.Bind(1, trace.Number);
        while (spans.Step())
        {
            var row = SpanColumns.Read(spans, texts.Of);
            marked.Add((row.SpanId, SpanColumns.IsAboveUsage(spans)));
            if (!trace.Tree.TryPut(row))
            {
                throw new InvalidDataException("A span has two rows.");
            }
        }

        trace.Tree.Recounted.Clear();
        trace.Tree.Recounted.UnionWith(marked.Where(m => m.IsAbove != trace.Tree.IsAboveUsage(m.Id)).Select(m => m.Id));
    }

    /// <summary>Between commits: makes room. A trace that is dropped must not be dirty.</summary>
    public void Trim(int writtenSpans)
    {
        youngWeight += writtenSpans;
        if (youngWeight >= HalfWeight)
        {
            (old, young) = (young, []);
            youngWeight = 0;
        }
    }

    /// <summary>After a rollback: nothing here is true any more.</summary>
    public void Forget()
    {
        young.Clear();
        old.Clear();
        youngWeight = 0;
    }

    OpenTrace? Load(long project, TraceId id)
    {
        TraceColumns.BindId(find.Bind(1, project), 2, id);
        if (!find.Step())
        {
            return null;
        }

        var row = TraceColumns.Read(find);
        var trace = new OpenTrace
        {
            Number = find.Long(TraceColumns.Count),
            Project = project,
            Id = id,
            Loose = find.Long(TraceColumns.Count + 2),
            ListedStart = find.Long(TraceColumns.Count + 3) != 0 ? row.StartNano : null,
            ListedSession = row.SessionId,
            ListedUser = row.UserId,
            LateHour = find.LongOrNull(TraceColumns.Count + 4) ?? 0,
            CreatedNano = row.CreatedNano > 0 ? row.CreatedNano : long.MaxValue,
            UpdatedNano = row.UpdatedNano,
        };
        if (!find.IsNull(TraceColumns.Count + 1))
        {
            FoldCodec.ReadInto(trace.Stated, find.Blob(TraceColumns.Count + 1));
        }

        find.Reset();
        if (row.SpanCount > 0)
        {
            Rebuild(trace);
            // What the trace has of its own is not lent by a span.
            trace.Tree.SetPreviews(row.HasOwnInput ? default : row.InputSpanId, row.InputPreview, null);
            trace.Tree.SetPreviews(row.HasOwnOutput ? default : row.OutputSpanId, null, row.OutputPreview);
        }

        return trace;
    }

    OpenTrace Create(long project, TraceId id)
    {
        TraceColumns.BindId(create.Bind(1, project), 2, id);
        create.Step();
        var number = create.Long(0);
        create.Reset();
        return new()
        {
            Number = number,
            Project = project,
            Id = id,
        };
    }
}
