using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

public sealed class AccessTests : IAsyncLifetime
{
    Server server = null!;

    public async Task InitializeAsync() => server = await Server.StartAsync("--allowed-origins", "https://app.example");

    public async Task DisposeAsync() => await server.DisposeAsync();

    async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? body = null,
        params (string Name, string Value)[] headers
    )
    {
        var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        return await server.Client.SendAsync(request);
    }

    static ByteArrayContent Otlp(string type, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    static string Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";

    [Theory]
    [InlineData("Authorization", "Bearer nobody")]
    [InlineData("Authorization", "Basic bm9ib2R5Om5vYm9keQ==")]
    [InlineData("x-api-key", "nobody")]
    public async Task An_unknown_key_is_refused_everywhere(string name, string value)
    {
        var api = await SendAsync(HttpMethod.Get, "/api/v1/traces", null, (name, value));
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
        Assert.Equal("application/problem+json", api.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            "unauthorized",
            JsonDocument.Parse(await api.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString()
        );

        var json = await SendAsync(
            HttpMethod.Post,
            "/v1/traces",
            Otlp("application/json", "{}"u8.ToArray()),
            (name, value)
        );
        Assert.Equal(HttpStatusCode.Unauthorized, json.StatusCode);
        Assert.Equal(
            16,
            JsonDocument.Parse(await json.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetInt32()
        );

        var protobuf = await SendAsync(
            HttpMethod.Post,
            "/v1/traces",
            Otlp("application/x-protobuf", []),
            (name, value)
        );
        Assert.Equal(HttpStatusCode.Unauthorized, protobuf.StatusCode);
        Assert.Equal("application/x-protobuf", protobuf.Content.Headers.ContentType?.MediaType);
        Assert.Equal([0x08, 0x10, 0x12], (await protobuf.Content.ReadAsByteArrayAsync())[..3]);

        var langfuse = await SendAsync(HttpMethod.Get, "/api/public/traces/1", null, (name, value));
        Assert.Equal(HttpStatusCode.Unauthorized, langfuse.StatusCode);
        Assert.True(
            JsonDocument.Parse(await langfuse.Content.ReadAsStringAsync()).RootElement.TryGetProperty("message", out _)
        );

        var grpc = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(server.Grpc!, "/opentelemetry.proto.collector.trace.v1.TraceService/Export")
        )
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = Otlp("application/grpc", new byte[5]),
        };
        grpc.Headers.TryAddWithoutValidation(name, value);
        var call = await server.Client.SendAsync(grpc);
        Assert.Equal(HttpStatusCode.OK, call.StatusCode);
        Assert.Equal("16", Header(call, "grpc-status"));
    }

    [Fact]
    public async Task No_key_and_the_published_pair_are_the_default_project()
    {
        Assert.Equal(
            HttpStatusCode.OK,
            (await SendAsync(HttpMethod.Post, "/v1/traces", Otlp("application/json", "{}"u8.ToArray()))).StatusCode
        );
        var pair = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("pk-lf-local:sk-lf-local"));
        var info = await SendAsync(HttpMethod.Get, "/api/v1/server", null, ("Authorization", pair));
        Assert.Equal(
            "default",
            JsonDocument.Parse(await info.Content.ReadAsStringAsync()).RootElement.GetProperty("project").GetString()
        );
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("192.168.1.1:4318")]
    public async Task A_rebound_name_gets_nothing(string host)
    {
        foreach (var path in new[] { "/", "/api/v1/traces", "/v1/traces", "/nothing/here" })
        {
            var response = await SendAsync(HttpMethod.Get, path, null, ("Host", host));
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/healthz", null, ("Host", host))).StatusCode);
    }

    [Fact]
    public async Task A_foreign_page_gets_nothing_not_even_its_error()
    {
        var response = await SendAsync(
            HttpMethod.Post,
            "/v1/traces",
            Otlp("text/plain", "{}"u8.ToArray()),
            ("Origin", "https://evil.example")
        );
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("", Header(response, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task An_allowed_page_may_send_and_see_its_errors()
    {
        var preflight = await SendAsync(
            HttpMethod.Options,
            "/v1/traces",
            null,
            ("Origin", "https://app.example"),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "content-type,x-api-key")
        );
        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal("https://app.example", Header(preflight, "Access-Control-Allow-Origin"));
        Assert.Equal("true", Header(preflight, "Access-Control-Allow-Credentials"));
        Assert.Equal("content-type,x-api-key", Header(preflight, "Access-Control-Allow-Headers"));

        (string Body, HttpStatusCode Status)[] cases = [("{}", HttpStatusCode.OK), ("{", HttpStatusCode.BadRequest)];
        foreach (var (body, status) in cases)
        {
            var sent = await SendAsync(
                HttpMethod.Post,
                "/v1/traces",
                Otlp("application/json", Encoding.UTF8.GetBytes(body)),
                ("Origin", "https://app.example")
            );
            Assert.Equal(status, sent.StatusCode);
            Assert.Equal("https://app.example", Header(sent, "Access-Control-Allow-Origin"));
        }
        var read = await SendAsync(HttpMethod.Get, "/api/v1/traces", null, ("Origin", "https://app.example"));
        Assert.Equal(HttpStatusCode.Forbidden, read.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/nothing", "*/*", 404)]
    [InlineData("POST", "/nothing", "text/html", 404)]
    [InlineData("POST", "/", "text/html", 405)]
    [InlineData("PUT", "/v1/traces", "text/html", 405)]
    [InlineData("GET", "/v1/traces", "text/html", 405)]
    [InlineData("POST", "/v1/profiles", "*/*", 404)]
    [InlineData("GET", "/api/v1/nothing", "text/html", 404)]
    [InlineData("POST", "/api/v1/server", "text/html", 405)]
    [InlineData("GET", "/api/public/nothing", "text/html", 404)]
    [InlineData("GET", "/openapi/v2.json", "text/html", 404)]
    [InlineData("PUT", "/api/v1/traces", "*/*", 405)]
    public async Task An_unknown_path_is_never_html(string method, string path, string accept, int status)
    {
        var response = await SendAsync(new HttpMethod(method), path, null, ("Accept", accept));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.NotEqual("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.NotEqual("", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_page_is_guarded_by_its_headers()
    {
        var response = await SendAsync(HttpMethod.Get, "/traces/any", null, ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("default-src 'self'", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains(
            "frame-ancestors 'none'",
            Header(response, "Content-Security-Policy"),
            StringComparison.Ordinal
        );
        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header(response, "Referrer-Policy"));
        Assert.Equal("", Header(response, "Server"));
    }
}
