using System.Net.Http.Headers;
using System.Text.Json;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd.Captures;

/// <summary>One server for all captures, each in a project of its own, because some share trace ids.</summary>
public sealed class CaptureServer : IAsyncLifetime
{
    internal Server Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await Server.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}

public sealed class CaptureTests(CaptureServer fixture) : IClassFixture<CaptureServer>
{
    readonly Server server = fixture.Server;

    public static TheoryData<string> Every => [.. Capture.All];

    public static TheoryData<string> Otlp => [.. Capture.All.Where(name => new Capture(name).IsOtlp)];

    /// <summary>
    /// These speak dialects that Clew does not understand yet. Nothing of theirs is lost, and their tree is right; what
    /// their attributes mean comes with their dialects, whose tests then take them off this list.
    /// </summary>
    static readonly string[] UnderstoodLater = [];

    [Theory]
    [MemberData(nameof(Every))]
    public async Task What_a_real_client_sent_reads_as_expected(string name)
    {
        var capture = new Capture(name);
        var secret = await server.CreateProjectAsync(name);
        await capture.SendAsync(server, secret);

        var isUnderstood = !UnderstoodLater.Contains(name);
        var differences = new Differences();
        foreach (var expected in capture.Traces)
        {
            var id = expected.GetProperty("traceId").GetString()!;
            var trace = await GetAsync($"/api/v1/traces/{id}", secret);
            Expectation.CompareTree(differences, expected, trace);
            if (isUnderstood)
            {
                Expectation.CompareTrace(differences, expected, trace);
            }
            foreach (var span in expected.GetProperty("spans").EnumerateArray())
            {
                var spanId = span.GetProperty("spanId").GetString();
                var answer = await GetAsync($"/api/v1/traces/{id}/spans/{spanId}", secret);
                Expectation.ComparePlace(differences, span, answer);
                if (isUnderstood)
                {
                    Expectation.CompareSpan(differences, span, answer);
                }
            }
        }
        Assert.Equal("", string.Join("\n", differences.Found));
    }

    [Theory]
    [MemberData(nameof(Otlp))]
    public Task What_is_exported_as_protobuf_makes_the_same_traces_elsewhere(string name) =>
        MakesTheSameTracesAsync(name, "otlp-protobuf", "application/x-protobuf");

    [Theory]
    [MemberData(nameof(Otlp))]
    public Task What_is_exported_as_JSON_makes_the_same_traces_elsewhere(string name) =>
        MakesTheSameTracesAsync(name, "otlp-json", "application/json");

    async Task MakesTheSameTracesAsync(string name, string format, string type)
    {
        var capture = new Capture(name);
        var from = await server.CreateProjectAsync($"{name}-{format}-from");
        var to = await server.CreateProjectAsync($"{name}-{format}-to");
        await capture.SendAsync(server, from);
        foreach (var id in capture.Traces.Select(trace => trace.GetProperty("traceId").GetString()!))
        {
            await MoveAsync(id, "traces", type, format, from, to);
            await MoveAsync(id, "logs", type, format, from, to);
            var before = await GetAsync($"/api/v1/traces/{id}", from);
            var after = await GetAsync($"/api/v1/traces/{id}", to);
            Assert.Equal(WithoutArrival(before), WithoutArrival(after));
            foreach (var span in before.GetProperty("skeleton").GetProperty("id").EnumerateArray())
            {
                var path = $"/api/v1/traces/{id}/spans/{span.GetString()}";
                Assert.Equal(WithoutArrival(await GetAsync(path, from)), WithoutArrival(await GetAsync(path, to)));
            }
        }
    }

    async Task MoveAsync(string id, string signal, string type, string format, string from, string to)
    {
        using var export = Request(HttpMethod.Get, $"/api/v1/traces/{id}/export?format={format}&signal={signal}", from);
        using var exported = await server.Client.SendAsync(export);
        exported.EnsureSuccessStatusCode();
        using var import = Request(HttpMethod.Post, $"/v1/{signal}", to);
        import.Content = new ByteArrayContent(await exported.Content.ReadAsByteArrayAsync());
        import.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var imported = await server.Client.SendAsync(import);
        imported.EnsureSuccessStatusCode();
    }

    /// <summary>How a record arrived is another story the second time.</summary>
    static string WithoutArrival(JsonElement answer) =>
        string.Join(
            "\n",
            answer
                .EnumerateObject()
                .Where(member => member.Name is not ("raw" or "createdAt" or "updatedAt"))
                .Select(member => member.ToString())
        );

    async Task<JsonElement> GetAsync(string path, string secret)
    {
        using var request = Request(HttpMethod.Get, path, secret);
        using var response = await server.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    static HttpRequestMessage Request(HttpMethod method, string path, string secret)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("x-api-key", secret);
        return request;
    }
}
