using System.Runtime.InteropServices;

namespace Clew.Model;

/// <summary>What kind of thing arrived.</summary>
enum RecordKind : byte
{
    OtlpSpan = 1,
    OtlpLog = 2,

    /// <summary>Of Langfuse's ingestion API: <c>trace-create</c>.</summary>
    LangfuseTrace = 3,

    /// <summary><c>span-create</c>, <c>generation-update</c> and so on.</summary>
    LangfuseObservation = 4,

    /// <summary><c>score-create</c>.</summary>
    LangfuseScore = 5,
}

/// <summary>What the kind of a record means for who keeps it.</summary>
static class RecordKinds
{
    /// <summary>True if a record of this kind is the span itself, rather than something said about it.</summary>
    public static bool MakesSpan(this RecordKind kind) => kind is RecordKind.OtlpSpan or RecordKind.LangfuseObservation;

    /// <summary>True if the trace that it names exists by that, even with no span.</summary>
    public static bool MakesTrace(this RecordKind kind) => kind == RecordKind.LangfuseTrace;

    /// <summary>True if records are told apart by the ids that their senders gave them, else by their content.</summary>
    public static bool HasOwnId(this RecordKind kind) => kind >= RecordKind.LangfuseTrace;
}

/// <summary>How a record's bytes are to be read.</summary>
enum RecordEncoding : byte
{
    Protobuf = 1,
    Json = 2,
}

/// <summary>
/// What several records of a request share: the OTLP resource and scope they were sent under.
/// </summary>
/// <param name="Resource">
/// The <c>ResourceSpans</c> (or <c>ResourceLogs</c>) message without its <c>scope_…</c> field: resource, schema URL and
/// whatever is unknown. In JSON, the same object without that member.
/// </param>
/// <param name="Scope">The <c>ScopeSpans</c> message without its spans, likewise.</param>
sealed record RecordContext(ReadOnlyMemory<byte> Resource, ReadOnlyMemory<byte> Scope);

/// <summary>
/// One thing that arrived, whole: the sender's bytes, never changed. Everything Clew shows is derived from records and
/// can be derived again.
/// </summary>
/// <param name="Bytes">The span or log record message, or its JSON object, as sent.</param>
/// <param name="SpanId">
/// The span that it is about: of a span record nearly always its own id, but a placeholder is about the span whose place
/// it holds. Empty for a log record that names none.
/// </param>
/// <param name="Hash">
/// Equal records are re-deliveries: <see cref="RecordHash.Of"/> over context and bytes, or
/// <see cref="RecordHash.OfEvent"/> where the sender names its records.
/// </param>
/// <param name="ArrivalNano">When it arrived, Unix nanoseconds.</param>
/// <param name="Sequence">Its permanent place in the order of arrival, unique in a store.</param>
/// <param name="Position">Its place in the request it came with, from 0.</param>
sealed record Record(
    RecordKind Kind,
    RecordEncoding Encoding,
    RecordContext Context,
    ReadOnlyMemory<byte> Bytes,
    TraceId TraceId,
    SpanId SpanId,
    long Hash,
    long ArrivalNano,
    long Sequence,
    int Position
);

/// <summary>
/// The records of one request with what was derived from them, on the way into a store. The memory behind it belongs
/// to whoever made the batch and may be reused once <c>AppendAsync</c> has completed.
/// </summary>
sealed class RecordBatch
{
    public string Project { get; set; } = "";

    /// <summary>Unix nanoseconds.</summary>
    public long ArrivalNano { get; set; }

    public List<RecordContext> Contexts { get; } = [];
    public List<Entry> Entries { get; } = [];

    /// <summary>The facts of all entries; each entry knows its range.</summary>
    public FactList Facts { get; } = new();

    /// <summary>The size of all records together.</summary>
    public long Bytes
    {
        get
        {
            var bytes = 0L;
            foreach (ref readonly var entry in CollectionsMarshal.AsSpan(Entries))
            {
                bytes += entry.Bytes.Length;
            }

            return bytes;
        }
    }

    /// <summary>Makes the batch empty, for the next request.</summary>
    public void Clear()
    {
        Contexts.Clear();
        Entries.Clear();
        Facts.Truncate(0);
    }

    /// <summary>
    /// One record of the batch. <see cref="TraceId"/> and <see cref="SpanId"/> may be empty for a log. Its position is
    /// that among the records of the request, from 0.
    /// </summary>
    /// <param name="EventNano">When it speaks, Unix nanoseconds.</param>
    internal readonly record struct Entry(
        RecordKind Kind,
        RecordEncoding Encoding,
        int Context,
        ReadOnlyMemory<byte> Bytes,
        TraceId TraceId,
        SpanId SpanId,
        long Hash,
        long EventNano,
        int FirstFact,
        int FactCount,
        int Position,
        RecordPhase Phase = RecordPhase.Create
    );

    /// <summary>What decides between the facts of an entry and others.</summary>
    public Stamp StampOf(in Entry entry) => Stamp.At(entry.EventNano, ArrivalNano, entry.Position, entry.Phase);
}
