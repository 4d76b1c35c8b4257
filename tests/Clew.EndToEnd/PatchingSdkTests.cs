using System.Globalization;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

/// <summary>What <c>ClewClient</c> promises of patches, before a real server.</summary>
public sealed class PatchingSdkTests : IAsyncLifetime, IDisposable
{
    Server server = null!;
    ClewClient client = null!;

    public async Task InitializeAsync()
    {
        server = await Server.StartAsync();
        client = ClientOf(server.Http);
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => client.Dispose();

    static ClewClient ClientOf(Uri host, (string Public, string Secret)? keys = null) =>
        new(
            new ClewClientOptions
            {
                Host = host,
                PublicKey = keys?.Public,
                SecretKey = keys?.Secret,
                FirstPause = TimeSpan.FromMilliseconds(1),
            }
        );

    [Fact]
    public async Task Two_who_add_at_once_lose_nothing()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(i =>
                    client.PatchTraceOutputAsync("t", new Dictionary<string, int> { [$"{i}"] = i }, PatchMode.Merge)
                )
        );
        var output = (await client.GetTraceAsync("t")).Output!.Value;
        Assert.Equal(40, output.EnumerateObject().Count());
        Assert.All(output.EnumerateObject(), member => Assert.Equal(member.Name, member.Value.GetRawText()));
    }

    [Fact]
    public async Task The_answer_is_what_the_server_said_of_the_event()
    {
        var result = await client.PatchTraceOutputAsync("trace-123", "done");
        Assert.Matches("^trace-123-patch-[0-9a-f]{8}$", Assert.Single(result.Successes).Id);
        Assert.Equal(
            $$"""{"successes":[{"id":"{{result.Successes[0].Id}}","status":201}],"errors":[]}""",
            result.Json.GetRawText()
        );
    }

    [Fact]
    public async Task An_id_is_any_text_and_is_found_again()
    {
        string[] ids =
        [
            "../up",
            "..\\up",
            "<script>",
            "javascript:x",
            "data:,",
            "file:///etc",
            "a%2Fb",
            "a b?c#d&e",
            "😀",
            new('x', 800),
        ];
        foreach (var id in ids)
        {
            await client.PatchTraceOutputAsync(id, id);
        }

        foreach (var id in ids)
        {
            var trace = await client.GetTraceAsync(id);
            Assert.Equal((id, id), (trace.Id, trace.Output?.GetString()));
            Assert.Single((await client.GetTraceHistoryAsync(id)).Items("entries"));
            await client.DeleteTraceAsync(id);
        }

        Assert.Empty((await client.ListTracesAsync(new TraceQuery())).Items);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a\tb", "control character")]
    [InlineData(null, "801 characters")]
    public async Task An_id_that_is_none_is_told_and_sets_nothing(string? id, string told)
    {
        var e = await Assert.ThrowsAsync<ClewException>(() =>
            client.PatchTraceOutputAsync(id ?? new string('x', 801), "a")
        );
        Assert.Equal(ClewErrorKind.Usage, e.Kind);
        Assert.Contains(told, e.Message, StringComparison.Ordinal);
        Assert.Empty((await client.ListTracesAsync(new TraceQuery())).Items);
    }

    [Fact]
    public async Task The_later_patch_is_shown_whichever_arrives_first_and_the_start_stays()
    {
        var start = DateTimeOffset.Parse("2026-01-01T10:00:00Z", CultureInfo.InvariantCulture);
        var made = ClewJson.Of(
            new
            {
                id = "t",
                timestamp = start,
                @public = true,
            }
        );
        await client.IngestAsync([new NewEvent("trace-create", made) { Timestamp = start }]);
        await PatchAsync("e2", start.AddMinutes(2), "second");
        await PatchAsync("e1", start.AddMinutes(1), "first");
        var trace = await client.GetTraceAsync("t");
        Assert.Equal(("second", start, true), (trace.Output?.GetString(), trace.Timestamp, trace.Flag("public")));
        Assert.Equal(start.AddMinutes(2), (await client.GetTraceHistoryAsync("t")).Time("outputUpdatedAt"));

        // A clock that is ahead does not win for ever.
        await PatchAsync("e3", start.AddYears(100), "from the future");
        await client.PatchTraceOutputAsync("t", "from now");
        Assert.Equal("from now", (await client.GetTraceAsync("t")).Output?.GetString());
        // The same event again is a repetition.
        await PatchAsync("e3", start.AddYears(100), "again");
        Assert.Equal("from now", (await client.GetTraceAsync("t")).Output?.GetString());
        Assert.Equal(4, (await client.GetTraceHistoryAsync("t")).Items("entries").Count);

        Task PatchAsync(string id, DateTimeOffset time, string output)
        {
            var body = ClewJson.Of(
                new
                {
                    id = "t",
                    timestamp = time,
                    output,
                }
            );
            return client.IngestAsync([new NewEvent("trace-create", body) { Id = id, Timestamp = time }]);
        }
    }

    [Fact]
    public async Task Keys_that_nobody_knows_are_refused_and_set_nothing()
    {
        using var stranger = ClientOf(server.Http, ("pk-wrong", "sk-wrong"));
        var e = await Assert.ThrowsAsync<IngestionException>(() => stranger.PatchTraceOutputAsync("t", "a"));
        Assert.Equal((ClewErrorKind.Unauthorized, 401), (e.Kind, e.StatusCode));
        Assert.Empty((await client.ListTracesAsync(new TraceQuery())).Items);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told()
    {
        using var lost = ClientOf(new Uri("http://127.0.0.1:1"));
        var e = await Assert.ThrowsAsync<IngestionException>(() => lost.PatchTraceOutputAsync("t", "a"));
        Assert.Equal(ClewErrorKind.Unreachable, e.Kind);
    }

    [Fact]
    public async Task Each_project_has_its_own_trace_of_the_same_id()
    {
        using var other = ClientOf(server.Http, await server.CreateKeysAsync("other"));
        await client.PatchTraceOutputAsync("t", "mine");
        await other.PatchTraceOutputAsync("t", "theirs");
        Assert.Equal("mine", (await client.GetTraceAsync("t")).Output?.GetString());
        Assert.Equal("theirs", (await other.GetTraceAsync("t")).Output?.GetString());
    }
}
