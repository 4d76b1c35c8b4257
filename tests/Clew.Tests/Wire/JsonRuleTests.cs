using System.Text;
using Clew.Model;
using Clew.Wire.Otlp;

namespace Clew.Tests.Wire;

/// <summary>The rules of OTLP/JSON, and what senders do instead, one by one.</summary>
public sealed class JsonRuleTests : JsonTests
{
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
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", Span.TraceId.ToString());
        Assert.Equal("b7ad6b7169203331", Span.SpanId.ToString());
        Assert.Equal("b7ad6b7169203331", Span.ParentSpanId.ToString());
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
        Assert.Equal(2, Envelope.Items.Length);
        Assert.Equal((SpanFault)fault, Decode(Envelope.Items[0]));
        Assert.Equal(SpanFault.None, Decode(Envelope.Items[1]));
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
        Assert.Equal(shown, Span.ParentSpanId.IsEmpty ? "" : Span.ParentSpanId.ToString());
        Assert.Equal(warnings, Span.Warnings.Count);
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
        Assert.Equal(expected, Span.StartNano);
    }

    [Fact]
    public void ATimeAfter2262IsTheLastPossibleOneWithAWarning()
    {
        Assert.Equal(SpanFault.None, Decode("""{IDS,"endTimeUnixNano":"18446744073709551615"}"""));
        Assert.Equal(long.MaxValue, Span.EndNano);
        Assert.Contains("2262", Assert.Single(Span.Warnings), StringComparison.Ordinal);
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
        Assert.Equal(expected, Span.Kind);
    }

    [Fact]
    public void AStatusCodeMayBeAName()
    {
        Decode("""{IDS,"status":{"code":"STATUS_CODE_ERROR","message":"boom"}}""");
        Assert.Equal(2, Span.StatusCode);
        Assert.Equal("boom", Encoding.UTF8.GetString(Span.StatusMessage.Span));
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
        Assert.Equal(SpanFault.None, Decode(Envelope.Items[0]));
        Assert.Equal("b7ad6b7169203332", Span.ParentSpanId.ToString());
        Assert.Equal(5, Span.StartNano);
        Assert.Equal(3u, Span.DroppedAttributes);
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
        Assert.Equal(expected, Encoding.UTF8.GetString(Span.Name.Span));
        Decode(
            """{"status":{"code":2,"message":"x"},"status":{"code":1},"traceId":"","traceId":"0af7651916cd43dd8448eb211c80319c"}"""
        );
        Assert.Equal(1, Span.StatusCode);
        Assert.Equal(0, Span.StatusMessage.Length);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", Span.TraceId.ToString());
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
        Assert.Equal(expected, Encoding.UTF8.GetString(Span.Name.Span));
    }

    [Fact]
    public void NamesOfMembersMayBeEscaped()
    {
        Decode("""{IDS,"\u006eame":"x"}""");
        Assert.Equal("x", Encoding.UTF8.GetString(Span.Name.Span));
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
        Assert.Equal(warnings, Span.Warnings.Count);
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
}
