namespace Clew.Tests.Sdk;

public sealed class RetryTests
{
    readonly HurriedTime time = new();

    ClewClient ClientOf(FakeHost host) =>
        new(
            new ClewClientOptions
            {
                Handler = host,
                Time = time,
                Random = new Random(1),
            }
        );

    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_server_that_is_busy_is_asked_again_with_the_same_event(int status)
    {
        using var host = new FakeHost().Answer(status).Answer(status);
        using var client = ClientOf(host);
        await client.PatchTraceOutputAsync("t", "a");
        Assert.Equal(3, host.Requests.Count);
        Assert.Single(host.Requests.Select(asked => asked.Body).Distinct());
    }

    [Fact]
    public async Task Pauses_grow_and_lose_up_to_a_half_by_chance()
    {
        using var host = new FakeHost().Answer(503).Answer(503).Answer(503);
        using var client = ClientOf(host);
        await client.PatchTraceOutputAsync("t", "a");
        Assert.Equal(3, time.Pauses.Count);
        Assert.InRange(time.Pauses[0].TotalMilliseconds, 150, 300);
        Assert.InRange(time.Pauses[1].TotalMilliseconds, 300, 600);
        Assert.InRange(time.Pauses[2].TotalMilliseconds, 600, 1200);
    }

    [Fact]
    public async Task The_last_answer_is_the_error()
    {
        using var host = new FakeHost().Answer(503).Answer(503).Answer(503).Answer(429);
        using var client = ClientOf(host);
        var e = await Assert.ThrowsAsync<IngestionException>(() => client.PatchTraceOutputAsync("t", "a"));
        Assert.Equal((ClewErrorKind.RateLimited, 429), (e.Kind, e.StatusCode));
        Assert.Equal(4, host.Requests.Count);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("Sat, 21 Nov 2026 08:30:02 GMT")]
    public async Task A_pause_that_the_server_asks_for_is_kept(string header)
    {
        using var host = new FakeHost().Answer(429, retryAfter: header);
        using var client = ClientOf(host);
        await client.PatchTraceOutputAsync("t", "a");
        Assert.InRange(Assert.Single(time.Pauses).TotalSeconds, 1.8, 2);
    }

    [Fact]
    public async Task A_pause_that_is_too_long_is_not_waited_for()
    {
        using var host = new FakeHost().Answer(429, retryAfter: "3600");
        using var client = ClientOf(host);
        var e = await Assert.ThrowsAsync<IngestionException>(() => client.PatchTraceOutputAsync("t", "a"));
        Assert.Equal(ClewErrorKind.RateLimited, e.Kind);
        Assert.Empty(time.Pauses);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, 4, ClewErrorKind.Unreachable)]
    [InlineData(HttpRequestError.ResponseEnded, 4, ClewErrorKind.Unreachable)]
    [InlineData(HttpRequestError.NameResolutionError, 1, ClewErrorKind.Unreachable)]
    [InlineData(HttpRequestError.SecureConnectionError, 1, ClewErrorKind.Tls)]
    public async Task A_network_that_fails_is_tried_again_unless_it_would_fail_again(
        HttpRequestError error,
        int times,
        ClewErrorKind kind
    )
    {
        using var host = new FakeHost().Fail(error).Fail(error).Fail(error).Fail(error);
        using var client = ClientOf(host);
        var e = await Assert.ThrowsAsync<IngestionException>(() => client.PatchTraceOutputAsync("t", "a"));
        Assert.Equal((kind, times), (e.Kind, host.Requests.Count));
    }

    [Theory]
    [InlineData(502, 1)]
    [InlineData(503, 2)]
    public async Task What_must_not_be_done_twice_is_sent_again_only_if_it_was_not_done(int status, int times)
    {
        using var host = new FakeHost().Answer(status);
        using var client = ClientOf(host);
        var making = client.CreatePromptAsync(new NewPrompt("p", ClewJson.OfText("text")));
        if (times == 1)
        {
            await Assert.ThrowsAsync<ClewException>(() => making);
        }
        else
        {
            await making;
        }

        Assert.Equal(times, host.Requests.Count);
    }

    [Fact]
    public async Task Only_the_events_that_failed_for_a_moment_are_sent_again()
    {
        using var host = new FakeHost().Answer(
            207,
            """{"successes":[{"id":"a","status":201}],"errors":[{"id":"b","status":500,"error":"Internal Server Error"}]}"""
        );
        using var client = ClientOf(host);
        var result = await client.IngestAsync([
            new NewEvent("trace-create", ClewJson.Parse("{}")) { Id = "a" },
            new NewEvent("trace-create", ClewJson.Parse("{}")) { Id = "b" },
        ]);
        Assert.Equal(["a", "b"], result.Successes.Select(s => s.Id));
        Assert.Equal(1, host.Requests[1].Json.GetProperty("batch").GetArrayLength());
    }

    [Fact]
    public async Task Cancelling_ends_it()
    {
        using var host = new FakeHost();
        using var client = ClientOf(host);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            client.PatchTraceOutputAsync("t", "a", ct: stop.Token)
        );
    }
}
