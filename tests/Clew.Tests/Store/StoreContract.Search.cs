using Clew.Model;
using Clew.Query;
using Clew.Query.Language;
using Clew.Store;

namespace Clew.Tests.Store;

/// <summary>Text and attributes: what records say.</summary>
public abstract partial class StoreContract
{
    static Filter Mentions(string text, TextMatch match = TextMatch.Phrase, TextPlace place = TextPlace.Anywhere) =>
        new Filter.Mentions(new(text, match, place));

    async Task<string> SpansWith(Filter filter)
    {
        var found = await Store.FindSpansAsync(new("default", filter) { Counts = true }, None);
        Assert.True(found.IsComplete);
        Assert.Equal(found.Rows.Count, found.Total);
        return string.Join(' ', found.Rows.Select(r => r.Row.SpanId.ToString()).Order(StringComparer.Ordinal));
    }

    async Task<string> TracesWith(Filter filter) =>
        string.Join(
            ' ',
            (await Store.FindTracesAsync(new("default", filter), None))
                .Rows.Select(r => r.TraceId.ToString())
                .Order(StringComparer.Ordinal)
        );

    async Task<string> Hits(string text, SearchQuery? query = null)
    {
        var page = await Store.SearchAsync(
            (query ?? new("default", [])) with
            {
                Patterns = [new(text, TextMatch.Phrase)],
            },
            None
        );
        return string.Join(' ', page.Hits.Select(h => $"{h.TraceId}/{(h.SpanId.IsEmpty ? "" : h.SpanId.ToString())}"));
    }

    [Fact]
    public async Task TextIsFoundInTheSpanThatSaysIt()
    {
        await Append(
            Say.Span("t1", "a").Says("Invoice-4711 is paid"),
            Say.Span("t1", "b").Says("""{"text":"grüße\nnach 東京 🎉"}"""),
            Say.Span("t2", "c").Says("nothing of it")
        );
        Assert.Equal("a", await SpansWith(Mentions("invoice 4711")));
        Assert.Equal("b", await SpansWith(Mentions("GRÜSSE nach")));
        Assert.Equal("b", await SpansWith(Mentions("nach 東京")));
        Assert.Equal("b", await SpansWith(Mentions("🎉")));
        Assert.Equal("a", await SpansWith(Mentions("inv", TextMatch.Prefix)));
        Assert.Equal("a", await SpansWith(Mentions("471", TextMatch.Substring)));
        Assert.Equal("", await SpansWith(Mentions("invoice", TextMatch.Exactly)));
        Assert.Equal("b c", await SpansWith(Filter.Not(Mentions("invoice"))));
        Assert.Equal("a b", await SpansWith(Filter.Or(Mentions("invoice"), Mentions("東"))));
        Assert.Equal("", await SpansWith(Filter.And(Mentions("invoice"), Mentions("東"))));
        Assert.Equal("t1", await TracesWith(Filter.And(Mentions("invoice"), Mentions("東"))));
        Assert.Equal("t2", await TracesWith(Filter.Not(Mentions("invoice"))));
        Assert.Equal(
            "a",
            string.Join(
                ' ',
                await Store
                    .StreamSpansAsync("default", Mentions("paid"), None)
                    .Select(s => s.Row.SpanId.ToString())
                    .ToListAsync()
            )
        );
    }

    [Fact]
    public async Task LateLogsAndPatchesAreSaidByTheirSpan()
    {
        await Append(Say.Span("t1", "a").Says("first"), Say.Observation("e1", "t1", "b", 10).Says("second"));
        await Append(Say.Log("t1", "a", 20).Says("a late thought"));
        await Append(
            Say.Observation("e2", null, "b", 30, isUpdate: true).Says("a patch"),
            Say.Log("t1", null, 5).Says("of nobody")
        );
        Assert.Equal("a", await SpansWith(Mentions("late thought")));
        Assert.Equal("a", await SpansWith(Filter.And(Mentions("first"), Mentions("late thought"))));
        Assert.Equal("b", await SpansWith(Mentions("patch")));
        Assert.Equal("", await SpansWith(Mentions("nobody")));
        Assert.Equal("t1", await TracesWith(Mentions("nobody")));
        Assert.Equal(["t1/b", "t1/a"], new[] { await Hits("patch"), await Hits("late") });
        Assert.Equal("t1/", await Hits("nobody"));
        Assert.Equal("t1/a", await Hits("first", new("default", []) { Within = Say.Trace("t1") }));
    }

    [Fact]
    public async Task AttributesAreComparedByTheirType()
    {
        await Append(
            Say.Span("t1", "int").Says("x", 500L),
            Say.Span("t1", "text").Says("x", "500"),
            Say.Span("t1", "real").Says("x", 500.0).Says("y", 0.5),
            Say.Span("t1", "true").Says("x", true),
            Say.Span("t1", "long").Says("x", "a value of more than a few words"),
            Say.Span("t1", "none").Says("y", "x")
        );
        Filter Is(Operator op, params Literal[] values) => Comparisons.Of(Subject.Span, "attr.x", op, values);
        Assert.Equal("int real text", await SpansWith(Is(Operator.Equal, Literal.OfNumber(500m))));
        Assert.Equal("int real text", await SpansWith(Is(Operator.Equal, Literal.OfText("500"))));
        Assert.Equal("true", await SpansWith(Is(Operator.Equal, Literal.OfText("true"))));
        Assert.Equal("long", await SpansWith(Is(Operator.Equal, Literal.OfText("a value of more than a few words"))));
        Assert.Equal("", await SpansWith(Is(Operator.Equal, Literal.OfText("a value of more than a few"))));
        Assert.Equal("long", await SpansWith(Is(Operator.Contains, Literal.OfText("more"))));
        Assert.Equal("int long real text true", await SpansWith(Is(Operator.Exists)));
        Assert.Equal("none", await SpansWith(Is(Operator.IsNull)));
        Assert.Equal("long none true", await SpansWith(Is(Operator.NotEqual, Literal.OfNumber(500m))));
        Assert.Equal("int real text", await SpansWith(Is(Operator.Greater, Literal.OfNumber(499.5m))));
        Assert.Equal("int real text", await SpansWith(Is(Operator.Less, Literal.OfNumber(501m))));
        Assert.Equal(
            "real",
            await SpansWith(Comparisons.Of(Subject.Span, "attr.y", Operator.Less, Literal.OfNumber(1m)))
        );
        Assert.Equal(
            "",
            await SpansWith(Comparisons.Of(Subject.Span, "attr.x", Operator.Greater, Literal.OfNumber(500m)))
        );
        Assert.Equal(
            "int real text",
            await SpansWith(Is(Operator.AnyOf, Literal.OfNumber(7m), Literal.OfNumber(500m)))
        );
    }

    [Fact]
    public async Task AQueryOfEverythingFindsTheOneTraceThatHasItAll()
    {
        const string Query = """
            status:failed type:tool model:gpt-4o* tokens>2000 cost>=0.05 duration>2s session:abc user:42 tag:prod env:staging has:error tool:get_weather metadata.customer.tier=gold attr["http.status_code"]=500 llm.tool_call_count>5 "exact phrase" -level:debug (a or b) and not c
            """;
        Saying Root(string trace) =>
            Say.Span(trace, "root", null, 1000, 3_000_001_000)
                .That(Field.Status, (int)SpanStatus.Failed)
                .That(Field.RequestModel, "gpt-4o-mini")
                .That(Field.InputTokens, 2001)
                .That(Field.CostPicoUsd, 50_000_000_000)
                .That(Field.MessageCount, 7)
                .That(Field.ToolCallCount, 6)
                .OfTrace(Field.SessionId, "abc")
                .OfTrace(Field.UserId, "42")
                .OfTrace(Field.Tag, "prod")
                .OfTrace(Field.Environment, "staging")
                .OfTracePath("customer.tier", "\"gold\"");
        Saying Tool(string trace) =>
            Say.Span(trace, "tool", "root", 2000, 3000)
                .That(Field.Type, (int)SpanType.Tool)
                .That(Field.ToolName, "get_weather")
                .Says("http.status_code", "500");
        await Append(
            Root("all").Says("an exact phrase"),
            Tool("all").Says("b it is"),
            Root("unsaid").Says("a phrase, exact"),
            Tool("unsaid").Says("b"),
            Root("said too much").Says("the exact phrase"),
            Tool("said too much").Says("a b c"),
            Root("other code").Says("an exact phrase"),
            Tool("other code").Says("a") with
            {
                Words = Tool("other code").Says("a").Words.Replace("=500", "=0500", StringComparison.Ordinal),
            },
            Root("debugs").Says("an exact phrase").That(Field.Level, (int)SpanLevel.Debug),
            Tool("debugs").Says("a")
        );
        Assert.Equal(
            "all",
            await TracesWith(FilterLanguage.Parse(Query, Subject.Trace, new QueryClock(0, TimeZoneInfo.Utc)))
        );
    }

    [Fact]
    public async Task InputAndOutputAreThoseThatAreShown()
    {
        await Append(
            Say.Span("t1", "a").Says("apple pear").That(Field.InputPreview, "apple").That(Field.OutputPreview, "pear"),
            Say.Span("t1", "b").Says("apple pear").That(Field.InputPreview, "pear").That(Field.OutputPreview, "apple")
        );
        Assert.Equal("a", await SpansWith(Mentions("apple", place: TextPlace.Input)));
        Assert.Equal("b", await SpansWith(Mentions("apple", place: TextPlace.Output)));
        Assert.Equal("t1", await TracesWith(Mentions("apple", place: TextPlace.Output)));
        Assert.Equal("", await TracesWith(Mentions("plum", place: TextPlace.Output)));
    }

    [Fact]
    public async Task HitsAreInOrderAndComePageByPage()
    {
        for (var i = 0; i < 7; i++)
        {
            await Append(Say.Span($"t{i % 2}", $"s{i}", null, 1000 - i, 2000).Says($"word {i}").Says("key", "word"));
        }

        var found = new List<string>();
        long? before = null;
        do
        {
            var page = await Store.SearchAsync(
                new("default", [new("word", TextMatch.Phrase)]) { Limit = 3, Before = before },
                None
            );
            found.AddRange(page.Hits.Select(h => h.SpanId.ToString()));
            before = page.Next;
        } while (before is not null);

        Assert.Equal("s6 s5 s4 s3 s2 s1 s0", string.Join(' ', found));
        Assert.Equal("t0/s6 t0/s4 t0/s2 t0/s0", await Hits("word", new("default", []) { Within = Say.Trace("t0") }));
        Assert.Equal("t1/s3", await Hits("word", new("default", []) { FromNano = 997, ToNano = 998 }));
        Assert.Equal("", await Hits("word", new("other", [])));
        var hit = Assert.Single(
            (await Store.SearchAsync(new("default", [new("WORD 4", TextMatch.Phrase)]), None)).Hits
        );
        Assert.Equal(("s4", "word 4"), (hit.Name, hit.Snippet.Text));
        Assert.Equal(new(0, 6), Assert.Single(hit.Snippet.Ranges));
    }

    [Fact]
    public async Task WhatIsDeletedIsNotFound()
    {
        await Append(Say.Span("t1", "a").Says("secret word"), Say.Span("t2", "b").Says("other word"));
        await Store.DeleteTracesAsync("default", [Say.Trace("t1")], None);
        Assert.Equal(("", ""), (await SpansWith(Mentions("secret")), await Hits("secret")));
        Assert.Equal(("b", "t2/b"), (await SpansWith(Mentions("word")), await Hits("word")));
        await Append(Say.Span("t1", "a").Says("secret again"));
        Assert.Equal("t1/a", await Hits("secret"));
    }

    [Fact]
    public async Task ReindexingFindsTheSame()
    {
        await Append(Say.Span("t1", "a").Says("some word"), Say.Span("t1", "b").Says("another"));
        Deriver.About = record => record.SpanId == Say.Id("a") ? Say.Id("moved") : null;
        await Store.ReindexAsync(null, new Progress<ReindexProgress>(), None);
        Assert.Equal("moved", await SpansWith(Mentions("some word")));
        Assert.Equal("t1/moved", await Hits("some"));
    }

    [Fact]
    public async Task ACommentOfAScoreCanBeSearched()
    {
        await Append(
            Say.Log("t1", null, 1).Judges("s1", 1, text: "Good enough"),
            Say.Log("t1", null, 1).Judges("s2", 1)
        );
        var found = await Store.FindScoresAsync(new("default", Mentions("good")), None);
        Assert.Equal("s1", Assert.Single(found.Rows).Row.Score.Id);
    }
}
