using Clew.Model;
using Clew.Store;
using Clew.Wire.Otlp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Clew.Intake;

/// <summary>
/// OTLP over gRPC. The three services are unary, so a call is one frame in, one frame out and a trailer; that is served
/// straight from HTTP/2 (see <c>docs/decisions</c>).
/// </summary>
sealed class OtlpGrpc(IntakePipeline pipeline, IntakeLimits limits, InflightBudget budget, ILogger<OtlpGrpc> log)
{
    const string Prefix = "/opentelemetry.proto.collector.";

    /// <summary>Takes every gRPC request, before routing.</summary>
    public void Use(IApplicationBuilder app) =>
        app.Use((context, next) => IsGrpc(context.Request.ContentType) ? HandleAsync(context) : next(context));

    static bool IsGrpc(string? contentType) =>
        contentType is not null
        && contentType.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase)
        && !contentType.StartsWith("application/grpc-web", StringComparison.OrdinalIgnoreCase);

    static OtlpSignal? SignalOf(string? path) =>
        path switch
        {
            $"{Prefix}trace.v1.TraceService/Export" => OtlpSignal.Traces,
            $"{Prefix}logs.v1.LogsService/Export" => OtlpSignal.Logs,
            $"{Prefix}metrics.v1.MetricsService/Export" => OtlpSignal.Metrics,
            _ => null,
        };

    async Task HandleAsync(HttpContext context)
    {
        if (!context.Response.SupportsTrailers())
        {
            context.Response.StatusCode = StatusCodes.Status505HttpVersionNotsupported;
            await context.Response.WriteAsync("gRPC needs HTTP/2; it has a port of its own.", CancellationToken.None);
            return;
        }

        var signal = SignalOf(context.Request.Path.Value);
        OtlpAnswer answer;
        try
        {
            answer = signal is { } known
                ? await AcceptAsync(context, known)
                : new(404, RpcCode.Unimplemented, Message: $"There is no method {context.Request.Path}.");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            IntakeLog.Failed(log, e);
            answer = OtlpAnswer.Failed;
        }

        await WriteAsync(context.Response, signal ?? OtlpSignal.Traces, answer);
    }

    async Task<OtlpAnswer> AcceptAsync(HttpContext context, OtlpSignal signal)
    {
        var ct = context.RequestAborted;
        using var frame = await RequestBody.ReadAsync(context.Request, limits, budget, ct);
        if (frame.Fault != BodyFault.None)
        {
            return OtlpAnswer.Of(frame.Fault, "", limits);
        }

        const int start = GrpcFrame.PrefixLength;
        var length = frame.Length - start;
        var head = frame.Buffer.AsSpan(0, frame.Length);
        if (!GrpcFrame.TryParse(head, out var isCompressed, out var told) || told != length)
        {
            return OtlpAnswer.BadRequest("The call does not hold exactly one complete gRPC message.");
        }

        if (!isCompressed)
        {
            // The frame's five bytes are in the way; moving the message costs less than an offset everywhere else.
            frame.Buffer.AsSpan(start, length).CopyTo(frame.Buffer);
            return await AcceptAsync(context, signal, frame.Buffer, length, ct);
        }

        var encoding = context.Request.Headers["grpc-encoding"].ToString();
        using var message = await frame.DecompressedAsync(encoding, start, length, ct);
        return message.Fault == BodyFault.None
            ? await AcceptAsync(context, signal, message.Buffer, message.Length, ct)
            : OtlpAnswer.Of(message.Fault, encoding, limits);
    }

    async Task<OtlpAnswer> AcceptAsync(
        HttpContext context,
        OtlpSignal signal,
        byte[] message,
        int length,
        CancellationToken ct
    )
    {
        try
        {
            var project = context.Features.GetRequiredFeature<Caller>().Project;
            var result = await pipeline.AcceptAsync(project, signal, RecordEncoding.Protobuf, message, length, ct);
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

    static async Task WriteAsync(HttpResponse response, OtlpSignal signal, OtlpAnswer answer)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/grpc";
        response.Headers["grpc-accept-encoding"] = "identity, gzip, deflate";
        response.AppendTrailer(
            "grpc-status",
            ((int)answer.Code).ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        if (!answer.IsSuccess)
        {
            response.AppendTrailer("grpc-message", Uri.EscapeDataString(answer.Message ?? ""));
            if (answer.RetryAfterSeconds is { } seconds)
            {
                var details = RpcStatus.WriteRetry(answer.Code, answer.Message ?? "", TimeSpan.FromSeconds(seconds));
                response.AppendTrailer("grpc-status-details-bin", Convert.ToBase64String(details).TrimEnd('='));
            }

            // The headers leave before the trailers even if there is no message.
            await response.StartAsync(CancellationToken.None);
            return;
        }

        var message = answer.Body(signal, RecordEncoding.Protobuf);
        var frame = new byte[GrpcFrame.PrefixLength + message.Length];
        GrpcFrame.Write(frame, isCompressed: false, (uint)message.Length);
        message.CopyTo(frame.AsMemory(GrpcFrame.PrefixLength));
        await response.Body.WriteAsync(frame, CancellationToken.None);
    }
}
