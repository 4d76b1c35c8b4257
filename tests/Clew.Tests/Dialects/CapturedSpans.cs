using System.Text.Json;
using Clew.Dialects;
using Clew.Dialects.Parsing;
using Clew.Model;
using Clew.Tests.Wire;
using Clew.Wire.Otlp;

namespace Clew.Tests.Dialects;

/// <summary>The spans of a recorded client: every record of it decoded, derived and folded.</summary>
sealed class CapturedSpans
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures", "captures");
    readonly Dictionary<(TraceId, SpanId), Fold> spans = [];
    readonly Dictionary<TraceId, Fold> traces = [];
    readonly Dictionary<(TraceId, SpanId), Dictionary<string, string>> attributes = [];

    public static IEnumerable<string> Clients =>
        Directory.GetDirectories(Folder).Select(d => Path.GetFileName(d)).Order();

    public static JsonElement ExpectationsOf(string client)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, client, "expected.json")));
        return document.RootElement.Clone();
    }

    public static CapturedSpans Of(string client)
    {
        var captured = new CapturedSpans();
        var arrival = 1_900_000_000_000_000_000;
        foreach (
            var request in Capture.All.Where(c =>
                c.Name.StartsWith(client + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            )
        )
        {
            if (request.Signal != OtlpSignal.Metrics)
            {
                captured.Take(request, arrival++);
            }
        }

        return captured;
    }

    public Fold? Span(TraceId trace, SpanId span) => spans.GetValueOrDefault((trace, span));

    public Fold Trace(TraceId trace) => traces[trace];

    /// <summary>An attribute of the span as JSON text.</summary>
    public string? Attribute(TraceId trace, SpanId span, string key) =>
        attributes[(trace, span)].GetValueOrDefault(key);

    void Take(Capture request, long arrival)
    {
        var envelope = new OtlpEnvelope();
        Assert.True(
            envelope.TryRead(request.Signal, request.Encoding, request.Body, request.Body.Length, out var error),
            error
        );
        var span = new DecodedSpan();
        var log = new DecodedLog();
        var position = 0;
        foreach (var item in envelope.Items)
        {
            var context = envelope.Contexts[item.Context];
            var facts = new FactList();
            if (request.Signal == OtlpSignal.Traces)
            {
                Assert.Equal(SpanFault.None, SpanDecoder.Decode(item.Buffer, item.Start, item.Length, span));
                (span.Resource, span.Scope) = (context.Resource, context.Scope);
                var derived = DialectTable.Default.Derive(span, arrival, facts, detail: true);
                var known = new Dictionary<string, string>();
                foreach (var value in span.Attributes)
                {
                    known[value.KeyText] = Json.TextOf(value);
                }

                attributes[(span.TraceId, span.SpanId)] = known;
                Apply(span.TraceId, derived.About, facts, Stamp.At(derived.TimeNano, arrival, position++));
            }
            else
            {
                Assert.Equal(SpanFault.None, LogDecoder.Decode(item.Buffer, item.Start, item.Length, log));
                (log.Resource, log.Scope) = (context.Resource, context.Scope);
                var time = DialectTable.Default.Derive(log, arrival, facts, detail: true);
                Apply(log.TraceId, log.SpanId, facts, Stamp.At(time, arrival, position++));
            }
        }
    }

    void Apply(TraceId trace, SpanId span, FactList facts, Stamp stamp)
    {
        if (trace.IsEmpty || span.IsEmpty)
        {
            Assert.Equal(0, facts.Count);
            return;
        }

        spans.TryAdd((trace, span), new());
        traces.TryAdd(trace, new());
        foreach (var fact in facts.Slice(0, facts.Count))
        {
            Assert.NotNull(fact.Source);
            Assert.InRange(fact.Rank, 1, Ranks.Patch - 1);
            Assert.NotEqual(Field.DeriveError, fact.Field);
            (fact.Subject == Subject.Span ? spans[(trace, span)] : traces[trace]).Apply(fact, stamp);
        }
    }
}
