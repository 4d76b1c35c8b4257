using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Clew.EndToEnd.Durability;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

/// <summary>Deleting over HTTP, in our words and in Langfuse's, also when the server dies of it.</summary>
public sealed class DeletingTests : IDisposable
{
    readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    ServerSetup Setup => new() { Data = folder.Below("data") };

    static async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(
        Server server,
        HttpMethod method,
        string path,
        string? body = null,
        string? origin = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await server.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    static Task<(HttpStatusCode Status, JsonElement Body)> DeleteAsync(Server s, string path, string? body = null) =>
        SendAsync(s, HttpMethod.Delete, path, body);

    static string Id(int number) => number.ToString("x32", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_deleted_trace_is_gone_and_the_answer_says_how_much()
    {
        await using var server = await Server.StartAsync(Setup);
        await new Load(server).RunAsync(1, 4, CancellationToken.None);
        var foreign = await SendAsync(
            server,
            HttpMethod.Delete,
            $"/api/v1/traces/{Id(1)}",
            origin: "https://evil.example"
        );
        Assert.Equal(HttpStatusCode.Forbidden, foreign.Status);
        var (status, body) = await DeleteAsync(server, $"/api/v1/traces/{Id(1)}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"traces":1,"spans":20}""", body.GetRawText());
        (status, body) = await DeleteAsync(server, $"/api/v1/traces/{Id(1)}");
        Assert.Equal((HttpStatusCode.NotFound, "trace_not_found"), (status, body.GetProperty("code").GetString()));
        (status, body) = await DeleteAsync(
            server,
            "/api/v1/traces",
            $$"""{"traceIds":["{{Id(1)}}","{{Id(2)}}","never"]}"""
        );
        Assert.Equal("""{"traces":1,"spans":20}""", body.GetRawText());
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await SendAsync(server, HttpMethod.Get, $"/api/v1/traces/{Id(2)}/export")).Status
        );

        (status, body) = await DeleteAsync(server, $"/api/public/traces/{Id(3)}");
        Assert.Equal((HttpStatusCode.OK, """{"message":"Trace deleted successfully"}"""), (status, body.GetRawText()));
        (status, body) = await DeleteAsync(server, "/api/public/traces", $$"""{"traceIds":["{{Id(4)}}"]}""");
        Assert.Equal((HttpStatusCode.OK, """{"message":"Traces deleted successfully"}"""), (status, body.GetRawText()));
        (status, body) = await SendAsync(server, HttpMethod.Get, "/api/v1/traces");
        Assert.Empty(body.GetProperty("traces").EnumerateArray());
    }

    [Theory]
    [InlineData("", "byte 0 of line 1")]
    [InlineData("""{"traceIds":"a"}""", "$.traceIds")]
    [InlineData("""{"traceIds":[]}""", "1 to 1000")]
    [InlineData("{}", "1 to 1000")]
    [InlineData("""{"traceIds":["a","b\u0007"]}""", "traceIds[1]")]
    public async Task A_body_that_names_no_traces_is_told_what_is_wrong(string sent, string told)
    {
        await using var server = await Server.StartAsync(Setup);
        var (status, own) = await DeleteAsync(server, "/api/v1/traces", sent);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(told, own.GetProperty("detail").GetString(), StringComparison.Ordinal);
        (status, var langfuse) = await DeleteAsync(server, "/api/public/traces", sent);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(own.GetProperty("detail").GetString(), langfuse.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_score_is_deleted_as_Langfuse_does_it()
    {
        const string Verdict =
            """{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1763640002000000000","eventName":"gen_ai.evaluation.result","traceId":"00000000000000000000000000000001","spanId":"0000000000000001","attributes":[{"key":"gen_ai.evaluation.name","value":{"stringValue":"relevance"}},{"key":"gen_ai.evaluation.score.value","value":{"doubleValue":0.25}}]}]}]}]}""";
        await using var server = await Server.StartAsync(Setup);
        await new Load(server).RunAsync(1, 1, CancellationToken.None);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, HttpMethod.Post, "/v1/logs", Verdict)).Status);
        var score = Assert.Single(await ScoresAsync());
        Assert.Equal(HttpStatusCode.Accepted, (await DeleteAsync(server, $"/api/public/scores/{score}")).Status);
        Assert.Empty(await ScoresAsync());
        var (status, body) = await DeleteAsync(server, $"/api/public/scores/{score}");
        Assert.Equal(
            (HttpStatusCode.NotFound, "LangfuseNotFoundError"),
            (status, body.GetProperty("error").GetString())
        );

        async Task<IEnumerable<string?>> ScoresAsync()
        {
            var (_, trace) = await SendAsync(server, HttpMethod.Get, $"/api/v1/traces/{Id(1)}");
            return trace.GetProperty("scores").EnumerateArray().Select(s => s.GetProperty("id").GetString());
        }
    }

    [Fact]
    public async Task After_a_kill_in_the_middle_each_trace_is_there_whole_or_gone_for_good()
    {
        const int Traces = 400;
        Task<(HttpStatusCode, JsonElement)> deletion;
        await using (var server = await Server.StartAsync(Setup))
        {
            await new Load(server).RunAsync(4, Traces / 4, CancellationToken.None);
            var half = string.Join(',', Enumerable.Range(1, Traces / 2).Select(i => $"\"{Id(i)}\""));
            deletion = DeleteAsync(server, "/api/v1/traces", $$"""{"traceIds":[{{half}}]}""");
            await Task.Delay(15);
            await server.KillAsync();
            await Task.WhenAny(deletion);
        }

        await using var again = await Server.StartAsync(Setup);
        var left = new HashSet<int>();
        foreach (var i in Enumerable.Range(1, Traces))
        {
            var (status, trace) = await SendAsync(again, HttpMethod.Get, $"/api/v1/traces/{Id(i)}");
            if (status == HttpStatusCode.OK)
            {
                left.Add(i);
                Assert.Equal(Load.SpansPerTrace, trace.GetProperty("spanCount").GetInt32());
                Assert.Equal(
                    HttpStatusCode.OK,
                    (await SendAsync(again, HttpMethod.Get, $"/api/v1/traces/{Id(i)}/export")).Status
                );
            }
        }

        // One transaction hides them all.
        Assert.Contains(left.Count, new[] { Traces / 2, Traces });
        Assert.Superset(Enumerable.Range(1 + (Traces / 2), Traces / 2).ToHashSet(), left);
        if (left.Count == Traces)
        {
            Assert.False(deletion.IsCompletedSuccessfully, "It was answered, and is undone.");
        }

        // Waits for what the start began, and finds the rest.
        var (_, rest) = await DeleteAsync(
            again,
            "/api/v1/traces",
            $$"""{"traceIds":[{{string.Join(',', left.Select(i => $"\"{Id(i)}\""))}}]}"""
        );
        Assert.Equal(left.Count * Load.SpansPerTrace, rest.GetProperty("spans").GetInt32());
        Assert.Equal(0, (await again.StopAsync()).Code);
        foreach (var file in Directory.GetFiles(Setup.Data!, "clew.db*"))
        {
            var content = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            Assert.DoesNotContain("step 1", content, StringComparison.Ordinal);
        }
    }
}
