using System.Text;
using Clew.Model;
using Clew.Tests.Oracle;
using Clew.Wire.Otlp;
using Clew.Wire.Protobuf;
using Google.Protobuf;

namespace Clew.Tests.Wire;

public sealed class ProtobufTests
{
    static readonly ByteString Trace = ByteString.CopyFrom(Enumerable.Range(1, 16).Select(i => (byte)i).ToArray());
    static readonly ByteString Id = ByteString.CopyFrom(1, 2, 3, 4, 5, 6, 7, 8);

    readonly OtlpEnvelope envelope = new();
    readonly DecodedSpan span = new();

    [Fact]
    public void AContextIsEverythingButItsItemsWhereverTheyStand()
    {
        // resource_spans { scope_spans { span, schema_url, span, scope }, schema_url, scope_spans { span }, resource }
        var resource = new ResourceSpans { Resource = new() { Attributes = { Text("r", "1") } } }.ToByteArray();
        var schema = new ResourceSpans { SchemaUrl = "rs" }.ToByteArray();
        var one = new ScopeSpans { Spans = { Valid() } }.ToByteArray();
        var scope = new ScopeSpans
        {
            Scope = new() { Name = "lib", Version = "2" },
        }.ToByteArray();
        var scopeSchema = new ScopeSpans { SchemaUrl = "ss" }.ToByteArray();
        var request = Field(
            1,
            [.. Field(2, [.. one, .. scopeSchema, .. one, .. scope]), .. schema, .. Field(2, one), .. resource]
        );
        Read(request);
        Assert.Equal(3, envelope.Items.Length);
        Assert.Equal(2, envelope.Contexts.Count);
        var context = envelope.Contexts[0];
        Assert.Equal([.. schema, .. resource], context.Raw.Resource.ToArray());
        Assert.Equal([.. scopeSchema, .. scope], context.Raw.Scope.ToArray());
        Assert.Equal(("rs", "ss"), (context.Resource.SchemaUrl, context.Scope.SchemaUrl));
        Assert.Equal(("lib", "2"), (context.Scope.Name, context.Scope.Version));
        Assert.Same(context.Resource, envelope.Contexts[1].Resource);
        Assert.Equal("1", context.Resource.TextOf("r"u8));
        Assert.NotEqual(context.Hash, envelope.Contexts[1].Hash);
        Assert.Equal("", envelope.Contexts[1].Scope.Name);
    }

    [Fact]
    public void ItemsAreSlicesOfTheBody()
    {
        var request = new TracesData
        {
            ResourceSpans = { new ResourceSpans { ScopeSpans = { new ScopeSpans { Spans = { Valid() } } } } },
        }.ToByteArray();
        Read(request);
        var item = envelope.Items[0];
        Assert.Same(request, item.Buffer);
        Assert.Equal(Valid().ToByteArray(), item.Raw.ToArray());
        Assert.Equal(item.Raw.ToArray(), item.Buffer.AsSpan(item.Start, item.Length).ToArray());
    }

    [Fact]
    public void TheFieldOfOldLibrariesIsAScope()
    {
        var data = new TracesData
        {
            ResourceSpans =
            {
                new ResourceSpans
                {
                    InstrumentationLibrarySpans =
                    {
                        new ScopeSpans
                        {
                            Scope = new() { Name = "old" },
                            Spans = { Valid() },
                        },
                    },
                },
            },
        };
        Read(data.ToByteArray());
        Assert.Equal("old", envelope.Contexts[0].Scope.Name);
        Assert.True(envelope.Contexts[0].Raw.Resource.IsEmpty);
    }

    [Theory]
    [InlineData("0a05", "request at byte 0: a field runs past the end of its message")]
    [InlineData("0a0212050a00", "resource_spans[0] at byte 2: a field runs past the end of its message")]
    [InlineData(
        "0a000a0412021207",
        "resource_spans[1].scope_spans[0] at byte 6: a field runs past the end of its message"
    )]
    [InlineData("0a080a020a05 12021200", "resource_spans[0] at byte ")]
    [InlineData("7b7d", "request at byte 1: a field runs past the end of its message; the body looks like JSON")]
    public void AnErrorOfTheRequestSaysWhatAndWhere(string hex, string start)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.False(envelope.TryRead(OtlpSignal.Traces, RecordEncoding.Protobuf, bytes, bytes.Length, out var error));
        Assert.StartsWith(start, error, StringComparison.Ordinal);
        Assert.Equal(0, envelope.Items.Length);
    }

    [Fact]
    public void AnEmptyRequestIsFine()
    {
        Read([]);
        Assert.Equal(0, envelope.Items.Length);
        Read(new TracesData { ResourceSpans = { new ResourceSpans() } }.ToByteArray());
        Assert.Empty(envelope.Contexts);
    }

    [Fact]
    public void ABrokenSpanHurtsOnlyItself()
    {
        var good = new ScopeSpans { Spans = { Valid() } }.ToByteArray();
        Read(Field(1, Field(2, [.. good, .. Field(2, [0x0a, 0x7f]), .. good])));
        Assert.Equal(
            [SpanFault.None, SpanFault.Malformed, SpanFault.None],
            Enumerable.Range(0, 3).Select(i => Decode(envelope.Items[i].Raw.ToArray()))
        );
    }

    [Fact]
    public void ASpanWithoutAUsableIdIsAFaultWithAName()
    {
        var zeros = ByteString.CopyFrom(new byte[16]);
        Assert.Equal(SpanFault.TraceIdMissing, Decode(new Span { SpanId = Id }));
        Assert.Equal(SpanFault.TraceIdMissing, Decode(new Span { SpanId = Id, TraceId = zeros }));
        Assert.Equal(SpanFault.TraceIdLength, Decode(new Span { SpanId = Id, TraceId = Id }));
        Assert.Equal(SpanFault.SpanIdMissing, Decode(new Span { TraceId = Trace }));
        Assert.Equal(SpanFault.SpanIdLength, Decode(new Span { TraceId = Trace, SpanId = zeros }));
        Assert.Equal(SpanFault.None, Decode(Valid()));
    }

    [Fact]
    public void DuplicateKeysAreAllowedAndTheLastOneCounts()
    {
        var message = Valid();
        message.Attributes.Add([Text("k", "first"), Text("k", "last")]);
        Assert.Equal(SpanFault.None, Decode(message));
        Assert.True(span.Attributes.TryGet("k"u8, out var value));
        Assert.Equal("last", value.Text);
    }

    [Fact]
    public void AttributesThatAreScatteredAreStillOneList()
    {
        byte[] first = new Span { Attributes = { Text("a", "1") } }.ToByteArray();
        byte[] events = new Span
        {
            Events =
            {
                new Span.Types.Event { Name = "e", Attributes = { Text("x", "2") } },
            },
        }.ToByteArray();
        byte[] bytes = [.. events, .. first, .. events, .. first, .. Valid().ToByteArray()];
        Assert.Equal(SpanFault.None, Decode(bytes));
        Assert.Equal(OracleView.Expected(Span.Parser.ParseFrom(bytes)), OracleView.Of(span));
        Assert.Equal(2, span.Events.Count);
    }

    [Fact]
    public void AValueInSeveralPartsIsMergedAsProtobufSays()
    {
        AnyValue list = new() { ArrayValue = new() { Values = { new AnyValue { IntValue = 1 } } } };
        AnyValue text = new() { StringValue = "x" };
        AnyValue[][] cases =
        [
            [list, list],
            [text, list, list],
            [list, text],
            [list, text, list],
            [text, new AnyValue { BoolValue = false }],
        ];
        foreach (var parts in cases)
        {
            byte[] joined = [.. parts.SelectMany(p => p.ToByteArray())];
            byte[] repeated = [.. parts.SelectMany(p => new KeyValue { Value = p }.ToByteArray())];
            foreach (var attribute in new[] { Field(2, joined), repeated })
            {
                byte[] bytes = [.. Valid().ToByteArray(), .. Field(9, [.. attribute, .. Field(77, [1])])];
                Assert.Equal(SpanFault.None, Decode(bytes));
                Assert.Equal(OracleView.Expected(Span.Parser.ParseFrom(bytes)), OracleView.Of(span));

                var record = RecordsOf.Body(
                    OtlpSignal.Traces,
                    RecordEncoding.Protobuf,
                    Field(1, Field(2, Field(2, bytes)))
                );
                var json = RecordsOf.Json(record, OtlpSignal.Traces);
                var back = RecordsOf.Body(OtlpSignal.Traces, RecordEncoding.Json, json);
                ExportTests.AssertSameMessage(
                    OtlpSignal.Traces,
                    RecordsOf.Protobuf(record, OtlpSignal.Traces),
                    RecordsOf.Protobuf(back, OtlpSignal.Traces)
                );
            }
        }
    }

    [Fact]
    public void TextThatIsNotUtf8SurvivesJson()
    {
        // name = ff, and an attribute ff = fe
        byte[] bytes =
        [
            .. Valid().ToByteArray(),
            .. Field(5, [0xff]),
            .. Field(9, [.. Field(1, [0xff]), .. Field(2, Field(1, [0xfe]))]),
        ];
        var record = RecordsOf.Body(OtlpSignal.Traces, RecordEncoding.Protobuf, Field(1, Field(2, Field(2, bytes))));
        var json = RecordsOf.Json(record, OtlpSignal.Traces);
        Assert.Contains("unknownFields", Encoding.UTF8.GetString(json), StringComparison.Ordinal);
        Assert.Equal(SpanFault.None, Transcoded(json, out var back));
        Assert.Equal([0xff], back.Name.ToArray());
        Assert.True(back.Attributes.TryGet([0xff], out var value));
        Assert.Equal([0xfe], value.Utf8.ToArray());
    }

    [Fact]
    public void DeepValuesSurviveJson()
    {
        var value = new AnyValue { IntValue = 7 };
        for (var i = 0; i < 90; i++)
        {
            value = new() { ArrayValue = new() { Values = { value } } };
        }

        var message = Valid();
        message.Attributes.Add(new KeyValue { Key = "deep", Value = value });
        var bytes = message.ToByteArray();
        Assert.Equal(SpanFault.None, Decode(bytes));
        Assert.Contains("64", Assert.Single(span.Warnings), StringComparison.Ordinal);
        var record = RecordsOf.Body(OtlpSignal.Traces, RecordEncoding.Protobuf, Field(1, Field(2, Field(2, bytes))));
        var back = RecordsOf.Body(OtlpSignal.Traces, RecordEncoding.Json, RecordsOf.Json(record, OtlpSignal.Traces));
        Assert.Equal(RecordsOf.Protobuf(record, OtlpSignal.Traces), RecordsOf.Protobuf(back, OtlpSignal.Traces));
    }

    [Fact]
    public void AHostileBodyCannotMakeMoreOfItselfThanALimit()
    {
        // Two bytes make an item, six a context, two an attribute, two an event.
        var items = new byte[2 * OtlpEnvelope.MaxItems + 2];
        Fill(items, 0x12, 0x00);
        var request = Field(1, Field(2, items));
        Assert.False(
            envelope.TryRead(OtlpSignal.Traces, RecordEncoding.Protobuf, request, request.Length, out var error)
        );
        Assert.Contains("1000000 items", error, StringComparison.Ordinal);

        var attributes = new byte[2 * ValueDecoder.MaxValues + 20];
        Fill(attributes, 0x4a, 0x00);
        Assert.Equal(SpanFault.None, Decode([.. Valid().ToByteArray(), .. attributes]));
        Assert.Equal(ValueDecoder.MaxValues, span.Tape.Count);
        Assert.Single(span.Warnings);

        var events = new byte[2 * SpanParts.MaxParts + 20];
        Fill(events, 0x5a, 0x00);
        Assert.Equal(SpanFault.None, Decode([.. Valid().ToByteArray(), .. events]));
        Assert.Equal(SpanParts.MaxParts, span.Events.Count);
        Assert.Single(span.Warnings);
    }

    [Fact]
    public void TheUsualSpanIsDecodedWithoutGarbage()
    {
        var body = Capture.All.First(c => c.Name.StartsWith("traceloop", StringComparison.Ordinal)).Body;
        Read(body);
        DecodeAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        DecodeAll();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void DecodeAll()
        {
            foreach (var item in envelope.Items)
            {
                SpanDecoder.Decode(item.Buffer, item.Start, item.Length, span);
            }
        }
    }

    void Read(byte[] body) =>
        Assert.True(
            envelope.TryRead(OtlpSignal.Traces, RecordEncoding.Protobuf, body, body.Length, out var error),
            error
        );

    SpanFault Decode(Span message) => Decode(message.ToByteArray());

    SpanFault Decode(byte[] bytes) => SpanDecoder.Decode(bytes, 0, bytes.Length, span);

    SpanFault Transcoded(byte[] json, out DecodedSpan target)
    {
        Assert.True(envelope.TryRead(OtlpSignal.Traces, RecordEncoding.Json, json, json.Length, out var error), error);
        target = span;
        return SpanDecoder.Decode(envelope.Items[0].Buffer, envelope.Items[0].Start, envelope.Items[0].Length, span);
    }

    static Span Valid() => new() { TraceId = Trace, SpanId = Id };

    static KeyValue Text(string key, string value) =>
        new()
        {
            Key = key,
            Value = new() { StringValue = value },
        };

    static byte[] Field(int number, ReadOnlySpan<byte> content)
    {
        var writer = new ProtoWriter();
        writer.Bytes(number, content);
        return writer.Written.ToArray();
    }

    static void Fill(byte[] bytes, byte even, byte odd)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = i % 2 == 0 ? even : odd;
        }
    }
}
