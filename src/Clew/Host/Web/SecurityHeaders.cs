using Clew.Host.Access;
using Microsoft.AspNetCore.Http;

namespace Clew.Host.Web;

/// <summary>
/// What a browser may do with our answers. Traces hold text from strangers, so nothing but our own scripts may run,
/// nothing may be loaded from elsewhere, and no other page may frame this one.
/// </summary>
sealed class SecurityHeaders(RequestDelegate next)
{
    const string Policy =
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self'; "
        + "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        // Exporters are no browsers, and they come a thousand times a second.
        if (Surfaces.Of(context.Request) is not (Surface.Otlp or Surface.Grpc))
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
        }
        return next(context);
    }
}
