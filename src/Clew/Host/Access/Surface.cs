using Microsoft.AspNetCore.Http;

namespace Clew.Host.Access;

/// <summary>Whom a path is for. It decides how an error is told, and which web pages may ask.</summary>
enum Surface
{
    /// <summary>The page and its files, and every path that nobody knows.</summary>
    Page,

    /// <summary>For whatever watches the process.</summary>
    Health,

    /// <summary>Our own API.</summary>
    Api,

    /// <summary>OTLP over HTTP.</summary>
    Otlp,

    /// <summary>What Langfuse clients speak.</summary>
    Langfuse,

    /// <summary>MCP, for agents.</summary>
    Mcp,

    /// <summary>Everything on the gRPC port.</summary>
    Grpc,
}

static class Surfaces
{
    static readonly string[] Signals = ["traces", "logs", "metrics"];

    public static Surface Of(HttpRequest request) =>
        HttpProtocol.IsHttp2(request.Protocol) ? Surface.Grpc : OfPath(request.Path.Value ?? "");

    /// <summary>Case and the number of slashes do not matter, as some exporters build paths by appending.</summary>
    public static Surface OfPath(string path)
    {
        var parts = path.ToLowerInvariant().Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["healthz"] or ["readyz"] => Surface.Health,
            ["api", "v1", ..] => Surface.Api,
            ["v1", ..] => Surface.Otlp,
            [.., "v1", var last] when Signals.Contains(last) => Surface.Otlp,
            ["api", "public", ..] => Surface.Langfuse,
            ["mcp"] => Surface.Mcp,
            ["api", ..] or ["openapi", ..] => Surface.Api,
            _ => Surface.Page,
        };
    }
}
