using Microsoft.AspNetCore.Http;

namespace Clew.Mcp.Http;

/// <summary>Hands the caller's own credentials on, whatever their form; without any, the call has none either.</summary>
sealed class CallersCredentials(IHeaderDictionary caller, HttpMessageHandler next) : DelegatingHandler(next)
{
    static readonly string[] Headers = ["Authorization", "x-api-key"];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        foreach (var header in Headers)
        {
            request.Headers.Remove(header);
            if (caller.TryGetValue(header, out var value))
            {
                request.Headers.TryAddWithoutValidation(header, (IEnumerable<string?>)value);
            }
        }

        return base.SendAsync(request, ct);
    }
}
