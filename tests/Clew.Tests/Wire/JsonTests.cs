using System.Text;
using Clew.Model;
using Clew.Wire.Otlp;

namespace Clew.Tests.Wire;

/// <summary>Reads requests and spans written as JSON; <c>IDS</c> in them stands for a valid pair of ids.</summary>
public abstract class JsonTests
{
    const string Ids = "\"traceId\":\"0af7651916cd43dd8448eb211c80319c\",\"spanId\":\"b7ad6b7169203331\"";

    private protected OtlpEnvelope Envelope { get; } = new();

    private protected DecodedSpan Span { get; } = new();

    private protected void Read(string spans) =>
        ReadBody(
            """{"resourceSpans":[{"scopeSpans":[{"spans":[SPANS_]}]}]}""".Replace(
                "SPANS_",
                spans,
                StringComparison.Ordinal
            )
        );

    private protected void ReadBody(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body.Replace("IDS", Ids, StringComparison.Ordinal));
        Assert.True(
            Envelope.TryRead(OtlpSignal.Traces, RecordEncoding.Json, bytes, bytes.Length, out var error),
            error
        );
    }

    private protected SpanFault Decode(string json)
    {
        Read(json);
        Assert.Null(Envelope.Items[0].Problem);
        return Decode(Envelope.Items[0]);
    }

    private protected SpanFault Decode(OtlpItem item) => SpanDecoder.Decode(item.Buffer, item.Start, item.Length, Span);

    private protected static void Decode(OtlpItem item, DecodedLog log) =>
        Assert.Equal(SpanFault.None, LogDecoder.Decode(item.Buffer, item.Start, item.Length, log));

    private protected Value Attribute(string key)
    {
        Assert.True(Span.Attributes.TryGet(Encoding.UTF8.GetBytes(key), out var value));
        return value;
    }
}
