using Clew.Host.Access;

namespace Clew.Tests.Host;

public sealed class OriginTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:4318")]
    [InlineData("127.0.0.1:4318")]
    [InlineData("127.9.9.9")]
    [InlineData("[::1]:4318")]
    public async Task Loopback_names_are_ours(string host)
    {
        var gate = await AccessFixture.CreateAsync();
        Assert.True((await gate.SendAsync("GET", "/", host: host)).Passed);
    }

    [Theory]
    [InlineData("evil.example:4318")]
    [InlineData("localhost.evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("192.168.0.7:4318")]
    [InlineData("0.0.0.0:4318")]
    [InlineData("")]
    public async Task A_name_that_was_rebound_to_this_machine_is_refused(string host)
    {
        var gate = await AccessFixture.CreateAsync();
        foreach (var path in new[] { "/", "/api/v1/traces", "/v1/traces" })
        {
            var passage = await gate.SendAsync("GET", path, host: host);
            Assert.False(passage.Passed);
            Assert.Equal(403, passage.Status);
        }
        Assert.Contains(
            "\"forbidden_host\"",
            (await gate.SendAsync("GET", "/api/v1/traces", host: host)).Text,
            StringComparison.Ordinal
        );
        // Whoever watches the process may have its own name for it.
        Assert.True((await gate.SendAsync("GET", "/healthz", new OpenToAll(), host)).Passed);
    }

    [Theory]
    [InlineData("http://localhost:4318", true)]
    [InlineData("http://127.0.0.1:5173", true)]
    [InlineData("http://[::1]:5173", true)]
    [InlineData("https://evil.example", false)]
    [InlineData("http://localhost.evil.example", false)]
    [InlineData("null", false)]
    [InlineData("nonsense", false)]
    public async Task On_this_machine_only_its_own_pages_may_ask(string origin, bool mayAsk)
    {
        var gate = await AccessFixture.CreateAsync(isLocal: true, "https://app.example");
        foreach (var path in new[] { "/api/v1/traces", "/v1/traces", "/api/public/ingestion" })
        {
            var passage = await gate.SendAsync("POST", path, headers: ("Origin", origin));
            Assert.Equal(mayAsk, passage.Passed);
            Assert.Equal(mayAsk ? origin : "", passage.Response.Headers.AccessControlAllowOrigin.ToString());
        }
    }

    [Theory]
    [InlineData("POST", "/v1/traces", true)]
    [InlineData("POST", "//otel/v1/logs/", true)]
    [InlineData("POST", "/api/public/ingestion", true)]
    [InlineData("POST", "/api/public/scores/", true)]
    [InlineData("POST", "/api/public/v2/prompts", false)]
    [InlineData("POST", "/api/public/comments", false)]
    [InlineData("GET", "/api/public/traces/1", false)]
    [InlineData("POST", "/api/v1/traces", false)]
    [InlineData("GET", "/api/v1/traces", false)]
    [InlineData("DELETE", "/api/public/traces/1", false)]
    public async Task An_allowed_page_may_send_and_nothing_else(string method, string path, bool mayAsk)
    {
        var gate = await AccessFixture.CreateAsync(isLocal: true, "https://app.example");
        var passage = await gate.SendAsync(method, path, headers: ("Origin", "https://APP.example"));
        Assert.Equal(mayAsk, passage.Passed);
        var preflight = await gate.SendAsync(
            "OPTIONS",
            path,
            headers: [("Origin", "https://app.example"), ("Access-Control-Request-Method", method)]
        );
        Assert.Equal(mayAsk ? 204 : 403, preflight.Status);
    }

    [Theory]
    [InlineData("https://clew.example", "clew.example", true)]
    [InlineData("https://clew.example", "clew.example:443", true)]
    [InlineData("http://clew.example:4318", "clew.example:4318", true)]
    [InlineData("http://clew.example:4319", "clew.example:4318", false)]
    [InlineData("http://localhost:5173", "clew.example", false)]
    [InlineData("https://app.example", "clew.example", true)]
    public async Task Beyond_this_machine_the_own_page_and_the_allowed_may_send(string origin, string host, bool mayAsk)
    {
        var gate = await AccessFixture.CreateAsync(isLocal: false, "https://app.example");
        var passage = await gate.SendAsync(
            "POST",
            "/v1/traces",
            host: host,
            headers: [("Origin", origin), ("x-api-key", gate.Key.SecretKey)]
        );
        Assert.Equal(mayAsk, passage.Passed);
    }

    [Fact]
    public async Task A_preflight_is_answered_before_anyone_asks_for_a_key()
    {
        var gate = await AccessFixture.CreateAsync(isLocal: false, "https://app.example");
        var passage = await gate.SendAsync(
            "OPTIONS",
            "/v1/traces",
            headers:
            [
                ("Origin", "https://app.example"),
                ("Access-Control-Request-Method", "POST"),
                ("Access-Control-Request-Headers", "content-type,x-api-key"),
                ("Access-Control-Request-Private-Network", "true"),
            ]
        );
        Assert.False(passage.Passed);
        Assert.Equal(204, passage.Status);
        var headers = passage.Response.Headers;
        Assert.Equal("https://app.example", headers.AccessControlAllowOrigin);
        Assert.Equal("true", headers.AccessControlAllowCredentials);
        Assert.Equal("content-type,x-api-key", headers.AccessControlAllowHeaders);
        Assert.Contains("POST", headers.AccessControlAllowMethods.ToString(), StringComparison.Ordinal);
        Assert.Equal("true", headers["Access-Control-Allow-Private-Network"]);
        Assert.Equal("Origin", headers.Vary);
    }

    [Fact]
    public async Task A_refusal_can_be_read_by_the_page_that_caused_it()
    {
        var gate = await AccessFixture.CreateAsync(isLocal: false, "https://app.example");
        var passage = await gate.SendAsync("POST", "/v1/traces", headers: ("Origin", "https://app.example"));
        Assert.Equal(401, passage.Status);
        Assert.Equal("https://app.example", passage.Response.Headers.AccessControlAllowOrigin);
    }

    [Theory]
    [InlineData("/", Surface.Page)]
    [InlineData("/traces/1", Surface.Page)]
    [InlineData("/healthz", Surface.Health)]
    [InlineData("/API/V1/traces", Surface.Api)]
    [InlineData("/api/v1/traces", Surface.Api)]
    [InlineData("/openapi/v1.json", Surface.Api)]
    [InlineData("/v1/traces", Surface.Otlp)]
    [InlineData("/v1/anything", Surface.Otlp)]
    [InlineData("/api/public/otel/v1/traces", Surface.Otlp)]
    [InlineData("/api/otel/v1/traces/v1/logs", Surface.Otlp)]
    [InlineData("/api/public/ingestion", Surface.Langfuse)]
    public void A_path_tells_whom_it_is_for(string path, object surface) =>
        Assert.Equal(surface, Surfaces.OfPath(path));
}
