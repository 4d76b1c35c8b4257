using Clew.Host.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Clew.Host.Web;

/// <summary>
/// Answers what no endpoint does: with a file of the page, with the page itself where a browser wants to show one of
/// its addresses, or with 404. Never with HTML to a program: an exporter would take any 200 as success.
/// </summary>
sealed class WebFiles(RequestDelegate next, WebBundle bundle)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not null)
        {
            return next(context);
        }

        var request = context.Request;
        if (Surfaces.Of(request) != Surface.Page)
        {
            return NotFoundAsync(context);
        }

        var path = request.Path.Value ?? "/";
        var isReading = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (bundle.Find(path) is { } file)
        {
            return isReading ? SendAsync(context, file) : WrongMethodAsync(context);
        }
        // Addresses of the page have no extension; a missing script must not come as HTML.
        return isReading && WantsHtml(request) && !Path.HasExtension(path)
            ? SendAsync(context, bundle.Index)
            : NotFoundAsync(context);
    }

    static bool WantsHtml(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    static Task SendAsync(HttpContext context, WebFile file)
    {
        var response = context.Response;
        response.ContentType = file.ContentType;
        response.Headers.CacheControl = file.IsImmutable ? "public, max-age=31536000, immutable" : "no-cache";
        var content = file.Content;
        if (file.IsCompressible)
        {
            response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
            var accepted = context.Request.Headers.AcceptEncoding.ToString();
            if (accepted.Contains("br", StringComparison.OrdinalIgnoreCase))
            {
                (content, response.Headers.ContentEncoding) = (file.Brotli, "br");
            }
            else if (accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase))
            {
                (content, response.Headers.ContentEncoding) = (file.Gzip, "gzip");
            }
        }
        response.ContentLength = content.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }

    static Task WrongMethodAsync(HttpContext context)
    {
        context.Response.Headers.Allow = "GET, HEAD";
        return ErrorBody.WriteAsync(
            context,
            StatusCodes.Status405MethodNotAllowed,
            "method_not_allowed",
            "This is the page; traces go to /v1/traces."
        );
    }

    static Task NotFoundAsync(HttpContext context) =>
        ErrorBody.WriteAsync(
            context,
            StatusCodes.Status404NotFound,
            "not_found",
            $"There is nothing at {context.Request.Method} {context.Request.Path}."
        );
}
