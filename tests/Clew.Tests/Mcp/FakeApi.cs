using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clew.Mcp;
using Clew.Mcp.Answers;
using Clew.Mcp.Tools;
using ModelContextProtocol.Protocol;

namespace Clew.Tests.Mcp;

/// <summary>A server that answers what a test says, and remembers what it was asked.</summary>
sealed class FakeApi : HttpMessageHandler
{
    static readonly IReadOnlyList<Clew.Mcp.Tools.Tool> Tools = Catalogue.Tools();

    readonly Dictionary<string, (HttpStatusCode Status, string Body)> answers = new(StringComparer.Ordinal);

    /// <summary>Method, path and query, and body.</summary>
    public List<(string Line, string Body)> Asked { get; } = [];

    /// <param name="path">Without the query.</param>
    public FakeApi Answer(string path, string body, HttpStatusCode status = HttpStatusCode.OK)
    {
        answers[path] = (status, body);
        return this;
    }

    /// <summary>Calls a tool as a client would.</summary>
    public async Task<CallToolResult> CallAsync(string tool, string arguments, bool hasFiles = true)
    {
        using var client = new ClewClient(
            new ClewClientOptions
            {
                Host = new Uri("http://clew.example"),
                Handler = this,
                Attempts = 1,
            }
        );
        // The first is known to some telemetry, which tries to close the marks by itself.
        var ids = new Queue<string>(["0123456789abcdef", "fedcba9876543210"]);
        var session = new Session(
            Selection.Read("all", "full", hasFiles, Tools),
            Tools,
            client,
            new Boundary(ids.Dequeue),
            hasFiles
        );
        var given = JsonDocument.Parse(arguments).RootElement.EnumerateObject().ToDictionary(m => m.Name, m => m.Value);
        return await session.CallAsync(
            new CallToolRequestParams { Name = tool, Arguments = given },
            CancellationToken.None
        );
    }

    /// <summary>The text of an answer that must be a good one.</summary>
    public async Task<string> TextAsync(string tool, string arguments)
    {
        var answer = await CallAsync(tool, arguments);
        var text = Assert.IsType<TextContentBlock>(Assert.Single(answer.Content)).Text;
        Assert.True(answer.IsError is not true, text);
        return text;
    }

    /// <summary>The JSON of an answer that must be a good one.</summary>
    public async Task<JsonElement> JsonAsync(string tool, string arguments)
    {
        var json = JsonDocument.Parse(await TextAsync(tool, arguments)).RootElement;
        Assert.True(json.GetProperty("success").GetBoolean());
        return json;
    }

    /// <summary>The reason of an answer that must be a failure, both for a program and for a model.</summary>
    public async Task<string> FailureAsync(string tool, string arguments)
    {
        var answer = await CallAsync(tool, arguments);
        Assert.True(answer.IsError);
        var text = Assert.IsType<TextContentBlock>(Assert.Single(answer.Content)).Text;
        var json = JsonDocument.Parse(text).RootElement;
        Assert.False(json.GetProperty("success").GetBoolean());
        return json.GetProperty("error").GetString()!;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(ct);
        var path = request.RequestUri!.AbsolutePath;
        Asked.Add(($"{request.Method} {request.RequestUri.PathAndQuery}", body));
        var (status, text) =
            answers.TryGetValue(path, out var answer) ? answer
            : path == "/api/public/ingestion" ? (HttpStatusCode.MultiStatus, Accept(body))
            : (HttpStatusCode.NotFound, """{"message":"not here","error":"LangfuseNotFoundError"}""");
        return new HttpResponseMessage(status)
        {
            Content = new StringContent(text, Encoding.UTF8, "application/json"),
            RequestMessage = request,
        };
    }

    static string Accept(string body)
    {
        var successes = new JsonArray();
        foreach (var item in JsonNode.Parse(body)!["batch"]!.AsArray())
        {
            successes.Add(new JsonObject { ["id"] = item!["id"]!.GetValue<string>(), ["status"] = 201 });
        }

        return new JsonObject { ["successes"] = successes, ["errors"] = new JsonArray() }.ToJsonString();
    }
}
