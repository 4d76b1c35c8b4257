using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Clew.EndToEnd.Harness;

namespace Clew.EndToEnd;

public sealed class KeysTests
{
    [Fact]
    public async Task Projects_and_keys_are_the_same_with_and_without_a_server()
    {
        using var folder = new Folder();
        var data = folder.Below("data");
        await RunAsync(data, "projects", "create", "before");
        var before = await CreateKeyAsync(data, "before");

        await using (var server = await Server.StartAsync(new ServerSetup { Data = data }))
        {
            Assert.Equal("before", await ProjectOfAsync(server, before.Secret));

            await RunAsync(data, "projects", "create", "during");
            var during = await CreateKeyAsync(data, "during");
            Assert.Equal("during", await ProjectOfAsync(server, during.Secret));
            Assert.Equal(["before", "default", "during"], await ListAsync(data, "id", "projects", "list"));

            await RunAsync(data, "keys", "revoke", before.Public);
            Assert.Null(await ProjectOfAsync(server, before.Secret));
            Assert.Equal("during", await ProjectOfAsync(server, during.Secret));

            var again = await Executable.RunAsync("keys", "revoke", before.Public, "--data", data);
            Assert.Equal(
                (1, $"Error: The key '{before.Public}' is revoked already."),
                (again.Code, again.Error.Trim())
            );
            var nowhere = await Executable.RunAsync("keys", "create", "--project", "nowhere", "--data", data);
            Assert.Equal(1, nowhere.Code);
            Assert.StartsWith("Error: There is no project 'nowhere'", nowhere.Error, StringComparison.Ordinal);
            Assert.Equal(0, (await server.StopAsync()).Code);
        }

        Assert.Equal(["before", "default", "during"], await ListAsync(data, "id", "projects", "list"));
        Assert.Equal(2, (await ListAsync(data, "publicKey", "keys", "list")).Length);
        Assert.Single(await ListAsync(data, "publicKey", "keys", "list", "--project", "during"));
    }

    [Fact]
    public async Task The_token_of_the_server_is_needed_to_administer_it()
    {
        await using var server = await Server.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.GetAsync("/api/v1/admin/keys")).StatusCode);
        var file = Path.Combine(server.Data, "server.json");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var token = JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement.GetProperty("token").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/admin/keys");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.SendAsync(request)).StatusCode);
        using var with = new HttpRequestMessage(HttpMethod.Get, "/api/v1/traces");
        with.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.SendAsync(with)).StatusCode);
    }

    static async Task<string> RunAsync(string data, params string[] args)
    {
        var answer = await Executable.RunAsync([.. args, "--data", data]);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        return answer.Output;
    }

    static async Task<(string Public, string Secret)> CreateKeyAsync(string data, string project)
    {
        using var key = JsonDocument.Parse(await RunAsync(data, "keys", "create", "--project", project, "--json"));
        return (
            key.RootElement.GetProperty("publicKey").GetString()!,
            key.RootElement.GetProperty("secretKey").GetString()!
        );
    }

    static async Task<string[]> ListAsync(string data, string member, params string[] args)
    {
        using var list = JsonDocument.Parse(await RunAsync(data, [.. args, "--json"]));
        return [.. list.RootElement.EnumerateArray().Select(item => item.GetProperty(member).GetString()!)];
    }

    /// <summary>Null if the key is refused.</summary>
    static async Task<string?> ProjectOfAsync(Server server, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/server");
        request.Headers.Add("x-api-key", secret);
        var response = await server.Client.SendAsync(request);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            return null;
        }
        using var info = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return info.RootElement.GetProperty("project").GetString();
    }
}
