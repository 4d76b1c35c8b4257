using Clew.Model;
using Clew.Store;

namespace Clew.Tests.Store;

/// <summary>What every store must do. A store is tested by inheriting this; nothing is left out unless it is overridden.</summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    const string T = "0af7651916cd43dd8448eb211c80319c";
    static readonly CancellationToken None = CancellationToken.None;

    internal ITraceStore Store { get; private set; } = null!;
    internal IProjectStore Projects { get; private set; } = null!;

    /// <summary>The rules of the store; a test may change them.</summary>
    internal SayingDeriver Deriver { get; } = new();

    internal abstract (ITraceStore, IProjectStore) Open();

    public Task InitializeAsync()
    {
        (Store, Projects) = Open();
        return Task.CompletedTask;
    }

    public virtual async Task DisposeAsync() => await Store.DisposeAsync();

    internal Task<AppendResult> Append(params Saying[] sayings) => Store.AppendAsync(Say.Batch(sayings), None);

    internal async Task<TraceRow> Trace(string id = T) =>
        Assert.IsType<TraceRow>(await Store.FindTraceAsync("default", Say.Trace(id), None));

    internal async Task<SpanRow> Span(string span, string trace = T) =>
        Assert.Single(await Store.ReadSpansAsync("default", Say.Trace(trace), None), s => s.SpanId == Say.Id(span));

    [Fact]
    public async Task WhatIsAppendedIsThereAtOnce()
    {
        var result = await Append(Say.Span(T, "root"), Say.Span(T, "child", "root", 1100, 1900));
        Assert.Equal(new AppendResult(2, 0), result);
        var trace = await Trace();
        Assert.Equal(2, trace.SpanCount);
        Assert.Equal("root", trace.Name);
        Assert.Equal((1000, 2000), (trace.StartNano, trace.EndNano));
        Assert.Equal(Say.Id("root"), (await Span("child")).ParentId);
    }

    [Fact]
    public async Task EveryFieldOfARowComesBack()
    {
        await Append(
            Say.Span(T, "00f067aa0ba902b7", "b7ad6b7169203331", 1000, 5000)
                .That(Field.Type, (long)SpanType.Generation)
                .That(Field.Failed, 1)
                .That(Field.Level, (long)SpanLevel.Warning)
                .That(Field.RequestModel, "gpt")
                .That(Field.ResponseModel, "gpt-1")
                .That(Field.Provider, "openai")
                .That(Field.ToolName, "hammer")
                .That(Field.Service, "shop")
                .That(Field.InputTokens, 11)
                .That(Field.OutputTokens, 0)
                .That(Field.CacheReadTokens, 3)
                .That(Field.CacheWriteTokens, 4)
                .That(Field.ReasoningTokens, 5)
                .That(Field.TotalTokens, 99)
                .That(Field.CostPicoUsd, 123_456_789_012)
                .That(Field.MessageCount, 7)
                .That(Field.UserMessageCount, 1)
                .That(Field.AssistantMessageCount, 2)
                .That(Field.SystemMessageCount, 3)
                .That(Field.ToolMessageCount, 1)
                .That(Field.ToolCallCount, 6)
                .That(Field.FirstRole, "system")
                .That(Field.LastRole, "user")
                .That(Field.HasInstructions, 1)
                .That(Field.InputPreview, "in 入力")
                .That(Field.OutputPreview, "out")
                .OfTrace(Field.SessionId, "s")
                .OfTrace(Field.UserId, "u")
                .OfTrace(Field.Environment, "prod")
                .OfTrace(Field.Release, "r1")
                .OfTrace(Field.Version, "v2")
                .OfTrace(Field.Tag, "b")
                .OfTrace(Field.Tag, "a")
                .OfTrace(Field.Public, 1)
        );
        var row = await Span("00f067aa0ba902b7");
        Assert.Equal(
            new SpanRow
            {
                SpanId = Say.Id("00f067aa0ba902b7"),
                ParentId = Say.Id("b7ad6b7169203331"),
                Name = "00f067aa0ba902b7",
                StartNano = 1000,
                EndNano = 5000,
                Type = SpanType.Generation,
                Status = SpanStatus.Failed,
                Level = SpanLevel.Warning,
                RequestModel = "gpt",
                ResponseModel = "gpt-1",
                Provider = "openai",
                ToolName = "hammer",
                Service = "shop",
                Usage = new(11, 0, 3, 4, 5, 99),
                CostPicoUsd = 123_456_789_012,
                Chat = new(7, 1, 2, 3, 1, 6, "system", "user"),
                HasInstructions = true,
                HasInput = true,
                HasOutput = true,
            },
            row with
            {
                InputPreview = null,
                OutputPreview = null,
            }
        );
        var trace = await Trace();
        Assert.Equal(("s", "u", "prod"), (trace.SessionId, trace.UserId, trace.Environment));
        Assert.Equal(("r1", "v2", true), (trace.Release, trace.Version, trace.IsPublic));
        Assert.Equal(["a", "b"], trace.Tags);
        Assert.Equal(["gpt", "shop"], trace.Models.Concat(trace.Services));
        Assert.Equal(("in 入力", "out"), (trace.InputPreview, trace.OutputPreview));
        Assert.Equal(new Usage(11, 0, 3, 4, 5, 99), trace.Usage);
        Assert.Equal((1, SpanStatus.Failed, 123_456_789_012), (trace.ErrorCount, trace.Status, trace.CostPicoUsd));
    }

    [Fact]
    public async Task TheSameRecordAgainChangesNothing()
    {
        var span = Say.Span(T, "a").That(Field.InputTokens, 5);
        await Append(span);
        var before = await Trace();
        Assert.Equal(new AppendResult(0, 1), await Append(span));
        Assert.Equal(new AppendResult(1, 1), await Append(span, Say.Span(T, "b", "a", 1500, 1600)));
        Assert.Equal(5, (await Trace()).Usage.InputTokens);
        Assert.Equal(before.SpanCount + 1, (await Trace()).SpanCount);
        Assert.Equal(2, (await Records()).Count);
    }

    [Fact]
    public async Task ALaterVersionOfASpanUpdatesItAndBothRecordsAreKept()
    {
        await Append(Say.Span(T, "a", end: null).That(Field.InputTokens, 5).That(Field.CacheReadTokens, 2));
        Assert.Equal(SpanStatus.Running, (await Trace()).Status);
        Assert.Null((await Trace()).EndNano);
        await Append(Say.Span(T, "a", end: 3000).That(Field.InputTokens, 7));
        var row = await Span("a");
        Assert.Equal((SpanStatus.Completed, 3000), (row.Status, row.EndNano));
        Assert.Equal(new Usage(7, null, null, null, null, null), row.Usage);
        Assert.Equal((1, 7), ((await Trace()).SpanCount, (await Trace()).Usage.InputTokens));
        Assert.Equal(2, (await Records()).Count);
    }

    [Fact]
    public async Task AnOlderVersionThatArrivesLateChangesNothingThatIsNewer()
    {
        await Append(Say.Span(T, "a", end: 3000).That(Field.InputTokens, 7));
        await Append(Say.Span(T, "a", end: 2500).That(Field.InputTokens, 5).That(Field.OutputTokens, 1));
        Assert.Equal(new Usage(7, null, null, null, null, null), (await Span("a")).Usage);
        Assert.Equal(3000, (await Trace()).EndNano);
    }

    [Fact]
    public async Task ALogWaitsForItsSpanAndMakesNoTrace()
    {
        var log = Say.Log(T, "a", 1500)
            .That(Field.InputPreview, "from the log", rank: 20)
            .That(Field.InputMessageRole, "user");
        await Append(log);
        Assert.Null(await Store.FindTraceAsync("default", Say.Trace(T), None));
        Assert.Empty((await List()).Traces);
        await Append(Say.Span(T, "a").That(Field.InputPreview, "from the span"));
        Assert.Equal("from the log", (await Trace()).InputPreview);
        Assert.Equal((1, "user"), ((await Span("a")).Chat!.Value.Messages, (await Span("a")).Chat!.Value.FirstRole));
        Assert.Equal(2, (await Records()).Count);
    }

    [Fact]
    public async Task ALogAfterItsSpanIsPartOfIt()
    {
        await Append(Say.Span(T, "a").That(Field.Name, "kept", 20));
        var log = Say.Log(T, "a", 1500).That(Field.InputPreview, "late", 20).That(Field.Failed, 1);
        await Append(log);
        await Append(log);
        var row = await Span("a");
        Assert.Equal(("kept", SpanStatus.Failed), (row.Name, row.Status));
        Assert.Equal(
            ("late", 1, 1),
            ((await Trace()).InputPreview, (await Trace()).ErrorCount, (await Trace()).SpanCount)
        );
        Assert.Equal(2, (await Records("a")).Count);
    }

    [Fact]
    public async Task TheChatIsThatOfTheContentThatWins()
    {
        await Append(Say.Span(T, "a").That(Field.MessageCount, 9, 10).That(Field.FirstRole, "tool", 10));
        await Append(Say.Log(T, "a", 1400).That(Field.InputMessageRole, "system", 20));
        await Append(Say.Log(T, "a", 1500).That(Field.InputMessageRole, "user", 20));
        Assert.Equal(new ChatFacts(2, 1, 0, 1, 0, 0, "system", "user"), (await Span("a")).Chat);
        await Append(Say.Log(T, "a", 1600).That(Field.MessageCount, 5, 30).That(Field.FirstRole, "user", 30));
        Assert.Equal(new ChatFacts(5, 0, 0, 0, 0, 0, "user", null), (await Span("a")).Chat);
    }

    [Fact]
    public async Task ALogOfTheTraceAloneIsKeptWithTheTrace()
    {
        await Append(Say.Span(T, "a"), Say.Log(T, null, 1500).OfTrace(Field.UserId, "u"));
        Assert.Equal("u", (await Trace()).UserId);
        Assert.Equal(2, (await Records()).Count);
        Assert.Single(await Records("a"));
    }

    [Fact]
    public async Task UsageCountsOnceHoweverTheSpansArrive()
    {
        await Append(Say.Span(T, "root", null, 1000, 5000).That(Field.InputTokens, 100));
        Assert.Equal(100, (await Trace()).Usage.InputTokens);
        await Append(Say.Span(T, "llm", "step", 2000, 3000).That(Field.InputTokens, 60));
        Assert.Equal(160, (await Trace()).Usage.InputTokens);
        await Append(Say.Span(T, "step", "root", 1500, 3500));
        Assert.Equal(60, (await Trace()).Usage.InputTokens);
        await Append(Say.Span(T, "llm2", "step", 3100, 3200).That(Field.InputTokens, 40));
        Assert.Equal(100, (await Trace()).Usage.InputTokens);
    }

    [Fact]
    public async Task TheRootIsTheEarliestWithoutAParentElseTheEarliestOrphan()
    {
        await Append(Say.Span(T, "late orphan", "gone", 3000, 4000), Say.Span(T, "orphan", "top", 2000, 4000));
        Assert.Equal("orphan", (await Trace()).Name);
        await Append(Say.Span(T, "second root", null, 2500, 2600));
        Assert.Equal("second root", (await Trace()).Name);
        await Append(Say.Span(T, "top", null, 1000, 5000));
        Assert.Equal("top", (await Trace()).Name);
    }

    [Fact]
    public async Task ACycleHangsNothingAndIsCutAtItsEarliestSpan()
    {
        await Append(Say.Span(T, "a", "c", 1200, 2000).That(Field.InputTokens, 1));
        await Append(Say.Span(T, "b", "a", 1100, 2000).That(Field.InputTokens, 10));
        await Append(Say.Span(T, "c", "b", 1300, 2000).That(Field.InputTokens, 100));
        await Append(Say.Span(T, "self", "self", 1400, 2000).That(Field.InputTokens, 1000));
        var trace = await Trace();
        Assert.Equal(("self", 4), (trace.Name, trace.SpanCount));
        // b is cut free: b ◀ c ◀ a, so of the three only a counts.
        Assert.Equal(1001, trace.Usage.InputTokens);
    }

    [Fact]
    public async Task TheContentOfATraceIsThatOfItsRootElseOfItsGenerations()
    {
        await Append(
            Say.Span(T, "root", null, 1000, 9000),
            Say.Span(T, "second", "root", 3000, 4000)
                .That(Field.Type, 1)
                .That(Field.InputPreview, "in 2")
                .That(Field.OutputPreview, "out 2"),
            Say.Span(T, "first", "root", 2000, 2500)
                .That(Field.Type, 1)
                .That(Field.InputPreview, "in 1")
                .That(Field.OutputPreview, "out 1")
        );
        Assert.Equal(("in 1", "out 2"), ((await Trace()).InputPreview, (await Trace()).OutputPreview));
        Assert.Equal((Say.Id("first"), Say.Id("second")), ((await Trace()).InputSpanId, (await Trace()).OutputSpanId));
        await Append(Say.Log(T, "root", 1500).That(Field.OutputPreview, "the answer"));
        Assert.Equal(("in 1", "the answer"), ((await Trace()).InputPreview, (await Trace()).OutputPreview));
    }

    [Fact]
    public async Task AParentThatChangesMovesTheSpan()
    {
        await Append(
            Say.Span(T, "a", null, 1000, 5000).That(Field.InputTokens, 5).That(Field.InputPreview, "in a"),
            Say.Span(T, "b", null, 2000, 3000).That(Field.InputTokens, 3).That(Field.InputPreview, "in b")
        );
        Assert.Equal(8, (await Trace()).Usage.InputTokens);
        await Append(Say.Log(T, "b", 4000).Under("a"));
        Assert.Equal(3, (await Trace()).Usage.InputTokens);
        await Append(Say.Log(T, "a", 4000).Under("elsewhere"));
        Assert.Equal(("a", "in a"), ((await Trace()).Name, (await Trace()).InputPreview));
    }

    internal Task<TracePage> List() => Store.ListTracesAsync(new("default", null, null, 50, null), None);

    internal async Task<IReadOnlyList<Record>> Records(string? span = null, string trace = T)
    {
        var records = new List<Record>();
        await foreach (
            var record in Store.ReadRecordsAsync("default", Say.Trace(trace), span is null ? null : Say.Id(span), None)
        )
        {
            records.Add(record);
        }

        return records;
    }
}
