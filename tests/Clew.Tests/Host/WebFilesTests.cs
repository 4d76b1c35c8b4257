using System.IO.Compression;
using System.Text;
using Clew.Host.Web;
using Microsoft.AspNetCore.Http;

namespace Clew.Tests.Host;

public sealed class WebFilesTests
{
    static readonly WebBundle Bundle = WebBundle.Of(
        new Dictionary<string, byte[]>
        {
            ["/index.html"] = Encoding.UTF8.GetBytes("<title>Clew</title>"),
            ["/assets/index-abc.js"] = Encoding.UTF8.GetBytes("let page;"),
            ["/favicon.ico"] = [0, 0, 1, 0],
        }
    );

    static async Task<(HttpResponse Response, byte[] Body)> SendAsync(
        string method,
        string path,
        string accept = "text/html,*/*",
        string? encoding = null,
        WebBundle? bundle = null
    )
    {
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Request.Path = path;
        context.Request.Headers.Accept = accept;
        context.Request.Headers.AcceptEncoding = encoding;
        using var body = new MemoryStream();
        context.Response.Body = body;
        await new WebFiles(_ => throw new InvalidOperationException(), bundle ?? Bundle).InvokeAsync(context);
        return (context.Response, body.ToArray());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    [InlineData("/traces/0af7651916cd43dd8448eb211c80319c")]
    public async Task A_browser_gets_the_page_at_every_address_of_the_page(string path)
    {
        var (response, body) = await SendAsync("GET", path);
        Assert.Equal((200, "text/html; charset=utf-8"), (response.StatusCode, response.ContentType));
        Assert.Equal("no-cache", response.Headers.CacheControl);
        Assert.Equal("<title>Clew</title>", Encoding.UTF8.GetString(body));
    }

    [Theory]
    [InlineData("GET", "/traces/1", "application/json", 404)]
    [InlineData("GET", "/traces/1", "*/*", 404)]
    [InlineData("GET", "/assets/gone.js", "text/html", 404)]
    [InlineData("GET", "/api/v2/traces", "text/html", 404)]
    [InlineData("GET", "/v1/unknown", "text/html", 404)]
    [InlineData("GET", "/openapi/v9.json", "text/html", 404)]
    [InlineData("GET", "/healthz", "text/html", 404)]
    [InlineData("POST", "/traces/1", "text/html", 404)]
    [InlineData("PUT", "/anything", "text/html", 404)]
    [InlineData("POST", "/", "text/html", 405)]
    [InlineData("POST", "/index.html", "text/html", 405)]
    public async Task Nobody_else_gets_html(string method, string path, string accept, int status)
    {
        var (response, body) = await SendAsync(method, path, accept);
        Assert.Equal(status, response.StatusCode);
        Assert.DoesNotContain("html", response.ContentType, StringComparison.Ordinal);
        Assert.DoesNotContain("<", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_carries_its_hash_in_its_name_is_kept_for_ever()
    {
        var (response, _) = await SendAsync("GET", "/assets/index-abc.js", "*/*");
        Assert.Equal("text/javascript; charset=utf-8", response.ContentType);
        Assert.Equal("public, max-age=31536000, immutable", response.Headers.CacheControl);
    }

    [Fact]
    public async Task Text_is_compressed_as_the_browser_likes()
    {
        var (brotli, body) = await SendAsync("GET", "/", encoding: "gzip, deflate, br");
        Assert.Equal("br", brotli.Headers.ContentEncoding);
        using var unpacked = new StreamReader(new BrotliStream(new MemoryStream(body), CompressionMode.Decompress));
        Assert.Equal("<title>Clew</title>", await unpacked.ReadToEndAsync());
        Assert.Equal("gzip", (await SendAsync("GET", "/", encoding: "gzip")).Response.Headers.ContentEncoding);
        Assert.Equal(
            "",
            (await SendAsync("GET", "/favicon.ico", encoding: "br")).Response.Headers.ContentEncoding.ToString()
        );
    }

    [Fact]
    public async Task HEAD_tells_the_length_and_sends_nothing()
    {
        var (response, body) = await SendAsync("HEAD", "/");
        Assert.Equal(19, response.ContentLength);
        Assert.Empty(body);
    }

    [Fact]
    public async Task Without_the_page_there_is_one_that_says_how_to_build_it()
    {
        var (response, body) = await SendAsync("GET", "/", bundle: WebBundle.Of([]));
        Assert.Equal(200, response.StatusCode);
        Assert.Contains("./clew serve", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }
}
