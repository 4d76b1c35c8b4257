using Clew.Model;
using Clew.Query;

namespace Clew.Store.Memory;

/// <summary>
/// Keeps nothing: what the rest of the server costs, for the benchmark to compare with. Projects, keys and documents still work.
/// </summary>
sealed class DiscardStore(TimeProvider time, IDeriver deriver) : ITraceStore
{
    public StoreCapabilities Capabilities => default;

    public ITraceChanges Changes => Rest.Changes;

    /// <summary>Keeps what is not a trace.</summary>
    public MemoryStore Rest { get; } = new(time, deriver);

    public Task<AppendResult> AppendAsync(RecordBatch batch, CancellationToken ct) =>
        Task.FromResult(new AppendResult(batch.Entries.Count, 0));

    public Task<TracePage> ListTracesAsync(TraceListQuery query, CancellationToken ct) =>
        Task.FromResult(new TracePage([], null));

    public Task<TraceRow?> FindTraceAsync(string project, TraceId id, CancellationToken ct) =>
        Task.FromResult<TraceRow?>(null);

    public Task<IReadOnlyList<SpanRow>> ReadSpansAsync(string project, TraceId id, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<SpanRow>>([]);

    public IAsyncEnumerable<Record> ReadRecordsAsync(string project, TraceId id, SpanId? span, CancellationToken ct) =>
        AsyncEnumerable.Empty<Record>();

    public Task<IReadOnlyList<ScoreRow>> ReadScoresAsync(string project, TraceId id, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<ScoreRow>>([]);

    public Task<DeleteResult> DeleteTracesAsync(
        string project,
        IReadOnlyCollection<TraceId> ids,
        CancellationToken ct
    ) => Task.FromResult(default(DeleteResult));

    public Task<bool> DeleteScoreAsync(string project, string id, CancellationToken ct) => Task.FromResult(false);

    public Task<Found<TraceRow>> FindTracesAsync(RowQuery query, CancellationToken ct) =>
        Task.FromResult(new Found<TraceRow>([], query.Counts ? 0 : null, false));

    public Task<Found<SpanInTrace>> FindSpansAsync(RowQuery query, CancellationToken ct) =>
        Task.FromResult(new Found<SpanInTrace>([], query.Counts ? 0 : null, false));

    public Task<Found<ScoreInTrace>> FindScoresAsync(RowQuery query, CancellationToken ct) =>
        Task.FromResult(new Found<ScoreInTrace>([], query.Counts ? 0 : null, false));

    public Task<TraceId?> FindTraceOfSpanAsync(string project, SpanId id, CancellationToken ct) =>
        Task.FromResult<TraceId?>(null);

    public IAsyncEnumerable<TraceRow> StreamTracesAsync(string project, Filter filter, CancellationToken ct) =>
        AsyncEnumerable.Empty<TraceRow>();

    public IAsyncEnumerable<SpanInTrace> StreamSpansAsync(string project, Filter filter, CancellationToken ct) =>
        AsyncEnumerable.Empty<SpanInTrace>();

    public IAsyncEnumerable<ScoreInTrace> StreamScoresAsync(string project, Filter filter, CancellationToken ct) =>
        AsyncEnumerable.Empty<ScoreInTrace>();

    public Task<TotalsAnswer> TotalAsync(TotalsQuery query, CancellationToken ct) => Rest.TotalAsync(query, ct);

    public Task<TraceGroupPage> FindGroupsAsync(TraceGroupQuery query, CancellationToken ct) =>
        Rest.FindGroupsAsync(query, ct);

    public Task ReindexAsync(long? sinceNano, IProgress<ReindexProgress> progress, CancellationToken ct) =>
        Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
