using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Clew.EndToEnd.Harness;

/// <summary>Makes projects on a running server, as its owner can.</summary>
static class Owner
{
    /// <summary>Returns the secret of a key for a new project.</summary>
    public static async Task<string> CreateProjectAsync(this Server server, string id) =>
        (await server.CreateKeysAsync(id)).Secret;

    /// <summary>Returns both keys for a new project.</summary>
    public static async Task<(string Public, string Secret)> CreateKeysAsync(this Server server, string id)
    {
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(server.Data, "server.json")));
        var token = file.RootElement.GetProperty("token").GetString()!;
        await PostAsync(server, token, "projects", new { id });
        var key = await PostAsync(server, token, "keys", new { project = id });
        var made = JsonDocument.Parse(key).RootElement;
        return (made.GetProperty("publicKey").GetString()!, made.GetProperty("secretKey").GetString()!);
    }

    static async Task<string> PostAsync(Server server, string token, string what, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/admin/" + what);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = JsonContent.Create(body);
        using var response = await server.Client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }
}
