using Clew.Model;
using Clew.Tests.Store;

namespace Clew.Tests.Api.Live;

public sealed class TraceStreamTests : IAsyncLifetime
{
    const string T = "0af7651916cd43dd8448eb211c80319c";

    LiveFixture live = null!;

    public Task InitializeAsync()
    {
        live = LiveFixture.Open();
        return live.AppendAsync(
            Say.Span(T, "root", end: null).That(Field.InputTokens, 5),
            Say.Span(T, "step", "root", 1100, null)
        );
    }

    public async Task DisposeAsync() => await live.DisposeAsync();

    [Fact]
    public async Task It_begins_with_every_span_and_goes_on_with_those_that_look_different()
    {
        using var client = live.Follow(trace: T);
        Assert.Equal("root step", (await client.NextAsync()).Ids);
        Assert.Equal("running", Status(await client.NextAsync()));

        await live.AppendAsync(Say.Span(T, "tool", "step", 1200, null));
        var tool = (await client.NextAsync()).Data.GetProperty("spans")[0];
        Assert.Equal(("tool", "step", "running"), (Text(tool, "id"), Text(tool, "parentId"), Text(tool, "status")));
        Assert.Equal(3, (await client.NextAsync()).Data.GetProperty("spanCount").GetInt32());

        await live.AppendAsync(Say.Span(T, "tool", "step", 1200, 1300), Say.Span(T, "root", end: 2000));
        Assert.Equal("root tool", (await client.NextAsync()).Ids);
        Assert.Equal("completed", Status(await client.NextAsync()));
    }

    [Fact]
    public async Task A_span_whose_place_or_count_changes_is_told_although_nothing_arrived_for_it()
    {
        await live.AppendAsync(Say.Span(T, "orphan", "late", 1500, 1600));
        using var client = live.Follow("?snapshot=0", T);
        Assert.Equal("trace", (await client.NextAsync()).Name);
        await live.AppendAsync(Say.Span(T, "late", "root", 1400, 1700).That(Field.InputTokens, 2));
        var spans = (await client.NextAsync()).Data.GetProperty("spans").EnumerateArray().ToArray();
        Assert.Equal(["root", "late", "orphan"], spans.Select(s => Text(s, "id")));
        Assert.False(spans[0].GetProperty("counts").GetBoolean());
        Assert.Equal(("late", null), (Text(spans[2], "parentId"), Text(spans[2], "missingParentId")));
    }

    [Fact]
    public async Task It_says_nothing_of_other_traces()
    {
        using var client = live.Follow("?snapshot=0", T);
        await client.NextAsync();
        await live.AppendAsync(Say.Span("other", "x"));
        Assert.Equal("ping", (await client.AnyAsync()).Name);
        await live.AppendAsync(Say.Span(T, "y"));
        Assert.Equal("y", (await client.NextAsync()).Ids);
    }

    [Fact]
    public async Task A_deleted_trace_is_gone_and_what_comes_later_is_told_anew()
    {
        using var client = live.Follow("?snapshot=0", T);
        await client.NextAsync();
        await live.DeleteAsync(T);
        Assert.Equal(("gone", T), ((await client.NextAsync()) is var e ? (e.Name, e.Ids) : default));
        await live.AppendAsync(Say.Span(T, "late"));
        Assert.Equal("late", (await client.NextAsync()).Ids);
        Assert.Equal(1, (await client.NextAsync()).Data.GetProperty("spanCount").GetInt32());
    }

    [Fact]
    public async Task A_late_patch_of_a_finished_trace_is_told()
    {
        using var client = live.Follow("?snapshot=0", T);
        await client.NextAsync();
        await live.AppendAsync(Say.Event("e", T, 900).OfTrace(Field.UserId, "patched"));
        Assert.Equal("patched", Text((await client.NextAsync()).Data, "userId"));
    }

    [Fact]
    public async Task There_is_none_of_a_trace_that_is_not_there()
    {
        using var client = live.Follow(trace: "nowhere");
        await client.Done;
        Assert.Equal(404, client.Status);
    }

    static string? Status(LiveEvent e) => Text(e.Data, "status");

    static string? Text(System.Text.Json.JsonElement thing, string name) => thing.GetProperty(name).GetString();
}
