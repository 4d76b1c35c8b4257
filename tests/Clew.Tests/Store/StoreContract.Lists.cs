using Clew.Model;
using Clew.Query;
using Clew.Store;

namespace Clew.Tests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public async Task TracesAreFoundByWhatTheyAre()
    {
        await Append(
            Say.Span("one", "a", null, 1000, 2000)
                .OfTrace(Field.TraceName, "checkout")
                .OfTrace(Field.Tag, "red")
                .OfTrace(Field.Tag, "blue")
                .That(Field.CostPicoUsd, 2_000_000_000_000),
            Say.Span("two", "a", null, 3000, 9000).OfTrace(Field.TraceName, "check in").OfTrace(Field.Tag, "red")
        );
        Assert.Equal(["one"], await Names("name", Operator.Equal, Literal.OfText("checkout")));
        Assert.Equal(["two", "one"], await Names("name", Operator.StartsWith, Literal.OfText("check")));
        Assert.Equal(["one"], await Names("tags", Operator.AllOf, Literal.OfText("red"), Literal.OfText("blue")));
        Assert.Equal(["two"], await Names("tags", Operator.NoneOf, Literal.OfText("blue")));
        Assert.Equal(["one"], await Names("cost", Operator.GreaterOrEqual, Literal.OfNumber(1.5m)));
        Assert.Equal(["two"], await Names("cost", Operator.IsNull));
        Assert.Equal(["two"], await Names("latency", Operator.Greater, Literal.OfDuration(1000)));
    }

    [Fact]
    public async Task AListHasPagesATotalAndAnyOrder()
    {
        for (var i = 0; i < 7; i++)
        {
            await Append(
                Say.Span($"t{i}", "a", null, 1000 + i, 5000).OfTrace(Field.UserId, i % 2 == 0 ? "even" : null)
            );
        }

        var query = new RowQuery("default", Filter.Everything) { Limit = 3, Counts = true };
        var page = await Store.FindTracesAsync(query with { Offset = 3 }, None);
        Assert.Equal(("t3 t2 t1", 7, true), (string.Join(' ', IdsOf(page)), page.Total, page.HasMore));
        page = await Store.FindTracesAsync(query with { After = new(1002, Say.Trace("t2")) }, None);
        Assert.Equal(("t1 t0", 7, false), (string.Join(' ', IdsOf(page)), page.Total, page.HasMore));
        page = await Store.FindTracesAsync(query with { Order = new(TraceFields.Start, false), Counts = false }, None);
        Assert.Equal(("t0 t1 t2", null), (string.Join(' ', IdsOf(page)), page.Total));
        page = await Store.FindTracesAsync(query with { Order = new(TraceFields.User, true), Limit = 5 }, None);
        Assert.Equal(["even", "even", "even", "even", null], page.Rows.Select(r => r.UserId));
        page = await Store.FindTracesAsync(query with { Filter = Comparisons.Is(TraceFields.User, "odd") }, None);
        Assert.Equal(("", 0L), (string.Join(' ', IdsOf(page)), page.Total));
        Assert.Empty((await Store.FindTracesAsync(query with { Project = "other" }, None)).Rows);
    }

    [Fact]
    public async Task SpansComeInTheOrderOfTheirStartHoweverFarApartTheyAre()
    {
        const long Hour = 3_600_000_000_000;
        long[] starts = [0, 1, Hour - 1, Hour, 9 * Hour, 10 * Hour, 100 * Hour, 9_000 * Hour, 9_001 * Hour];
        for (var i = 0; i < starts.Length; i++)
        {
            // Each trace has a span that starts long after it.
            await Append(
                Say.Span($"t{i}", $"{i}", null, starts[i]),
                Say.Span($"t{i}", $"{i} late", null, starts[i] + (i * i * Hour) + 7)
            );
        }

        var query = new RowQuery("default", Filter.Everything) { Limit = 1000 };
        var all = (await Store.FindSpansAsync(query, None)).Rows;
        Assert.Equal(2 * starts.Length, all.Count);
        Assert.Equal(all.Select(s => s.Row.StartNano).OrderDescending(), all.Select(s => s.Row.StartNano));
        var paged = new List<SpanInTrace>();
        for (Found<SpanInTrace>? page = null; page is not { HasMore: false }; paged.AddRange(page.Rows))
        {
            var after = paged.Count == 0 ? null : paged[^1].Cursor;
            page = await Store.FindSpansAsync(query with { Limit = 4, After = after }, None);
            Assert.Equal(page.HasMore ? 4 : 2, page.Rows.Count);
            var counted = query with { Limit = 4, Offset = paged.Count, Counts = true };
            var same = await Store.FindSpansAsync(counted, None);
            Assert.Equal((page.HasMore, all.Count), (same.HasMore, same.Total));
            Assert.Equal(page.Rows.Select(s => s.Row.SpanId), same.Rows.Select(s => s.Row.SpanId));
        }

        Assert.Equal(all.Select(s => s.Row.SpanId), paged.Select(s => s.Row.SpanId));
        var between = Comparisons.Between(SpanFields.Start, Hour, 100 * Hour);
        Assert.Equal(
            all.Where(s => s.Row.StartNano is >= Hour and < 100 * Hour).Select(s => s.Row.SpanId),
            (await Store.FindSpansAsync(query with { Filter = between }, None)).Rows.Select(s => s.Row.SpanId)
        );
    }

    [Fact]
    public async Task SpansOfAllTracesAreFoundWithTheValuesOfTheirTraces()
    {
        await Append(
            Say.Span("one", "root", null, 1000, 9000).OfTrace(Field.UserId, "ann"),
            Say.Span("one", "llm", "root", 2000, 3000).That(Field.RequestModel, "gpt"),
            Say.Span(T, "00f067aa0ba902b7", null, 2500, 2600).That(Field.ResponseModel, "gpt")
        );
        var query = new RowQuery("default", Comparisons.Is(SpanFields.Model, "gpt")) { Counts = true };
        var found = await Store.FindSpansAsync(query, None);
        Assert.Equal(["00f067aa0ba902b7", "llm"], found.Rows.Select(r => r.Row.SpanId.ToString()));
        Assert.Equal(
            (2, "ann", "one"),
            (found.Total, found.Rows[1].Trace.UserId, found.Rows[1].Trace.TraceId.ToString())
        );
        var after = await Store.FindSpansAsync(query with { After = found.Rows[0].Cursor }, None);
        Assert.Equal("llm", Assert.Single(after.Rows).Row.SpanId.ToString());
        var ofAnn = Filter.And(query.Filter, Comparisons.Is(TraceFields.User, "ann"));
        Assert.Single((await Store.FindSpansAsync(query with { Filter = ofAnn }, None)).Rows);
        var roots = Comparisons.Of(SpanFields.IsRoot, Operator.Equal, Literal.OfFlag(true));
        Assert.Equal(2, (await Store.FindSpansAsync(query with { Filter = roots }, None)).Total);
    }

    [Fact]
    public async Task TheNewestSpansAreFoundHoweverFarTheyLieApart()
    {
        const long Hour = 3_600_000_000_000;
        foreach (var hour in new[] { 0, 3, 4, 40, 41, 700, 9000, 9001 })
        {
            await Append(Say.Span($"t{hour}", $"s{hour}", null, 1000 + (hour * Hour)));
        }

        // Long after its trace began.
        await Append(Say.Span("t3", "late", "s3", 2000 + (9000 * Hour)));
        var query = new RowQuery("default", Filter.Everything) { Limit = 2 };
        var seen = new List<string>();
        for (RowCursor? after = null; ; )
        {
            var page = await Store.FindSpansAsync(query with { After = after }, None);
            seen.AddRange(page.Rows.Select(r => r.Row.SpanId.ToString()));
            if (!page.HasMore)
            {
                break;
            }

            after = page.Rows[^1].Cursor;
        }

        Assert.Equal("s9001 late s9000 s700 s41 s40 s4 s3 s0", string.Join(' ', seen));
        var early = Filter.And(Comparisons.Between(SpanFields.Start, null, 5 * Hour));
        Assert.Equal(2, (await Store.FindSpansAsync(query with { Filter = early }, None)).Rows.Count);
    }

    [Fact]
    public async Task TracesAreFoundByOneSpanOfThem()
    {
        await Append(
            Say.Span("one", "a").That(Field.Type, (int)SpanType.Tool).That(Field.ToolName, "search"),
            Say.Span("one", "b", "a").That(Field.RequestModel, "GPT").That(Field.CostPicoUsd, 5),
            Say.Span("two", "a", null, 500).That(Field.Type, (int)SpanType.Tool).That(Field.RequestModel, "gpt"),
            Say.Log("judge", null, 100).Judges("s1", 1, trace: "two"),
            Say.Log("judge", null, 101).Judges("s2", 1, trace: "not there")
        );
        var tool = Comparisons.Is(SpanFields.Type, "tool");
        var model = Comparisons.Of(SpanFields.Model, Operator.ContainsAnyCase, Literal.OfText("gPt"));
        var both = new Filter.SomeSpan(Filter.And(tool, model));
        var each = Filter.And(new Filter.SomeSpan(tool), new Filter.SomeSpan(model));
        Assert.Equal(["two"], await Traces(both));
        Assert.Equal(["one", "two"], await Traces(each));
        Assert.Equal(["one"], await Traces(Filter.Not(both)));
        // Asked of spans it is their trace that has one; the span that is asked about may be another.
        var siblings = await Store.FindSpansAsync(new("default", Filter.And(new Filter.SomeSpan(tool), model)), None);
        Assert.Equal(["b", "a"], siblings.Rows.Select(r => r.Row.SpanId.ToString()));
        var scores = await Store.FindScoresAsync(new("default", both), None);
        Assert.Equal("s1", Assert.Single(scores.Rows).Row.Score.Id);
    }

    async Task<IEnumerable<string>> Traces(Filter filter) =>
        IdsOf(await Store.FindTracesAsync(new("default", filter), None));

    [Fact]
    public async Task ASpanIsFoundWithoutItsTrace()
    {
        await Append(Say.Span("one", "a"), Say.Span(T, "00f067aa0ba902b7"), Say.Span("two", "a", null, 1500));
        Assert.Equal(Say.Trace(T), await Store.FindTraceOfSpanAsync("default", Say.Id("00f067aa0ba902b7"), None));
        Assert.Equal(Say.Trace("two"), await Store.FindTraceOfSpanAsync("default", Say.Id("a"), None));
        Assert.Null(await Store.FindTraceOfSpanAsync("default", Say.Id("b"), None));
        Assert.Null(await Store.FindTraceOfSpanAsync("other", Say.Id("a"), None));
    }

    [Fact]
    public async Task ScoresAreFoundWithWhatTheyJudgeAndWithout()
    {
        await Append(
            Say.Span("one", "a").OfTrace(Field.UserId, "ann").Judges("s1", 0.5, at: 1),
            Say.Log("judge", null, 100).Judges("s2", 0.75, "a", "one", at: 2),
            Say.Log("judge", null, 101).Judges("s3", null, null, "not there", "good", at: 3),
            Say.Log("judge", null, 102).Judges("s2", 0.25, "a", "one", at: 4)
        );
        var query = new RowQuery("default", Filter.Everything) { Counts = true };
        var all = await Store.FindScoresAsync(query, None);
        Assert.Equal(["s2", "s3", "s1"], all.Rows.Select(r => r.Row.Score.Id));
        Assert.Equal(["ann", null, "ann"], all.Rows.Select(r => r.Trace?.UserId));
        Assert.Equal((3, 0.25), (all.Total, all.Rows[0].Row.Score.Value));
        var low = Comparisons.Of(ScoreFields.Value, Operator.Less, Literal.OfNumber(0.5m));
        Assert.Equal(
            "s2",
            Assert.Single((await Store.FindScoresAsync(query with { Filter = low }, None)).Rows).Row.Score.Id
        );
        var notAnn = Filter.Not(Comparisons.Is(TraceFields.User, "ann"));
        Assert.Equal(
            "s3",
            Assert.Single((await Store.FindScoresAsync(query with { Filter = notAnn }, None)).Rows).Row.Score.Id
        );
        var rest = await Store.FindScoresAsync(query with { After = all.Rows[1].Cursor }, None);
        Assert.Equal("s1", Assert.Single(rest.Rows).Row.Score.Id);
    }

    [Fact]
    public async Task AFilterMayHaveAThousandValues()
    {
        await Append(Say.Span("one", "a").OfTrace(Field.Tag, "999"));
        var many = Enumerable.Range(0, 1000).Select(i => Literal.OfText($"{i}")).ToArray();
        Assert.Equal(["one"], await Names("tags", Operator.AnyOf, many));
        Assert.Empty(await Names("tags", Operator.AllOf, many));
        Assert.Equal(["one"], await Names("name", Operator.NoneOf, many));
    }

    [Fact]
    public async Task AListThatIsGivenUpTroublesNobody()
    {
        await Append(Say.Span("one", "a"));
        var rows = Store.StreamSpansAsync("default", Filter.Everything, None).GetAsyncEnumerator();
        Assert.True(await rows.MoveNextAsync());
        await rows.DisposeAsync();
        // What one reader gave up must not trouble the next.
        Assert.Single(await Store.StreamSpansAsync("default", Filter.Everything, None).ToListAsync());
        Assert.Single((await Store.FindTracesAsync(new("default", Filter.Everything), None)).Rows);
    }

    async Task<IEnumerable<string>> Names(string field, Operator op, params Literal[] values)
    {
        var filter = Comparisons.Of(Subject.Trace, field, op, values);
        return IdsOf(await Store.FindTracesAsync(new("default", filter), None));
    }

    static IEnumerable<string> IdsOf(Found<TraceRow> found) => [.. found.Rows.Select(r => r.TraceId.ToString())];
}
