using Clew.Model;

namespace Clew.Store;

/// <summary>
/// Keeps records and the rows derived from them. What follows is the contract; one battery of tests holds every store
/// to it.
/// </summary>
/// <remarks>
/// <para><b>Durable and visible.</b> When <see cref="AppendAsync"/> completes, the records of the batch MUST survive
/// the death of the process and of the machine, and every read that starts afterwards MUST see them. A store that
/// cannot promise durability (the in-memory one) says so in <see cref="StoreCapabilities"/>.</para>
/// <para><b>Append is all or nothing.</b> If it throws, nothing of the batch was kept, and the same batch MAY be sent
/// again.</para>
/// <para><b>Order does not matter.</b> The rows depend on the set of records alone, never on the order or the number of
/// their deliveries; arrival decides only between records that speak of the same moment. A record that is equal to one
/// that is there already is a duplicate: it changes nothing.</para>
/// <para><b>Totals are right at every moment</b>, also while a trace is incomplete, has no root or several, or a cycle.
/// </para>
/// <para><b>Logs and traces.</b> A log record alone does not make a trace: it waits, and is part of the span when that
/// arrives. A record that states a trace makes it, with no span at all.</para>
/// <para><b>Records with ids of their own</b> are told apart by these: the same id again, of the same trace, observation
/// or score, is a duplicate whatever it says, and the first to arrive is kept. One of an observation that names no trace
/// is part of the trace in which the observation first arrived, and waits until then.</para>
/// <para><b>Scores.</b> A score names by itself what it judges, be it in another trace than its record or in one that has
/// not arrived. It is kept in the same commit as its record and never makes a trace. Within a project an id is one score:
/// of all that is said of it, in whatever record, the highest (rank, stamp) is kept whole, and of two that are equal in
/// one record the first.</para>
/// <para><b>Projects are walls.</b> A project that was never created has no traces; appending to it fails with
/// <see cref="UnknownProjectException"/>.</para>
/// <para><b>Deleting is final.</b> What was committed before a deletion goes, what comes later stays: a late span of a
/// deleted trace starts it anew, and a record that is sent again is a new one. The other records keep their sequence.
/// </para>
/// <para>All members MAY be called from many threads at once.</para>
/// </remarks>
interface ITraceStore : ITraceLists, ITotals, ITraceGroups, IAsyncDisposable
{
    StoreCapabilities Capabilities { get; }

    /// <summary>What is committed from now on.</summary>
    ITraceChanges Changes { get; }

    /// <summary>
    /// Keeps the records of one request. The memory of the batch belongs to the caller again once the task has ended.
    /// </summary>
    /// <exception cref="UnknownProjectException">The project does not exist.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot write now; try again later.</exception>
    Task<AppendResult> AppendAsync(RecordBatch batch, CancellationToken ct);

    /// <summary>
    /// Traces that have a span or were stated themselves, newest start first, ties in an order that does not change while pages are
    /// read. An empty page means that there are no more.
    /// </summary>
    Task<TracePage> ListTracesAsync(TraceListQuery query, CancellationToken ct);

    /// <summary>The trace's row, or null if the project has no such trace.</summary>
    Task<TraceRow?> FindTraceAsync(string project, TraceId id, CancellationToken ct);

    /// <summary>The rows of all spans of a trace, in any order; empty if there are none.</summary>
    Task<IReadOnlyList<SpanRow>> ReadSpansAsync(string project, TraceId id, CancellationToken ct);

    /// <summary>
    /// The records of a trace in order of arrival, duplicates left out, also those of its logs and of spans that have
    /// not arrived. With <paramref name="span"/> only the records that name this span; <c>default</c> is for those that
    /// name none.
    /// </summary>
    IAsyncEnumerable<Record> ReadRecordsAsync(string project, TraceId id, SpanId? span, CancellationToken ct);

    /// <summary>
    /// The scores of a trace and of its spans, whatever trace their records came in, in the order of
    /// <see cref="ScoreRow.InOrder"/>; also those of spans that have not arrived.
    /// </summary>
    Task<IReadOnlyList<ScoreRow>> ReadScoresAsync(string project, TraceId id, CancellationToken ct);

    /// <summary>
    /// Deletes traces for good, with their records, their logs, the scores that these state, and the scores that others
    /// gave them. No read or list shows any of it from the moment of the commit, nor does a later reindexing or start.
    /// When the task completes, a store that is durable MUST have wiped the records from its files; what stays is what
    /// records of other traces say of these. Ids that are not there are passed over.
    /// </summary>
    /// <returns>What there was of it to see: a trace with only waiting logs is deleted, but not counted.</returns>
    /// <exception cref="StoreUnavailableException">
    /// The store cannot write now. Either nothing is deleted, or all of it is and the wiping is finished by the next
    /// deletion or the next start; so also if <paramref name="ct"/> ends the wait.
    /// </exception>
    Task<DeleteResult> DeleteTracesAsync(string project, IReadOnlyCollection<TraceId> ids, CancellationToken ct);

    /// <summary>
    /// Deletes a score: what all records so far say of this id counts no more, also after reindexing. The records stay
    /// as they are. A later record that states the id makes a new score.
    /// </summary>
    /// <returns>False if there is no such score.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot write now; nothing is deleted.</exception>
    Task<bool> DeleteScoreAsync(string project, string id, CancellationToken ct);

    /// <summary>
    /// Derives the rows again from the records, of every project, while the store is in use: afterwards they are what
    /// the rules in force make of the records. A trace changes from old to new at once. Stopping half-way does no harm.
    /// </summary>
    /// <param name="sinceNano">Only traces that start then or later, Unix nanoseconds; null for all.</param>
    /// <exception cref="StoreUnavailableException">The store cannot write now; what was done stays.</exception>
    Task ReindexAsync(long? sinceNano, IProgress<ReindexProgress> progress, CancellationToken ct);
}

/// <summary>Keeps who may send and ask. In the same store as the traces, so that there is one thing to operate.</summary>
interface IProjectStore
{
    /// <summary>All projects, by id. There is always one called <c>default</c>.</summary>
    Task<IReadOnlyList<Project>> ListProjectsAsync(CancellationToken ct);

    /// <summary>Creates a project; false if the id is taken.</summary>
    Task<bool> CreateProjectAsync(Project project, CancellationToken ct);

    /// <summary>All keys, revoked ones too, oldest first; of one project if given.</summary>
    Task<IReadOnlyList<ApiKey>> ListKeysAsync(string? project, CancellationToken ct);

    /// <exception cref="UnknownProjectException">The key's project does not exist.</exception>
    Task CreateKeyAsync(ApiKey key, CancellationToken ct);

    /// <summary>Revokes a key for ever; false if there is none of that public part, or it is revoked already.</summary>
    Task<bool> RevokeKeyAsync(string publicKey, long nowNano, CancellationToken ct);
}

/// <param name="Id">1 to 64 characters of <c>a-z 0-9 - _</c>.</param>
sealed record Project(string Id, string Name, long CreatedNano);

/// <param name="PublicKey">For example <c>pk-clew-…</c>; unique.</param>
/// <param name="SecretHash">SHA-256 of the secret, lower-case hex. The secret itself is random and kept nowhere.</param>
/// <param name="RevokedNano">When it was revoked, Unix nanoseconds; null while it is good.</param>
sealed record ApiKey(
    string PublicKey,
    string SecretHash,
    string Project,
    string? Note,
    long CreatedNano,
    long? RevokedNano
);

/// <summary>What a store can do beyond the contract. The zero value is the least.</summary>
readonly record struct StoreCapabilities
{
    /// <summary>An acknowledged record survives the process and the machine.</summary>
    public bool IsDurable { get; init; }

    /// <summary>False for the store that decodes and forgets, for measuring.</summary>
    public bool KeepsRecords { get; init; }
}

/// <param name="Duplicates">Records that were there already.</param>
readonly record struct AppendResult(int Appended, int Duplicates);

/// <summary>What a deletion took away.</summary>
readonly record struct DeleteResult(int Traces, long Spans);

/// <param name="FromNano">Earliest start, Unix nanoseconds, inclusive; null for any.</param>
/// <param name="ToNano">Latest start, exclusive; null for any.</param>
/// <param name="After">Where the previous page ended; null for the first page.</param>
sealed record TraceListQuery(string Project, long? FromNano, long? ToNano, int Limit, TraceCursor? After);

/// <summary>The last trace of a page. A start can move when a root arrives late, so a client de-duplicates.</summary>
sealed record TraceCursor(long StartNano, TraceId Id);

/// <param name="Next">Null on the last page.</param>
sealed record TracePage(IReadOnlyList<TraceRow> Traces, TraceCursor? Next);

/// <summary>How far a reindexing has come.</summary>
readonly record struct ReindexProgress(long Traces, long AllTraces);

/// <summary>A project that does not exist.</summary>
sealed class UnknownProjectException(string project) : Exception($"There is no project '{project}'.");

/// <summary>The store cannot write at the moment: full queue, full disk, shutting down. Nothing was kept.</summary>
sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The data cannot be opened at all; the message is one sentence for a person.</summary>
sealed class StoreOpenException(string message, Exception? inner = null) : Exception(message, inner);
