using Clew.Model;
using Clew.Store;

namespace Clew.Tests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public async Task ATraceThatWasStatedExistsWithoutSpans()
    {
        await Append(
            Say.Event("e1", T, 1000)
                .OfTrace(Field.TraceStartNano, 1000)
                .OfTrace(Field.TraceName, "Data Processing")
                .OfTrace(Field.UserId, "john")
                .OfTrace(Field.ExternalId, "x-1")
        );
        var trace = await Trace();
        Assert.Equal(("Data Processing", "john", "x-1"), (trace.Name, trace.UserId, trace.ExternalId));
        Assert.Equal((1000, null, 0), (trace.StartNano, trace.EndNano, trace.SpanCount));
        Assert.Equal((SpanStatus.Pending, false), (trace.Status, trace.HasOwnOutput));
        Assert.Equal(Say.Trace(T), Assert.Single((await List()).Traces).TraceId);
        Assert.Empty(await Store.ReadSpansAsync("default", Say.Trace(T), None));

        await Append(Say.Event("e2", T, 2000).OfTrace(Field.TraceOutputPreview, "done"));
        trace = await Trace();
        Assert.Equal(
            (SpanStatus.Completed, "done", 2000),
            (trace.Status, trace.OutputPreview, trace.OutputUpdatedNano)
        );
        Assert.Equal(2, (await Records()).Count);
        var own = new List<Record>();
        await foreach (var record in Store.ReadRecordsAsync("default", Say.Trace(T), default(SpanId), None))
        {
            own.Add(record);
        }

        Assert.Equal(2, own.Count);
    }

    [Fact]
    public async Task AStartThatWasStatedIsTheFirstAndMovesOnlyBack()
    {
        await Append(Say.Event("e2", T, 9000).OfTrace(Field.TraceStartNano, 9000));
        await Append(Say.Event("e1", T, 1000).OfTrace(Field.TraceStartNano, 1000));
        await Append(Say.Event("e3", T, 9500).OfTrace(Field.TraceStartNano, 9500));
        Assert.Equal(1000, (await Trace()).StartNano);
        await Append(Say.Span(T, "late", null, 5000, 6000));
        Assert.Equal((1000, 6000), ((await Trace()).StartNano, (await Trace()).EndNano));
        await Append(Say.Span(T, "early", null, 500, 600));
        Assert.Equal(500, (await Trace()).StartNano);
        Assert.Equal(500, Assert.Single((await List()).Traces).StartNano);
    }

    [Fact]
    public async Task WhatATraceWasGivenBeatsWhatItsSpansLendIt()
    {
        await Append(Say.Span(T, "00f067aa0ba902b7").That(Field.OutputPreview, "43").That(Field.InputPreview, "sum"));
        await Append(Say.Event("e1", T, 5000).OfTrace(Field.TraceOutputPreview, "42"));
        var trace = await Trace();
        Assert.Equal(("sum", "42"), (trace.InputPreview, trace.OutputPreview));
        Assert.Equal((false, true), (trace.HasOwnInput, trace.HasOwnOutput));
        Assert.Equal((Say.Id("00f067aa0ba902b7"), default), (trace.InputSpanId, trace.OutputSpanId));

        // A later span of the trace does not bring the old value back.
        await Append(Say.Span(T, "b", null, 1500, 9000).That(Field.OutputPreview, "44"));
        Assert.Equal("42", (await Trace()).OutputPreview);
    }

    [Fact]
    public async Task TheSpanThatGaveTheTraceItsInputIsNamed()
    {
        var span = Say.Id("00f067aa0ba902b7");
        await Append(Say.Span(T, "root"), Say.Span(T, span.ToString(), "root"));
        Deriver.Reads = words => words;
        var said = Say.Log(T, span.ToString(), 1500);
        var batch = Say.Batch([said]);
        batch.Facts.Add(new(Subject.Trace, Field.TraceInputPreview, 10, span.Number, "question", null, null));
        batch.Entries[0] = batch.Entries[0] with { FactCount = 1 };
        await Store.AppendAsync(batch, None);
        await Append(Say.Log(T, "root", 1600).That(Field.Failed, 1));
        var trace = await Trace();
        Assert.Equal((true, span, "question"), (trace.HasOwnInput, trace.InputSpanId, trace.InputPreview));
    }

    [Fact]
    public async Task TheSameEventAgainIsADuplicateWhateverItSays()
    {
        var first = Say.Event("same", T, 1000).OfTrace(Field.TraceStartNano, 1000).OfTrace(Field.TraceName, "first");
        var second = Say.Event("same", T, 2000).OfTrace(Field.TraceName, "second");
        Assert.Equal(new AppendResult(1, 1), await Append(first, second));
        Assert.Equal(new AppendResult(0, 1), await Append(second));
        Assert.Equal(
            new AppendResult(1, 1),
            await Append(Say.Observation("same", T, "o", 1000), Say.Observation("same", T, "o", 2000))
        );
        Assert.Equal(new AppendResult(1, 0), await Append(Say.Observation("same", T, "other", 1000)));
        Assert.Equal("first", (await Trace()).Name);
        Assert.Equal(3, (await Records()).Count);
    }

    [Fact]
    public async Task TheSameEventIdInTwoProjectsIsTwoThings()
    {
        await Projects.CreateProjectAsync(new("other", "Other", 1), None);
        var mine = Say.Event("same", T, 1000).OfTrace(Field.TraceStartNano, 1000).OfTrace(Field.TraceName, "mine");
        var theirs = Say.Event("same", T, 1000).OfTrace(Field.TraceStartNano, 1000).OfTrace(Field.TraceName, "theirs");
        // At once, so that they may share a block.
        await Task.WhenAll(
            Store.AppendAsync(Say.Batch([theirs], "other"), None),
            Store.AppendAsync(Say.Batch([mine]), None)
        );
        Assert.Equal(mine.Bytes, Assert.Single(await Records()).Bytes.ToArray());
        await Store.DeleteTracesAsync("other", [Say.Trace(T)], None);
        Assert.Equal(mine.Bytes, Assert.Single(await Records()).Bytes.ToArray());
        Assert.Equal("mine", (await Trace()).Name);
    }

    [Fact]
    public async Task AnUpdateWinsOverACreationOfTheSameMoment()
    {
        await Append(
            Say.Observation("u", T, "o", 1000, isUpdate: true).That(Field.Name, "updated"),
            Say.Observation("c", T, "o", 1000).That(Field.Name, "created").That(Field.StartNano, 1000)
        );
        Assert.Equal("updated", (await Span("o")).Name);
        Assert.Equal((SpanStatus.Running, 1), ((await Span("o")).Status, (await Trace()).SpanCount));
    }

    [Fact]
    public async Task AnUpdateWithoutATraceFindsItsObservation()
    {
        await Append(Say.Observation("c", T, "o", 1000).That(Field.StartNano, 1000));
        var update = Say.Observation("u", null, "o", 2000, isUpdate: true).That(Field.EndNano, 3000);
        Assert.Equal(new AppendResult(1, 0), await Append(update));
        Assert.Equal(new AppendResult(0, 1), await Append(update));
        Assert.Equal(3000, (await Span("o")).EndNano);
        Assert.Equal(2, (await Records("o")).Count);
        await Reindex();
        Assert.Equal(3000, (await Span("o")).EndNano);
        Assert.Equal(2, (await Records("o")).Count);
    }

    [Fact]
    public async Task AnUpdateWithoutATraceWaitsForItsObservation()
    {
        var update = Say.Observation("u", null, "o", 2000, isUpdate: true).That(Field.EndNano, 3000);
        Assert.Equal(new AppendResult(1, 0), await Append(update));
        Assert.Equal(new AppendResult(0, 1), await Append(update));
        Assert.Empty((await List()).Traces);
        await Append(
            Say.Observation("u2", null, "o", 2500, isUpdate: true).That(Field.Name, "renamed"),
            Say.Observation("c", T, "o", 1000).That(Field.StartNano, 1000).That(Field.Name, "made")
        );
        Assert.Equal((3000, "renamed"), ((await Span("o")).EndNano, (await Span("o")).Name));
        Assert.Equal(3, (await Records("o")).Count);
        await Reindex();
        Assert.Equal((3000, "renamed"), ((await Span("o")).EndNano, (await Span("o")).Name));
    }

    [Fact]
    public async Task ATraceKnowsWhenItsFirstAndLastRecordArrived()
    {
        await Store.AppendAsync(Say.Batch([Say.Span(T, "a")], arrival: Say.Arrival + 5), None);
        await Store.AppendAsync(Say.Batch([Say.Log(T, "a", 9).That(Field.Failed, 1)], arrival: Say.Arrival + 9), None);
        await Store.AppendAsync(Say.Batch([Say.Span(T, "a")], arrival: Say.Arrival + 99), None);
        Assert.Equal((Say.Arrival + 5, Say.Arrival + 9), ((await Trace()).CreatedNano, (await Trace()).UpdatedNano));
        await Reindex();
        Assert.Equal((Say.Arrival + 5, Say.Arrival + 9), ((await Trace()).CreatedNano, (await Trace()).UpdatedNano));
    }

    [Fact]
    public async Task EveryMemberOfAScoreComesBack()
    {
        var score = new Score(
            "id",
            Say.Trace(T),
            Say.Id("o"),
            "session",
            "quality",
            0.5,
            "good",
            "because",
            ScoreSource.Eval,
            77
        )
        {
            Type = ScoreType.Categorical,
            ConfigId = "config",
            DatasetRunId = "run",
            QueueId = "queue",
            ExecutionTraceId = "execution",
            AuthorId = "author",
            Environment = "prod",
            Metadata = "{\"a\":1}",
        };
        var batch = Say.Batch([Say.Span(T, "a")]);
        var first = batch.Facts.Count;
        batch.Facts.Add(new(Subject.Score, Field.Score, 10, 0, score, score.Id, null));
        batch.Entries[0] = batch.Entries[0] with { FactCount = first + 1 };
        await Store.AppendAsync(batch, None);
        Assert.Equal(score, Assert.Single(await Store.ReadScoresAsync("default", Say.Trace(T), None)).Score);
    }
}
