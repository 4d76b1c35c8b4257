using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Clew.Mcp.Answers;
using Clew.Mcp.Tools;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Clew.Mcp.Http;

/// <summary>
/// <c>POST /mcp</c>: MCP's streamable HTTP without sessions; every request stands alone, so that nothing is kept between
/// them. The tools ask the server's own API in the caller's name.
/// </summary>
/// <param name="ownAddress">Base address of this server, once it listens.</param>
sealed class McpEndpoint(Func<Uri> ownAddress, string version, TimeProvider time) : IDisposable
{
    const string Path = "/mcp";
    const string ToolsParameter = "tools";
    const string ToolsHeader = "Clew-Mcp-Tools";
    const string FeaturesParameter = "features";
    const string FeaturesHeader = "Clew-Mcp-Features";

    static readonly JsonTypeInfo<JsonRpcMessage> MessageType =
        (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    static readonly JsonTypeInfo<JsonRpcError> ErrorType =
        (JsonTypeInfo<JsonRpcError>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcError));

    readonly IReadOnlyList<Tools.Tool> catalogue = Catalogue.Tools();

    /// <summary>The address is this machine's own: a proxy from the environment must not see the keys.</summary>
    readonly SocketsHttpHandler toMyself = new() { UseProxy = false, AllowAutoRedirect = false };

    public void Dispose() => toMyself.Dispose();

    /// <summary>Other methods than POST are refused with 405: there is no stream to open and no session to end.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapPost(Path, AnswerAsync).ExcludeFromDescription();

    async Task AnswerAsync(HttpContext context)
    {
        JsonRpcMessage? message;
        try
        {
            message = await JsonSerializer.DeserializeAsync(context.Request.Body, MessageType, context.RequestAborted);
        }
        catch (JsonException)
        {
            message = null;
        }

        if (message is null)
        {
            await RefuseAsync(
                context,
                new(400, McpErrorCode.InvalidRequest, "The body must be one JSON-RPC message."),
                default
            );
            return;
        }

        var id = message is JsonRpcRequest request ? request.Id : default;
        if (Envelope.Check(context.Request.Headers, message) is { } complaint)
        {
            await RefuseAsync(context, complaint, id);
            return;
        }

        Selection selection;
        try
        {
            selection = Selection.Read(
                Asked(context.Request, ToolsParameter, ToolsHeader),
                Asked(context.Request, FeaturesParameter, FeaturesHeader),
                hasFiles: false,
                catalogue
            );
        }
        catch (ToolRefusal refusal)
        {
            await RefuseAsync(context, new(400, McpErrorCode.InvalidParams, refusal.Message), id);
            return;
        }

        await AnswerAsync(context, message, selection);
    }

    async Task AnswerAsync(HttpContext context, JsonRpcMessage message, Selection selection)
    {
        var ct = context.RequestAborted;
        var options = new ClewClientOptions
        {
            Host = ownAddress(),
            // The caller is there to try again.
            Attempts = 1,
            Time = time,
            Handler = new CallersCredentials(context.Request.Headers, toMyself),
        };
        using var client = new ClewClient(options);
        var request = context.Request;
        // A request without a name to call us by is answered all the same.
        Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var page);
        var session = new Session(selection, catalogue, client, Boundary.Random(), hasFiles: false, page);
        if (Envelope.VersionOf(context.Request.Headers) is { } protocol)
        {
            message.Context = new JsonRpcMessageContext { ProtocolVersion = protocol };
        }

        var serverOptions = session.Options(version);
        serverOptions.ScopeRequests = false;
        await using var transport = new StreamableHttpServerTransport { Stateless = true };
        await using var server = McpServer.Create(transport, serverOptions);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var running = server.RunAsync(ending.Token);
        try
        {
            await SendAsync(context, transport, message, ct);
        }
        finally
        {
            await ending.CancelAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>As a stream of events; as plain JSON to a client that accepts nothing else.</summary>
    static async Task SendAsync(
        HttpContext context,
        StreamableHttpServerTransport transport,
        JsonRpcMessage message,
        CancellationToken ct
    )
    {
        var response = context.Response;
        var isPlain = !Envelope.AcceptsEvents(context.Request.Headers);
        using var kept = isPlain ? new MemoryStream() : null;
        if (!isPlain)
        {
            response.ContentType = "text/event-stream";
            response.Headers.CacheControl = "no-cache,no-store";
            // Proxies that wait for more would hold events back.
            response.Headers["X-Accel-Buffering"] = "no";
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        }

        var hasWritten = await transport.HandlePostRequestAsync(
            message,
            kept ?? response.Body,
            first =>
            {
                if (first is JsonRpcError { Error: { } error } && !response.HasStarted)
                {
                    response.StatusCode = Envelope.StatusOf(context.Request.Headers, error.Code);
                }

                return ValueTask.CompletedTask;
            },
            ct
        );
        if (!hasWritten)
        {
            response.Headers.ContentType = default;
            response.StatusCode = StatusCodes.Status202Accepted;
        }
        else if (kept is not null)
        {
            response.ContentType = "application/json";
            await response.Body.WriteAsync(EventStream.LastData(kept.GetBuffer().AsMemory(0, (int)kept.Length)), ct);
        }
    }

    static string? Asked(HttpRequest request, string parameter, string header) =>
        request.Query[parameter].ToString() is { Length: > 0 } asked ? asked
        : request.Headers[header].ToString() is { Length: > 0 } said ? said
        : null;

    static async Task RefuseAsync(HttpContext context, Complaint complaint, RequestId id)
    {
        context.Response.StatusCode = complaint.Status;
        context.Response.ContentType = "application/json";
        var error = new JsonRpcError
        {
            Id = id,
            Error = new JsonRpcErrorDetail
            {
                Code = (int)complaint.Code,
                Message = complaint.Sentence,
                Data = complaint.Data,
            },
        };
        await JsonSerializer.SerializeAsync(context.Response.Body, error, ErrorType, context.RequestAborted);
    }
}
