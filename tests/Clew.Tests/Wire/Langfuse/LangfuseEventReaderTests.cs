using System.Text;
using Clew.Model;
using Clew.Wire.Langfuse;

namespace Clew.Tests.Wire.Langfuse;

public sealed class LangfuseEventReaderTests
{
    [Fact]
    public void An_event_is_taken_apart()
    {
        var read = Events.Read(
            """{ "metadata":{"id":"no"}, "type" : "generation-update","id":"e-1","timestamp":"2026-11-20T10:07:03.123456789+00:00", "body":{"id":"o1","traceId":"t1","output": {"a": [1, "b"]} ,"endTime":null}}"""
        );
        Assert.Equal(RecordKind.LangfuseObservation, read.Kind);
        Assert.Equal(("generation-update", RecordPhase.Update), (read.Type, read.Phase));
        Assert.Equal(("e-1", "o1", "t1", "o1"), (read.EventId, read.BodyId, $"{read.TraceId}", $"{read.SpanId}"));
        Assert.Equal(1_795_169_223_123_456_789L, read.TimeNano);
        Assert.Equal("""{"a": [1, "b"]}""", Events.Member(read, "output"));
        Assert.Equal("null", Events.Member(read, "endTime"));
        Assert.Equal("", Events.Member(read, "input"));
    }

    [Fact]
    public void It_may_stand_anywhere_in_larger_memory()
    {
        var json = Events.Of("span-create", """{"id":"o1","input":"x"}""");
        var memory = Encoding.UTF8.GetBytes("xxx" + json + "yyy").AsMemory(3, json.Length);
        var target = new LangfuseEvent();
        Assert.True(LangfuseEventReader.TryRead(memory, target));
        Assert.Equal("\"x\"", Events.Member(target, "input"));
    }

    [Theory]
    // An observation that is created by itself is a trace of its own; one that is updated waits for its trace.
    [InlineData("generation-create", """{"id":"o1"}""", "o1", "o1", "o1")]
    [InlineData("generation-create", """{"id":"o1","traceId":null}""", "o1", "o1", "o1")]
    [InlineData("generation-create", """{"id":"o1","traceId":""}""", "o1", "o1", "o1")]
    [InlineData("span-update", """{"id":"o1"}""", "o1", "", "o1")]
    [InlineData("observation-update", """{"id":"o1","traceId":"t1"}""", "o1", "t1", "o1")]
    [InlineData("trace-create", """{"id":"t1"}""", "t1", "t1", "")]
    [InlineData("trace-create", "{}", "e1", "e1", "")]
    [InlineData("score-create", """{"id":"s1","traceId":"t1","observationId":"o1"}""", "s1", "t1", "")]
    [InlineData("score-create", """{"sessionId":"x"}""", "e1", "", "")]
    // Of two, the last counts, as everywhere in JavaScript.
    [InlineData("trace-create", """{"id":"t1","id":"t2"}""", "t2", "t2", "")]
    [InlineData("trace-create", """{"id":"a\u002fb\n"}""", null, null, null)]
    [InlineData("trace-create", """{"id":"a\u002fb"}""", "a/b", "a/b", "")]
    public void It_says_what_it_is_about(string type, string body, string? id, string? trace, string? span)
    {
        var target = new LangfuseEvent();
        var isRead = LangfuseEventReader.TryRead(Encoding.UTF8.GetBytes(Events.Of(type, body)), target);
        Assert.Equal(id is not null, isRead);
        if (isRead)
        {
            Assert.Equal(id, target.BodyId);
            Assert.Equal(trace, target.TraceId.IsEmpty ? "" : target.TraceId.ToString());
            Assert.Equal(span, target.SpanId.IsEmpty ? "" : target.SpanId.ToString());
        }
    }

    [Fact]
    public void Ids_of_OTLP_are_the_same_here()
    {
        var read = Events.Read(
            Events.Of("span-create", """{"id":"eee19b7ec3c1b174","traceId":"5b8efff798038103d269b633813fc60c"}""")
        );
        Assert.True(read.TraceId.IsBinary && read.SpanId.IsBinary);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"id":"e1","type":"trace-create","body":[]}""")]
    [InlineData("""{"id":"e1","type":"nothing","body":{}}""")]
    [InlineData("""{"id":"e1","type":"sdk-log","body":{"log":1}}""")]
    [InlineData("""{"id":"e1","type":"span-create","body":{}}""")]
    [InlineData("""{"id":"e1","type":"trace-create","body":{"id":"t"}} {}""")]
    public void What_is_no_event_is_not_read(string json) =>
        Assert.False(LangfuseEventReader.TryRead(Encoding.UTF8.GetBytes(json), new LangfuseEvent()));

    [Fact]
    public void Depth_costs_nothing()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);
        Assert.Equal(deep, Events.Member(Events.Read(Events.Of("trace-create", $$"""{"input":{{deep}}}""")), "input"));
    }
}
