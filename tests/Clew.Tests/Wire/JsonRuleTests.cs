using System.Text;
using Clew.Model;
using Clew.Wire.Otlp;

namespace Clew.Tests.Wire;

/// <summary>The rules of OTLP/JSON, and what senders do instead, one by one.</summary>
public sealed class JsonRuleTests
{
    const string Ids = "\"traceId\":\"0af7651916cd43dd8448eb211c80319c\",\"spanId\":\"b7ad6b7169203331\"";

    readonly OtlpEnvelope envelope = new();
    readonly DecodedSpan span = new();

    [Theory]
    [InlineData("0AF7651916CD43DD8448EB211C80319C", "B7AD6B7169203331")]
    [InlineData("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331")]
    public void IdsAreHexInEitherCaseAndShownInLowerCase(string trace, string id)
    {
        Assert.Equal(
            SpanFault.None,
            Decode(
                """{"traceId":"TRACE_","spanId":"ID_","parentSpanId":"ID_"}"""
                    .Replace("TRACE_", trace, StringComparison.Ordinal)
                    .Replace("ID_", id, StringComparison.Ordinal)
            )
        );
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", span.TraceId.ToString());
        Assert.Equal("b7ad6b7169203331", span.SpanId.ToString());
        Assert.Equal("b7ad6b7169203331", span.ParentSpanId.ToString());
    }

    [Theory]
    [InlineData("CvdlGRbNQ92ESOshHIAxnA==", "b7ad6b7169203331", 3)] // base64
    [InlineData("0af7651916cd43dd", "b7ad6b7169203331", 3)] // 64-bit
    [InlineData("0af7651916cd43dd8448eb211c80319", "b7ad6b7169203331", 3)] // a digit short
    [InlineData("sixteen chars id", "b7ad6b7169203331", 3)] // as many characters as an id has bytes
    [InlineData("", "b7ad6b7169203331", 2)]
    [InlineData("00000000000000000000000000000000", "b7ad6b7169203331", 2)]
    [InlineData("0af7651916cd43dd8448eb211c80319c", "t61rcWkgMzE=", 5)]
    [InlineData("0af7651916cd43dd8448eb211c80319c", "8 chars!", 5)]
    [InlineData("0af7651916cd43dd8448eb211c80319c", "", 4)]
    [InlineData("0af7651916cd43dd8448eb211c80319c", "0000000000000000", 4)]
    public void AnIdThatIsNotHexOfTheRightLengthIsAFaultOfItsSpanOnly(string trace, string id, byte fault)
    {
        Read(
            """{"traceId":"TRACE_","spanId":"ID_"},{IDS}"""
                .Replace("TRACE_", trace, StringComparison.Ordinal)
                .Replace("ID_", id, StringComparison.Ordinal)
        );
        Assert.Equal(2, envelope.Items.Length);
        Assert.Equal((SpanFault)fault, Decode(envelope.Items[0]));
        Assert.Equal(SpanFault.None, Decode(envelope.Items[1]));
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("0000000000000000", "", 0)]
    [InlineData("abcd", "abcd", 1)]
    [InlineData("0af7651916cd43dd8448eb211c80319c", "0af7651916cd43dd8448eb211c80319c", 1)]
    public void AParentOfZerosIsNoneAndOneOfAnotherLengthIsKept(string parent, string shown, int warnings)
    {
        Assert.Equal(
            SpanFault.None,
            Decode("""{IDS,"parentSpanId":"PARENT_"}""".Replace("PARENT_", parent, StringComparison.Ordinal))
        );
        Assert.Equal(shown, span.ParentSpanId.IsEmpty ? "" : span.ParentSpanId.ToString());
        Assert.Equal(warnings, span.Warnings.Count);
    }

    [Theory]
    [InlineData("\"1544712660000000001\"", 1544712660000000001)]
    [InlineData("1544712660000000001", 1544712660000000001)]
    [InlineData("1.5e3", 1500)]
    [InlineData("\"1500.0\"", 1500)]
    [InlineData("""{"low":-1486618624,"high":232830643}""", 1000000000000000000)]
    [InlineData("""{"low":1,"high":0,"unsigned":true}""", 1)]
    [InlineData("null", 0)]
    public void TimesAreStringsNumbersOrTwoHalves(string json, long expected)
    {
        Assert.Equal(
            SpanFault.None,
            Decode("""{IDS,"startTimeUnixNano":JSON_}""".Replace("JSON_", json, StringComparison.Ordinal))
        );
        Assert.Equal(expected, span.StartNano);
    }

    [Fact]
    public void ATimeAfter2262IsTheLastPossibleOneWithAWarning()
    {
        Assert.Equal(SpanFault.None, Decode("""{IDS,"endTimeUnixNano":"18446744073709551615"}"""));
        Assert.Equal(long.MaxValue, span.EndNano);
        Assert.Contains("2262", Assert.Single(span.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("\"3\"", 3)]
    [InlineData("\"SPAN_KIND_SERVER\"", 2)]
    [InlineData("\"SPAN_KIND_CONSUMER\"", 5)]
    [InlineData("\"SPAN_KIND_FROM_THE_FUTURE\"", 0)]
    [InlineData("99", 99)]
    [InlineData("-1", -1)]
    [InlineData("null", 0)]
    public void AKindIsANumberOrAName(string json, int expected)
    {
        Assert.Equal(SpanFault.None, Decode("""{IDS,"kind":JSON_}""".Replace("JSON_", json, StringComparison.Ordinal)));
        Assert.Equal(expected, span.Kind);
    }

    [Fact]
    public void AStatusCodeMayBeAName()
    {
        Decode("""{IDS,"status":{"code":"STATUS_CODE_ERROR","message":"boom"}}""");
        Assert.Equal(2, span.StatusCode);
        Assert.Equal("boom", Encoding.UTF8.GetString(span.StatusMessage.Span));
    }

    [Fact]
    public void SnakeCaseNamesAreTaken()
    {
        var body = """
            {"resource_spans":[{"scope_spans":[{"spans":[{"trace_id":"0af7651916cd43dd8448eb211c80319c",
            "span_id":"b7ad6b7169203331","parent_span_id":"b7ad6b7169203332","start_time_unix_nano":"5",
            "dropped_attributes_count":3,"attributes":[{"key":"k","value":{"string_value":"v"}}]}]}]}]}
            """;
        ReadBody(body);
        Assert.Equal(SpanFault.None, Decode(envelope.Items[0]));
        Assert.Equal("b7ad6b7169203332", span.ParentSpanId.ToString());
        Assert.Equal(5, span.StartNano);
        Assert.Equal(3u, span.DroppedAttributes);
        Assert.Equal("v", Attribute("k").Text);
    }

    [Theory]
    [InlineData("""{"stringValue":"x"}""", "x")]
    [InlineData("""{"stringValue":""}""", "")]
    [InlineData("""{"boolValue":true}""", true)]
    [InlineData("""{"boolValue":false}""", false)]
    [InlineData("""{"intValue":"25"}""", 25L)]
    [InlineData("""{"intValue":25}""", 25L)]
    [InlineData("""{"intValue":"-9223372036854775808"}""", long.MinValue)]
    [InlineData("""{"intValue":9007199254740993}""", 9007199254740993L)]
    [InlineData("""{"intValue":{"low":-1,"high":-1}}""", -1L)]
    [InlineData("""{"doubleValue":1}""", 1.0)]
    [InlineData("""{"doubleValue":0.20000000298023224}""", 0.20000000298023224)]
    [InlineData("""{"doubleValue":"1.5"}""", 1.5)]
    [InlineData("""{"doubleValue":"NaN"}""", double.NaN)]
    [InlineData("""{"doubleValue":"Infinity"}""", double.PositiveInfinity)]
    [InlineData("""{"doubleValue":"-Infinity"}""", double.NegativeInfinity)]
    [InlineData("""{"doubleValue":null}""", null)]
    [InlineData("""{"stringValue":null,"intValue":"7"}""", 7L)]
    [InlineData("""{}""", null)]
    [InlineData("null", null)]
    [InlineData("""{"futureValue":{"a":[1]}}""", null)]
    [InlineData("\"plain\"", "plain")]
    [InlineData("12", 12L)]
    [InlineData("1.25", 1.25)]
    [InlineData("true", true)]
    public void AValueKeepsItsType(string json, object? expected)
    {
        Assert.Equal(
            SpanFault.None,
            Decode(
                """{IDS,"attributes":[{"key":"k","value":JSON_}]}""".Replace("JSON_", json, StringComparison.Ordinal)
            )
        );
        var value = Attribute("k");
        object? actual = value.Kind switch
        {
            ValueKind.String => value.Text,
            ValueKind.Bool => value.Bool,
            ValueKind.Int => value.Int,
            ValueKind.Double => value.Double,
            _ => null,
        };
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void MinusZeroStaysMinusZero()
    {
        Decode("""{IDS,"attributes":[{"key":"k","value":{"doubleValue":-0.0}}]}""");
        Assert.True(double.IsNegative(Attribute("k").Double));
    }

    [Theory]
    [InlineData("AP/+")]
    [InlineData("AP_-")]
    [InlineData("AP/+AA==")]
    [InlineData("AP_-AA")]
    [InlineData("")]
    public void BytesAreBase64OfEitherAlphabet(string text)
    {
        Decode(
            """{IDS,"attributes":[{"key":"k","value":{"bytesValue":"TEXT_"}}]}""".Replace(
                "TEXT_",
                text,
                StringComparison.Ordinal
            )
        );
        Assert.Equal(ValueKind.Bytes, Attribute("k").Kind);
        byte[] expected = [0, 0xff, 0xfe, 0];
        Assert.Equal(expected[..(text.Length * 3 / 4 is var n && n > 4 ? 4 : n)], Attribute("k").Utf8.ToArray());
    }

    [Fact]
    public void NestedValuesAreArraysAndMaps()
    {
        Decode(
            """
            {IDS,"attributes":[{"key":"k","value":{"kvlistValue":{"values":[
            {"key":"a","value":{"arrayValue":{"values":[{"intValue":1},null,{"stringValue":"x"}]}}},
            {"key":"b","value":{"arrayValue":{}}}]}}}]}
            """
        );
        Assert.True(Attribute("k").Children.TryGet("a"u8, out var list));
        var kinds = new List<ValueKind>();
        foreach (var value in list.Children)
        {
            kinds.Add(value.Kind);
        }

        Assert.Equal([ValueKind.Int, ValueKind.Empty, ValueKind.String], kinds);
        Assert.True(Attribute("k").Children.TryGet("b"u8, out var empty));
        Assert.Equal(ValueKind.Array, empty.Kind);
        Assert.True(empty.Children.IsEmpty);
    }

    [Fact]
    public void APlainObjectIsTakenForAttributes()
    {
        Decode("""{IDS,"attributes":{"s":"x","i":1,"n":null,"o":{"a":[1,"b"]},"t":{"stringValue":"typed"}}}""");
        Assert.Equal("x", Attribute("s").Text);
        Assert.Equal(1, Attribute("i").Int);
        Assert.Equal(ValueKind.Empty, Attribute("n").Kind);
        Assert.Equal(ValueKind.Map, Attribute("o").Kind);
        Assert.Equal("typed", Attribute("t").Text);
    }

    [Theory]
    [InlineData("""{"name":"a","name":"b"}""", "b")]
    [InlineData("""{"name":"a","name":""}""", "")]
    [InlineData("""{"name":"a","name":null}""", "")]
    [InlineData("""{"kind":1,"name":"long enough","kind":2,"name":"b"}""", "b")]
    public void OfARepeatedKeyTheLastOneCounts(string json, string expected)
    {
        Decode("{IDS," + json[1..]);
        Assert.Equal(expected, Encoding.UTF8.GetString(span.Name.Span));
        Decode(
            """{"status":{"code":2,"message":"x"},"status":{"code":1},"traceId":"","traceId":"0af7651916cd43dd8448eb211c80319c"}"""
        );
        Assert.Equal(1, span.StatusCode);
        Assert.Equal(0, span.StatusMessage.Length);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", span.TraceId.ToString());
    }

    [Theory]
    [InlineData("""\u0041\n\t\"\\\/\b\f\r""", "A\n\t\"\\/\b\f\r")]
    [InlineData("""\ud83d\ude00""", "\U0001F600")]
    [InlineData("""a\ud83db""", "a\uFFFDb")]
    [InlineData("""\ude00""", "\uFFFD")]
    [InlineData("""\ud83d\u0041""", "\uFFFDA")]
    [InlineData("""\ud83d\ud83d\ude00""", "\uFFFD\U0001F600")]
    [InlineData("""\u0000""", "\0")]
    [InlineData("żółw 乌龟", "żółw 乌龟")]
    public void EscapesAreResolvedAndLoneSurrogatesReplaced(string json, string expected)
    {
        Decode("""{IDS,"name":"JSON_"}""".Replace("JSON_", json, StringComparison.Ordinal));
        Assert.Equal(expected, Encoding.UTF8.GetString(span.Name.Span));
    }

    [Fact]
    public void NamesOfMembersMayBeEscaped()
    {
        Decode("""{IDS,"\u006eame":"x"}""");
        Assert.Equal("x", Encoding.UTF8.GetString(span.Name.Span));
    }

    [Fact]
    public void UnknownMembersAreIgnoredAtEveryLevelAndKeptInTheRecord()
    {
        var json = """
            {"x":{},"resourceSpans":[{"x":[1],"resource":{"x":1,"attributes":[{"key":"k","x":2,"value":{"stringValue":"r"}}],
            "entityRefs":[{"type":"service","idKeys":["k"],"x":{}}]},"scopeSpans":[{"x":"","scope":{"name":"s","x":null},
            "spans":[{IDS,"x":{"y":[{}]},"events":[{"name":"e","x":[]}],"links":[{"x":true}],"status":{"x":1}}]}]}]}
            """;
        ReadBody(json);
        Assert.Equal(SpanFault.None, Decode(envelope.Items[0]));
        Assert.Single(span.Events);
        Assert.Contains(
            "\"x\":{\"y\":[{}]}",
            Encoding.UTF8.GetString(envelope.Items[0].Raw.Span),
            StringComparison.Ordinal
        );
        var context = envelope.Contexts[0];
        Assert.StartsWith(
            "{\"x\":[1],\"resource\":",
            Encoding.UTF8.GetString(context.Raw.Resource.Span),
            StringComparison.Ordinal
        );
        Assert.Equal("""{"x":"","scope":{"name":"s","x":null}}""", Encoding.UTF8.GetString(context.Raw.Scope.Span));
        Assert.Equal("r", context.Resource.TextOf("k"u8));
        Assert.Equal("s", context.Scope.Name);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"resourceSpans":[]}""")]
    [InlineData("""{"resourceSpans":null}""")]
    [InlineData(
        """{"resourceSpans":[null,{},{"scopeSpans":null},{"scopeSpans":[null,{},{"spans":null},{"spans":[]}]}]}"""
    )]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("\uFEFF{}")]
    [InlineData("""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{}]}]}]}""")]
    public void ARequestWithoutSpansIsFine(string body)
    {
        ReadBody(body);
        Assert.Equal(0, envelope.Items.Length);
        Assert.Empty(envelope.Contexts);
    }

    [Fact]
    public void TheContextMayComeAfterWhatItHolds()
    {
        ReadBody(
            """
            {"resourceSpans":[{"scopeSpans":[{"spans":[{IDS}],"schemaUrl":"s","scope":{"name":"late"}}],
            "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]}}]}
            """
        );
        var context = envelope.Contexts[envelope.Items[0].Context];
        Assert.Equal("late", context.Scope.Name);
        Assert.Equal("s", context.Scope.SchemaUrl);
        Assert.Equal("shop", context.Resource.TextOf("service.name"u8));
    }

    [Fact]
    public void TheOldNameOfScopesIsTaken()
    {
        ReadBody("""{"resourceSpans":[{"instrumentationLibrarySpans":[{"spans":[{IDS}]}]}]}""");
        Assert.Equal(1, envelope.Items.Length);
    }

    [Theory]
    [InlineData("[]", "$: expected an object")]
    [InlineData("""{"resourceSpans":{}}""", "$: expected an array")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[7]}]}""", "$.resourceSpans[0].scopeSpans[0]: expected an object")]
    [InlineData(
        """{"resourceSpans":[{},{"scopeSpans":[{},{"spans":[{]}]}]}""",
        "$.resourceSpans[1].scopeSpans[1].spans[0] at byte "
    )]
    [InlineData("""{"resourceSpans":[""", "$ at byte ")]
    [InlineData("""{} {}""", "$ at byte ")]
    [InlineData(
        """{"resourceSpans":[{"resource":{"attributes":[{"key":{}}]},"scopeSpans":[{"spans":[{}]}]}]}""",
        "$.resourceSpans[0].resource.attributes[0].key: expected a string"
    )]
    public void AnErrorOfTheRequestSaysWhatAndWhere(string body, string start)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        Assert.False(envelope.TryRead(OtlpSignal.Traces, RecordEncoding.Json, bytes, bytes.Length, out var error));
        Assert.StartsWith(start, error, StringComparison.Ordinal);
        Assert.Equal(0, envelope.Items.Length);
    }

    [Theory]
    [InlineData("""{"name":{}}""", ".name: expected a string")]
    [InlineData("""{"events":[{},{"name":[]}]}""", ".events[1].name: expected a string")]
    [InlineData("""{"attributes":"x"}""", ".attributes: expected an array of {\"key\"")]
    [InlineData(
        """{"attributes":[{"key":"k","value":{"intValue":1.5}}]}""",
        ".attributes[0].value.intValue: expected a 64-bit integer"
    )]
    [InlineData("""{"startTimeUnixNano":"yesterday"}""", ".startTimeUnixNano: expected an unsigned 64-bit integer")]
    [InlineData("""{"flags":-1}""", ".flags: expected a 32-bit integer")]
    [InlineData(
        """{"attributes":[{"key":"k","value":{"bytesValue":"%%"}}]}""",
        ".attributes[0].value.bytesValue: expected a string in base64"
    )]
    [InlineData("5", ": expected an object")]
    public void AWrongTypeHurtsOnlyItsOwnSpanAndIsNamed(string json, string problem)
    {
        Read("""{IDS},JSON_,{IDS}""".Replace("JSON_", json, StringComparison.Ordinal));
        Assert.Equal(3, envelope.Items.Length);
        Assert.StartsWith(
            "$.resourceSpans[0].scopeSpans[0].spans[1]" + problem,
            envelope.Items[1].Problem,
            StringComparison.Ordinal
        );
        Assert.Equal(SpanFault.Malformed, Decode(envelope.Items[1]));
        Assert.Equal(SpanFault.None, Decode(envelope.Items[0]));
        Assert.Equal(SpanFault.None, Decode(envelope.Items[2]));
    }

    [Theory]
    [InlineData(64, ValueKind.Array, 0)]
    [InlineData(65, ValueKind.Bytes, 1)]
    [InlineData(200, ValueKind.Bytes, 1)]
    [InlineData(100_000, ValueKind.Bytes, 1)]
    public void AValueNestedTooDeeplyIsKeptAsBytes(int depth, object innermost, int warnings)
    {
        var value = new StringBuilder();
        value.Insert(0, "{\"arrayValue\":{\"values\":[", depth - 1);
        value.Append("{\"arrayValue\":{}}").Insert(value.Length, "]}}", depth - 1);
        Assert.Equal(
            SpanFault.None,
            Decode(
                """{IDS,"attributes":[{"key":"k","value":VALUE_}]}""".Replace(
                    "VALUE_",
                    value.ToString(),
                    StringComparison.Ordinal
                )
            )
        );
        Assert.Equal(warnings, span.Warnings.Count);
        var at = Attribute("k");
        while (!at.Children.IsEmpty)
        {
            foreach (var child in at.Children)
            {
                at = child;
            }
        }

        Assert.Equal((ValueKind)innermost, at.Kind);
    }

    [Fact]
    public void MetricsAreCounted()
    {
        var body =
            """
            {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"gauge":{"dataPoints":[{},{"attributes":[]}]}},
            {"histogram":{"data_points":[{"exemplars":[{}]}]}},{"sum":{}},{"summary":{"dataPoints":null}}]}]}]}
            """u8.ToArray();
        Assert.True(envelope.TryRead(OtlpSignal.Metrics, RecordEncoding.Json, body, body.Length, out _));
        Assert.Equal(3, envelope.DataPoints);
    }

    [Fact]
    public void ALogTakesItsEventNameFromTheFieldOrTheAttribute()
    {
        var body =
            """
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[
            {"eventName":"a","attributes":[{"key":"event.name","value":{"stringValue":"b"}}]},
            {"attributes":[{"key":"event.name","value":{"stringValue":"b"}}],"traceId":"abcd","spanId":"00","severityNumber":"SEVERITY_NUMBER_ERROR2"},
            {"body":{"kvlistValue":{"values":[{"key":"x","value":{"intValue":1}}]}},"severityText":"WARN"}]}]}]}
            """u8.ToArray();
        Assert.True(envelope.TryRead(OtlpSignal.Logs, RecordEncoding.Json, body, body.Length, out var error), error);
        var log = new DecodedLog();
        Decode(envelope.Items[0], log);
        Assert.Equal("a", log.EventName);
        Decode(envelope.Items[1], log);
        Assert.Equal("b", log.EventName);
        Assert.Equal(18, log.SeverityNumber);
        Assert.True(log.TraceId.IsEmpty && log.SpanId.IsEmpty);
        Assert.Equal(2, log.Warnings.Count);
        Decode(envelope.Items[2], log);
        Assert.Equal("", log.EventName);
        Assert.True(log.Body.Children.TryGet("x"u8, out var x));
        Assert.Equal(1, x.Int);
        Assert.Equal("WARN", log.SeverityText);
        Assert.Empty(log.Warnings);
    }

    void Read(string spans) =>
        ReadBody(
            """{"resourceSpans":[{"scopeSpans":[{"spans":[SPANS_]}]}]}""".Replace(
                "SPANS_",
                spans,
                StringComparison.Ordinal
            )
        );

    void ReadBody(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body.Replace("IDS", Ids, StringComparison.Ordinal));
        Assert.True(
            envelope.TryRead(OtlpSignal.Traces, RecordEncoding.Json, bytes, bytes.Length, out var error),
            error
        );
    }

    SpanFault Decode(string json)
    {
        Read(json);
        Assert.Null(envelope.Items[0].Problem);
        return Decode(envelope.Items[0]);
    }

    SpanFault Decode(OtlpItem item) => SpanDecoder.Decode(item.Buffer, item.Start, item.Length, span);

    static void Decode(OtlpItem item, DecodedLog log) =>
        Assert.Equal(SpanFault.None, LogDecoder.Decode(item.Buffer, item.Start, item.Length, log));

    Value Attribute(string key)
    {
        Assert.True(span.Attributes.TryGet(Encoding.UTF8.GetBytes(key), out var value));
        return value;
    }
}
