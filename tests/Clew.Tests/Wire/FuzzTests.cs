using Clew.Model;
using Clew.Tests.Oracle;
using Clew.Wire.Otlp;
using Google.Protobuf;

namespace Clew.Tests.Wire;

/// <summary>
/// Random input with fixed seeds. A failure names its seed: run that one alone with
/// <c>new RandomTelemetry(seed)</c>.
/// </summary>
public sealed class FuzzTests
{
    const int Rounds = 150;

    readonly OtlpEnvelope envelope = new();
    readonly DecodedSpan span = new();
    readonly DecodedLog log = new();

    [Fact]
    public void RandomMessagesAreDecodedAsTheOracleWroteThem() =>
        ForEachSeed(random =>
        {
            var traces = random.Traces();
            Read(OtlpSignal.Traces, RecordEncoding.Protobuf, traces.ToByteArray());
            EnvelopeCheck.Equal(traces, envelope);
            var logs = random.Logs();
            Read(OtlpSignal.Logs, RecordEncoding.Protobuf, logs.ToByteArray());
            EnvelopeCheck.Equal(logs, envelope);
        });

    [Fact]
    public void RandomMessagesSurviveJsonAndComeBackEqual() =>
        ForEachSeed(random =>
        {
            RoundTrip(OtlpSignal.Traces, WithItems(random.Traces()).ToByteArray());
            RoundTrip(OtlpSignal.Logs, WithItems(random.Logs()).ToByteArray());
        });

    [Fact]
    public void ADamagedSpanIsReadAsTheOracleReadsItOrRefused() =>
        ForEachSeed(random =>
        {
            var bytes = random.Mutate(random.Span().ToByteArray());
            var fault = SpanDecoder.Decode(bytes, 0, bytes.Length, span);
            var expected = Parse(Span.Parser, bytes);
            Assert.Equal(expected is null, fault == SpanFault.Malformed);
            if (expected is not null)
            {
                Assert.Equal(EnvelopeCheck.FaultOf(expected), fault);
                Assert.Equal(OracleView.Expected(expected), OracleView.Of(span));
            }
        });

    [Fact]
    public void ADamagedLogRecordIsReadAsTheOracleReadsItOrRefused() =>
        ForEachSeed(random =>
        {
            var bytes = random.Mutate(random.Log().ToByteArray());
            var fault = LogDecoder.Decode(bytes, 0, bytes.Length, log);
            var expected = Parse(LogRecord.Parser, bytes);
            Assert.Equal(expected is null, fault == SpanFault.Malformed);
            if (expected is not null)
            {
                Assert.Equal(OracleView.Expected(expected), OracleView.Of(log));
            }
        });

    [Fact]
    public void ADamagedRequestIsReadAsTheOracleReadsItOrRefused() =>
        ForEachSeed(random =>
        {
            var bytes = random.Mutate(WithItems(random.Traces()).ToByteArray());
            var read = envelope.TryRead(OtlpSignal.Traces, RecordEncoding.Protobuf, bytes, bytes.Length, out var error);
            Assert.Equal(read, error is null);
            if (Parse(TracesData.Parser, bytes) is { } expected)
            {
                // The oracle also looks into entity references, which nothing here does.
                Assert.True(read, error);
                EnvelopeCheck.Equal(expected, envelope);
            }
            else
            {
                DecodeAll();
            }
        });

    [Fact]
    public void RandomBytesAreNeverTooMuch() =>
        ForEachSeed(random =>
        {
            var bytes = new byte[random.Random.Next(200)];
            random.Random.NextBytes(bytes);
            foreach (var signal in Enum.GetValues<OtlpSignal>())
            {
                envelope.TryRead(signal, RecordEncoding.Protobuf, bytes, bytes.Length, out _);
                DecodeAll();
                envelope.TryRead(signal, RecordEncoding.Json, bytes, bytes.Length, out _);
                DecodeAll();
            }

            SpanDecoder.Decode(bytes, 0, bytes.Length, span);
            LogDecoder.Decode(bytes, 0, bytes.Length, log);
        });

    [Fact]
    public void DamagedJsonIsNeverTooMuch() =>
        ForEachSeed(random =>
        {
            var data = RecordsOf.Body(
                OtlpSignal.Traces,
                RecordEncoding.Protobuf,
                WithItems(random.Traces()).ToByteArray()
            );
            var json = random.Mutate(RecordsOf.Json(data, OtlpSignal.Traces));
            var read = envelope.TryRead(OtlpSignal.Traces, RecordEncoding.Json, json, json.Length, out var error);
            Assert.Equal(read, error is null);
            foreach (var item in envelope.Items)
            {
                // What the transcoder lets through is a message that the oracle can read too.
                var fault = SpanDecoder.Decode(item.Buffer, item.Start, item.Length, span);
                var expected = Parse(Span.Parser, item.Buffer.AsSpan(item.Start, item.Length).ToArray());
                Assert.Equal(item.Problem is null, expected is not null);
                Assert.Equal(expected is null ? SpanFault.Malformed : EnvelopeCheck.FaultOf(expected), fault);
                if (expected is not null)
                {
                    Assert.Equal(OracleView.Expected(expected), OracleView.Of(span));
                }
            }
        });

    [Fact]
    public void FieldsOfTheFutureSurviveJsonAtEveryLevel() =>
        ForEachSeed(random =>
        {
            var bytes = WithUnknown(WithItems(random.Traces()), random).ToByteArray();
            var traces = TracesData.Parser.ParseFrom(bytes);
            Read(OtlpSignal.Traces, RecordEncoding.Protobuf, bytes);
            EnvelopeCheck.Equal(traces, envelope);
            RoundTrip(OtlpSignal.Traces, bytes);
        });

    static void ForEachSeed(Action<RandomTelemetry> round)
    {
        for (var seed = 1; seed <= Rounds; seed++)
        {
            try
            {
                round(new(seed));
            }
            catch (Exception e)
            {
                var message = e.Message.Length > 1000 ? e.Message[..1000] : e.Message;
                throw new InvalidOperationException($"Failed with seed {seed}: {message}", e);
            }
        }
    }

    void Read(OtlpSignal signal, RecordEncoding encoding, byte[] body) =>
        Assert.True(envelope.TryRead(signal, encoding, body, body.Length, out var error), error);

    void DecodeAll()
    {
        foreach (var item in envelope.Items)
        {
            SpanDecoder.Decode(item.Buffer, item.Start, item.Length, span);
            LogDecoder.Decode(item.Buffer, item.Start, item.Length, log);
        }
    }

    static void RoundTrip(OtlpSignal signal, byte[] body)
    {
        var records = RecordsOf.Body(signal, RecordEncoding.Protobuf, body);
        var json = RecordsOf.Json(records, signal);
        var back = RecordsOf.Body(signal, RecordEncoding.Json, json);
        ExportTests.AssertSameMessage(signal, RecordsOf.Protobuf(records, signal), RecordsOf.Protobuf(back, signal));
        var again = RecordsOf.Body(signal, RecordEncoding.Protobuf, RecordsOf.Protobuf(back, signal));
        Assert.Equal(json, RecordsOf.Json(again, signal));
    }

    /// <summary>Drops contexts without items: they make no records, so an export cannot have them.</summary>
    static TracesData WithItems(TracesData data)
    {
        foreach (var resource in data.ResourceSpans)
        {
            RemoveWhere(resource.ScopeSpans, s => s.Spans.Count == 0);
        }

        RemoveWhere(data.ResourceSpans, r => r.ScopeSpans.Count == 0);
        return data;
    }

    static LogsData WithItems(LogsData data)
    {
        foreach (var resource in data.ResourceLogs)
        {
            RemoveWhere(resource.ScopeLogs, s => s.LogRecords.Count == 0);
        }

        RemoveWhere(data.ResourceLogs, r => r.ScopeLogs.Count == 0);
        return data;
    }

    static void RemoveWhere<T>(Google.Protobuf.Collections.RepeatedField<T> list, Func<T, bool> condition)
    {
        foreach (var item in list.Where(condition).ToList())
        {
            list.Remove(item);
        }
    }

    /// <summary>Adds unknown fields to every message: the oracle keeps what it does not know.</summary>
    static TracesData WithUnknown(TracesData data, RandomTelemetry random)
    {
        foreach (var resource in data.ResourceSpans)
        {
            Add(resource);
            AddAll(resource.Resource?.Attributes);
            Add(resource.Resource);
            foreach (var entity in resource.Resource?.EntityRefs.AsEnumerable() ?? [])
            {
                Add(entity);
            }

            foreach (var scope in resource.ScopeSpans)
            {
                Add(scope);
                Add(scope.Scope);
                AddAll(scope.Scope?.Attributes);
                foreach (var one in scope.Spans)
                {
                    Add(one);
                    Add(one.Status);
                    AddAll(one.Attributes);
                    foreach (var e in one.Events)
                    {
                        Add(e);
                        AddAll(e.Attributes);
                    }

                    foreach (var link in one.Links)
                    {
                        Add(link);
                        AddAll(link.Attributes);
                    }
                }
            }
        }

        return data;

        void AddAll(IEnumerable<KeyValue>? attributes)
        {
            foreach (var attribute in attributes ?? [])
            {
                Add(attribute);
                Add(attribute.Value);
                Add(attribute.Value?.KvlistValue);
                Add(attribute.Value?.ArrayValue);
            }
        }

        void Add(IMessage? message) => message?.MergeFrom(random.UnknownFields());
    }

    static T? Parse<T>(MessageParser<T> parser, byte[] bytes)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
