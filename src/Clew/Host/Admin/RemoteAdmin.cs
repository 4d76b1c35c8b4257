using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Clew.Host.Data;

namespace Clew.Host.Admin;

/// <summary>Administers through the server that has the data directory open.</summary>
sealed class RemoteAdmin : IAdmin
{
    static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(250);

    readonly HttpClient client;
    readonly ServerFile server;

    public RemoteAdmin(ServerFile server)
    {
        this.server = server;
        // The address is this machine's own: a proxy from the environment must not see the token.
        client = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = new Uri(server.Admin),
            Timeout = TimeSpan.FromSeconds(30),
        };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
    }

    public string Address => server.Http;

    public Task<ProjectInfo[]> ListProjectsAsync(CancellationToken ct) =>
        AskAsync(HttpMethod.Get, AdminPath.Projects, null, HostJson.Default.ProjectInfoArray, ct);

    public Task CreateProjectAsync(NewProject project, CancellationToken ct) =>
        SendAsync(HttpMethod.Post, AdminPath.Projects, Body(project, HostJson.Default.NewProject), ct);

    public Task<KeyInfo[]> ListKeysAsync(string? project, CancellationToken ct) =>
        AskAsync(
            HttpMethod.Get,
            AdminPath.Keys + (project is null ? "" : "?project=" + Uri.EscapeDataString(project)),
            null,
            HostJson.Default.KeyInfoArray,
            ct
        );

    public Task<IssuedKey> CreateKeyAsync(NewKey key, CancellationToken ct) =>
        AskAsync(HttpMethod.Post, AdminPath.Keys, Body(key, HostJson.Default.NewKey), HostJson.Default.IssuedKey, ct);

    public Task RevokeKeyAsync(string publicKey, CancellationToken ct) =>
        SendAsync(HttpMethod.Delete, AdminPath.Keys + "/" + Uri.EscapeDataString(publicKey), null, ct);

    public async Task<ReindexInfo> ReindexAsync(long? sinceNano, Action<ReindexInfo> show, CancellationToken ct)
    {
        var body = Body(new NewReindex(sinceNano?.ToString(CultureInfo.InvariantCulture)), HostJson.Default.NewReindex);
        var status = await AskAsync(HttpMethod.Post, AdminPath.Reindex, body, HostJson.Default.ReindexInfo, ct);
        while (status.State == "running")
        {
            show(status);
            await Task.Delay(PollPause, ct);
            status = await AskAsync(HttpMethod.Get, AdminPath.Reindex, null, HostJson.Default.ReindexInfo, ct);
        }

        return status.Error is { } error ? throw new Refusal(error) : status;
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    static JsonContent Body<T>(T value, JsonTypeInfo<T> type) => JsonContent.Create(value, type);

    async Task SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken ct)
    {
        using var response = await AnswerAsync(method, path, body, ct);
    }

    async Task<T> AskAsync<T>(
        HttpMethod method,
        string path,
        HttpContent? body,
        JsonTypeInfo<T> type,
        CancellationToken ct
    )
    {
        using var response = await AnswerAsync(method, path, body, ct);
        return await response.Content.ReadFromJsonAsync(type, ct)
            ?? throw new Refusal($"The server at {server.Admin} answered nothing.");
    }

    async Task<HttpResponseMessage> AnswerAsync(HttpMethod method, string path, HttpContent? body, CancellationToken ct)
    {
        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(new HttpRequestMessage(method, path) { Content = body }, ct);
        }
        catch (HttpRequestException e)
        {
            throw new Refusal(
                $"The running server (process {server.ProcessId}) cannot be reached at {server.Admin}.",
                e
            );
        }
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw new Refusal(await ReasonAsync(response, ct));
        }
    }

    static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var text = await response.Content.ReadAsStringAsync(ct);
        try
        {
            using var problem = JsonDocument.Parse(text);
            if (problem.RootElement.TryGetProperty("detail", out var detail) && detail.GetString() is { } sentence)
            {
                return sentence;
            }
        }
        catch (JsonException) { }
        return $"The running server answered {(int)response.StatusCode}.";
    }
}
