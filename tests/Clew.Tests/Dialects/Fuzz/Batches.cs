using Clew.Dialects;
using Clew.Model;
using Clew.Tests.Oracle;
using Clew.Wire.Otlp;
using Google.Protobuf;

namespace Clew.Tests.Dialects.Fuzz;

/// <summary>Requests on their way into a store, as intake makes them.</summary>
static class Batches
{
    public static RecordBatch Of(TracesData traces) => Of(traces.ToByteArray());

    public static RecordBatch Of(byte[] body)
    {
        var envelope = new OtlpEnvelope();
        Assert.True(
            envelope.TryRead(OtlpSignal.Traces, RecordEncoding.Protobuf, body, body.Length, out var error),
            error
        );
        var batch = new RecordBatch { Project = "default", ArrivalNano = 1_900_000_000_000_000_000 };
        batch.Contexts.AddRange(envelope.Contexts.Select(c => c.Raw));
        var span = new DecodedSpan();
        foreach (var item in envelope.Items)
        {
            if (SpanDecoder.Decode(item.Buffer, item.Start, item.Length, span) == SpanFault.None)
            {
                var context = envelope.Contexts[item.Context];
                (span.Resource, span.Scope) = (context.Resource, context.Scope);
                var first = batch.Facts.Count;
                var derived = DialectTable.Default.Derive(span, batch.ArrivalNano, batch.Facts, detail: false);
                batch.Entries.Add(
                    new(
                        RecordKind.OtlpSpan,
                        RecordEncoding.Protobuf,
                        item.Context,
                        item.Raw,
                        span.TraceId,
                        derived.About,
                        RecordHash.Of(context.Hash, item.Raw.Span),
                        derived.TimeNano,
                        first,
                        batch.Facts.Count - first,
                        batch.Entries.Count
                    )
                );
            }
        }

        return batch;
    }
}
