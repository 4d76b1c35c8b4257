using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Clew.Host.Web;

/// <summary>
/// Ids in paths, whole. The framework decodes everything but <c>%2F</c>, so that the id <c>a/b</c> would be looked for as
/// the text "a%2Fb".
/// </summary>
sealed class PathIds(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is RouteEndpoint { RoutePattern.PathSegments: var pattern })
        {
            string[]? sent = null;
            for (var i = 0; i < pattern.Count; i++)
            {
                if (
                    pattern[i].Parts is [RoutePatternParameterPart part]
                    && !part.IsCatchAll
                    && context.Request.RouteValues[part.Name] is string value
                    && value.Contains("%2F", StringComparison.OrdinalIgnoreCase)
                )
                {
                    sent ??= SegmentsOf(context);
                    // Another number of segments is a target with dots or a host in it; there the value stays.
                    if (sent.Length == pattern.Count)
                    {
                        context.Request.RouteValues[part.Name] = Uri.UnescapeDataString(sent[i]);
                    }
                }
            }
        }

        return next(context);
    }

    static string[] SegmentsOf(HttpContext context) =>
        (context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "").Split('?', 2)[0].Trim('/').Split('/');
}
