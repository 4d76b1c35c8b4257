using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Clew.Dialects;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;
using Clew.Tests.Oracle;
using Clew.Wire.Otlp;
using Google.Protobuf;
using JsonText = Clew.Api.JsonText;

namespace Clew.Tests.Dialects.Fuzz;

/// <summary>Understands records, and checks what must hold whatever is in them.</summary>
sealed class Understanding(DialectTable table)
{
    /// <summary>A record can say each thing once, lists up to their bound, and a little in each of its events.</summary>
    const int MostRowFacts = Reading.MaxRowItems + 100;
    const int BytesForAFact = 16;

    readonly DecodedSpan span = new();
    readonly DecodedLog log = new();
    readonly FactList rowFacts = new();

    public int Records { get; private set; }

    /// <param name="what">Says in a failure which case it was.</param>
    /// <param name="flips">Turns bits of the attributes over; null for none.</param>
    public void CheckSpan(string what, byte[] buffer, int start, int length, OtlpContext? context, Random? flips)
    {
        if (SpanDecoder.Decode(buffer, start, length, span) != SpanFault.None)
        {
            return;
        }

        span.Resource = context?.Resource ?? new();
        span.Scope = context?.Scope ?? new();
        Flip(span.Attributes, flips);
        foreach (var e in span.Events)
        {
            Flip(e.Attributes, flips);
        }

        Check(what, length, (facts, detail) => table.Derive(span, 9_000, facts, detail), Read);
        void Read(Dialect dialect, Reading reading, FactList facts)
        {
            reading.Begin(span, facts, detail: true);
            reading.Hear(dialect);
            dialect.ReadSpan(span, reading);
        }
    }

    public void CheckSpan(string what, Span message, string scope = "")
    {
        var body = message.ToByteArray();
        var context = new OtlpContext();
        context.Scope.Name = scope;
        CheckSpan(what, body, 0, body.Length, context, null);
    }

    public void CheckLog(string what, byte[] buffer, int start, int length, OtlpContext? context, Random? flips)
    {
        if (LogDecoder.Decode(buffer, start, length, log) != SpanFault.None)
        {
            return;
        }

        log.Resource = context?.Resource ?? new();
        log.Scope = context?.Scope ?? new();
        Flip(log.Attributes, flips);
        Flip(log.Body.Children, flips);
        Check(what, length, (facts, detail) => table.Derive(log, 9_000, facts, detail), Read);
        void Read(Dialect dialect, Reading reading, FactList facts)
        {
            reading.Begin(log, facts, detail: true);
            reading.Hear(dialect);
            dialect.ReadLog(log, reading);
        }
    }

    public void CheckLog(string what, LogRecord message)
    {
        var body = message.ToByteArray();
        CheckLog(what, body, 0, body.Length, null, null);
    }

    void Check(string what, int size, Action<FactList, bool> derive, Action<Dialect, Reading, FactList> read)
    {
        Records++;
        var before = GC.GetAllocatedBytesForCurrentThread();
        rowFacts.Truncate(0);
        derive(rowFacts, false);
        rowFacts.Settle(0);
        var facts = new FactList();
        derive(facts, true);

        // What is allocated grows with what was sent and not with the numbers in it.
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 8_000_000 + (200L * size), $"{what}: {allocated} bytes for a record of {size}");
        var most = MostRowFacts + (size / BytesForAFact);
        Assert.True(rowFacts.Count <= most, $"{what}: {rowFacts.Count} facts of a row");
        Assert.True(facts.Count <= most + Reading.MaxDetailItems + 100, $"{what}: {facts.Count} facts");
        if (Has(facts, Field.DeriveError) || Has(rowFacts, Field.DeriveError))
        {
            Assert.Fail($"{what}: {CulpritOf(read)}");
        }

        Assert.True(
            rowFacts.Slice(0, rowFacts.Count).ToArray().SequenceEqual([.. InRows(facts)]),
            $"{what}: a row depends on whether the detail is wanted"
        );
        Look(what, facts);
    }

    /// <summary>Everything that shows a span.</summary>
    static void Look(string what, FactList facts)
    {
        var (fold, said) = (new Fold(), new Fold());
        foreach (ref readonly var fact in facts.Slice(0, facts.Count))
        {
            (fact.Subject == Subject.Span ? fold : said).Apply(fact, Stamp.At(1, 1, 0));
        }

        _ = SpanRow.From(Ids.Span("00000000000000a1"), fold, 1);
        foreach (var content in new[] { Content.InputOf(fold), Content.OutputOf(fold) })
        {
            if (content is not null)
            {
                var messages = Messages.TryParse(content.Payload);
                _ = SenderCut.Is(content.Payload, messages);
                _ = Truncation.Cut(content.Payload.Utf8, Math.Min(content.Payload.Utf8.Length, 40));
                _ = ChatMl.Facts(content.Payload.Utf8.Span);
                Assert.All(messages ?? [], m => Assert.All(m.Parts, p => Assert.NotEmpty(p.Type)));
            }
        }

        Assert.True((fold.Text(Field.InputPreview) ?? "").Length <= Preview.MaxLength, what);
        Assert.True((fold.Text(Field.OutputPreview) ?? "").Length <= Preview.MaxLength, what);
        _ = Content.InstructionsOf(fold);
        _ = FinishReasons.Of(fold);
        Write(JsonValueKind.Object, JsonText.Parse(PathTree.ToJson(fold, Field.Parameter)));
        Write(JsonValueKind.Object, JsonText.Parse(PathTree.ToJson(fold, Field.Metadata)));
        foreach (var field in new[] { Field.ToolDefinitions, Field.Document })
        {
            if (fold.Payload(field) is { } payload)
            {
                Write(JsonValueKind.Array, JsonText.ParseList(Encoding.UTF8.GetString(payload.Utf8.Span)));
            }
        }
    }

    static void Write(JsonValueKind kind, JsonElement value)
    {
        Assert.Equal(kind, value.ValueKind);
        using var writer = new Utf8JsonWriter(Stream.Null, new() { MaxDepth = Clew.Api.ApiJson.Depth });
        value.WriteTo(writer);
    }

    static IEnumerable<Fact> InRows(FactList facts) =>
        facts
            .Slice(0, facts.Count)
            .ToArray()
            .Where(f => f.Field is < Field.Input or Field.Score)
            .Select(Hostile.AsInRows);

    static bool Has(FactList facts, Field field)
    {
        foreach (ref readonly var fact in facts.Slice(0, facts.Count))
        {
            if (fact.Field == field)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Which dialect failed, and how: the table only says that one did.</summary>
    string CulpritOf(Action<Dialect, Reading, FactList> read)
    {
        var reading = new Reading(new(table.Dialects), new(table.Dialects));
        foreach (var dialect in table.Dialects)
        {
            try
            {
                read(dialect, reading, new());
                ContentFacts.State(reading);
            }
            catch (Exception e)
            {
                return $"{dialect.Name}: {e}";
            }
        }

        return "one of the dialects failed";
    }

    static void Flip(Attributes attributes, Random? random)
    {
        if (random is null)
        {
            return;
        }

        foreach (var value in attributes)
        {
            if (value.Utf8.Length > 0 && random.Next(6) == 0)
            {
                Bits(value.Utf8)[random.Next(value.Utf8.Length)] ^= (byte)(1 << random.Next(8));
            }

            if (value.Key.Length > 0 && random.Next(40) == 0)
            {
                Bits(value.Key)[random.Next(value.Key.Length)] ^= (byte)(1 << random.Next(8));
            }
        }
    }

    static Span<byte> Bits(ReadOnlySpan<byte> of) =>
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(of), of.Length);
}
