using Clew.Dialects;
using Clew.Dialects.Chat;
using Clew.Model;
using Clew.Store;
using Clew.Wire.Langfuse;
using Clew.Wire.Otlp;

namespace Clew.Api;

/// <summary>
/// Everything that the records of one span say, decoded and folded anew: what rows do not keep.
/// </summary>
sealed class SpanStory
{
    readonly List<Record> records = [];
    readonly List<DecodedLog> logs = [];
    readonly List<Saying> sayings = [];

    public required SpanId Id { get; init; }

    public required DialectTable Dialects { get; init; }

    /// <summary>Whether every fact is kept, also those that lost: for who asks about this one span.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Everything that was said, if the story is whole.</summary>
    public IReadOnlyList<Saying> Sayings => sayings;

    public IReadOnlyList<Record> Records => records;

    /// <summary>The latest version of the span itself, else what holds its place.</summary>
    public DecodedSpan? Span { get; private set; }

    /// <summary>How many versions of the span itself have arrived; 0 if only something that holds its place has.</summary>
    public int Versions { get; private set; }

    public IReadOnlyList<DecodedLog> Logs => logs;

    /// <summary>What is said of the span.</summary>
    public Fold Facts { get; } = new();

    /// <summary>What this span says of its trace.</summary>
    public Fold TraceFacts { get; } = new();

    public SpanRow Row => SpanRow.From(Id, Facts, records.Count == 0 ? 0 : records.Min(r => r.ArrivalNano));

    /// <summary>Whether content came by an API that takes it whole, so that it is given back whole.</summary>
    public bool IsSentWhole { get; private set; }

    /// <summary>Nanoseconds from the start to the first token; null if nobody said.</summary>
    public long? TimeToFirstTokenNano => Row.TimeToFirstTokenNano;

    public Content? Input => Content.InputOf(Facts);

    public Content? Output => Content.OutputOf(Facts);

    /// <summary>Null if no record is the span itself.</summary>
    public static async Task<SpanStory?> ReadAsync(
        ITraceStore store,
        DialectTable dialects,
        string project,
        TraceId trace,
        SpanId span,
        CancellationToken ct
    )
    {
        var story = new SpanStory
        {
            Id = span,
            Dialects = dialects,
            IsWhole = true,
        };
        await foreach (var record in store.ReadRecordsAsync(project, trace, span, ct))
        {
            story.Add(record);
        }

        return story.Span is null ? null : story;
    }

    /// <summary>What was said of the trace itself and of no span; it may be nothing.</summary>
    public static async Task<SpanStory> ReadOfTraceAsync(
        ITraceStore store,
        DialectTable dialects,
        string project,
        TraceId trace,
        CancellationToken ct
    )
    {
        var story = new SpanStory
        {
            Id = default,
            Dialects = dialects,
            IsWhole = true,
        };
        await foreach (var record in store.ReadRecordsAsync(project, trace, default(SpanId), ct))
        {
            story.Add(record);
        }

        return story;
    }

    /// <summary>What one record alone says.</summary>
    public static SpanStory Of(Record record, DialectTable dialects)
    {
        var story = new SpanStory
        {
            Id = record.SpanId,
            Dialects = dialects,
            IsWhole = true,
        };
        story.Add(record);
        return story;
    }

    /// <summary>The stories of all spans of a trace, in order of their first arrival.</summary>
    public static async Task<IReadOnlyList<SpanStory>> ReadAllAsync(
        ITraceStore store,
        DialectTable dialects,
        string project,
        TraceId trace,
        CancellationToken ct
    )
    {
        var stories = new OrderedDictionary<SpanId, SpanStory>();
        await foreach (var record in store.ReadRecordsAsync(project, trace, null, ct))
        {
            if (!stories.TryGetValue(record.SpanId, out var story))
            {
                stories.Add(record.SpanId, story = new() { Id = record.SpanId, Dialects = dialects });
            }

            story.Add(record);
        }

        return [.. stories.Values.Where(s => s.Span is not null)];
    }

    void Add(Record record)
    {
        records.Add(record);
        // A reader of its own for each record: what it decodes must outlive the next one.
        var facts = new FactList();
        Derived said;
        if (record.Kind.HasOwnId())
        {
            var sent = new LangfuseEvent();
            if (!LangfuseEventReader.TryRead(record.Bytes, sent))
            {
                return;
            }

            said = Dialects.Derive(sent, record.ArrivalNano, facts, detail: true);
            if (record.Kind.MakesSpan())
            {
                // It has no attributes, events or links: all of it is facts.
                Span ??= new() { SpanId = Id, StartNano = record.ArrivalNano };
                IsSentWhole = true;
            }
        }
        else if (record.Kind == RecordKind.OtlpSpan)
        {
            var span = new DecodedSpan();
            if (!new RecordReader().TryReadSpan(record, span))
            {
                return;
            }

            var derived = Dialects.Derive(span, record.ArrivalNano, facts, detail: true);
            said = new(derived.About, derived.TimeNano);
            Take(span, derived.IsPlaceholder);
        }
        else
        {
            var log = new DecodedLog();
            if (!new RecordReader().TryReadLog(record, log))
            {
                return;
            }

            said = new(record.SpanId, Dialects.Derive(log, record.ArrivalNano, facts, detail: true));
            logs.Add(log);
        }

        var stamp = said.StampOf(record);
        foreach (ref readonly var fact in facts.Slice(0, facts.Count))
        {
            // A score is nobody's field: it is asked of the store, which knows those of other records too.
            if (fact.Subject == Subject.Score)
            {
                continue;
            }

            (fact.Subject == Subject.Span ? Facts : TraceFacts).Apply(fact, stamp);
            if (IsWhole)
            {
                sayings.Add(new(fact, stamp));
            }
        }
    }

    void Take(DecodedSpan span, bool isPlaceholder)
    {
        if (isPlaceholder)
        {
            Span ??= span;
            return;
        }

        Span = Versions == 0 || span.EndNano >= Span!.EndNano ? span : Span;
        Versions++;
    }

    /// <summary>What was said, and when.</summary>
    internal readonly record struct Saying(Fact Fact, Stamp Stamp);
}
