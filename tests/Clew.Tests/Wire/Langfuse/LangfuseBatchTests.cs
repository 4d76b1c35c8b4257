using System.Text;
using Clew.Model;
using Clew.Wire.Langfuse;

namespace Clew.Tests.Wire.Langfuse;

public sealed class LangfuseBatchTests
{
    readonly LangfuseBatch batch = new();

    string? ErrorOf(string json) => batch.TryRead(Encoding.UTF8.GetBytes(json), out var error) ? null : error;

    [Theory]
    [InlineData("""{"batch":[]}""", 0)]
    [InlineData("""{"batch":[],"metadata":{"batch":[1]}}""", 0)]
    [InlineData("""{"metadata":null,"batch":[{},1 , "x",[]]}""", 4)]
    [InlineData("""{"batch":[1],"batch":[1,2]}""", 2)]
    [InlineData("\uFEFF" + """ {"b\u0061tch" : [ {} ] } """, 1)]
    public void Events_are_found(string json, int count)
    {
        Assert.Null(ErrorOf(json));
        Assert.Equal(count, batch.Items.Count);
        Assert.Equal(Enumerable.Range(0, count), batch.Items.Select(item => item.Position));
    }

    [Theory]
    [InlineData("", "The body is not JSON: ")]
    [InlineData("{", "The body is not JSON: ")]
    [InlineData("""{"batch":[{}]""", "The body is not JSON: ")]
    [InlineData("""{"batch":[{}]} x""", "The body is not JSON: ")]
    [InlineData("""{"batch":[{},]}""", "The body is not JSON: ")]
    [InlineData("""{"batch":[NaN]}""", "The body is not JSON: ")]
    [InlineData("5", "expected an object with the array 'batch', got 5")]
    [InlineData("[{}]", "expected an object with the array 'batch', got [{}]")]
    [InlineData("{}", "batch: expected an array of events, got nothing")]
    [InlineData("""{"batch":null}""", "batch: expected an array of events, got null")]
    [InlineData("""{"batch":{"id":1}}""", """batch: expected an array of events, got {"id":1}""")]
    [InlineData("""{"batch":[1],"batch":5}""", "batch: expected an array of events, got 5")]
    public void What_is_no_batch_says_why(string json, string error) => Assert.StartsWith(error, ErrorOf(json));

    [Fact]
    public void A_batch_has_its_limit()
    {
        Assert.Null(
            ErrorOf("""{"batch":[""" + string.Join(',', Enumerable.Repeat('1', LangfuseBatch.MaxEvents)) + "]}")
        );
        var error = ErrorOf("""{"batch":[""" + string.Join(',', Enumerable.Repeat('1', 100_001)) + "]}");
        Assert.Equal("batch: expected at most 100000 events, got 100001; send smaller batches", error);
    }

    [Theory]
    [InlineData(RawJson.MaxDepth, true)]
    [InlineData(RawJson.MaxDepth + 1, false)]
    public void One_event_that_is_too_deep_costs_no_other(int depth, bool isGood)
    {
        // The event and its body are two of the levels.
        var deep = new string('[', depth - 2) + new string(']', depth - 2);
        var good = Events.Of("trace-create", "{}");
        Assert.Null(
            ErrorOf($$"""{"batch":[{{good}},{{Events.Of("trace-create", $$"""{"input":{{deep}}}""")}},{{good}}]}""")
        );
        var check = new EventCheck();
        var results = batch.Items.Select(item => check.Passes(item, new LangfuseEvent())).ToArray();
        Assert.Equal([true, isGood, true], results);
        check.Passes(batch.Items[1], new LangfuseEvent());
        Assert.Equal(isGood ? null : "batch[1]: nested deeper than 4096 levels", check.Error);
        Assert.Equal("e1", check.Id);
    }

    [Fact]
    public void Text_that_is_no_UTF8_costs_no_event()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"batch":[{{Events.Of("trace-create", """{"input":"ab😀"}""")}}]}""");
        // Half of the emoji is cut off.
        body.AsSpan(body.AsSpan().IndexOf("😀"u8) + 2, 2).Fill((byte)'x');
        Assert.True(batch.TryRead(body, out _));
        var target = new LangfuseEvent();
        Assert.True(new EventCheck().Passes(batch.Items[0], target));
        Assert.Equal("\"ab??xx\"", Events.Member(target, "input"));
    }
}
