using System.Text;
using Clew.Dialects;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>
/// Makes decoded spans and logs by hand. Values are plain .NET ones: string, bool, int, long, double, byte[],
/// object[] for an array, (string, object?)[] for a map, null for a value without a type.
/// </summary>
sealed class SpanBuilder
{
    readonly DecodedSpan span = new()
    {
        Name = "span"u8.ToArray(),
        StartNano = 1_000,
        EndNano = 2_000,
    };
    readonly TapeBuilder tape;
    readonly List<(string, object?)> attributes = [];
    readonly List<(string Name, (string, object?)[] Attributes)> events = [];

    public SpanBuilder()
    {
        tape = new(span.Tape);
        (span.SpanId, span.TraceId) = (Ids.Span("00000000000000a1"), Ids.Trace("000000000000000000000000000000b1"));
    }

    public SpanBuilder With(string key, object? value)
    {
        attributes.Add((key, value));
        return this;
    }

    public SpanBuilder Set(Action<DecodedSpan> change)
    {
        change(span);
        return this;
    }

    public SpanBuilder ChildOf(string parent)
    {
        span.ParentSpanId = Ids.Span(parent);
        return this;
    }

    public SpanBuilder Event(string name, params (string, object?)[] of)
    {
        events.Add((name, of));
        return this;
    }

    public SpanBuilder Link(string trace, string to)
    {
        span.Links.Add(new(trace, to, "", default, 0, 0));
        return this;
    }

    public SpanBuilder Resource(params (string, object?)[] of)
    {
        span.Resource.Attributes = TapeBuilder.Fill(span.Resource.Tape, of);
        return this;
    }

    public SpanBuilder Scope(string name)
    {
        span.Scope.Name = name;
        return this;
    }

    public DecodedSpan Build()
    {
        var own = tape.Add([.. attributes]);
        var places = events.ConvertAll(e => (e.Name, tape.Add(e.Attributes)));
        tape.Finish();
        span.Attributes = tape.Range(own);
        span.Events.Clear();
        foreach (var (name, place) in places)
        {
            span.Events.Add(new(1_500, Encoding.UTF8.GetBytes(name), tape.Range(place), 0));
        }

        return span;
    }

    /// <summary>The facts of this one record, folded.</summary>
    public Fold Fold(Subject subject = Subject.Span, DialectTable? table = null) =>
        Folding.Of(Facts(true, table), subject);

    public List<Fact> Facts(bool detail = true, DialectTable? table = null)
    {
        var facts = new FactList();
        (table ?? DialectTable.Default).Derive(Build(), 9_000, facts, detail);
        facts.Settle(0);
        return [.. facts.Slice(0, facts.Count).ToArray()];
    }

    /// <summary>What the span judges.</summary>
    public List<Score> Scores() =>
        Facts().Where(f => f.Subject == Subject.Score).Select(f => (Score)f.Object!).ToList();

    public SpanRow Row()
    {
        var facts = Facts(detail: false);
        return SpanRow.From(span.SpanId, Folding.Of(facts, Subject.Span), 9_000);
    }
}

/// <summary>The same for log records.</summary>
sealed class LogBuilder
{
    readonly DecodedLog log = new() { TimeNano = 1_500 };

    public LogBuilder(string eventName, object? body, params (string, object?)[] attributes)
    {
        (log.SpanId, log.TraceId) = (Ids.Span("00000000000000a1"), Ids.Trace("000000000000000000000000000000b1"));
        log.EventName = eventName;
        var tape = new TapeBuilder(log.Tape);
        var own = tape.Add(attributes);
        var place = tape.Add([("body", body)]);
        tape.Finish();
        log.Attributes = tape.Range(own);
        log.Body = log.Tape.ValueAt(place.First);
    }

    public DecodedLog Build() => log;

    public List<Fact> Facts(bool detail = true)
    {
        var facts = new FactList();
        DialectTable.Default.Derive(log, 9_000, facts, detail);
        facts.Settle(0);
        return [.. facts.Slice(0, facts.Count).ToArray()];
    }
}

/// <summary>Lays values out on a tape.</summary>
sealed class TapeBuilder(ValueTape tape)
{
    readonly List<byte> bytes = [];

    public static Attributes Fill(ValueTape tape, (string, object?)[] attributes)
    {
        var builder = new TapeBuilder(tape);
        var range = builder.Add(attributes);
        builder.Finish();
        return builder.Range(range);
    }

    public (int First, int End) Add((string Key, object? Value)[] attributes)
    {
        var first = tape.Count;
        foreach (var (key, value) in attributes)
        {
            Add(key, value);
        }

        return (first, tape.Count);
    }

    public Attributes Range((int First, int End) place) => new(tape, place.First, place.End);

    /// <summary>Nodes only hold places, so the bytes may come last.</summary>
    public void Finish() => SetBuffer(tape, bytes.ToArray());

    void Add(string? key, object? value)
    {
        var (keyStart, keyLength) = Write(key is null ? [] : Encoding.UTF8.GetBytes(key));
        var node = new ValueTape.Node { KeyStart = keyStart, KeyLength = keyLength };
        switch (value)
        {
            case null:
                tape.Add(node with { Kind = ValueKind.Empty });
                break;
            case string text:
                var (start, length) = Write(Encoding.UTF8.GetBytes(text));
                tape.Add(node with { Kind = ValueKind.String, Start = start, Length = length });
                break;
            case byte[] raw:
                (start, length) = Write(raw);
                tape.Add(node with { Kind = ValueKind.Bytes, Start = start, Length = length });
                break;
            case bool flag:
                tape.Add(node with { Kind = ValueKind.Bool, Bits = flag ? 1 : 0 });
                break;
            case int or long:
                tape.Add(node with { Kind = ValueKind.Int, Bits = Convert.ToInt64(value, null) });
                break;
            case double number:
                tape.Add(node with { Kind = ValueKind.Double, Bits = BitConverter.DoubleToInt64Bits(number) });
                break;
            case (string, object?)[] map:
                var index = tape.Add(node with { Kind = ValueKind.Map });
                foreach (var (k, v) in map)
                {
                    Add(k, v);
                }

                tape.Close(index);
                break;
            case System.Collections.IEnumerable list:
                index = tape.Add(node with { Kind = ValueKind.Array });
                foreach (var item in list)
                {
                    Add(null, item);
                }

                tape.Close(index);
                break;
            default:
                throw new ArgumentException($"No value of a tape: {value.GetType()}");
        }
    }

    (int, int) Write(byte[] utf8)
    {
        var start = bytes.Count;
        bytes.AddRange(utf8);
        return (start, utf8.Length);
    }

    // Reset forgets the nodes, so they are put back.
    static void SetBuffer(ValueTape tape, byte[] buffer)
    {
        var nodes = new ValueTape.Node[tape.Count];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = tape[i];
        }

        tape.Reset(buffer);
        for (var i = 0; i < nodes.Length; i++)
        {
            tape.Add(nodes[i]);
            tape[i].End = nodes[i].End;
        }
    }
}

static class Folding
{
    public static Fold Of(IEnumerable<Fact> facts, Subject subject, long time = 2_000)
    {
        var fold = new Fold();
        var position = 0;
        foreach (var fact in facts.Where(f => f.Subject == subject))
        {
            fold.Apply(fact, Stamp.At(time, 9_000, 0));
            position++;
        }

        return fold;
    }

    public static string? InputText(this Fold fold) => Utf8(fold.Payload(Field.Input));

    public static string? OutputText(this Fold fold) => Utf8(fold.Payload(Field.Output));

    public static string? Utf8(Payload? payload) => payload is null ? null : Encoding.UTF8.GetString(payload.Utf8.Span);
}

static class Ids
{
    public static SpanId Span(string text) =>
        SpanId.TryParse(text, out var id) ? id : throw new ArgumentException(text);

    public static TraceId Trace(string text) =>
        TraceId.TryParse(text, out var id) ? id : throw new ArgumentException(text);
}
