using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Clew.Tests.Api.LangfuseResources;

public sealed class MediaTests(LangfuseServer server) : IClassFixture<LangfuseServer>, IDisposable
{
    readonly HttpClient client = new();

    /// <summary>Tests share a server, so each has bytes of its own.</summary>
    readonly byte[] bytes = Guid.NewGuid().ToByteArray();

    string Hash => Convert.ToBase64String(SHA256.HashData(bytes));

    public void Dispose() => client.Dispose();

    Task<JsonElement> Announce(string type = "image/png", string trace = "t", string project = "default") =>
        server.PostAsync(
            "media",
            new
            {
                traceId = trace,
                field = "input",
                contentType = type,
                contentLength = bytes.Length,
                sha256Hash = Hash,
            },
            201,
            project
        );

    async Task<(HttpStatusCode Status, string Text)> PutAsync(string url, byte[] body, string type, string? hash = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = content };
        request.Headers.Add("x-amz-checksum-sha256", hash ?? Hash);
        using var response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    async Task<string> UploadAsync(string type)
    {
        var announced = await Announce(type);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(Text(announced, "uploadUrl"), bytes, type)).Status);
        return Text(announced, "mediaId");
    }

    static string Text(JsonElement of, string member) => of.GetProperty(member).GetString()!;

    [Fact]
    public async Task BytesComeAndGoWithoutAKey()
    {
        var announced = await Announce();
        var id = Text(announced, "mediaId");
        // As clients work it out.
        Assert.Equal(Hash.Replace('+', '-').Replace('/', '_')[..22], id);
        var early = await server.ErrorAsync("GET", $"media/{id}");
        Assert.Equal(
            (404, $"Media '{id}' is not here yet: it was announced, but its bytes have not come"),
            (early.Status, early.Message)
        );
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(Text(announced, "uploadUrl"), bytes, "image/png")).Status);
        var medium = await server.GetAsync($"media/{id}");
        Assert.Equal(
            ("image/png", bytes.Length),
            (Text(medium, "contentType"), medium.GetProperty("contentLength").GetInt32())
        );
        Assert.True(DateTimeOffset.Parse(Text(medium, "urlExpiry")) > DateTimeOffset.Parse(Text(medium, "uploadedAt")));
        using var got = await client.GetAsync(Text(medium, "url"));
        Assert.Equal(bytes, await got.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", got.Content.Headers.ContentType?.ToString());
        Assert.Equal("inline", got.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal("nosniff", got.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(JsonValueKind.Null, (await Announce("image/png", "another")).GetProperty("uploadUrl").ValueKind);
    }

    [Fact]
    public async Task ProjectsAreWalls()
    {
        var id = await UploadAsync("image/png");
        Assert.Equal(404, (await server.ErrorAsync("GET", $"media/{id}", null, "other")).Status);
        Assert.Equal(JsonValueKind.String, (await Announce(project: "other")).GetProperty("uploadUrl").ValueKind);
        var url = Text(await server.GetAsync($"media/{id}"), "url");
        using var moved = await client.GetAsync(
            url.Replace("project=default", "project=other", StringComparison.Ordinal)
        );
        Assert.Equal(HttpStatusCode.Forbidden, moved.StatusCode);
    }

    [Fact]
    public async Task WhatWasNotAnnouncedIsNotKept()
    {
        var announced = await Announce();
        var (id, url) = (Text(announced, "mediaId"), Text(announced, "uploadUrl"));
        foreach (
            var (body, type, hash, complaint) in new[]
            {
                (bytes[..^1], "image/png", Hash, "16 were announced"),
                ([.. bytes[1..], 0], "image/png", Hash, "SHA-256"),
                (bytes, "text/html", Hash, "image/png was announced"),
                (bytes, "image/png", "AAAA", "x-amz-checksum-sha256"),
            }
        )
        {
            var (status, text) = await PutAsync(url, body, type, hash);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains(complaint, text, StringComparison.Ordinal);
        }

        Assert.Equal(404, (await server.ErrorAsync("GET", $"media/{id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(url, bytes, "image/png")).Status);
    }

    [Theory]
    [InlineData("signature=", "signature=x")]
    [InlineData("expires=", "expires=9")]
    [InlineData("/upload", "/content")]
    public async Task AnAddressIsGoodForWhatItWasGiven(string part, string other)
    {
        var url = Text(await Announce(), "uploadUrl").Replace(part, other, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(other == "/content" ? HttpMethod.Get : HttpMethod.Put, url);
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("image/svg+xml", "image/svg+xml")]
    [InlineData("text/html", "text/html")]
    [InlineData("application/zip", "application/zip")]
    [InlineData("application/javascript", "application/octet-stream")]
    [InlineData("text/x-typescript", "application/octet-stream")]
    public async Task WhatCouldRunInABrowserIsSavedThere(string type, string shown)
    {
        var id = await UploadAsync(type);
        using var got = await client.GetAsync(Text(await server.GetAsync($"media/{id}"), "url"));
        Assert.Equal("attachment", got.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(shown, got.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task APartCanBeFetched()
    {
        var id = await UploadAsync("audio/wav");
        using var request = new HttpRequestMessage(HttpMethod.Get, Text(await server.GetAsync($"media/{id}"), "url"));
        request.Headers.Range = new(4, 7);
        using var got = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, got.StatusCode);
        Assert.Equal(bytes[4..8], await got.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task MediaGoWithTheLastOfTheirTraces()
    {
        var (first, second) = ("t" + Guid.NewGuid(), "t" + Guid.NewGuid());
        var announced = await Announce(trace: first);
        var id = Text(announced, "mediaId");
        await PutAsync(Text(announced, "uploadUrl"), bytes, "image/png");
        await Announce(trace: second);
        await server.AskAsync("DELETE", $"traces/{first}");
        Assert.Equal(200, (await server.AskAsync("GET", $"media/{id}")).Status);
        Assert.Equal(200, (await server.AskAsync("DELETE", "traces", $$"""{"traceIds":["{{second}}"]}""")).Status);
        Assert.Equal(404, (await server.AskAsync("GET", $"media/{id}")).Status);
        // And can be sent again.
        var again = await Announce(trace: second);
        await PutAsync(Text(again, "uploadUrl"), bytes, "image/png");
        Assert.Equal(200, (await server.AskAsync("GET", $"media/{id}")).Status);
    }

    [Fact]
    public async Task MediaOfAnItemStayWhenItsTraceGoes()
    {
        var (trace, name) = ("t" + Guid.NewGuid(), "d" + Guid.NewGuid());
        var announced = await Announce(trace: trace);
        var id = Text(announced, "mediaId");
        await PutAsync(Text(announced, "uploadUrl"), bytes, "image/png");
        await server.PostAsync("v2/datasets", new { name });
        var item = await server.PostAsync(
            "dataset-items",
            new { datasetName = name, input = $"@@@langfuseMedia:type=image/png|id={id}|source=bytes@@@" }
        );
        await server.AskAsync("DELETE", $"traces/{trace}");
        Assert.Equal(200, (await server.AskAsync("GET", $"media/{id}")).Status);
        await Announce(trace: trace);
        await server.AskAsync("DELETE", "dataset-items/" + Text(item, "id"));
        await server.AskAsync("DELETE", $"traces/{trace}");
        Assert.Equal(404, (await server.AskAsync("GET", $"media/{id}")).Status);
    }

    [Fact]
    public async Task AFailedUploadIsRemembered()
    {
        var id = Text(await Announce(), "mediaId");
        var report =
            """{"uploadedAt":"2026-11-20T12:00:00Z","uploadHttpStatus":503,"uploadHttpError":"no","uploadTimeMs":1.5}""";
        Assert.Equal(204, (await server.AskAsync("PATCH", $"media/{id}", report)).Status);
        Assert.Contains(
            "failed with status 503",
            (await server.ErrorAsync("GET", $"media/{id}")).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(404, (await server.ErrorAsync("PATCH", "media/none", report)).Status);
        Assert.StartsWith(
            "uploadHttpStatus: ",
            await server.IssuesAsync("PATCH", $"media/{id}", "{}"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task ItemsSayWhereTheirMediaAre()
    {
        var name = "d" + Guid.NewGuid().ToString("N");
        var dataset = Text(await server.PostAsync("v2/datasets", new { name }), "id");
        var id = await UploadAsync("image/png");
        var used = await server.PostAsync(
            "media",
            new
            {
                datasetId = dataset,
                datasetItemId = "later",
                field = "expectedOutput",
                contentType = "image/png",
                contentLength = bytes.Length,
                sha256Hash = Hash,
            },
            201
        );
        Assert.Equal(id, Text(used, "mediaId"));
        var token = $"@@@langfuseMedia:type=image/png|id={id}|source=bytes@@@";
        var item = await server.PostAsync(
            "dataset-items",
            new
            {
                datasetName = name,
                input = new { images = new[] { "none", token }, text = $"see {token}" },
                expectedOutput = token,
                metadata = token.Replace(id, "unknown", StringComparison.Ordinal),
            }
        );
        Assert.Equal(
            ["input $['images'][1]", "expectedOutput $"],
            item.GetProperty("mediaReferences")
                .EnumerateArray()
                .Select(r => $"{Text(r, "field")} {Text(r, "jsonPath")}")
        );
        var media = item.GetProperty("mediaReferences")[0].GetProperty("media");
        Assert.Equal(bytes, await client.GetByteArrayAsync(Text(media, "url")));
        var listed = await server.GetAsync($"dataset-items?datasetName={name}");
        Assert.Equal(2, listed.GetProperty("data")[0].GetProperty("mediaReferences").GetArrayLength());
    }

    [Theory]
    [InlineData("""{}""", "traceId: traceId is missing.")]
    [InlineData("""{}""", "field: field is missing.")]
    [InlineData("""{}""", "contentType: contentType is missing.")]
    [InlineData("""{}""", "contentLength: contentLength is missing.")]
    [InlineData("""{}""", "sha256Hash: sha256Hash is missing.")]
    [InlineData("""{"field":"expectedOutput"}""", "field: field must be one of input, output, metadata.")]
    [InlineData(
        """{"datasetId":"d","field":"output"}""",
        "field: field must be one of input, expectedOutput, metadata."
    )]
    [InlineData("""{"datasetId":"d"}""", "datasetItemId: datasetItemId is missing.")]
    [InlineData("""{"datasetId":"d","traceId":"t"}""", "traceId: A medium is announced for a trace or for an item")]
    [InlineData("""{"contentType":"picture"}""", "contentType: contentType is 'picture' but must be a type")]
    [InlineData("""{"contentType":"image/png; a=\"ü\""}""", "contentType: contentType is 'image/png; a=")]
    [InlineData("""{"contentLength":0}""", "contentLength: contentLength must be at least 1.")]
    [InlineData("""{"contentLength":1000000001}""", "contentLength: contentLength is 1000000001 but at most")]
    [InlineData("""{"contentLength":1.5}""", "contentLength: contentLength must be a whole number of bytes.")]
    [InlineData("""{"sha256Hash":"abcd"}""", "sha256Hash: sha256Hash must be the SHA-256 of the bytes in Base64.")]
    public async Task WhatMakesNoSenseIsRefused(string body, string issue) =>
        Assert.Contains(issue, await server.IssuesAsync("POST", "media", body), StringComparison.Ordinal);
}
