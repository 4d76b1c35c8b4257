using Clew.Model;
using Clew.Store;
using Clew.Wire.Otlp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Clew.Intake;

/// <summary>OTLP over HTTP: <c>POST …/v1/traces</c>, <c>…/v1/logs</c>, <c>…/v1/metrics</c>, protobuf and JSON.</summary>
sealed class OtlpHttp(IntakePipeline pipeline, IntakeLimits limits, InflightBudget budget, ILogger<OtlpHttp> log)
{
    const string Protobuf = "application/x-protobuf";
    const string Json = "application/json";

    /// <summary>Takes every request whose path means OTLP, before routing.</summary>
    public void Use(IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
                OtlpPaths.TryMatch(context.Request.Path, out var signal)
                && context.Request.ContentType is not "application/grpc"
                    ? HandleAsync(context, signal)
                    : next(context)
        );

    async Task HandleAsync(HttpContext context, OtlpSignal signal)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            await RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "OTLP is sent with POST.");
            return;
        }

        if (EncodingOf(request.ContentType) is not { } encoding)
        {
            await RefuseAsync(
                context,
                StatusCodes.Status415UnsupportedMediaType,
                $"The content type '{request.ContentType}' is not OTLP; use {Protobuf} or {Json}."
            );
            return;
        }

        OtlpAnswer answer;
        try
        {
            answer = await AcceptAsync(context, signal, encoding);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (BadHttpRequestException e)
        {
            answer = OtlpAnswer.BadRequest(e.Message);
        }
        catch (Exception e)
        {
            IntakeLog.Failed(log, e);
            answer = OtlpAnswer.Failed;
        }

        await WriteAsync(context.Response, signal, encoding, answer);
    }

    async Task<OtlpAnswer> AcceptAsync(HttpContext context, OtlpSignal signal, RecordEncoding encoding)
    {
        var ct = context.RequestAborted;
        using var body = await RequestBody.ReadAsync(context.Request, limits, budget, ct);
        if (body.Fault != BodyFault.None)
        {
            return OtlpAnswer.Of(body.Fault, context.Request.Headers.ContentEncoding.ToString(), limits);
        }

        try
        {
            var project = context.Features.GetRequiredFeature<Caller>().Project;
            var result = await pipeline.AcceptAsync(project, signal, encoding, body.Buffer, body.Length, ct);
            return result.Error is null ? OtlpAnswer.Success(result) : OtlpAnswer.BadRequest(result.Error);
        }
        catch (StoreUnavailableException e)
        {
            return OtlpAnswer.Unavailable(e.Message);
        }
        catch (UnknownProjectException e)
        {
            return OtlpAnswer.NoProject(e.Message);
        }
    }

    static RecordEncoding? EncodingOf(string? contentType) =>
        !MediaTypeHeaderValue.TryParse(contentType, out var type) ? null
        : type.MediaType.Equals(Protobuf, StringComparison.OrdinalIgnoreCase) ? RecordEncoding.Protobuf
        : type.MediaType.Equals("application/protobuf", StringComparison.OrdinalIgnoreCase) ? RecordEncoding.Protobuf
        : type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase) ? RecordEncoding.Json
        : null;

    static async Task WriteAsync(HttpResponse response, OtlpSignal signal, RecordEncoding encoding, OtlpAnswer answer)
    {
        response.StatusCode = answer.HttpStatus;
        response.ContentType = encoding == RecordEncoding.Json ? Json : Protobuf;
        if (answer.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        var body = answer.IsSuccess
            ? answer.Body(signal, encoding)
            : RpcStatus.Write(encoding, answer.Code, answer.Message ?? "");
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, CancellationToken.None);
    }

    static Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(message, CancellationToken.None);
    }
}
