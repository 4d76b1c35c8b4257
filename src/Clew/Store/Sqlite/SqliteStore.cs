using System.Runtime.CompilerServices;
using Clew.Model;
using Clew.Store.Sqlite.Rollups;
using Microsoft.Extensions.Logging;

namespace Clew.Store.Sqlite;

/// <summary>
/// The store of one machine: one SQLite file, one writer, a few readers. See <c>docs/store.md</c> for why it looks as
/// it does.
/// </summary>
sealed partial class SqliteStore : ITraceStore
{
    readonly Writer writer;
    readonly Readers readers;
    readonly ProjectNumbers projects;
    readonly IDeriver deriver;
    readonly Deletion deletion;
    readonly Roller roller;
    readonly ChangeFeed changes;

    SqliteStore(
        Writer writer,
        Readers readers,
        ProjectNumbers projects,
        ChangeFeed changes,
        IDeriver deriver,
        TimeProvider time,
        ILogger log
    )
    {
        (this.writer, this.readers, this.projects, this.deriver) = (writer, readers, projects, deriver);
        this.changes = changes;
        deletion = new(writer, readers, log);
        deletion.Resume();
        roller = new(writer, readers, AddRows, time, log);
        roller.Start();
    }

    public StoreCapabilities Capabilities => new() { IsDurable = true, KeepsRecords = true };

    public ITraceChanges Changes => changes;

    public IProjectStore Projects => new SqliteProjects(writer, readers, projects);

    public IDocumentStore Documents => new SqliteDocuments(writer, readers, projects);

    public IMediaStore Media => new SqliteMedia(writer, readers, projects);

    /// <param name="path">The database file; made if it is not there.</param>
    /// <param name="synchronous">SQLite's setting; anything below <c>FULL</c> breaks the contract and is for tests of it.</param>
    /// <exception cref="StoreOpenException">The file cannot be used; says why.</exception>
    public static SqliteStore Open(
        string path,
        IDeriver deriver,
        TimeProvider time,
        ILogger log,
        string synchronous = "FULL"
    )
    {
        var database = SqliteFile.OpenForWriting(path, synchronous);
        var projects = new ProjectNumbers();
        SqliteProjects.EnsureDefault(database, projects, time);
        SqliteMedia.RemoveUnfinished(database);
        var changes = new ChangeFeed(time);
        var writer = new Writer(database, deriver, new(changes, projects), log);
        return new(writer, new Readers(path), projects, changes, deriver, time, log);
    }

    public Task<AppendResult> AppendAsync(RecordBatch batch, CancellationToken ct)
    {
        var project = projects.NumberOf(batch.Project);
        if (batch.Entries.Count == 0)
        {
            return Task.FromResult(default(AppendResult));
        }

        return writer.WriteAsync(WriteRequest.Of(batch, project, deriver), ct);
    }

    public Task<TracePage> ListTracesAsync(TraceListQuery query, CancellationToken ct) =>
        readers.ReadAsync(
            reader =>
            {
                var project = projects.Find(query.Project);
                var (start, number) = query.After is { } after
                    ? (after.StartNano, FindNumber(reader, project, after.Id) ?? long.MaxValue)
                    : (long.MaxValue, long.MaxValue);
                var list = reader.ListTraces;
                list.Bind(1, project).Bind(2, query.FromNano ?? long.MinValue).Bind(3, query.ToNano ?? long.MaxValue);
                list.Bind(4, start).Bind(5, number).Bind(6, query.Limit + 1);
                var traces = new List<TraceRow>(query.Limit + 1);
                while (list.Step())
                {
                    traces.Add(TraceColumns.Read(list));
                }

                return TracePages.Cut(traces, query.Limit);
            },
            ct
        );

    public Task<TraceRow?> FindTraceAsync(string project, TraceId id, CancellationToken ct) =>
        readers.ReadAsync(
            reader =>
            {
                TraceColumns.BindId(reader.FindTrace.Bind(1, projects.Find(project)), 2, id);
                var row = reader.FindTrace.Step() ? TraceColumns.Read(reader.FindTrace) : null;
                reader.FindTrace.Reset();
                return row;
            },
            ct
        );

    public Task<IReadOnlyList<SpanRow>> ReadSpansAsync(string project, TraceId id, CancellationToken ct) =>
        readers.ReadAsync<IReadOnlyList<SpanRow>>(
            reader =>
            {
                var rows = new List<SpanRow>();
                if (FindNumber(reader, projects.Find(project), id) is { } number)
                {
                    reader.Spans.Bind(1, number);
                    while (reader.Spans.Step())
                    {
                        rows.Add(SpanColumns.Read(reader.Spans, reader.Texts.Of));
                    }
                }

                return rows;
            },
            ct
        );

    public async IAsyncEnumerable<Record> ReadRecordsAsync(
        string project,
        TraceId id,
        SpanId? span,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var places = await readers.ReadAsync(reader => FindPlaces(reader, projects.Find(project), id, span), ct);
        foreach (var (block, hashes) in places)
        {
            // A block holds what was committed together, also of other traces and other projects.
            foreach (var record in await readers.ReadAsync(reader => reader.Blocks.Read(block), ct))
            {
                if ((record.TraceId == id || record.TraceId.IsEmpty) && hashes.Remove(record.Hash))
                {
                    yield return record;
                }
            }
        }
    }

    public Task<IReadOnlyList<ScoreRow>> ReadScoresAsync(string project, TraceId id, CancellationToken ct) =>
        readers.ReadAsync(
            reader =>
            {
                var rows = new List<ScoreRow>();
                TraceColumns.BindId(reader.Scores.Bind(1, projects.Find(project)), 2, id);
                while (reader.Scores.Step())
                {
                    rows.Add(ScoreColumns.Read(reader.Scores, reader.Texts.Of));
                }

                return ScoreRow.InOrder(rows);
            },
            ct
        );

    public Task<DeleteResult> DeleteTracesAsync(
        string project,
        IReadOnlyCollection<TraceId> ids,
        CancellationToken ct
    ) => deletion.DeleteTracesAsync(projects.Find(project), ids, ct);

    public Task<bool> DeleteScoreAsync(string project, string id, CancellationToken ct) =>
        deletion.DeleteScoreAsync(projects.Find(project), id, ct);

    public Task ReindexAsync(long? sinceNano, IProgress<ReindexProgress> progress, CancellationToken ct) =>
        writer.ReindexAsync(sinceNano, progress, ct);

    public async ValueTask DisposeAsync()
    {
        await roller.DisposeAsync();
        await deletion.DisposeAsync();
        await writer.DisposeAsync();
        readers.Dispose();
    }

    static long? FindNumber(Reader reader, long project, TraceId id)
    {
        TraceColumns.BindId(reader.FindTraceNumber.Bind(1, project), 2, id);
        long? number = reader.FindTraceNumber.Step() ? reader.FindTraceNumber.Long(0) : null;
        reader.FindTraceNumber.Reset();
        return number;
    }

    /// <summary>Which records are the trace's or the span's: their hashes, by block in order.</summary>
    static SortedDictionary<long, HashSet<long>> FindPlaces(Reader reader, long project, TraceId id, SpanId? span)
    {
        var places = new SortedDictionary<long, HashSet<long>>();
        if (FindNumber(reader, project, id) is { } number)
        {
            var find = span is null ? reader.TraceRecords : reader.SpanRecords;
            find.Bind(1, number);
            if (span is { } s)
            {
                SpanColumns.BindRecordId(find, 2, s);
            }

            RecordPlaces.Read(find, places);
        }

        return places;
    }
}
