using Clew.Wire.Otlp;

namespace Clew.Host.Access;

/// <summary>The gRPC code that says the same as an HTTP status.</summary>
static class RpcCodes
{
    public static RpcCode Of(int httpStatus) =>
        httpStatus switch
        {
            400 or 415 => RpcCode.InvalidArgument,
            401 => RpcCode.Unauthenticated,
            403 => RpcCode.PermissionDenied,
            404 or 405 => RpcCode.Unimplemented,
            413 => RpcCode.ResourceExhausted,
            503 => RpcCode.Unavailable,
            _ => RpcCode.Internal,
        };
}
