using System.Net;
using System.Text;
using System.Text.Json;
using Clew.Api.Langfuse;
using Clew.Api.Langfuse.Media;
using Clew.Dialects;
using Clew.Host;
using Clew.Host.Web;
using Clew.Intake;
using Clew.Model;
using Clew.Pricing;
using Clew.Store;
using Clew.Store.Memory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Clew.Tests.Api.LangfuseResources;

/// <summary>The Langfuse API over a store in memory, asked over HTTP: paths and their escapes are part of it.</summary>
public sealed class LangfuseServer : IAsyncLifetime, IDisposable
{
    readonly WebApplication app;
    readonly HttpClient client = new();

    public LangfuseServer()
    {
        var models = new ProjectPrices();
        var store = new MemoryStore(
            TimeProvider.System,
            new RecordDeriver(DialectTable.Default, new PriceBook(), models: models)
        );
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<ITraceStore>(store);
        builder.Services.AddSingleton<IProjectStore>(store);
        builder.Services.AddSingleton(store.Documents);
        builder.Services.AddSingleton(store.Media);
        builder.Services.AddSingleton(new MediaOfTraces(store.Documents, store.Media));
        builder.Services.AddSingleton(DialectTable.Default);
        builder.Services.AddSingleton(new MediaAddresses(new byte[32], TimeProvider.System));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IProjectRules>(new ProjectRules(store, store.Documents, models, new()));
        builder.Services.AddSingleton<IKnownModels>(new KnownModels(null));
        app = builder.Build();
        app.Use(
            (context, next) =>
            {
                context.Features.Set(
                    new Caller(context.Request.Headers["x-project"].FirstOrDefault() ?? "default", null)
                );
                return next(context);
            }
        );
        app.UseRouting();
        app.UseMiddleware<PathIds>();
        app.MapLangfuse();
        app.MapLangfuseDeletes();
        store.CreateProjectAsync(new("other", "Other", 1), default);
    }

    public async Task InitializeAsync()
    {
        await app.StartAsync();
        var server = app.Services.GetRequiredService<IServer>();
        client.BaseAddress = new(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    public void Dispose() => client.Dispose();

    /// <summary>The answer and its status; nothing if it has no body.</summary>
    public async Task<(int Status, JsonElement Body)> AskAsync(
        string method,
        string path,
        string? body = null,
        string project = "default"
    )
    {
        // Left as it is, so that %2F stays what it is.
        var uri = new Uri(
            client.BaseAddress + "api/public/" + path,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
        );
        using var request = new HttpRequestMessage(new(method), uri);
        request.Headers.Add("x-project", project);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public async Task<JsonElement> GetAsync(string path, string project = "default") =>
        Good(200, await AskAsync("GET", path, null, project));

    public async Task<JsonElement> PostAsync(string path, object body, int status = 200, string project = "default") =>
        Good(status, await AskAsync("POST", path, JsonSerializer.Serialize(body), project));

    /// <summary>The paths and messages of what is wrong, one a line.</summary>
    public async Task<string> IssuesAsync(string method, string path, string? body = null)
    {
        var (status, answer) = await AskAsync(method, path, body);
        Assert.Equal((400, "Invalid request data"), (status, answer.GetProperty("message").GetString()));
        return string.Join(
            '\n',
            answer
                .GetProperty("error")
                .EnumerateArray()
                .Select(i =>
                    string.Join('.', i.GetProperty("path").EnumerateArray())
                    + ": "
                    + i.GetProperty("message").GetString()
                )
        );
    }

    /// <summary>The status, the name of the error, and its message.</summary>
    public async Task<(int Status, string? Error, string? Message)> ErrorAsync(
        string method,
        string path,
        string? body = null,
        string project = "default"
    )
    {
        var (status, answer) = await AskAsync(method, path, body, project);
        return (status, answer.GetProperty("error").GetString(), answer.GetProperty("message").GetString());
    }

    static JsonElement Good(int status, (int Status, JsonElement Body) answer)
    {
        Assert.True(status == answer.Status, $"{answer.Status}: {answer.Body}");
        return answer.Body;
    }
}
