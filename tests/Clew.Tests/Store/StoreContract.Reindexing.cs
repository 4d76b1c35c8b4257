using System.Globalization;
using Clew.Model;
using Clew.Store;

namespace Clew.Tests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public async Task ReindexingMakesRowsWhatNewRulesSay()
    {
        await Append(
            Say.Span(T, "root").That(Field.InputPreview, "old question").OfTrace(Field.Tag, "old"),
            Say.Span(T, "llm", "root", 1100, 1900).That(Field.InputTokens, 5)
        );
        await Append(Say.Log(T, "llm", 50).That(Field.Failed, 1));
        Deriver.Reads = words =>
            words.Replace("old", "new", StringComparison.Ordinal).Replace("=5", "=50", StringComparison.Ordinal);
        await Reindex();

        var trace = await Trace();
        Assert.Equal(("new question", 50), (trace.InputPreview, trace.Usage.InputTokens));
        Assert.Equal(["new"], trace.Tags);
        Assert.Equal((50, SpanStatus.Failed), ((await Span("llm")).Usage.InputTokens, (await Span("llm")).Status));
        Assert.Equal(3, (await Records()).Count);
    }

    [Fact]
    public async Task ReindexingPricesAgain()
    {
        await Append(Say.Span(T, "llm").That(Field.InputTokens, 5), Say.Span(T, "sent").That(Field.CostPicoUsd, 9));
        Assert.Null((await Span("llm")).CostPicoUsd);
        Deriver.Completion = row => row.CostPicoUsd is null ? row with { CostPicoUsd = 3, PricedBy = "a table" } : row;
        await Reindex();

        Assert.Equal((3, "a table"), ((await Span("llm")).CostPicoUsd, (await Span("llm")).PricedBy));
        Assert.Equal((9, null), ((await Span("sent")).CostPicoUsd, (await Span("sent")).PricedBy));
        Assert.Equal(12, (await Trace()).CostPicoUsd);
    }

    [Fact]
    public async Task AfterReindexingATraceTakesNewSpansAndKnowsDuplicates()
    {
        await Append(Say.Span(T, "root"), Say.Span(T, "a", "root").That(Field.InputTokens, 1));
        await Reindex();
        Assert.Equal(new AppendResult(0, 1), await Append(Say.Span(T, "a", "root").That(Field.InputTokens, 1)));
        await Append(Say.Span(T, "b", "root").That(Field.InputTokens, 2), Say.Log(T, "a", 9).That(Field.Failed, 1));
        var trace = await Trace();
        Assert.Equal((3, 3, 1), (trace.SpanCount, trace.Usage.InputTokens, trace.ErrorCount));
    }

    [Fact]
    public async Task ReindexingKeepsTheSameTraceOfTwoProjectsApart()
    {
        await Projects.CreateProjectAsync(new("other", "Other", 1), None);
        await Task.WhenAll(
            Append(Say.Span(T, "mine").OfTrace(Field.UserId, "me")),
            Store.AppendAsync(Say.Batch([Say.Span(T, "theirs").OfTrace(Field.UserId, "them")], "other"), None)
        );
        await Reindex();
        Assert.Equal(("mine", "me"), ((await Trace()).Name, (await Trace()).UserId));
        Assert.Equal("theirs", (await Store.FindTraceAsync("other", Say.Trace(T), None))?.Name);
        Assert.Equal(Say.Id("mine"), Assert.Single(await Records()).SpanId);
    }

    [Fact]
    public async Task ReindexingManyTracesReportsProgressAndChangesNothingElse()
    {
        var sayings = Enumerable
            .Range(0, 6000)
            .Select(i =>
                Say.Span("trace-" + (i % 3000).ToString(CultureInfo.InvariantCulture), $"s{i}", null, 1000 + i)
            )
            .ToArray();
        foreach (var part in sayings.Chunk(500))
        {
            await Append(part);
        }

        var before = await AllTraces();
        var reports = new Reports();
        await Store.ReindexAsync(null, reports, None);
        Assert.Equal(new ReindexProgress(3000, 3000), reports.All[^1]);
        Assert.Equal(before, await AllTraces());
    }

    internal Task Reindex() => Store.ReindexAsync(null, new Reports(), None);

    async Task<List<string>> AllTraces()
    {
        var rows = new List<string>();
        for (TraceCursor? after = null; ; )
        {
            var page = await Store.ListTracesAsync(new("default", null, null, 500, after), None);
            rows.AddRange(
                page.Traces.Select(t => $"{t.TraceId} {t.Name} {t.StartNano} {t.EndNano} {t.SpanCount} {t.RootSpanId}")
            );
            if ((after = page.Next) is null)
            {
                return rows;
            }
        }
    }

    sealed class Reports : IProgress<ReindexProgress>
    {
        public List<ReindexProgress> All { get; } = [];

        public void Report(ReindexProgress value) => All.Add(value);
    }
}
