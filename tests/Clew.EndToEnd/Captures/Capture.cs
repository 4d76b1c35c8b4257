using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd.Captures;

/// <summary>What a real client sent, byte for byte, and what a good backend makes of it.</summary>
sealed class Capture(string folder)
{
    static readonly string Root = Path.Combine(AppContext.BaseDirectory, "captures");

    readonly JsonElement expected = JsonDocument
        .Parse(File.ReadAllBytes(Path.Combine(Root, folder, "expected.json")))
        .RootElement;

    public static IEnumerable<string> All =>
        Directory.EnumerateDirectories(Root).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    public IEnumerable<JsonElement> Traces => expected.GetProperty("traces").EnumerateArray();

    /// <summary>Requests that carry telemetry; the others read something.</summary>
    IEnumerable<JsonElement> Requests =>
        expected
            .GetProperty("requests")
            .EnumerateArray()
            .Where(request => request.GetProperty("file").GetString() is not null);

    public bool IsOtlp => Requests.All(request => !IsIngestion(request.GetProperty("path").GetString()!));

    static bool IsIngestion(string path) => path.EndsWith("/ingestion", StringComparison.Ordinal);

    /// <summary>Sends everything in the order it was sent; each must be accepted as a whole.</summary>
    public async Task SendAsync(Server server, string secret)
    {
        foreach (var request in Requests)
        {
            var body = await File.ReadAllBytesAsync(
                Path.Combine(Root, folder, request.GetProperty("file").GetString()!)
            );
            var path = request.GetProperty("path").GetString()!;
            var isGrpc = request.GetProperty("transport").GetString() == "grpc";
            using var message = new HttpRequestMessage(
                HttpMethod.Post,
                isGrpc ? new Uri(server.Grpc!, path) : new Uri(server.Http, path)
            );
            message.Content = new ByteArrayContent(body);
            CopyHeaders(message, request.GetProperty("file").GetString()!);
            message.Headers.Add("x-api-key", secret);
            if (isGrpc)
            {
                message.Version = HttpVersion.Version20;
                message.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            }
            using var response = await server.Client.SendAsync(message);
            var answer = await response.Content.ReadAsByteArrayAsync();
            if (IsIngestion(path))
            {
                Assert.Equal(HttpStatusCode.MultiStatus, response.StatusCode);
                Assert.EndsWith(
                    "],\"errors\":[]}",
                    System.Text.Encoding.UTF8.GetString(answer),
                    StringComparison.Ordinal
                );
                continue;
            }

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            if (isGrpc)
            {
                Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
                Assert.Equal(new byte[5], answer);
            }
            else
            {
                // Empty: nothing was rejected.
                Assert.Equal(
                    message.Content.Headers.ContentType!.MediaType,
                    response.Content.Headers.ContentType!.MediaType
                );
                Assert.Equal(
                    message.Content.Headers.ContentType.MediaType == "application/json" ? "{}"u8.ToArray() : [],
                    answer
                );
            }
        }
    }

    /// <summary>As recorded, but for what belongs to the connection, and for the key, which was another server's.</summary>
    static readonly string[] OfTheConnection =
    [
        "authorization",
        "connection",
        "content-length",
        "host",
        "keep-alive",
        "te",
        "transfer-encoding",
        "x-api-key",
    ];

    void CopyHeaders(HttpRequestMessage message, string bodyFile)
    {
        var name = bodyFile[..bodyFile.IndexOf(".body.", StringComparison.Ordinal)] + ".headers.json";
        using var recorded = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, folder, name)));
        foreach (var header in recorded.RootElement.GetProperty("headers").EnumerateObject())
        {
            if (header.Name.StartsWith(':') || OfTheConnection.Contains(header.Name))
            {
                continue;
            }
            if (header.Name == "content-type")
            {
                message.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(header.Value.GetString()!);
            }
            else if (!message.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString()))
            {
                message.Content!.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString());
            }
        }
    }
}
