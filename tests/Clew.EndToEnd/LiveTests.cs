using System.Net;
using System.Text.Json;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

/// <summary>Streams of the real server: the store on disk, Kestrel between.</summary>
public sealed class LiveTests : IAsyncLifetime
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    Server server = null!;

    public async Task InitializeAsync() => server = await Server.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_list_and_a_trace_are_told_while_they_grow_and_settle()
    {
        using var list = await FollowAsync("/api/v1/live");
        Assert.Equal("snapshot", (await NextAsync(list)).Name);
        await SendAsync("root", null, isOpen: true);
        var (name, data) = await NextAsync(list);
        Assert.Equal(("trace", "running"), (name, data.GetProperty("status").GetString()));

        using var trace = await FollowAsync($"/api/v1/traces/{TraceId}/live");
        Assert.Equal(["root"], NamesOf((await NextAsync(trace)).Data));
        await NextAsync(trace);
        await SendAsync("child", "root", isOpen: false);
        Assert.Equal(["child"], NamesOf((await NextAsync(trace)).Data));
        Assert.Equal(2, (await NextAsync(trace)).Data.GetProperty("spanCount").GetInt32());
        Assert.Equal(2, (await NextAsync(list)).Data.GetProperty("spanCount").GetInt32());

        await SendAsync("root", null, isOpen: false);
        Assert.Equal("completed", (await NextAsync(list)).Data.GetProperty("status").GetString());
        await server.Client.DeleteAsync($"/api/v1/traces/{TraceId}");
        Assert.Equal("gone", (await NextAsync(list)).Name);
    }

    [Fact]
    public async Task Streams_do_not_keep_a_server_from_stopping()
    {
        using var list = await FollowAsync("/api/v1/live");
        await NextAsync(list);
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        var (code, _, error) = await server.StopAsync();
        Assert.Equal((0, ""), (code, error));
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5));
        Assert.Null(await list.ReadLineAsync().WaitAsync(Soon));
    }

    [Fact]
    public async Task A_tail_tells_a_trace_when_it_comes()
    {
        using var tail = Executable.Start([
            "traces",
            "tail",
            "--looks",
            "3",
            "--interval",
            "3600",
            "--since",
            "2020-01-01",
            "--host",
            server.Http.GetLeftPart(UriPartial.Authority),
        ]);
        // Once at the start, once when it is connected: the third look is the stream's.
        await SendAsync("told at once", null, isOpen: false);
        Assert.Contains("told at once", (await Executable.EndAsync(tail)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_project_hears_nothing_and_a_wrong_key_is_refused()
    {
        using var other = await FollowAsync("/api/v1/live?project=other");
        Assert.Equal("snapshot", (await NextAsync(other)).Name);
        await SendAsync("mine", null, isOpen: false);
        using var mine = await FollowAsync("/api/v1/live?project=default");
        Assert.Single((await NextAsync(mine)).Data.GetProperty("traces").EnumerateArray());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/live");
        request.Headers.Authorization = new("Bearer", "sk-unknown");
        using var refused = await server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    const string TraceId = "5b8efff798038103d269b633813fc60c";

    async Task SendAsync(string name, string? parent, bool isOpen)
    {
        var end = isOpen ? "" : ",\"endTimeUnixNano\":\"1763640001000000000\"";
        var above = parent is null ? "" : $",\"parentSpanId\":\"{IdOf(parent)}\"";
        using var body = new StringContent(
            $$$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"{{{TraceId}}}","spanId":"{{{IdOf(name)}}}"{{{above}}},"name":"{{{name}}}","startTimeUnixNano":"1763640000000000000"{{{end}}}}]}]}]}""",
            System.Text.Encoding.UTF8,
            "application/json"
        );
        using var answer = await server.Client.PostAsync("/v1/traces", body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    static string IdOf(string name) =>
        Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes((name + "........")[..8]));

    async Task<StreamReader> FollowAsync(string path) => new(await server.Client.GetStreamAsync(path).WaitAsync(Soon));

    static async Task<(string Name, JsonElement Data)> NextAsync(StreamReader stream)
    {
        var name = "";
        while (await stream.ReadLineAsync().WaitAsync(Soon) is { } line)
        {
            name = line.StartsWith("event: ", StringComparison.Ordinal) ? line[7..] : name;
            if (line.StartsWith("data: ", StringComparison.Ordinal) && name != "ping")
            {
                return (name, JsonDocument.Parse(line[6..]).RootElement);
            }
        }

        throw new InvalidOperationException("The stream has ended.");
    }

    static IEnumerable<string?> NamesOf(JsonElement spans) =>
        spans.GetProperty("spans").EnumerateArray().Select(s => s.GetProperty("name").GetString());
}
