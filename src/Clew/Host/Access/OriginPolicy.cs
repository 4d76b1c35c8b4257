using System.Net;
using Clew.Host.Options;
using Microsoft.AspNetCore.Http;

namespace Clew.Host.Access;

enum OriginVerdict
{
    /// <summary>Not a browser, or a request that browsers do not mark.</summary>
    None,
    Trusted,
    Foreign,
}

/// <summary>
/// Keeps other people's web pages out. A page can make a browser send requests to this machine; the browser then says
/// where the page came from (Origin), and under which name it believes to have reached us (Host), which is how a name
/// that was rebound to a loopback address is found out.
/// </summary>
sealed class OriginPolicy(ServerOptions options)
{
    /// <summary>On loopback only loopback names are ours; elsewhere the keys decide, and we cannot know our names.</summary>
    public bool IsHostAllowed(HostString host) => !options.IsLocal || IsLoopbackName(host.Host);

    /// <param name="method">The method of the request, or the one that a preflight asks for.</param>
    public OriginVerdict Judge(HttpRequest request, Surface surface, string method)
    {
        var origins = request.Headers.Origin;
        if (origins.Count == 0)
        {
            return OriginVerdict.None;
        }
        // "null" is what sandboxed frames and local files say; anyone can make one.
        if (origins.Count > 1 || !Uri.TryCreate(origins[0], UriKind.Absolute, out var origin))
        {
            return OriginVerdict.Foreign;
        }

        if (IsSame(origin, request.Host) || (options.IsLocal && IsLoopbackName(origin.Host)))
        {
            return OriginVerdict.Trusted;
        }
        // Those that may send may not read what others sent.
        var isSending =
            HttpMethods.IsPost(method)
            && (surface is Surface.Otlp || (surface is Surface.Langfuse && IsTelemetry(request.Path.Value ?? "")));
        return isSending && options.AllowedOrigins.Contains(origin.GetLeftPart(UriPartial.Authority).ToLowerInvariant())
            ? OriginVerdict.Trusted
            : OriginVerdict.Foreign;
    }

    /// <summary>What carries traces and scores; prompts, datasets and the like are nobody else's to write.</summary>
    static bool IsTelemetry(string path) =>
        path.ToLowerInvariant().Split('/', StringSplitOptions.RemoveEmptyEntries)
            is ["api", "public", "ingestion" or "traces" or "spans" or "generations" or "events" or "scores"]
                or ["api", "public", "otel", ..];

    /// <summary>The scheme does not matter: behind a proxy that ends TLS we are asked in plain HTTP.</summary>
    static bool IsSame(Uri origin, HostString host) =>
        origin.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase)
        && (host.Port is { } port ? port == origin.Port : origin.IsDefaultPort);

    static bool IsLoopbackName(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
