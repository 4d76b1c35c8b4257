using Clew.Model;
using Clew.Wire.Otlp;

namespace Clew.Tests.Wire;

/// <summary>Takes a request in, as intake would: every item becomes a record with memory of its own.</summary>
static class RecordsOf
{
    public static List<Record> Capture(Capture capture) => Body(capture.Signal, capture.Encoding, capture.Body);

    public static List<Record> Body(OtlpSignal signal, RecordEncoding encoding, byte[] body)
    {
        var envelope = new OtlpEnvelope();
        Assert.True(envelope.TryRead(signal, encoding, body, body.Length, out var error), error);
        var contexts = envelope
            .Contexts.Select(c => new RecordContext(c.Raw.Resource.ToArray(), c.Raw.Scope.ToArray()))
            .ToList();
        var records = new List<Record>();
        foreach (var item in envelope.Items)
        {
            records.Add(
                new(
                    signal == OtlpSignal.Logs ? RecordKind.OtlpLog : RecordKind.OtlpSpan,
                    encoding,
                    contexts[item.Context],
                    item.Raw.ToArray(),
                    default,
                    default,
                    RecordHash.Of(envelope.Contexts[item.Context].Hash, item.Raw.Span),
                    0,
                    records.Count,
                    records.Count
                )
            );
        }

        return records;
    }

    public static byte[] Protobuf(IEnumerable<Record> records, OtlpSignal signal)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        OtlpExport.WriteProtobuf(records, signal, output);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Json(IEnumerable<Record> records, OtlpSignal signal)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        OtlpExport.WriteJson(records, signal, output);
        return output.WrittenSpan.ToArray();
    }
}
