using System.Globalization;
using Clew.Model;
using Clew.Tests.Store;

namespace Clew.Tests.Api.Live;

public sealed class TraceListStreamTests : IAsyncLifetime
{
    LiveFixture live = null!;

    public Task InitializeAsync()
    {
        live = LiveFixture.Open();
        return live.AppendAsync(Say.Span("old", "a", end: null));
    }

    public async Task DisposeAsync() => await live.DisposeAsync();

    [Fact]
    public async Task It_begins_with_the_list_and_goes_on_with_what_is_new_or_changes()
    {
        using var client = live.Follow();
        var snapshot = await client.NextAsync();
        Assert.Equal(("snapshot", "old"), (snapshot.Name, snapshot.Ids));
        Assert.Equal("text/event-stream", client.Headers.ContentType);

        await live.AppendAsync(Say.Span("new", "b", start: 5000, end: 6000));
        var news = await client.NextAsync();
        Assert.Equal(("trace", "new"), (news.Name, news.Ids));

        await live.AppendAsync(Say.Span("old", "a", end: 3000));
        var settled = await client.NextAsync();
        Assert.Equal(("trace", "old"), (settled.Name, settled.Ids));
        Assert.Equal("completed", settled.Data.GetProperty("status").GetString());
        Assert.True(Number(settled) > Number(news) && Number(news) > Number(snapshot));
    }

    [Fact]
    public async Task What_happens_in_a_moment_is_told_once_each_and_only_the_last_says_where_to_go_on()
    {
        using var client = live.Follow();
        await client.NextAsync();
        await live.AppendAsync(Say.Span("x", "1", start: 7000, end: 8000));
        await live.AppendAsync(Say.Span("x", "2", start: 7000, end: 8000), Say.Span("y", "3", start: 6000));
        var (first, second) = (await client.NextAsync(), await client.NextAsync());
        Assert.Equal(("y", null), (first.Ids, first.Id));
        Assert.Equal("x", second.Ids);
        Assert.Equal(2, second.Data.GetProperty("spanCount").GetInt32());
        Assert.Equal(live.Store.Changes.Position, Number(second));
    }

    [Fact]
    public async Task What_is_deleted_or_fits_no_longer_is_gone()
    {
        await live.AppendAsync(Say.Span("moves", "a", start: 5000));
        using var client = live.Follow("?from=1970-01-01T00:00:00.000003Z");
        Assert.Equal("moves", (await client.NextAsync()).Ids);

        // Its start is earlier now; and a new trace that does not fit is nobody's business.
        await live.AppendAsync(Say.Span("moves", "b", start: 1000), Say.Span("unfit", "c", start: 1000));
        var moved = await client.NextAsync();
        Assert.Equal(("gone", "moves"), (moved.Name, moved.Ids));

        await live.DeleteAsync("old");
        var deleted = await client.NextAsync();
        Assert.Equal(("gone", "old"), (deleted.Name, deleted.Ids));
    }

    [Fact]
    public async Task Only_what_fits_the_query_is_told()
    {
        using var client = live.Follow("?q=name:new*");
        Assert.Equal("", (await client.NextAsync()).Ids);
        await live.AppendAsync(Say.Span("unfit", "a", start: 5000).OfTrace(Field.TraceName, "odd"));
        await live.AppendAsync(Say.Span("fit", "b", start: 6000).OfTrace(Field.TraceName, "newest"));
        Assert.Equal("fit", (await client.NextAsync()).Ids);
    }

    [Fact]
    public async Task A_trace_that_is_deleted_and_comes_back_at_once_is_told_as_it_is()
    {
        using var client = live.Follow();
        await client.NextAsync();
        await live.DeleteAsync("old");
        await live.AppendAsync(Say.Span("old", "again"));
        var again = await client.NextAsync();
        Assert.Equal(("trace", "old"), (again.Name, again.Ids));
        Assert.Equal("again", again.Data.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Whoever_comes_back_hears_what_happened_meanwhile_and_no_more()
    {
        string? position;
        using (var client = live.Follow())
        {
            position = (await client.NextAsync()).Id;
            client.Leave();
            await client.Done;
        }

        await live.AppendAsync(Say.Span("meanwhile", "b"));
        using var again = live.Follow("", lastEventId: position);
        Assert.Equal("meanwhile", (await again.NextAsync()).Ids);
        await live.AppendAsync(Say.Span("later", "c"));
        Assert.Equal("later", (await again.NextAsync()).Ids);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("nonsense")]
    public async Task Whoever_comes_back_too_late_is_told_and_begins_anew(string position)
    {
        using var client = live.Follow("", lastEventId: position);
        var missed = await client.NextAsync();
        Assert.Equal("missed", missed.Name);
        Assert.Equal("old", (await client.NextAsync()).Ids);
    }

    [Fact]
    public async Task Whoever_reads_too_slowly_is_told_how_much_and_begins_anew()
    {
        using var client = live.Follow("?snapshot=0");
        var start = await client.AnyAsync();
        Assert.Equal(("ping", live.Store.Changes.Position), (start.Name, Number(start)));
        await live.AppendAsync([.. Enumerable.Range(0, 2001).Select(i => Say.Span($"t{i}", "a"))]);
        var missed = await client.NextAsync();
        Assert.Equal("missed", missed.Name);
        Assert.Equal(4002, missed.Data.GetProperty("count").GetInt64());
        Assert.Equal(live.Store.Changes.Position, Number(missed));
    }

    [Fact]
    public async Task Nothing_is_lost_between_the_list_and_the_changes()
    {
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++)
            {
                await live.AppendAsync(Say.Span($"t{i}", "a"));
            }
        });
        using var client = live.Follow("?limit=500");
        var told = new HashSet<string>();
        while (told.Count < 61)
        {
            told.UnionWith((await client.NextAsync()).Ids.Split(' '));
        }

        await writing;
    }

    [Fact]
    public async Task A_quiet_stream_says_that_it_lives()
    {
        using var client = live.Follow();
        await client.NextAsync();
        Assert.Equal("ping", (await client.AnyAsync()).Name);
        await live.AppendAsync(Say.Span("new", "b"));
        Assert.Equal("new", (await client.NextAsync()).Ids);
    }

    [Fact]
    public async Task It_ends_when_the_client_leaves_and_when_the_server_stops()
    {
        using var leaves = live.Follow();
        using var stays = live.Follow();
        await leaves.NextAsync();
        await stays.NextAsync();
        Assert.Equal(2, live.Streams.Open);
        leaves.Leave();
        await leaves.Done;
        Assert.Equal(1, live.Streams.Open);
        live.Stop();
        await stays.Done;
        Assert.Equal(0, live.Streams.Open);
    }

    [Fact]
    public async Task There_are_only_so_many_and_a_place_that_is_left_is_free_again()
    {
        await using var small = LiveFixture.Open(most: 1);
        using var first = small.Follow();
        await first.NextAsync();
        using var refused = small.Follow();
        await refused.Done;
        Assert.Equal((503, "5"), (refused.Status, refused.Headers.RetryAfter.ToString()));
        Assert.Contains("\"too_many_streams\"", await refused.TextAsync(), StringComparison.Ordinal);
        first.Leave();
        await first.Done;
        using var second = small.Follow();
        Assert.Equal("snapshot", (await second.NextAsync()).Name);
    }

    [Theory]
    [InlineData("?from=yesterday", "bad_time")]
    [InlineData("?limit=0", "bad_request")]
    [InlineData("?snapshot=maybe", "bad_request")]
    [InlineData("?q=tokns>1", "bad_query")]
    [InlineData("?q=user:1&tz=Nowhere", "bad_zone")]
    public async Task What_it_cannot_understand_is_refused(string query, string code)
    {
        using var client = live.Follow(query);
        await client.Done;
        Assert.Equal(400, client.Status);
        Assert.Contains(code, await client.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, live.Streams.Open);
    }

    static long Number(LiveEvent e) => long.Parse(e.Id!, CultureInfo.InvariantCulture);
}
