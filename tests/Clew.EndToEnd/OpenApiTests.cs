using System.Net.Http.Json;
using System.Text.Json;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_description_has_every_path_and_a_type_for_every_good_answer()
    {
        await using var server = await Server.StartAsync();
        var document = await server.Client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        Assert.Equal("Clew", document.GetProperty("info").GetProperty("title").GetString());
        var paths = document.GetProperty("paths");
        string[] expected =
        [
            "/api/v1/server",
            "/api/v1/traces",
            "/api/v1/traces/{traceId}",
            "/api/v1/traces/{traceId}/export",
            "/api/v1/traces/{traceId}/spans/{spanId}",
            "/api/v1/traces/{traceId}/spans/{spanId}/input",
            "/api/v1/traces/{traceId}/spans/{spanId}/output",
            "/api/public/v2/prompts",
            "/api/public/v2/prompts/{name}",
            "/api/public/v2/prompts/{name}/versions/{version}",
            "/api/public/prompts",
            "/api/public/score-configs",
            "/api/public/score-configs/{configId}",
            "/api/public/comments",
            "/api/public/comments/{commentId}",
            "/api/public/models",
            "/api/public/models/{modelId}",
            "/api/public/v2/datasets",
            "/api/public/v2/datasets/{name}",
            "/api/public/datasets",
            "/api/public/datasets/{name}",
            "/api/public/datasets/{name}/runs",
            "/api/public/datasets/{name}/runs/{runName}",
            "/api/public/dataset-items",
            "/api/public/dataset-items/{itemId}",
            "/api/public/dataset-run-items",
            "/api/public/media",
            "/api/public/media/{mediaId}",
            "/api/v1/media/{mediaId}",
        ];
        Assert.Empty(expected.Except(paths.EnumerateObject().Select(path => path.Name)));
        // The owner's door is not for programs.
        Assert.DoesNotContain(paths.EnumerateObject(), path => path.Name.Contains("admin", StringComparison.Ordinal));
        foreach (var path in paths.EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var (status, good) = operation
                    .Value.GetProperty("responses")
                    .EnumerateObject()
                    .Where(response => response.Name.StartsWith('2'))
                    .Select(response => (response.Name, response.Value))
                    .First();
                Assert.True(
                    status == "204" || good.TryGetProperty("content", out _),
                    $"{operation.Name} {path.Name} has no type."
                );
                Assert.True(
                    operation.Value.TryGetProperty("operationId", out _),
                    $"{operation.Name} {path.Name} has no name."
                );
            }
        }
    }
}
