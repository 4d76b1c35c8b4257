using System.Text.RegularExpressions;

namespace Clew.Tests.Sdk;

public sealed partial class ClewClientTests
{
    readonly HurriedTime time = new();
    readonly List<string> warnings = [];

    ClewClient ClientOf(FakeHost host) =>
        new(
            new ClewClientOptions
            {
                Host = new Uri("https://example.org/base/"),
                PublicKey = "pk",
                SecretKey = "sk",
                Handler = host,
                Time = time,
                Random = new Random(1),
                Warn = warnings.Add,
            }
        );

    [Fact]
    public async Task A_patch_is_an_event_with_the_id_the_output_and_one_moment()
    {
        using var host = new FakeHost();
        using var client = ClientOf(host);
        await client.PatchTraceOutputAsync(
            "trace-123",
            ClewJson.Parse("""{"big": 12345678901234567890123, "e": 1e-7}""")
        );

        var asked = Assert.Single(host.Requests);
        Assert.Equal(("POST", "/base/api/public/ingestion"), (asked.Method, asked.Path));
        Assert.Equal("Basic cGs6c2s=", asked.Authorization);
        var id = asked.Json.GetProperty("batch")[0].GetProperty("id").GetString()!;
        Assert.Matches(PatchId(), id);
        Assert.Equal(
            $$"""{"batch":[{"id":"{{id}}","timestamp":"2026-11-21T08:30:00.123456Z","type":"trace-create","body":"""
                + """{"id":"trace-123","timestamp":"2026-11-21T08:30:00.123456Z","output":"""
                + """{"big": 12345678901234567890123, "e": 1e-7}}}]}""",
            asked.Body
        );
    }

    [GeneratedRegex("^trace-123-patch-[0-9a-f]{8}$")]
    private static partial Regex PatchId();

    [Theory]
    [InlineData("\"simple text\"")]
    [InlineData("\"{\\\"json\\\": \\\"in text\\\"}\"")]
    [InlineData("42")]
    [InlineData("3.14")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("0")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[{\"id\": 1}, {\"id\": 2}]")]
    [InlineData("\"\\ud83d\\ude00 \\ud800\"")]
    public async Task Every_value_is_sent_as_it_was_written(string value)
    {
        using var host = new FakeHost();
        using var client = ClientOf(host);
        await client.PatchTraceOutputAsync("t", ClewJson.Parse(value));
        Assert.Contains($"\"output\":{value}}}", host.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_patches_have_two_event_ids()
    {
        using var host = new FakeHost();
        using var client = ClientOf(host);
        var one = await client.PatchTraceOutputAsync("t", "a");
        var two = await client.PatchTraceOutputAsync("t", "a");
        Assert.NotEqual(one.Successes[0].Id, two.Successes[0].Id);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a\nb", "control character")]
    [InlineData(null, "801 characters")]
    public async Task A_bad_id_is_told_and_nothing_is_sent(string? id, string why)
    {
        using var host = new FakeHost();
        using var client = ClientOf(host);
        var e = await Assert.ThrowsAsync<ClewException>(() =>
            client.PatchTraceOutputAsync(id ?? new string('x', 801), "a")
        );
        Assert.Equal(ClewErrorKind.Usage, e.Kind);
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
        Assert.Empty(host.Requests);
    }

    [Fact]
    public async Task The_longest_id_leaves_room_for_that_of_the_event()
    {
        using var host = new FakeHost();
        using var client = ClientOf(host);
        var result = await client.PatchTraceOutputAsync(new string('x', 800), "a");
        Assert.Equal(800, result.Successes[0].Id.Length);
    }

    [Fact]
    public async Task An_event_that_the_server_refuses_is_a_failure_with_its_reason()
    {
        using var host = new FakeHost().Answer(
            207,
            """{"successes":[],"errors":[{"id":"e1","status":400,"message":"Invalid request data","error":"no such type"}]}"""
        );
        using var client = ClientOf(host);
        var e = await Assert.ThrowsAsync<IngestionException>(() =>
            client.AddTraceAsync(new NewTrace("t") { EventId = "e1" })
        );
        Assert.Equal((ClewErrorKind.Rejected, 400), (e.Kind, e.StatusCode));
        Assert.Contains("Invalid request data (no such type)", e.Message, StringComparison.Ordinal);
        Assert.Equal("e1", Assert.Single(e.Result.Errors).Id);
    }

    [Fact]
    public async Task Silence_about_an_event_is_a_failure()
    {
        using var host = new FakeHost().Answer(207, """{"successes":[],"errors":[]}""");
        using var client = ClientOf(host);
        var e = await Assert.ThrowsAsync<IngestionException>(() => client.AddTraceAsync(new NewTrace("t")));
        Assert.Contains("did not say", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>Welcome</html>", "text/html")]
    [InlineData("{\"fine\": true}", "application/json")]
    public async Task Something_else_that_answers_is_told(string body, string type)
    {
        using var host = new FakeHost().Answer(200, body, type);
        using var client = ClientOf(host);
        var e = await Assert.ThrowsAsync<IngestionException>(() => client.PatchTraceOutputAsync("t", "a"));
        Assert.Equal(ClewErrorKind.NotThisApi, e.Kind);
    }

    [Theory]
    [InlineData(401, ClewErrorKind.Unauthorized)]
    [InlineData(403, ClewErrorKind.Forbidden)]
    [InlineData(413, ClewErrorKind.TooLarge)]
    [InlineData(400, ClewErrorKind.Invalid)]
    [InlineData(404, ClewErrorKind.NotFound)]
    [InlineData(307, ClewErrorKind.NotThisApi)]
    public async Task A_status_has_a_kind_and_the_words_of_the_server_and_is_sent_once(int status, ClewErrorKind kind)
    {
        using var host = new FakeHost().Answer(status, """{"message":"as I said"}""");
        using var client = ClientOf(host);
        var e = await Assert.ThrowsAsync<IngestionException>(() => client.PatchTraceOutputAsync("t", "a"));
        Assert.Equal((kind, status), (e.Kind, e.StatusCode));
        Assert.True(status == 307 || e.Message.Contains("as I said", StringComparison.Ordinal), e.Message);
        Assert.Single(host.Requests);
    }

    [Fact]
    public async Task Only_a_server_that_is_Clew_is_asked_to_merge()
    {
        using var clew = new FakeHost { IsClew = true };
        using var client = ClientOf(clew);
        await client.PatchTraceOutputAsync("t", "a", PatchMode.Merge);
        Assert.Contains("\"outputMode\":\"merge\"", clew.Requests[^1].Body, StringComparison.Ordinal);

        using var other = new FakeHost();
        using var clientOfOther = ClientOf(other);
        var e = await Assert.ThrowsAsync<ClewException>(() =>
            clientOfOther.PatchTraceOutputAsync("t", "a", PatchMode.Merge)
        );
        Assert.Equal(ClewErrorKind.NotSupported, e.Kind);
        Assert.DoesNotContain(other.Requests, asked => asked.Method == "POST");
    }

    [Fact]
    public async Task A_large_patch_is_for_Clew_with_a_warning_and_for_nobody_else()
    {
        var large = new string('x', 3_500_000);
        using var clew = new FakeHost { IsClew = true };
        using var client = ClientOf(clew);
        await client.PatchTraceOutputAsync("t", large);
        Assert.Contains("3,500,000", Assert.Single(warnings), StringComparison.Ordinal);

        using var other = new FakeHost();
        using var clientOfOther = ClientOf(other);
        var e = await Assert.ThrowsAsync<ClewException>(() => clientOfOther.PatchTraceOutputAsync("t", large));
        Assert.Equal(ClewErrorKind.TooLarge, e.Kind);
        Assert.DoesNotContain(other.Requests, asked => asked.Method == "POST");
    }

    [Fact]
    public async Task Many_observations_go_in_batches_and_all_are_accounted_for()
    {
        using var host = new FakeHost();
        using var client = ClientOf(host);
        var result = await client.AddObservationsAsync(
            Enumerable.Range(0, 250).Select(i => new NewObservation("t") { Id = $"o{i}", Type = "tool" })
        );
        Assert.Equal(250, result.Successes.Count);
        Assert.Equal([100, 100, 50], host.Requests.Select(asked => asked.Json.GetProperty("batch").GetArrayLength()));
        Assert.Equal(250, result.Json.GetProperty("successes").GetArrayLength());
        Assert.Contains("\"type\":\"tool-create\"", host.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_given_is_not_sent()
    {
        using var host = new FakeHost();
        using var client = ClientOf(host);
        await client.AddTraceAsync(new NewTrace("t") { Input = ClewJson.Null, Tags = [] });
        var body = host.Requests[0].Json.GetProperty("batch")[0].GetProperty("body");
        Assert.Equal(["id", "timestamp", "input", "tags"], body.EnumerateObject().Select(m => m.Name));
    }

    [Fact]
    public async Task Names_with_slashes_are_one_segment_and_parameters_repeat()
    {
        using var host = new FakeHost();
        using var client = ClientOf(host);
        await client.GetPromptAsync("folder/name ü", label: "a&b");
        await client.ListTracesAsync(new TraceQuery { Tags = ["a", "b"], Limit = 7 });
        Assert.Equal("/base/api/public/v2/prompts/folder%2Fname%20%C3%BC?label=a%26b", host.Requests[0].Path);
        Assert.Equal("/base/api/public/traces?page=1&limit=7&tags=a&tags=b", host.Requests[1].Path);
    }

    [Fact]
    public async Task A_list_is_walked_to_its_end()
    {
        using var host = new FakeHost()
            .Answer(
                200,
                """{"data":[{"id":"a"},{"id":"b"}],"meta":{"page":1,"limit":2,"totalItems":3,"totalPages":2}}"""
            )
            .Answer(200, """{"data":[{"id":"c"}],"meta":{"page":2,"limit":2,"totalItems":3,"totalPages":2}}""");
        using var client = ClientOf(host);
        var ids = new List<string>();
        await foreach (
            var trace in ClewClient.AllAsync((n, ct) => client.ListTracesAsync(new TraceQuery { Page = n }, ct))
        )
        {
            ids.Add(trace.Id);
        }

        Assert.Equal(["a", "b", "c"], ids);
    }

    [Fact]
    public async Task A_score_has_an_id_of_its_own_so_that_sending_it_again_makes_no_second()
    {
        using var host = new FakeHost().Answer(502).Answer(200, """{"id":"s"}""");
        using var client = ClientOf(host);
        Assert.Equal("s", await client.ScoreAsync(new NewScore("quality", 0.5) { TraceId = "t" }));
        Assert.Equal(2, host.Requests.Count);
        Assert.Equal(host.Requests[0].Body, host.Requests[1].Body);
        Assert.True(host.Requests[0].Json.TryGetProperty("id", out _));
        await Assert.ThrowsAsync<ClewException>(() => client.ScoreAsync(new NewScore("q", 1) { ObservationId = "o" }));
    }
}
