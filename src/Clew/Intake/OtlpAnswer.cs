using Clew.Model;
using Clew.Wire.Otlp;

namespace Clew.Intake;

/// <summary>
/// How a request is answered, whatever the transport: OTLP 1.4 gives each situation a status in HTTP and in gRPC.
/// </summary>
/// <param name="Rejected">Items of an otherwise good request that could not be taken.</param>
/// <param name="Message">For the sender; null on full success.</param>
/// <param name="RetryAfterSeconds">Set if the same request may be sent again, and only then.</param>
readonly record struct OtlpAnswer(
    int HttpStatus,
    RpcCode Code,
    long Rejected = 0,
    string? Message = null,
    int? RetryAfterSeconds = null
)
{
    public bool IsSuccess => Code == RpcCode.Ok;

    /// <summary>The body of a good answer.</summary>
    public ReadOnlyMemory<byte> Body(OtlpSignal signal, RecordEncoding encoding) =>
        Rejected == 0
            ? ExportResponse.Success(encoding)
            : ExportResponse.Partial(signal, encoding, Rejected, Message ?? "");

    public static OtlpAnswer Success(IntakeResult result) => new(200, RpcCode.Ok, result.Rejected, result.Reason);

    public static OtlpAnswer BadRequest(string message) => new(400, RpcCode.InvalidArgument, Message: message);

    public static OtlpAnswer Unavailable(string message) =>
        new(503, RpcCode.Unavailable, Message: message, RetryAfterSeconds: 1);

    public static OtlpAnswer NoProject(string message) => new(403, RpcCode.PermissionDenied, Message: message);

    public static OtlpAnswer Failed { get; } =
        new(500, RpcCode.Internal, Message: "The server made a mistake; nothing of the request was kept.");

    public static OtlpAnswer Of(BodyFault fault, string encoding, IntakeLimits limits) =>
        fault switch
        {
            // Not to be tried again: it would be too large the next time too.
            BodyFault.TooLarge => new(
                413,
                RpcCode.ResourceExhausted,
                Message: $"The request is larger than {limits.MaxRequestBytes} bytes, before or after decompression; "
                    + "send smaller batches, or raise CLEW_MAX_REQUEST_BYTES."
            ),
            BodyFault.UnknownEncoding => new(
                415,
                RpcCode.Unimplemented,
                Message: $"The compression '{encoding}' is not known; use gzip, deflate, br or none."
            ),
            BodyFault.BadCompression => BadRequest($"The body is not what its encoding '{encoding}' says."),
            _ => Unavailable("Too much is in flight; try again."),
        };
}
