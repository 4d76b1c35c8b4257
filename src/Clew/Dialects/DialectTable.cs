using System.Numerics;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// All dialects in order, and the only way in: a decoded record goes in, facts come out. A record may speak several
/// dialects at once; each states what it understands, and where two speak of one field the later in this table has
/// the say. It may be used by many threads.
/// </summary>
sealed class DialectTable
{
    [ThreadStatic]
    static (DialectTable? Table, Reading? Reading) workspace;

    readonly Dialect[] dialects;
    readonly KeyTable keys;
    readonly ScopeTable scopes;

    // Dialects that see every record, as bits in their order.
    readonly ulong listening;
    static readonly Provenance Failure = new("clew", 1, "derive");
    static readonly Provenance NoStart = new("clew", 1, "end or arrival");

    /// <param name="order">The least trusted first.</param>
    public DialectTable(params IReadOnlyList<Dialect> order)
    {
        if (order.Count > Ranks.MaxDialects)
        {
            throw new ArgumentException($"There is room for {Ranks.MaxDialects} dialects.", nameof(order));
        }

        dialects = [.. order];
        for (var i = 0; i < dialects.Length; i++)
        {
            dialects[i].Order = i;
            listening |= dialects[i].ListensToAll ? 1UL << i : 0;
        }

        keys = new(dialects);
        scopes = new(dialects);
    }

    /// <summary>What Clew understands. To add a dialect, write its file and list it here.</summary>
    public static DialectTable Default { get; } =
        new(
            new OtelBase(),
            new OtelGenAiEvents(),
            new ProviderParameters(),
            new SemanticKernel(),
            new OpenInference(),
            new OpenLlmetry(),
            new OpenLit(),
            new Logfire(),
            new Mastra(),
            new Genkit(),
            new OtelGenAi(),
            // From here on: those that know better what OTel GenAI says roughly.
            new MicrosoftExtensionsAi(),
            new AgentFramework(),
            new AzureAi(),
            new AutoGen(),
            new SpringAi(),
            new Mcp(),
            new Ag2(),
            new Traceloop(),
            new Laminar(),
            new CrewAi(),
            new Strands(),
            new GoogleAdk(),
            new MlFlow(),
            new LiveKit(),
            new CopilotCli(),
            new Codex(),
            new ClaudeCode(),
            new VercelAi(),
            new VoltAgent(),
            new LangWatch(),
            new LangSmith(),
            new Langfuse(),
            new Brokle()
        );

    public IReadOnlyList<Dialect> Dialects => dialects;

    /// <summary>The names of the dialects that read an attribute, for who looks at a span.</summary>
    /// <param name="name">That of the event or log record it stands on.</param>
    public IEnumerable<string> ReadersOf(AttributePlace place, string name, ReadOnlySpan<byte> key)
    {
        keys.Find(key, out var knownBy);
        keys.FamiliesOf(key, out var familyOf);
        var readers = new List<string>();
        foreach (var dialect in dialects)
        {
            if (dialect.Reads(place, name, key, ((knownBy | familyOf) & (1UL << dialect.Order)) != 0))
            {
                readers.Add(dialect.Name);
            }
        }

        return readers;
    }

    /// <summary>Adds what a span says. Never throws for what the span contains.</summary>
    /// <param name="detail">True to add also the facts that rows do not keep. Their payloads are slices of the tape.</param>
    public DerivedSpan Derive(DecodedSpan span, long arrivalNano, FactList facts, bool detail)
    {
        var reading = Rent();
        reading.Begin(span, facts, detail);
        var (failed, first) = (false, facts.Count);

        // From the most trusted down: who comes later need not build content that cannot win.
        for (var left = reading.SpokenBy | listening; left != 0; )
        {
            failed |= !Ask(Last(ref left), span, null, reading);
        }

        Finish(reading, failed);
        if (span.StartNano <= 0)
        {
            // Below every dialect: what stands in for a start must give way to a real one, whenever that comes.
            var start = span.EndNano > 0 ? span.EndNano : arrivalNano;
            facts.Add(new(Subject.Span, Field.StartNano, Ranks.StandIn, start, null, null, NoStart));
        }

        var time =
            span.EndNano > 0 ? span.EndNano
            : span.StartNano > 0 ? span.StartNano
            : arrivalNano;
        if (reading.StandIn is not { } standIn)
        {
            return new(span.SpanId, time, IsPlaceholder: false);
        }

        standIn.Restate(facts, first);
        return new(standIn.Target, time, IsPlaceholder: true);
    }

    /// <summary>Adds what a log record says of the span it names. Never throws for what the record contains.</summary>
    /// <returns>When the record speaks: at its time, else when it was observed, else when it arrived.</returns>
    public long Derive(DecodedLog log, long arrivalNano, FactList facts, bool detail)
    {
        if (!log.TraceId.IsEmpty && !log.SpanId.IsEmpty)
        {
            var reading = Rent();
            reading.Begin(log, facts, detail);
            var failed = false;
            for (var left = reading.SpokenBy | listening; left != 0; )
            {
                failed |= !Ask(Last(ref left), null, log, reading);
            }

            Finish(reading, failed);
        }

        return log.TimeNano > 0 ? log.TimeNano
            : log.ObservedTimeNano > 0 ? log.ObservedTimeNano
            : arrivalNano;
    }

    /// <summary>Adds what an event of Langfuse's API says. Never throws for what the event contains.</summary>
    public Derived Derive(LangfuseEvent said, long arrivalNano, FactList facts, bool detail)
    {
        var reading = Rent();
        reading.BeginPatch(facts, detail);
        var (failed, mark) = (false, reading.Remember());
        try
        {
            LangfuseEvents.Read(said, reading);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            reading.Forget(mark);
            failed = true;
        }

        Finish(reading, failed);
        return new(said.SpanId, said.TimeNano > 0 ? said.TimeNano : arrivalNano, said.Phase);
    }

    /// <summary>Takes the most trusted dialect out of a set.</summary>
    Dialect Last(ref ulong set)
    {
        var order = BitOperations.Log2(set);
        set ^= 1UL << order;
        return dialects[order];
    }

    /// <summary>One dialect's mistake must not cost the record: its facts are dropped, the others' stay.</summary>
    static bool Ask(Dialect dialect, DecodedSpan? span, DecodedLog? log, Reading reading)
    {
        if (!dialect.Speaks(reading))
        {
            return true;
        }

        var mark = reading.Remember();
        reading.Hear(dialect);
        try
        {
            if (span is not null)
            {
                dialect.ReadSpan(span, reading);
            }
            else
            {
                dialect.ReadLog(log!, reading);
            }

            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            reading.Forget(mark);
            return false;
        }
    }

    static void Finish(Reading reading, bool failed)
    {
        var mark = reading.Remember();
        try
        {
            ContentFacts.State(reading);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            reading.Forget(mark);
            failed = true;
        }

        if (failed)
        {
            reading.Add(Field.DeriveError, Ranks.StandIn, 1, null, Failure);
        }

        reading.End();
    }

    Reading Rent()
    {
        if (workspace.Table != this)
        {
            workspace = (this, new(keys, scopes));
        }

        return workspace.Reading!;
    }
}

/// <summary>What became of a span.</summary>
/// <param name="About">The span that the record is about: itself, or that whose place it holds.</param>
/// <param name="TimeNano">When the record speaks: at its end, else at its start, else when it arrived.</param>
readonly record struct DerivedSpan(SpanId About, long TimeNano, bool IsPlaceholder);
