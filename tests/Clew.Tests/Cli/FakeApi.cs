using Clew.Tests.Sdk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace Clew.Tests.Cli;

/// <summary>
/// A server that answers what it was told to, and takes every event. The command line sees it over a real connection.
/// </summary>
sealed class FakeApi : IAsyncDisposable
{
    readonly WebApplication app;
    readonly Dictionary<string, (int Status, string Body)> answers = new(StringComparer.Ordinal);

    FakeApi(WebApplication app) => this.app = app;

    public List<Asked> Requests { get; } = [];
    public string Address => app.Urls.Single();
    public bool IsClew { get; set; } = true;

    public static async Task<FakeApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var api = new FakeApi(app);
        app.Run(api.AnswerAsync);
        await app.StartAsync();
        return api;
    }

    /// <param name="path">With the method, without parameters: <c>GET /traces</c>.</param>
    public FakeApi On(string path, string body, int status = 200)
    {
        answers[path] = (status, body);
        return this;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var asked = new Asked(
            context.Request.Method,
            context.Request.GetEncodedPathAndQuery(),
            await reader.ReadToEndAsync(),
            context.Request.Headers.Authorization
        );
        lock (Requests)
        {
            Requests.Add(asked);
        }

        var (status, body) = Answer(asked);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    }

    (int Status, string Body) Answer(Asked asked)
    {
        var path = asked.Path.Split('?')[0].Replace("/api/public", "", StringComparison.Ordinal);
        if (answers.TryGetValue($"{asked.Method} {path}", out var answer))
        {
            return answer;
        }

        if (path == "/api/v1/server")
        {
            return IsClew ? (200, """{"version":"1","endpoints":{}}""") : (404, "");
        }

        if (path != "/ingestion")
        {
            return (404, $$"""{"message":"No {{path}} here","error":"LangfuseNotFoundError"}""");
        }

        var ids = asked.Json.GetProperty("batch").EnumerateArray().Select(e => e.GetProperty("id").GetRawText());
        return (
            207,
            $$"""{"successes":[{{string.Join(',', ids.Select(id => $$"""{"id":{{id}},"status":201}"""))}}],"errors":[]}"""
        );
    }
}
