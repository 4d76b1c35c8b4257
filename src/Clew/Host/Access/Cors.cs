using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Clew.Host.Access;

/// <summary>
/// Tells a browser that the page it runs may see our answers. Always with the page's own origin, never <c>*</c>:
/// older OTel web exporters send credentials, and browsers refuse the star with them.
/// </summary>
static class Cors
{
    const string PrivateNetworkAsked = "Access-Control-Request-Private-Network";
    const string PrivateNetworkAllowed = "Access-Control-Allow-Private-Network";

    public static bool IsPreflight(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method)
        && request.Headers.ContainsKey(HeaderNames.Origin)
        && request.Headers.ContainsKey(HeaderNames.AccessControlRequestMethod);

    /// <summary>Before anything else runs, so that errors carry it too.</summary>
    public static void Allow(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = context.Request.Headers.Origin;
        headers.AccessControlAllowCredentials = "true";
        headers.AccessControlExposeHeaders = HeaderNames.RetryAfter;
        headers.Vary = StringValues.Concat(headers.Vary, HeaderNames.Origin);
    }

    public static void AnswerPreflight(HttpContext context)
    {
        var asked = context.Request.Headers;
        var headers = context.Response.Headers;
        headers.AccessControlAllowMethods = "GET, HEAD, POST, PUT, PATCH, DELETE";
        // The origin is trusted already; every SDK has its own headers, and a list would only ever be too short.
        if (asked.AccessControlRequestHeaders.Count > 0)
        {
            headers.AccessControlAllowHeaders = asked.AccessControlRequestHeaders;
        }

        if (asked.ContainsKey(PrivateNetworkAsked))
        {
            headers[PrivateNetworkAllowed] = "true";
        }
        // Two hours are the most that any browser honours.
        headers.AccessControlMaxAge = "7200";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
