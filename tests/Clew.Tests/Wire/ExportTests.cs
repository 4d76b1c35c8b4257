using System.Text;
using Clew.Model;
using Clew.Tests.Oracle;
using Clew.Wire.Otlp;
using Google.Protobuf;

namespace Clew.Tests.Wire;

public sealed class ExportTests
{
    public static TheoryData<string> Names =>
        [.. Capture.All.Where(c => c.Signal != OtlpSignal.Metrics).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ExportedProtobufSaysWhatTheRequestSaid(string name)
    {
        var capture = Capture.Of(name);
        var exported = RecordsOf.Protobuf(RecordsOf.Capture(capture), capture.Signal);
        if (capture.Signal == OtlpSignal.Traces)
        {
            Assert.Equal(capture.Traces(), TracesData.Parser.ParseFrom(exported));
        }
        else
        {
            Assert.Equal(capture.Logs(), LogsData.Parser.ParseFrom(exported));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ExportedRecordsComeBackByteForByteInTheirOwnEncoding(string name)
    {
        var capture = Capture.Of(name);
        var records = RecordsOf.Capture(capture);
        var exported =
            capture.Encoding == RecordEncoding.Json
                ? RecordsOf.Json(records, capture.Signal)
                : RecordsOf.Protobuf(records, capture.Signal);
        var again = RecordsOf.Body(capture.Signal, capture.Encoding, exported);
        Assert.Equal(records.Select(r => Hex(r.Bytes)), again.Select(r => Hex(r.Bytes)));
        Assert.Equal(records.Select(r => Hex(r.Context.Resource)), again.Select(r => Hex(r.Context.Resource)));
        Assert.Equal(records.Select(r => Hex(r.Context.Scope)), again.Select(r => Hex(r.Context.Scope)));
        Assert.Equal(records.Select(r => r.Hash), again.Select(r => r.Hash));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ProtobufThroughJsonAndBackIsTheSameMessage(string name)
    {
        var capture = Capture.Of(name);
        var records = RecordsOf.Capture(capture);
        var first = RecordsOf.Protobuf(records, capture.Signal);
        var protobuf = RecordsOf.Body(capture.Signal, RecordEncoding.Protobuf, first);
        var json = RecordsOf.Json(protobuf, capture.Signal);
        var second = RecordsOf.Protobuf(RecordsOf.Body(capture.Signal, RecordEncoding.Json, json), capture.Signal);
        AssertSameMessage(capture.Signal, first, second);
    }

    [Fact]
    public void RecordsWithEqualContextsShareOneGroupAndOthersDoNot()
    {
        static Record One(string resource, string scope, string span) =>
            new(
                RecordKind.OtlpSpan,
                RecordEncoding.Json,
                new(Encoding.UTF8.GetBytes(resource), Encoding.UTF8.GetBytes(scope)),
                Encoding.UTF8.GetBytes(span),
                default,
                default,
                0,
                0,
                0,
                0
            );

        var json = RecordsOf.Json(
            [
                One("""{"schemaUrl":"r"}""", "{}", """{"name":"a"}"""),
                One("""{"schemaUrl":"r"}""", "{}", """{"name":"b"}"""),
                One("""{"schemaUrl":"r"}""", """{"schemaUrl":"s"}""", """{"name":"c"}"""),
                One(" { } ", """{"schemaUrl":"s"}""", """{"name":"d"}"""),
            ],
            OtlpSignal.Traces
        );
        Assert.Equal(
            """{"resourceSpans":[{"schemaUrl":"r","scopeSpans":[{"spans":[{"name":"a"},{"name":"b"}]},"""
                + """{"schemaUrl":"s","spans":[{"name":"c"}]}]},{"scopeSpans":[{"schemaUrl":"s","spans":[{"name":"d"}]}]}]}""",
            Encoding.UTF8.GetString(json)
        );
    }

    [Fact]
    public void AnExportHasOnlyTheRecordsOfItsSignal()
    {
        var records = Capture
            .All.Where(c => c.Name.StartsWith("openlit-js", StringComparison.Ordinal))
            .SelectMany(RecordsOf.Capture)
            .ToList();
        var traces = TracesData.Parser.ParseFrom(RecordsOf.Protobuf(records, OtlpSignal.Traces));
        var logs = LogsData.Parser.ParseFrom(RecordsOf.Protobuf(records, OtlpSignal.Logs));
        Assert.Equal(7, traces.ResourceSpans.SelectMany(r => r.ScopeSpans).Sum(s => s.Spans.Count));
        Assert.Equal(5, logs.ResourceLogs.SelectMany(r => r.ScopeLogs).Sum(s => s.LogRecords.Count));
        Assert.Equal("""{"resourceLogs":[]}"""u8, RecordsOf.Json([], OtlpSignal.Logs));
        Assert.Empty(RecordsOf.Protobuf([], OtlpSignal.Logs));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ARecordIsDecodedWithItsContextFromEitherEncoding(string name)
    {
        var capture = Capture.Of(name);
        var records = RecordsOf.Capture(capture);
        var json = RecordsOf.Json(
            RecordsOf.Body(capture.Signal, RecordEncoding.Protobuf, RecordsOf.Protobuf(records, capture.Signal)),
            capture.Signal
        );
        var others = RecordsOf.Body(capture.Signal, RecordEncoding.Json, json);
        var reader = new RecordReader();
        var otherReader = new RecordReader();
        foreach (var (record, other) in records.Zip(others))
        {
            if (capture.Signal == OtlpSignal.Traces)
            {
                var span = new DecodedSpan();
                var otherSpan = new DecodedSpan();
                Assert.True(reader.TryReadSpan(record, span));
                Assert.True(otherReader.TryReadSpan(other, otherSpan));
                Assert.Equal(OracleView.Of(span), OracleView.Of(otherSpan));
                Assert.Equal(OracleView.OfResource(span.Resource), OracleView.OfResource(otherSpan.Resource));
                Assert.Equal(OracleView.OfScope(span.Scope), OracleView.OfScope(otherSpan.Scope));
                Assert.False(reader.TryReadLog(record, new()));
            }
            else
            {
                var log = new DecodedLog();
                var otherLog = new DecodedLog();
                Assert.True(reader.TryReadLog(record, log));
                Assert.True(otherReader.TryReadLog(other, otherLog));
                Assert.Equal(OracleView.Of(log), OracleView.Of(otherLog));
                Assert.False(reader.TryReadSpan(record, new()));
            }
        }
    }

    [Fact]
    public void OneRecordAsJsonIsARequestThatCanBeSentAgain()
    {
        var record = RecordsOf.Capture(
            Capture.All.First(c => c.Name.StartsWith("traceloop", StringComparison.Ordinal))
        )[3];
        var again = Assert.Single(RecordsOf.Body(OtlpSignal.Traces, RecordEncoding.Json, RecordReader.ToJson(record)));
        var reader = new RecordReader();
        var first = new DecodedSpan();
        Assert.True(reader.TryReadSpan(record, first));
        var expected = OracleView.Of(first);
        Assert.True(reader.TryReadSpan(again, first));
        Assert.Equal(expected, OracleView.Of(first));
    }

    [Fact]
    public void ALongExportIsWrittenInPartsThatAreOneMessage()
    {
        var big = new Span { Name = new string('x', 100_000) }.ToByteArray();
        var context = new RecordContext(ReadOnlyMemory<byte>.Empty, ReadOnlyMemory<byte>.Empty);
        var records = Enumerable
            .Range(0, 30)
            .Select(i => new Record(
                RecordKind.OtlpSpan,
                RecordEncoding.Protobuf,
                context,
                big,
                default,
                default,
                0,
                0,
                i,
                i
            ));
        var data = TracesData.Parser.ParseFrom(RecordsOf.Protobuf(records, OtlpSignal.Traces));
        Assert.Equal(30, data.ResourceSpans.SelectMany(r => r.ScopeSpans).Sum(s => s.Spans.Count));
        Assert.InRange(data.ResourceSpans.Count, 2, 5);
    }

    internal static void AssertSameMessage(OtlpSignal signal, byte[] first, byte[] second)
    {
        if (signal == OtlpSignal.Traces)
        {
            Assert.Equal(TracesData.Parser.ParseFrom(first), TracesData.Parser.ParseFrom(second));
        }
        else
        {
            Assert.Equal(LogsData.Parser.ParseFrom(first), LogsData.Parser.ParseFrom(second));
        }
    }

    static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexString(bytes.Span);
}
