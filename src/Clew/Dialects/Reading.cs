using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// One record while the dialects read it: its attributes by key, and a place to state facts. A fact's rank comes from
/// the dialect that speaks. Of inputs and outputs only the best becomes facts of a row. One thread, record after
/// record.
/// </summary>
sealed partial class Reading(KeyTable keys, ScopeTable scopes)
{
    /// <summary>
    /// Of tags, scores, metadata and parameters a record states no more than so many: each is compared with the
    /// others, and a hostile record must not cost more than it is long.
    /// </summary>
    public const int MaxRowItems = 1024;
    public const int MaxDetailItems = 2048;

    const int KeepScratches = 8;

    /// <summary>In characters, name and value together. What is longer stays in the record.</summary>
    const int LongestTraceMetadata = 8192;
    static readonly FactList Nothing = new();

    readonly DecodedOrigin nowhere = new();
    readonly List<JsonScratch> scratches = [];
    int scratchesUsed;
    int rowItems;
    int detailItems;
    bool isPatch;
    FactList facts = Nothing;
    Dialect speaker = null!;
    string lastScope = "";

    /// <summary>The attributes of the record itself.</summary>
    public AttributeIndex Attributes { get; } = new(keys);

    /// <summary>For the attributes of a span event, loaded by who reads it.</summary>
    public AttributeIndex EventAttributes { get; } = new(keys);

    public StringCache Strings { get; } = new();

    /// <summary>A buffer for JSON that is read at once, before anyone else needs it.</summary>
    public JsonScratch Brief { get; } = new();

    public DecodedOrigin Resource { get; private set; } = null!;

    public DecodedOrigin Scope { get; private set; } = null!;

    /// <summary>Which dialects claim the instrumentation scope, as bits in their order.</summary>
    public ulong ScopeOf { get; private set; }

    /// <summary>Which dialects the record is of interest to, as bits in their order.</summary>
    public ulong SpokenBy => ScopeOf | Attributes.KnownBy;

    /// <summary>Whether the facts are wanted that rows do not keep.</summary>
    public bool IsDetail { get; private set; }

    /// <summary>Whether the span has no parent: its word on the trace counts for more.</summary>
    public bool IsRoot { get; private set; }

    /// <summary>What the span is, as far as the dialects that have read it know; null if none does.</summary>
    public SpanType? Type { get; private set; }

    /// <summary>Whether tokens and cost are those of another span, told once more: nothing is stated of them.</summary>
    public bool IsUsageRepeated { get; private set; }

    /// <summary>Set if the record is no span of its own: it only holds the place of one.</summary>
    public StandIn? StandIn { get; private set; }

    internal Candidate BestInput { get; private set; }

    internal Candidate BestOutput { get; private set; }

    public void Begin(DecodedSpan span, FactList into, bool detail)
    {
        Begin(span.Resource, span.Scope, span.Attributes, into, detail);
        IsRoot = span.ParentSpanId.IsEmpty;
    }

    public void Begin(DecodedLog log, FactList into, bool detail)
    {
        Begin(log.Resource, log.Scope, log.Attributes, into, detail);
        IsRoot = false;
    }

    /// <summary>An event of an API: what it says is said by hand, and beats everything derived.</summary>
    public void BeginPatch(FactList into, bool detail)
    {
        Begin(nowhere, nowhere, default, into, detail);
        IsRoot = false;
        isPatch = true;
    }

    /// <summary>Lets go of the record: a thread that has nothing to do must not keep its memory.</summary>
    public void End()
    {
        facts = Nothing;
        BestInput = default;
        BestOutput = default;
        Attributes.Clear();
        EventAttributes.Clear();
        if (scratches.Count > KeepScratches)
        {
            scratches.RemoveRange(KeepScratches, scratches.Count - KeepScratches);
        }
    }

    /// <summary>Lets a dialect state facts from now on.</summary>
    public void Hear(Dialect dialect) => speaker = dialect;

    public void Number(Field field, long number, Provenance source, Standing standing = Standing.Said)
    {
        var isUsage =
            field
            is (>= Field.InputTokens and <= Field.CostPicoUsd)
                or Field.InputCostPicoUsd
                or Field.OutputCostPicoUsd;
        if (Wants(field) && !(IsUsageRepeated && isUsage))
        {
            facts.Add(new(Subject.Span, field, RankOf(standing), number, null, null, source));
        }
    }

    /// <summary>States what a call cost, in 10⁻¹² US dollars, and the parts of it that are known.</summary>
    public void Cost(long pico, long? input, long? output, Provenance source)
    {
        Number(Field.CostPicoUsd, pico, source);
        if (input is { } i)
        {
            Number(Field.InputCostPicoUsd, i, source);
        }

        if (output is { } o)
        {
            Number(Field.OutputCostPicoUsd, o, source);
        }
    }

    /// <summary>States text, or a payload.</summary>
    public void Text(Field field, object? value, Provenance source, Standing standing = Standing.Said)
    {
        if (Wants(field))
        {
            // Rows keep it, so there it cannot be a page of a log.
            var kept =
                !IsDetail && field == Field.ErrorMessage && value is string text ? SpanRow.Shortened(text) : value;
            facts.Add(new(Subject.Span, field, RankOf(standing), 0, kept, null, source));
        }
    }

    /// <summary>States one value of a list or a path.</summary>
    public void Item(Field field, string? path, object value, Provenance source)
    {
        if (Wants(field) && HasRoom(field))
        {
            facts.Add(new(Subject.Span, field, RankOf(Standing.Said), 0, value, path, source));
        }
    }

    /// <summary>States one leaf of the metadata; that of a root is the trace's, too.</summary>
    public void Metadata(string path, string json, Provenance source, bool ofTrace = false)
    {
        Item(Field.Metadata, path, json, source);
        if (ofTrace)
        {
            TraceMetadata(path, json, source);
        }
    }

    /// <summary>States metadata of the trace itself. That of its root span is the trace's without saying so.</summary>
    public void TraceMetadata(string path, string json, Provenance source)
    {
        // Rows keep it, so there it cannot be a document.
        if (IsDetail || json.Length + path.Length <= LongestTraceMetadata)
        {
            Trace(Field.TraceMetadata, json, source, path);
        }
    }

    /// <summary>
    /// Says that another span, no descendant of this one, reports the same tokens. To be called by a dialect that is
    /// asked before those that read them: a later one of the table.
    /// </summary>
    public void RepeatsUsage() => IsUsageRepeated = true;

    /// <summary>States something of the trace; the root's word counts for more.</summary>
    public void Trace(Field field, object? value, Provenance source, string? path = null, long number = 0)
    {
        if (Wants(field) && (path is null && field != Field.Tag || HasRoom(field)))
        {
            var rank = RankOf(IsRoot ? Standing.Root : Standing.Child);
            facts.Add(new(Subject.Trace, field, rank, number, value, path, source));
        }
    }

    /// <summary>States a judgement.</summary>
    public void Score(Score score, Provenance source)
    {
        if (rowItems++ < MaxRowItems)
        {
            var rank = RankOf(Standing.Said);
            facts.Add(new(Subject.Score, Field.Score, rank, 0, score, score.Id, source));
        }
    }

    public void TypeIs(SpanType type, Provenance source, Standing standing = Standing.Said)
    {
        Type ??= type;
        Number(Field.Type, (long)type, source, standing);
    }

    /// <summary>
    /// States that the record holds the place of another span, which runs. All that any dialect understands of it is
    /// said of that span, until its own record comes.
    /// </summary>
    /// <param name="parent">The parent of that span; empty for a root.</param>
    public void HoldsPlaceOf(SpanId target, SpanId parent, Provenance source)
    {
        StandIn = new(target, parent, source);
        IsRoot = parent.IsEmpty;
    }

    /// <summary>States a fact that goes with content.</summary>
    public void Content(Field field, ContentSource from, long number, object? value, Provenance source)
    {
        if (Wants(field))
        {
            facts.Add(new(Subject.Span, field, RankOf(from), number, value, null, source));
        }
    }

    /// <summary>A value as a payload: a string's bytes as they are, anything else as JSON.</summary>
    public Payload PayloadOf(in Value value, string? mime)
    {
        var (utf8, type) = ContentOf(value, mime);
        return new(utf8, type);
    }

    /// <summary>A string's bytes as they are, anything else as JSON.</summary>
    public ReadOnlyMemory<byte> Utf8Of(in Value value) => ContentOf(value, null).Utf8;

    /// <summary>A buffer for JSON that lives until the next record.</summary>
    public JsonScratch Scratch()
    {
        if (scratchesUsed == scratches.Count)
        {
            scratches.Add(new());
        }

        return scratches[scratchesUsed++];
    }

    /// <summary>Keeps built JSON: a copy if the facts outlive this reading.</summary>
    public ReadOnlyMemory<byte> Keep(JsonScratch scratch) => IsDetail ? scratch.End().ToArray() : scratch.End();

    internal Mark Remember() => new(facts.Count, BestInput, BestOutput, Type, IsUsageRepeated);

    /// <summary>Drops everything stated since.</summary>
    internal void Forget(in Mark mark)
    {
        facts.Truncate(mark.Facts);
        BestInput = mark.Input;
        BestOutput = mark.Output;
        Type = mark.Type;
        IsUsageRepeated = mark.IsUsageRepeated;
    }

    internal void Add(
        Field field,
        ushort rank,
        long number,
        object? value,
        Provenance source,
        Subject subject = Subject.Span
    ) => facts.Add(new(subject, field, rank, number, value, null, source));

    (ReadOnlyMemory<byte> Utf8, string? Mime) ContentOf(in Value value, string? mime)
    {
        if (value.Kind == ValueKind.String)
        {
            return (value.Memory, mime);
        }

        var scratch = Scratch();
        Json.Write(scratch.Begin(), value);
        return (Keep(scratch), Payload.Json);
    }

    ushort RankOf(Standing standing) => isPatch ? Ranks.OfPatch(standing) : Ranks.Of(speaker.Order, standing);

    ushort RankOf(ContentSource from) => isPatch ? Ranks.Patch : Ranks.Of(from, speaker.Order);

    bool Wants(Field field) => IsDetail || field < Field.Input;

    /// <summary>Counted apart, so that a row is the same whether or not the detail is wanted.</summary>
    bool HasRoom(Field field) => field < Field.Input ? rowItems++ < MaxRowItems : detailItems++ < MaxDetailItems;

    void Begin(DecodedOrigin resource, DecodedOrigin scope, Attributes attributes, FactList into, bool detail)
    {
        facts = into;
        Resource = resource;
        Scope = scope;
        IsDetail = detail;
        BestInput = default;
        BestOutput = default;
        Type = null;
        IsUsageRepeated = false;
        StandIn = null;
        scratchesUsed = 0;
        rowItems = 0;
        detailItems = 0;
        isPatch = false;
        Attributes.Load(attributes);

        // Nearly always the scope of the record before.
        if (lastScope != scope.Name)
        {
            lastScope = scope.Name;
            ScopeOf = scopes.Find(lastScope);
        }
    }

    internal readonly record struct Mark(
        int Facts,
        Candidate Input,
        Candidate Output,
        SpanType? Type,
        bool IsUsageRepeated
    );
}
