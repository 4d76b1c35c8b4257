using System.Runtime.CompilerServices;
using Clew.Model;

namespace Clew.Store.Memory;

/// <summary>
/// The reference store: a list of records, folded anew for every answer. Slow, forgetful, and so simple that the others
/// are measured against it.
/// </summary>
sealed partial class MemoryStore : ITraceStore, IProjectStore
{
    static readonly Comparer<Precedence> ByPrecedence = Comparer<Precedence>.Create(
        (a, b) => a.CompareTo(b, MergeRule.LastWins)
    );

    readonly Lock gate = new();
    readonly IDeriver deriver;
    readonly ChangeFeed changes;

    // Not bounded: this store is for tests and for looking around, and says so in the documentation.
    readonly List<Kept> records = [];
    readonly HashSet<(string Project, TraceId Trace, SpanId Span, RecordKind Kind, long Hash)> known = [];

    // Which trace an observation is in, for updates that do not say.
    readonly Dictionary<(string Project, SpanId Id), TraceId> observations = [];

    // A deleted score: what records up to this sequence say of it counts no more.
    readonly Dictionary<(string Project, string Id), long> struck = [];
    readonly List<ApiKey> keys = [];
    readonly SortedDictionary<string, Project> projects = new(StringComparer.Ordinal);
    long sequence;

    public MemoryStore(TimeProvider time, IDeriver deriver)
    {
        this.deriver = deriver;
        changes = new(time);
        projects["default"] = new("default", "Default", time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000);
        Documents = new MemoryDocuments(RequireProject);
        Media = new MemoryMedia(RequireProject);
    }

    public IDocumentStore Documents { get; }

    public IMediaStore Media { get; }

    public StoreCapabilities Capabilities => new() { KeepsRecords = true };

    public ITraceChanges Changes => changes;

    public Task<AppendResult> AppendAsync(RecordBatch batch, CancellationToken ct)
    {
        lock (gate)
        {
            RequireProject_NeedsGate(batch.Project);
            var seen = changes.IsWanted ? Seen_NeedsGate(batch.Project) : null;
            var kept = records.Count;
            var contexts = batch.Contexts.ConvertAll(c => new RecordContext(c.Resource.ToArray(), c.Scope.ToArray()));
            var appended = 0;
            batch.Facts.Settle(0);
            for (var i = 0; i < batch.Entries.Count; i++)
            {
                var entry = batch.Entries[i];
                sequence++;
                var isNamed = entry.Kind == RecordKind.LangfuseObservation;
                if (isNamed && !entry.TraceId.IsEmpty)
                {
                    observations.TryAdd((batch.Project, entry.SpanId), entry.TraceId);
                }

                if (
                    (isNamed || !entry.TraceId.IsEmpty)
                    && !known.Add((batch.Project, entry.TraceId, entry.SpanId, entry.Kind, entry.Hash))
                )
                {
                    continue;
                }

                var record = new Record(
                    entry.Kind,
                    entry.Encoding,
                    contexts[entry.Context],
                    entry.Bytes.ToArray(),
                    entry.TraceId,
                    entry.SpanId,
                    entry.Hash,
                    batch.ArrivalNano,
                    sequence,
                    i
                );
                var facts = batch.Facts.Slice(entry.FirstFact, entry.FactCount).ToArray();
                records.Add(new(batch.Project, record, facts, batch.StampOf(entry)));
                appended++;
            }

            if (seen is not null)
            {
                Announce_NeedsGate(batch.Project, records[kept..], seen);
            }

            return Task.FromResult(new AppendResult(appended, batch.Entries.Count - appended));
        }
    }

    public Task<TracePage> ListTracesAsync(TraceListQuery query, CancellationToken ct)
    {
        lock (gate)
        {
            var after = query.After;
            var traces = records
                .Where(r => r.Project == query.Project && !r.Record.TraceId.IsEmpty)
                .Select(r => r.Record.TraceId)
                .Distinct()
                .Select(id => Summarise_NeedsGate(query.Project, id))
                .OfType<TraceRow>()
                .Where(t =>
                    t.StartNano >= (query.FromNano ?? long.MinValue) && t.StartNano < (query.ToNano ?? long.MaxValue)
                )
                .Where(t =>
                    after is null
                    || t.StartNano < after.StartNano
                    || (t.StartNano == after.StartNano && t.TraceId.CompareTo(after.Id) < 0)
                )
                .OrderByDescending(t => t.StartNano)
                .ThenByDescending(t => t.TraceId)
                .Take(query.Limit + 1);
            return Task.FromResult(TracePages.Cut([.. traces], query.Limit));
        }
    }

    public Task<TraceRow?> FindTraceAsync(string project, TraceId id, CancellationToken ct)
    {
        lock (gate)
        {
            return Task.FromResult(Summarise_NeedsGate(project, id));
        }
    }

    public Task<IReadOnlyList<SpanRow>> ReadSpansAsync(string project, TraceId id, CancellationToken ct)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<SpanRow>>([.. Spans_NeedsGate(project, id)]);
        }
    }

    public async IAsyncEnumerable<Record> ReadRecordsAsync(
        string project,
        TraceId id,
        SpanId? span,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        Record[] found;
        lock (gate)
        {
            found =
            [
                .. Of_NeedsGate(project, id).Where(r => span is null || r.Record.SpanId == span).Select(r => r.Record),
            ];
        }

        foreach (var record in found)
        {
            ct.ThrowIfCancellationRequested();
            yield return record;
        }

        await Task.CompletedTask;
    }

    public Task<IReadOnlyList<ScoreRow>> ReadScoresAsync(string project, TraceId id, CancellationToken ct)
    {
        lock (gate)
        {
            return Task.FromResult(ScoreRow.InOrder(Standing_NeedsGate(project, id)));
        }
    }

    public Task<DeleteResult> DeleteTracesAsync(string project, IReadOnlyCollection<TraceId> ids, CancellationToken ct)
    {
        lock (gate)
        {
            var gone = ids.ToHashSet();
            gone.Remove(default);
            TraceRow[] rows = [.. gone.Select(id => Summarise_NeedsGate(project, id)).OfType<TraceRow>()];
            var told = ToldOf(project, records.FindAll(IsGone)).Except(gone).ToArray();
            foreach (var (_, r, _, _) in records.Where(IsGone))
            {
                known.RemoveWhere(k => (k.Project, k.Trace, k.Kind, k.Hash) == (project, r.TraceId, r.Kind, r.Hash));
            }

            records.RemoveAll(IsGone);
            foreach (var (key, _) in observations.Where(o => o.Key.Project == project && gone.Contains(o.Value)))
            {
                observations.Remove(key);
            }

            foreach (var score in gone.SelectMany(id => Standing_NeedsGate(project, id)).ToArray())
            {
                struck[(project, score.Score.Id)] = sequence;
            }

            changes.Announce(rows.Select(r => (project, new TraceChange(r.TraceId, default, ChangeKind.Deleted))));
            changes.Announce(told.Select(id => (project, new TraceChange(id, default, ChangeKind.Changed))));
            return Task.FromResult(new DeleteResult(rows.Length, rows.Sum(r => (long)r.SpanCount)));

            bool IsGone(Kept r) => r.Project == project && gone.Contains(TraceOf_NeedsGate(r));
        }
    }

    public Task<bool> DeleteScoreAsync(string project, string id, CancellationToken ct)
    {
        lock (gate)
        {
            var found = Said_NeedsGate(project).Where(s => s.Row.Score.Id == id).ToArray();
            struck[(project, id)] = sequence;
            changes.Announce(
                found
                    .Select(s => s.Row.Score)
                    .Where(s => !s.TraceId.IsEmpty)
                    .Select(s => (project, new TraceChange(s.TraceId, s.SpanId, ChangeKind.Changed)))
            );
            return Task.FromResult(found.Length > 0);
        }
    }

    public Task ReindexAsync(long? sinceNano, IProgress<ReindexProgress> progress, CancellationToken ct)
    {
        lock (gate)
        {
            var traces = new HashSet<(string, TraceId)>();
            for (var i = 0; i < records.Count; i++)
            {
                var (project, record) = (records[i].Project, records[i].Record);
                var facts = new FactList();
                var derived = deriver.Derive(record, facts, detail: false);
                var (about, stamp) = (derived.About, derived.StampOf(record));
                records[i] = new(project, record with { SpanId = about }, facts.Slice(0, facts.Count).ToArray(), stamp);
                known.Add((project, record.TraceId, about, record.Kind, record.Hash));
                traces.Add((project, record.TraceId));
            }

            changes.Announce(traces.Select(t => (t.Item1, new TraceChange(t.Item2, default, ChangeKind.Changed))));
            progress.Report(new(traces.Count, traces.Count));
            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<Project>> ListProjectsAsync(CancellationToken ct)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<Project>>([.. projects.Values]);
        }
    }

    public Task<bool> CreateProjectAsync(Project project, CancellationToken ct)
    {
        lock (gate)
        {
            return Task.FromResult(projects.TryAdd(project.Id, project));
        }
    }

    public Task<IReadOnlyList<ApiKey>> ListKeysAsync(string? project, CancellationToken ct)
    {
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<ApiKey>>([
                .. keys.Where(k => project is null || k.Project == project)
                    .OrderBy(k => k.CreatedNano)
                    .ThenBy(k => k.PublicKey, StringComparer.Ordinal),
            ]);
        }
    }

    public Task CreateKeyAsync(ApiKey key, CancellationToken ct)
    {
        lock (gate)
        {
            RequireProject_NeedsGate(key.Project);
            keys.Add(key);
            return Task.CompletedTask;
        }
    }

    public Task<bool> RevokeKeyAsync(string publicKey, long nowNano, CancellationToken ct)
    {
        lock (gate)
        {
            var place = keys.FindIndex(k => k.PublicKey == publicKey && k.RevokedNano is null);
            if (place >= 0)
            {
                keys[place] = keys[place] with { RevokedNano = nowNano };
            }

            return Task.FromResult(place >= 0);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    void RequireProject(string project)
    {
        lock (gate)
        {
            RequireProject_NeedsGate(project);
        }
    }

    void RequireProject_NeedsGate(string project)
    {
        if (!projects.ContainsKey(project))
        {
            throw new UnknownProjectException(project);
        }
    }

    /// <summary>The scores that judge a trace, each as it stands.</summary>
    IEnumerable<ScoreRow> Standing_NeedsGate(string project, TraceId id) =>
        Scores_NeedsGate(project).Where(s => s.Score.TraceId == id && !id.IsEmpty);

    /// <summary>All scores of a project, each as it stands.</summary>
    IEnumerable<ScoreRow> Scores_NeedsGate(string project) =>
        Said_NeedsGate(project)
            .GroupBy(s => s.Row.Score.Id, StringComparer.Ordinal)
            .Select(g => g.MaxBy(s => s.Precedence, ByPrecedence).Row);

    /// <summary>All that is said of scores and was not deleted.</summary>
    IEnumerable<(Precedence Precedence, ScoreRow Row)> Said_NeedsGate(string project) =>
        from kept in records
        where kept.Project == project
        from fact in kept.Facts
        where fact is { Subject: Subject.Score, Object: Score }
        let score = (Score)fact.Object!
        where kept.Record.Sequence > struck.GetValueOrDefault((project, score.Id))
        select (
            new Precedence(fact.Rank, kept.Stamp),
            new ScoreRow(deriver.Complete(project, score), fact.Source, kept.Record.ArrivalNano)
        );

    IEnumerable<Kept> Of_NeedsGate(string project, TraceId id) =>
        records.Where(r => TraceOf_NeedsGate(r) == id && r.Project == project);

    TraceId TraceOf_NeedsGate(Kept kept) =>
        kept.Record is { Kind: RecordKind.LangfuseObservation, TraceId.IsEmpty: true, SpanId: var span }
            ? observations.GetValueOrDefault((kept.Project, span))
            : kept.Record.TraceId;

    TraceRow? Summarise_NeedsGate(string project, TraceId id)
    {
        var said = Of_NeedsGate(project, id).ToArray();
        var row = TraceShape.Of(Spans_NeedsGate(project, id)).Summarise(id, FoldOf(said, Subject.Trace));
        return !row.Exists
            ? null
            : row with
            {
                CreatedNano = said.Min(r => r.Record.ArrivalNano),
                UpdatedNano = said.Max(r => r.Record.ArrivalNano),
            };
    }

    IEnumerable<SpanRow> Spans_NeedsGate(string project, TraceId id) =>
        Of_NeedsGate(project, id)
            .GroupBy(r => r.Record.SpanId)
            .Where(g => g.Any(r => r.Record.Kind.MakesSpan()))
            .Select(g =>
                deriver.Complete(
                    project,
                    SpanRow.From(g.Key, FoldOf(g, Subject.Span), g.Min(r => r.Record.ArrivalNano))
                )
            );

    static Fold FoldOf(IEnumerable<Kept> records, Subject subject)
    {
        var fold = new Fold();
        foreach (var kept in records)
        {
            foreach (var fact in kept.Facts.Where(f => f.Subject == subject))
            {
                fold.Apply(fact, kept.Stamp);
            }
        }

        return fold;
    }

    sealed record Kept(string Project, Record Record, Fact[] Facts, Stamp Stamp);
}
