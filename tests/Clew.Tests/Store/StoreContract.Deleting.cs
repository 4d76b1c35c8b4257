using System.Globalization;
using Clew.Model;
using Clew.Store;

namespace Clew.Tests.Store;

/// <summary>Deleting: final for what was committed before, and of no effect on anything else.</summary>
public abstract partial class StoreContract
{
    internal Task<DeleteResult> Delete(params string[] traces) =>
        Store.DeleteTracesAsync("default", [.. traces.Select(Say.Trace)], None);

    [Fact]
    public async Task ADeletedTraceIsGoneAndReindexingDoesNotBringItBack()
    {
        await Append(
            Say.Span("kept", "before"),
            Say.Span(T, "root").OfTrace(Field.SessionId, "s").Judges("score", 1),
            Say.Span(T, "root", end: 9000),
            Say.Log(T, "root", 50),
            Say.Log(T, null, 60),
            Say.Span("kept", "after"),
            Say.Span(T, "child", "root")
        );
        await Append(Say.Span(T, "later", "root"));
        var kept = await Records(null, "kept");
        Assert.Equal(new DeleteResult(1, 3), await Delete(T));
        await AssertGone();
        await Reindex();
        await AssertGone();

        async Task AssertGone()
        {
            Assert.Null(await Store.FindTraceAsync("default", Say.Trace(T), None));
            Assert.Equal("kept", Assert.Single((await List()).Traces).TraceId.ToString());
            Assert.Empty(await Store.ReadSpansAsync("default", Say.Trace(T), None));
            Assert.Empty(await Records());
            Assert.Empty(await Records("root"));
            Assert.Empty(await Scores());
            Assert.Equal(kept.Select(Told), (await Records(null, "kept")).Select(Told));
            Assert.Equal(2, (await Trace("kept")).SpanCount);
        }

        static string Told(Record r) => $"{r.Sequence} {r.Position} {r.SpanId} {Convert.ToHexString(r.Bytes.Span)}";
    }

    [Fact]
    public async Task ALateSpanStartsADeletedTraceAnew()
    {
        var old = Say.Span(T, "root").That(Field.InputTokens, 5).OfTrace(Field.UserId, "old");
        await Append(old, Say.Log(T, "late", 60).That(Field.Failed, 1));
        await Delete(T);
        await Append(Say.Span(T, "late", "root", 1500, 1600).That(Field.InputTokens, 1));
        var trace = await Trace();
        Assert.Equal((1, 1, null, 0), (trace.SpanCount, trace.Usage.InputTokens, trace.UserId, trace.ErrorCount));
        Assert.Equal("late", trace.Name);

        Assert.Equal(new AppendResult(1, 0), await Append(old));
        Assert.Equal(new AppendResult(0, 1), await Append(old));
        await Reindex();
        trace = await Trace();
        Assert.Equal((2, 1, "old"), (trace.SpanCount, trace.Usage.InputTokens, trace.UserId));
        Assert.Equal(2, (await Records()).Count);
        Assert.Equal(new DeleteResult(1, 2), await Delete(T));
    }

    [Fact]
    public async Task DeletingWhatIsNotThereIsNoError()
    {
        await Append(Say.Span(T, "a"), Say.Log("only logs", null, 5));
        Assert.Equal(default, await Delete("never", "only logs"));
        Assert.Equal(default, await Store.DeleteTracesAsync("nobody", [Say.Trace(T)], None));
        Assert.Equal(default, await Delete());
        Assert.Empty(await Records(null, "only logs"));
        Assert.Equal(new DeleteResult(1, 1), await Delete(T, T, "never"));
        Assert.Equal(default, await Delete(T));
    }

    [Fact]
    public async Task DeletingKeepsToItsProject()
    {
        await Projects.CreateProjectAsync(new("other", "Other", 1), None);
        var span = Say.Span(T, "a").Judges("s", 1);
        await Task.WhenAll(
            Append(span, Say.Span(T, "mine")),
            Store.AppendAsync(Say.Batch([span, Say.Span(T, "theirs")], "other"), None)
        );
        Assert.Equal(new DeleteResult(1, 2), await Delete(T));
        await Reindex();
        Assert.Empty(await Records());
        Assert.Equal(2, (await Store.ReadSpansAsync("other", Say.Trace(T), None)).Count);
        Assert.Single(await Scores(project: "other"));
        var records = await Store.ReadRecordsAsync("other", Say.Trace(T), null, None).ToListAsync();
        Assert.Equal(["a", "theirs"], records.Select(r => r.SpanId.ToString()));
    }

    [Fact]
    public async Task ScoresGoWithTheTraceThatStatesThemAndWithTheOneTheyJudge()
    {
        await Append(
            Say.Span(T, "a").Judges("own", 1).Judges("of another", 2, null, Judge),
            Say.Span(Judge, "verdict").Judges("given", 3, "a", T).Judges("kept", 4),
            new Saying(RecordKind.OtlpLog, default, default, 1600).Judges("of no trace", 5, "a", T)
        );
        await Delete(T);
        await AssertOnlyKept();
        await Reindex();
        await AssertOnlyKept();
        await Append(Say.Log(Judge, "verdict", 10).Judges("given", 6, null, T));
        Assert.Equal(6, await Value("given"));
        await Reindex();
        Assert.Equal(6, await Value("given"));

        async Task AssertOnlyKept()
        {
            Assert.Empty(await Scores());
            Assert.Equal("kept", Assert.Single(await Scores(Judge)).Score.Id);
        }
    }

    [Fact]
    public async Task WhatADeletedTraceSaidOfAScoreNoLongerStandsInTheWayOfOthers()
    {
        await Append(Say.Span(Judge, "a", end: 1500).Judges("s", 1, null, Judge));
        await Append(Say.Span(T, "a", end: 9000).Judges("s", 2, null, T));
        Assert.Empty(await Scores(Judge));
        await Delete(T);
        Assert.Equal(1, await Value("s", Judge));
    }

    [Fact]
    public async Task ADeletedScoreStaysAwayUntilItIsGivenAnew()
    {
        var first = Say.Span(T, "a", end: 1500).Judges("s", 1).Judges("other", 9);
        await Append(first, Say.Log(Judge, "v", 9000).Judges("s", 2, null, T, rank: 20));
        Assert.True(await Store.DeleteScoreAsync("default", "s", None));
        Assert.False(await Store.DeleteScoreAsync("default", "s", None));
        Assert.False(await Store.DeleteScoreAsync("default", "never", None));
        Assert.False(await Store.DeleteScoreAsync("nobody", "other", None));
        await Append(first);
        Assert.Equal("other", Assert.Single(await Scores()).Score.Id);
        await Reindex();
        Assert.Equal("other", Assert.Single(await Scores()).Score.Id);
        Assert.Single(await Records());

        // Weaker and earlier than what was deleted.
        await Append(Say.Log(T, "a", 10).Judges("s", 3, rank: 1));
        Assert.Equal(3, await Value("s"));
        await Reindex();
        Assert.Equal(3, await Value("s"));
        Assert.True(await Store.DeleteScoreAsync("default", "s", None));
    }

    [Fact]
    public async Task UpdatesThatNameNoTraceGoWithTheirObservation()
    {
        var update = Say.Observation("u", null, "o", 2000, isUpdate: true).That(Field.EndNano, 3000);
        await Append(Say.Event("t", T, 900).OfTrace(Field.TraceStartNano, 900), update);
        await Append(Say.Observation("c", T, "o", 1000).That(Field.StartNano, 1000));
        Assert.Equal(new DeleteResult(1, 1), await Delete(T));
        Assert.Empty(await Records());

        // Nobody knows any more where it is, so it waits.
        Assert.Equal(new AppendResult(1, 0), await Append(update));
        Assert.Empty((await List()).Traces);
        await Append(Say.Observation("c", "another", "o", 1000).That(Field.StartNano, 1000));
        Assert.Equal(3000, (await Span("o", "another")).EndNano);
        Assert.Equal(2, (await Records(null, "another")).Count);
        await Append(Say.Event("t", T, 900).OfTrace(Field.TraceStartNano, 900));
        Assert.Equal(new DeleteResult(1, 0), await Delete(T));
    }

    [Fact]
    public async Task ManyTracesAreDeletedTogether()
    {
        foreach (var part in Enumerable.Range(0, 600).Chunk(100))
        {
            await Append([
                .. part.SelectMany(i => Enumerable.Range(0, 3).Select(j => Say.Span($"t{i % 150}", $"{i}-{j}"))),
            ]);
        }

        var gone = Enumerable.Range(0, 150).Where(i => i % 3 != 0).Select(i => $"t{i}").ToArray();
        Assert.Equal(new DeleteResult(100, 1200), await Delete(gone));
        await Reindex();
        var left = await Store.ListTracesAsync(new("default", null, null, 200, null), None);
        Assert.Equal(50, left.Traces.Count);
        Assert.All(left.Traces, t => Assert.Equal(12, t.SpanCount));
        Assert.Equal(12, (await Records(null, "t0")).Count);
    }

    [Fact]
    public async Task WhatArrivesDuringADeletionStaysWhole()
    {
        var appended = 0;
        var writers = Enumerable
            .Range(0, 4)
            .Select(w =>
                Task.Run(async () =>
                {
                    for (var i = 0; i < 100; i++)
                    {
                        var name = string.Create(CultureInfo.InvariantCulture, $"{w}-{i}");
                        var trace = $"t{i % 5}";
                        await Append(
                            Say.Span(trace, name).That(Field.InputTokens, 1),
                            Say.Span(trace, name, end: 3000).That(Field.InputTokens, 2)
                        );
                        Interlocked.Increment(ref appended);
                    }
                })
            )
            .ToArray();
        var deleted = 0L;
        while (!Task.WhenAll(writers).IsCompleted)
        {
            deleted += (await Delete("t1", "t2", "t3")).Spans;
        }

        await Task.WhenAll(writers);
        await AssertWhole();
        await Reindex();
        await AssertWhole();

        async Task AssertWhole()
        {
            var left = 0L;
            foreach (var trace in (await List()).Traces)
            {
                var id = trace.TraceId.ToString();
                var spans = await Store.ReadSpansAsync("default", trace.TraceId, None);
                Assert.Equal(trace.SpanCount, spans.Count);
                Assert.Equal(2 * trace.SpanCount, trace.Usage.InputTokens);
                Assert.Equal(2 * trace.SpanCount, (await Records(null, id)).Count);
                left += trace.SpanCount;
            }

            Assert.Equal(appended, left + deleted);
            Assert.Equal((80, 80), ((await Trace("t0")).SpanCount, (await Trace("t4")).SpanCount));
        }
    }
}
