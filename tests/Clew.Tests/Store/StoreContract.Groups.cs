using Clew.Model;
using Clew.Query;
using Clew.Store;

namespace Clew.Tests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public async Task SessionsAddUpTheirTraces()
    {
        await Append(
            Turn("t1", 1000, 1500, "s1", "u1").That(Field.InputTokens, 3).That(Field.InputPreview, "hello"),
            Turn("t2", 3000, 4500, "s1", "u2").That(Field.CostPicoUsd, 7).That(Field.OutputPreview, "bye"),
            Turn("t3", 2000, null, "s2", "u1").That(Field.Failed, 1),
            Turn("t4", 9000, 9001, null, "u3")
        );
        var page = await Store.FindGroupsAsync(new("default", TraceFields.Session), None);
        Assert.Null(page.Next);
        Assert.Equal(["s1", "s2"], page.Groups.Select(g => g.Key));
        var (first, second) = (page.Groups[0], page.Groups[1]);
        Assert.Equal(
            (1000, 3000, 4500, 2, 0),
            (first.FirstNano, first.LastNano, first.EndNano, first.Traces, first.Errors)
        );
        Assert.Equal(
            (3, 7, 2, 1000.0),
            (first.Usage.InputTokens, first.CostPicoUsd, first.OtherCount, first.AverageLatencyNano)
        );
        Assert.Equal((2, "hello", "bye"), (first.Spans, first.FirstInput, first.LastOutput));
        Assert.Equal((1, 1, null, null), (second.Traces, second.Errors, second.CostPicoUsd, second.AverageLatencyNano));
        Assert.Equal(["u1", "u2"], first.Others);

        var users = await Store.FindGroupsAsync(
            new("default", TraceFields.User) { Order = TraceGroupOrder.Traces },
            None
        );
        Assert.Equal(["u1:2:2", "u3:1:0", "u2:1:1"], users.Groups.Select(g => $"{g.Key}:{g.Traces}:{g.OtherCount}"));
    }

    [Fact]
    public async Task SessionsComePageByPageInEveryOrder()
    {
        for (var i = 0; i < 30; i++)
        {
            var turn = Turn($"t{i}", 1000 + (i * 10), 2000 + (i * 7), $"session {i % 11}", $"u{i % 3}")
                .That(Field.TotalTokens, i % 4 == 0 ? null : i % 5)
                .That(Field.CostPicoUsd, i % 3 == 0 ? null : i % 7);
            await Append(i % 5 == 0 ? turn.That(Field.Failed, 1) : turn);
        }

        foreach (var order in Enum.GetValues<TraceGroupOrder>())
        {
            var query = new TraceGroupQuery("default", TraceFields.Session)
            {
                Order = order,
                IsAscending = order == TraceGroupOrder.First,
            };
            var all = await Store.FindGroupsAsync(query, None);
            var (pages, after) = (new List<string>(), default(TraceGroupCursor));
            do
            {
                var page = await Store.FindGroupsAsync(query with { Limit = 4, After = after }, None);
                pages.AddRange(page.Groups.Select(g => g.Key));
                after = page.Next;
            } while (after is not null);

            Assert.Equal(11, pages.Distinct().Count());
            Assert.Equal(all.Groups.Select(g => g.Key), pages);
        }
    }

    [Fact]
    public async Task ASessionIsWhatOfItFits()
    {
        await Append(Turn("t1", 1000, 1500, "s1", "u1"), Turn("t2", 3000, 4500, "s1", "u2"));
        var query = new TraceGroupQuery("default", TraceFields.Session)
        {
            Filter = Comparisons.Between(TraceFields.Start, 2000, null),
        };
        var session = Assert.Single((await Store.FindGroupsAsync(query, None)).Groups);
        Assert.Equal((1, 3000), (session.Traces, session.FirstNano));
        await Append(Turn("t2", 3000, 4600, "s2", "u2"));
        Assert.Equal(["s2"], (await Store.FindGroupsAsync(query, None)).Groups.Select(g => g.Key));
        await Store.DeleteTracesAsync("default", [Say.Trace("t2")], None);
        Assert.Empty((await Store.FindGroupsAsync(query, None)).Groups);
    }

    [Fact]
    public async Task TotalsFollowWhatCounts()
    {
        await Append(Say.Span(T, "a", "b", 1200, 2000).That(Field.InputTokens, 1).That(Field.RequestModel, "m"));
        Assert.Equal("m=1", await TokensByModel());
        await Append(Say.Span(T, "b", null, 1000, 2000).That(Field.InputTokens, 10).That(Field.RequestModel, "n"));
        Assert.Equal("m=1 n=", await TokensByModel());
        await Append(Say.Log(T, "a", 4000).Under("elsewhere"));
        Assert.Equal("m=1 n=10", await TokensByModel());
        await Append(Say.Span(T, "elsewhere", "b", 1100, 2000));
        Assert.Equal("m=1 n=", await TokensByModel());
    }

    async Task<string> TokensByModel()
    {
        var query = new TotalsQuery("default", Subject.Span)
        {
            Groups = [Measures.Group(Subject.Span, "model")],
            Measures = [Measures.Parse(Subject.Span, "sum(inputTokens)")],
        };
        var rows = (await Store.TotalAsync(query, None)).Rows;
        return string.Join(' ', rows.Where(r => r.Key[0] is not null).Select(r => $"{r.Key[0]}={r.Values[0]}").Order());
    }

    static Saying Turn(string trace, long start, long? end, string? session, string? user) =>
        Say.Span(trace, "root", null, start, end).OfTrace(Field.SessionId, session).OfTrace(Field.UserId, user);
}
