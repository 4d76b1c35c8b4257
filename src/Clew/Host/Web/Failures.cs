using Clew.Host.Access;
using Clew.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Clew.Host.Web;

/// <summary>Gives every failure a body in the caller's language, also where an endpoint threw or said only a number.</summary>
sealed class Failures(RequestDelegate next, ILogger<Failures> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await TellAsync(context, e);
            return;
        }
        var response = context.Response;
        if (response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null })
        {
            await TellStatusAsync(context, response.StatusCode);
        }
    }

    Task TellAsync(HttpContext context, Exception e)
    {
        switch (e)
        {
            case BadHttpRequestException bad:
                return TellStatusAsync(context, bad.StatusCode);
            case StoreUnavailableException:
                context.Response.Headers.RetryAfter = "1";
                return TellStatusAsync(context, StatusCodes.Status503ServiceUnavailable);
            default:
                log.RequestFailed(context.Request.Method, context.Request.Path, e);
                return TellStatusAsync(context, StatusCodes.Status500InternalServerError);
        }
    }

    static Task TellStatusAsync(HttpContext context, int status)
    {
        var (code, sentence) = status switch
        {
            400 => ("bad_request", "The request cannot be understood."),
            404 => ("not_found", $"There is nothing at {context.Request.Method} {context.Request.Path}."),
            405 => ("method_not_allowed", $"{context.Request.Method} is not possible here."),
            413 => ("too_large", "The request is larger than this server takes."),
            415 => ("bad_request", "This content type is not understood here."),
            503 => ("overloaded", "The server cannot take more at the moment; try again shortly."),
            < 500 => ("bad_request", "The request cannot be answered."),
            _ => ("internal", "Something went wrong here; the server's log says what."),
        };
        return ErrorBody.WriteAsync(context, status, code, sentence);
    }
}
