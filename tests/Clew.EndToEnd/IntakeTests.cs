using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

/// <summary>OTLP to the letter: what is answered to good, half good and bad requests.</summary>
public sealed class IntakeTests : IAsyncLifetime
{
    const string Good =
        """{"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B174","name":"good","startTimeUnixNano":1763640000000000000,"endTimeUnixNano":"1763640001000000000"}""";

    const string Bad = """{"traceId":"5b8e","spanId":"EEE19B7EC3C1B175","name":"bad"}""";

    Server server = null!;

    public async Task InitializeAsync() =>
        server = await Server.StartAsync("--max-request-bytes", "1MiB", "--max-inflight-bytes", "8MiB");

    public async Task DisposeAsync() => await server.DisposeAsync();

    static string Request(params string[] spans) =>
        $$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{{string.Join(',', spans)}}]}]}]}""";

    async Task<(HttpStatusCode Status, string Body, string? Type)> PostAsync(
        string path,
        byte[] body,
        string type = "application/json",
        string? encoding = null
    )
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        using var response = await server.Client.PostAsync(new Uri(server.Http, path), content);
        var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
        return (response.StatusCode, text, response.Content.Headers.ContentType?.MediaType);
    }

    Task<(HttpStatusCode Status, string Body, string? Type)> PostAsync(string path, string body) =>
        PostAsync(path, Encoding.UTF8.GetBytes(body));

    async Task<JsonElement> GetAsync(string path) =>
        JsonDocument.Parse(await server.Client.GetStringAsync(new Uri(server.Http, path))).RootElement;

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"resourceSpans":[]}""")]
    [InlineData("""{"resourceSpans":null,"somethingNew":{"a":[1]}}""")]
    public async Task An_empty_request_is_a_success(string body) =>
        Assert.Equal((HttpStatusCode.OK, "{}", "application/json"), await PostAsync("/v1/traces", body));

    [Fact]
    public async Task A_good_span_is_there_when_it_is_acknowledged_and_its_id_is_lower_case()
    {
        Assert.Equal((HttpStatusCode.OK, "{}", "application/json"), await PostAsync("/v1/traces//", Request(Good)));
        var trace = await GetAsync("/api/v1/traces/5b8efff798038103d269b633813fc60c");
        Assert.Equal("good", trace.GetProperty("name").GetString());
        Assert.Equal("1000000000", trace.GetProperty("durationNano").GetString());
    }

    [Fact]
    public async Task What_cannot_be_addressed_is_rejected_and_the_rest_is_kept()
    {
        var (status, body, _) = await PostAsync("/v1/traces", Request(Bad, Good));
        Assert.Equal(HttpStatusCode.OK, status);
        var partial = JsonDocument.Parse(body).RootElement.GetProperty("partialSuccess");
        Assert.Equal("1", partial.GetProperty("rejectedSpans").GetString());
        Assert.Contains("item 0", partial.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
        await GetAsync("/api/v1/traces/5b8efff798038103d269b633813fc60c");
    }

    [Fact]
    public async Task Logs_on_the_path_of_traces_are_noticed()
    {
        var span = """{"name":"a log, really"}""";
        var (status, body, type) = await PostAsync("/v1/traces", Request(span, span));
        Assert.Equal((HttpStatusCode.BadRequest, "application/json"), (status, type));
        Assert.Contains(
            "/v1/logs",
            JsonDocument.Parse(body).RootElement.GetProperty("message").GetString(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Compressed_requests_are_unpacked_within_the_limit(string encoding)
    {
        var (status, _, _) = await PostAsync("/v1/traces", Pack(encoding, Request(Good)), encoding: encoding);
        Assert.Equal(HttpStatusCode.OK, status);
        var bomb = Pack(encoding, Request(Good) + new string(' ', 3 << 20));
        Assert.True(bomb.Length < 1 << 16);
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await PostAsync("/v1/traces", bomb, encoding: encoding)).Status
        );
        var broken = Pack(encoding, Request(Good))[..^12];
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("/v1/traces", broken, encoding: encoding)).Status);
    }

    [Fact]
    public async Task Each_mistake_has_its_status_and_says_what_is_wrong()
    {
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await PostAsync("/v1/traces", new string(' ', 2 << 20))).Status
        );
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync("/v1/traces", [1], "text/csv")).Status);
        Assert.Equal(
            HttpStatusCode.UnsupportedMediaType,
            (await PostAsync("/v1/traces", [1], encoding: "snappy")).Status
        );
        var (status, body, type) = await PostAsync("/v1/traces", """{"resourceSpans": 5}""");
        Assert.Equal((HttpStatusCode.BadRequest, "application/json"), (status, type));
        Assert.Contains("resourceSpans", body, StringComparison.Ordinal);
        (status, _, type) = await PostAsync("/v1/traces", [0xFF, 0xFF, 0xFF], "application/x-protobuf; charset=utf-8");
        Assert.Equal((HttpStatusCode.BadRequest, "application/x-protobuf"), (status, type));
        using var get = await server.Client.GetAsync(new Uri(server.Http, "/v1/traces"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
    }

    [Fact]
    public async Task Metrics_are_accepted_and_not_kept() =>
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/v1/metrics", """{"resourceMetrics":[]}""")).Status);

    [Fact]
    public async Task A_span_without_an_end_runs_and_settles_when_it_comes_again()
    {
        const string Running =
            """{"traceId":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","spanId":"1111111111111111","name":"slow","startTimeUnixNano":"1763640000000000000"}""";
        await PostAsync("/v1/traces", Request(Running));
        var trace = await GetAsync("/api/v1/traces/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
        Assert.Equal("running", trace.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, trace.GetProperty("endUnixNano").ValueKind);
        await PostAsync(
            "/v1/traces",
            Request(Running.Replace("}", ",\"endTimeUnixNano\":\"1763640002000000000\"}", StringComparison.Ordinal))
        );
        trace = await GetAsync("/api/v1/traces/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
        Assert.Equal(
            ("completed", 1),
            (trace.GetProperty("status").GetString(), trace.GetProperty("spanCount").GetInt32())
        );
    }

    [Fact]
    public async Task An_input_over_a_mebibyte_is_cut_in_the_answer_and_streams_whole()
    {
        await using var roomy = await Server.StartAsync();
        var value = string.Concat(Enumerable.Repeat("日本語 ", 200_000));
        var span =
            $$$""" {{{Good[..^1]}}},"attributes":[{"key":"input.value","value":{"stringValue":"{{{value}}}"}}]} """;
        using var content = new StringContent(Request(span), Encoding.UTF8, "application/json");
        using var response = await roomy.Client.PostAsync(new Uri(roomy.Http, "/v1/traces"), content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        const string Path = "/api/v1/traces/5b8efff798038103d269b633813fc60c";
        var trace = JsonDocument.Parse(await roomy.Client.GetStringAsync(new Uri(roomy.Http, Path))).RootElement;
        Assert.True(trace.GetProperty("input_truncated").GetBoolean());
        Assert.Equal("text/plain", trace.GetProperty("input_mime_type").GetString());
        var input = trace.GetProperty("input").GetString()!;
        Assert.EndsWith("...[truncated]", input, StringComparison.Ordinal);
        Assert.DoesNotContain('\ufffd', input);
        Assert.Equal(Encoding.UTF8.GetByteCount(value), trace.GetProperty("input_size").GetInt64());
        var whole = new Uri(roomy.Http, Path + "/spans/eee19b7ec3c1b174/input");
        Assert.Equal(value, await roomy.Client.GetStringAsync(whole));
    }

    [Fact]
    public async Task The_list_pages_and_says_what_it_cannot_read()
    {
        await PostAsync("/v1/traces", Request(Good));
        Assert.Equal(1, (await GetAsync("/api/v1/traces?limit=1")).GetProperty("traces").GetArrayLength());
        Assert.Equal(
            0,
            (await GetAsync("/api/v1/traces?from=2026-01-01T00:00:00Z")).GetProperty("traces").GetArrayLength()
        );
        Assert.Equal(0, (await GetAsync("/api/v1/traces?project=elsewhere")).GetProperty("traces").GetArrayLength());
        foreach (
            var (query, code) in new[]
            {
                ("limit=0", "bad_request"),
                ("from=yesterday", "bad_time"),
                ("cursor=!", "bad_cursor"),
            }
        )
        {
            using var response = await server.Client.GetAsync(new Uri(server.Http, "/api/v1/traces?" + query));
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            Assert.Equal(code, problem.GetProperty("code").GetString());
        }
    }

    static byte[] Pack(string encoding, string text)
    {
        using var packed = new MemoryStream();
        using (
            Stream packer = encoding switch
            {
                "gzip" => new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true),
                "deflate" => new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true),
                _ => new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true),
            }
        )
        {
            packer.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
