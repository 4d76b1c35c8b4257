using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

/// <summary>Langfuse's ingestion API over HTTP: what is said to whom, and what is there afterwards.</summary>
public sealed class LangfuseIngestionTests : IAsyncLifetime
{
    const string Ingestion = "/api/public/ingestion";

    Server server = null!;

    public async Task InitializeAsync() => server = await Server.StartAsync("--max-request-bytes", "1MiB");

    public async Task DisposeAsync() => await server.DisposeAsync();

    static string Event(string id, string type, string body, string time = "2026-11-20T10:00:00Z") =>
        $$"""{"id":"{{id}}","timestamp":"{{time}}","type":"{{type}}","body":{{body}}}""";

    static string Batch(params string[] events) => $$"""{"batch":[{{string.Join(',', events)}}],"metadata":null}""";

    async Task<(HttpResponseMessage Response, string Text)> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        string? bearer = null
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(server.Http, path)) { Content = content };
        request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        var response = await server.Client.SendAsync(request);
        return (response, await response.Content.ReadAsStringAsync());
    }

    Task<(HttpResponseMessage Response, string Text)> PostAsync(string path, string body, string? bearer = null) =>
        SendAsync(HttpMethod.Post, path, new StringContent(body, Encoding.UTF8, "application/json"), bearer);

    async Task<JsonElement> TraceAsync(string id)
    {
        var (response, text) = await SendAsync(HttpMethod.Get, $"/api/public/traces/{id}", null);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    [Fact]
    public async Task Good_events_are_kept_and_bad_ones_say_why()
    {
        var (response, text) = await PostAsync(
            Ingestion,
            Batch(
                Event("e-update", "span-update", """{"id":"o1","traceId":"t1","output":5}""", "2026-11-20T10:00:01Z"),
                Event("e-bad", "span-create", """{"id":"o2","traceId":"t1","level":"INFO"}"""),
                Event("e-log", "sdk-log", """{"log":"hello"}"""),
                Event("e-later", "span-create", """{"id":"o1","traceId":"t1","input":4}""", "2026-11-20T10:00:03Z"),
                "7",
                Event("e-run", "dataset-run-item-create", "{}"),
                Event("e-first", "trace-create", """{"id":"t1","name":"n"}""", "2026-11-20T10:00:02Z")
            )
        );
        Assert.Equal(HttpStatusCode.MultiStatus, response.StatusCode);
        Assert.Equal(
            """
            {"successes":[{"id":"e-first","status":201},{"id":"e-later","status":201},{"id":"e-update","status":201}],"errors":[{"id":"e-bad","status":400,"message":"Invalid request data","error":"body.level: expected DEBUG|DEFAULT|WARNING|ERROR, got \"INFO\""},{"id":"unknown","status":400,"message":"Invalid request data","error":"batch[4]: expected an object, got 7"},{"id":"e-run","status":400,"message":"Invalid request data","error":"Dataset run item creation is only allowed for internal usage"}]}
            """,
            text
        );
        var observation = Assert.Single((await TraceAsync("t1")).GetProperty("observations").EnumerateArray());
        Assert.Equal("4", observation.GetProperty("input").GetRawText());
        Assert.Equal("5", observation.GetProperty("output").GetRawText());
    }

    [Theory]
    [InlineData("""{"batch":[]}""", 207, """{"successes":[],"errors":[]}""")]
    [InlineData(
        "{}",
        400,
        """{"message":"Invalid request data","errors":["batch: expected an array of events, got nothing"]}"""
    )]
    [InlineData("[", 400, """{"message":"Invalid request data","errors":["The body is not JSON: """)]
    public async Task The_envelope_has_to_be_one(string body, int status, string answer)
    {
        var (response, text) = await PostAsync(Ingestion, body);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.StartsWith(answer, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_unpacks_and_has_limits()
    {
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Batch(Event("e1", "trace-create", """{"id":"packed"}"""))));
        }

        using var content = new ByteArrayContent(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        var (response, _) = await SendAsync(HttpMethod.Post, Ingestion, content);
        Assert.Equal(HttpStatusCode.MultiStatus, response.StatusCode);
        Assert.Equal("packed", (await TraceAsync("packed")).GetProperty("id").GetString());

        (response, var text) = await PostAsync(Ingestion, new string(' ', (1 << 20) + 1));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.EndsWith(",\"error\":\"too_large\"}", text, StringComparison.Ordinal);

        using var strange = new StringContent("{}", Encoding.UTF8, "application/x-protobuf");
        (response, _) = await SendAsync(HttpMethod.Post, Ingestion, strange);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);

        (response, text) = await SendAsync(HttpMethod.Get, Ingestion, null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("""{"message":"GET is not possible here.","error":"MethodNotAllowedError"}""", text);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task A_public_key_alone_may_send_scores()
    {
        const string Score = """{"id":"s1","traceId":"t1","name":"n","value":1}""";
        var (_, text) = await PostAsync(
            Ingestion,
            Batch(Event("e1", "trace-create", """{"id":"t1"}"""), Event("e2", "score-create", Score)),
            "pk-lf-local"
        );
        Assert.Equal(
            """{"successes":[{"id":"e2","status":201}],"errors":[{"id":"e1","status":401,"message":"Authentication error","error":"Access Scope Denied"}]}""",
            text
        );
        (var response, text) = await PostAsync("/api/public/scores", Score, "pk-lf-local");
        Assert.Equal((HttpStatusCode.OK, """{"id":"s1"}"""), (response.StatusCode, text));
        (response, _) = await PostAsync("/api/public/traces", "{}", "pk-lf-local");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        (response, _) = await SendAsync(HttpMethod.Get, "/api/public/traces/t1", null, "pk-lf-local");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task The_older_endpoints_go_the_same_way()
    {
        var patch = HttpMethod.Patch;
        await OldAsync(HttpMethod.Post, "traces", """{"id":"old","name":"first","input":1}""", "old");
        await OldAsync(HttpMethod.Post, "spans", """{"id":"sp","traceId":"old","name":"span"}""", "sp");
        await OldAsync(patch, "spans", """{"spanId":"sp","traceId":"old","output":[2]}""", "sp");
        await OldAsync(
            HttpMethod.Post,
            "generations",
            """{"id":"ge","traceId":"old","prompt":"p?","model":"m","usage":{"promptTokens":3,"completionTokens":4}}""",
            "ge"
        );
        await OldAsync(patch, "generations", """{"generationId":"ge","traceId":"old","completion":"c!"}""", "ge");
        await OldAsync(HttpMethod.Post, "events", """{"id":"ev","traceId":"old","name":"event"}""", "ev");
        await OldAsync(HttpMethod.Post, "scores", """{"id":"sc","traceId":"old","name":"good","value":1}""", "sc");
        var trace = await TraceAsync("old");
        Assert.Equal("first", trace.GetProperty("name").GetString());
        Assert.Equal("sc", Assert.Single(trace.GetProperty("scores").EnumerateArray()).GetProperty("id").GetString());
        var observations = trace
            .GetProperty("observations")
            .EnumerateArray()
            .ToDictionary(o => o.GetProperty("id").GetString()!);
        Assert.Equal("[2]", observations["sp"].GetProperty("output").GetRawText());
        Assert.Equal("EVENT", observations["ev"].GetProperty("type").GetString());
        Assert.Equal("p?", observations["ge"].GetProperty("input").GetString());
        Assert.Equal("c!", observations["ge"].GetProperty("output").GetString());
        Assert.Equal(7, observations["ge"].GetProperty("totalTokens").GetInt64());
    }

    async Task OldAsync(HttpMethod method, string name, string body, string id)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var (response, text) = await SendAsync(method, "/api/public/" + name, content);
        Assert.Equal((HttpStatusCode.OK, $$"""{"id":"{{id}}"}"""), (response.StatusCode, text));
    }

    [Theory]
    [InlineData("POST", "scores", """{"name":"n","traceId":"t"}""", "body.value: expected a value, got nothing")]
    [InlineData(
        "PATCH",
        "spans",
        """{"traceId":"t"}""",
        "spanId: expected the id of what is to be changed, got nothing"
    )]
    [InlineData("POST", "traces", "[1]", "expected an object, got [1]")]
    [InlineData(
        "POST",
        "events",
        """{"id":5}""",
        "body.id: expected a string of 1 to 800 characters without control characters, got 5"
    )]
    public async Task The_older_endpoints_say_what_is_wrong(string method, string name, string body, string error)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var (response, text) = await SendAsync(new HttpMethod(method), "/api/public/" + name, content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var answer = JsonDocument.Parse(text).RootElement;
        Assert.Equal("Invalid request data", answer.GetProperty("message").GetString());
        Assert.Equal(error, answer.GetProperty("error").GetString());
    }

    [Fact]
    public async Task What_has_no_id_gets_one()
    {
        var (_, text) = await PostAsync("/api/public/traces", """{"id":null,"name":"nameless"}""");
        var id = JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()!;
        Assert.Equal("nameless", (await TraceAsync(id)).GetProperty("name").GetString());
        await PostAsync(Ingestion, Batch(Event("lost-elsewhere", "trace-create", """{"name":"kept"}""")));
        Assert.Equal("kept", (await TraceAsync("lost-elsewhere")).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("application/x-protobuf", "")]
    [InlineData("application/json", "{}")]
    public async Task OTLP_under_Langfuses_path_is_answered_as_OTLP_says(string type, string answer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/public/otel/v1/traces");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(answer));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Authorization = new("Basic", Convert.ToBase64String("pk-lf-local:sk-lf-local"u8));
        request.Headers.Add("x-langfuse-ingestion-version", "4");
        request.Headers.Add("x-langfuse-sdk-name", "python");
        using var response = await server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(answer, await response.Content.ReadAsStringAsync());
    }
}
