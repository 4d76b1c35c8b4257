using System.Text;
using Clew.Model;
using Clew.Wire.Otlp;

namespace Clew.Tests.Wire;

/// <summary>The outer objects of OTLP/JSON requests: contexts, leniency, and what is said about errors.</summary>
public sealed class JsonRequestTests : JsonTests
{
    [Fact]
    public void UnknownMembersAreIgnoredAtEveryLevelAndKeptInTheRecord()
    {
        var json = """
            {"x":{},"resourceSpans":[{"x":[1],"resource":{"x":1,"attributes":[{"key":"k","x":2,"value":{"stringValue":"r"}}],
            "entityRefs":[{"type":"service","idKeys":["k"],"x":{}}]},"scopeSpans":[{"x":"","scope":{"name":"s","x":null},
            "spans":[{IDS,"x":{"y":[{}]},"events":[{"name":"e","x":[]}],"links":[{"x":true}],"status":{"x":1}}]}]}]}
            """;
        ReadBody(json);
        Assert.Equal(SpanFault.None, Decode(Envelope.Items[0]));
        Assert.Single(Span.Events);
        Assert.Contains(
            "\"x\":{\"y\":[{}]}",
            Encoding.UTF8.GetString(Envelope.Items[0].Raw.Span),
            StringComparison.Ordinal
        );
        var context = Envelope.Contexts[0];
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
        Assert.Equal(0, Envelope.Items.Length);
        Assert.Empty(Envelope.Contexts);
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
        var context = Envelope.Contexts[Envelope.Items[0].Context];
        Assert.Equal("late", context.Scope.Name);
        Assert.Equal("s", context.Scope.SchemaUrl);
        Assert.Equal("shop", context.Resource.TextOf("service.name"u8));
    }

    [Fact]
    public void TheOldNameOfScopesIsTaken()
    {
        ReadBody("""{"resourceSpans":[{"instrumentationLibrarySpans":[{"spans":[{IDS}]}]}]}""");
        Assert.Equal(1, Envelope.Items.Length);
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
        Assert.False(Envelope.TryRead(OtlpSignal.Traces, RecordEncoding.Json, bytes, bytes.Length, out var error));
        Assert.StartsWith(start, error, StringComparison.Ordinal);
        Assert.Equal(0, Envelope.Items.Length);
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
        Assert.Equal(3, Envelope.Items.Length);
        Assert.StartsWith(
            "$.resourceSpans[0].scopeSpans[0].spans[1]" + problem,
            Envelope.Items[1].Problem,
            StringComparison.Ordinal
        );
        Assert.Equal(SpanFault.Malformed, Decode(Envelope.Items[1]));
        Assert.Equal(SpanFault.None, Decode(Envelope.Items[0]));
        Assert.Equal(SpanFault.None, Decode(Envelope.Items[2]));
    }

    [Fact]
    public void MetricsAreCounted()
    {
        var body =
            """
            {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"gauge":{"dataPoints":[{},{"attributes":[]}]}},
            {"histogram":{"data_points":[{"exemplars":[{}]}]}},{"sum":{}},{"summary":{"dataPoints":null}}]}]}]}
            """u8.ToArray();
        Assert.True(Envelope.TryRead(OtlpSignal.Metrics, RecordEncoding.Json, body, body.Length, out _));
        Assert.Equal(3, Envelope.DataPoints);
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
        Assert.True(Envelope.TryRead(OtlpSignal.Logs, RecordEncoding.Json, body, body.Length, out var error), error);
        var log = new DecodedLog();
        Decode(Envelope.Items[0], log);
        Assert.Equal("a", log.EventName);
        Decode(Envelope.Items[1], log);
        Assert.Equal("b", log.EventName);
        Assert.Equal(18, log.SeverityNumber);
        Assert.True(log.TraceId.IsEmpty && log.SpanId.IsEmpty);
        Assert.Equal(2, log.Warnings.Count);
        Decode(Envelope.Items[2], log);
        Assert.Equal("", log.EventName);
        Assert.True(log.Body.Children.TryGet("x"u8, out var x));
        Assert.Equal(1, x.Int);
        Assert.Equal("WARN", log.SeverityText);
        Assert.Empty(log.Warnings);
    }
}
