namespace Clew.Intake;

/// <summary>What intake may take on. All in bytes.</summary>
/// <param name="MaxRequestBytes">Of one request, both as sent and after decompression. OTLP recommends 64 MiB.</param>
/// <param name="MaxInflightBytes">Of all requests that are being worked on; past that, senders wait and then hear 503.</param>
sealed record IntakeLimits(long MaxRequestBytes = 64 << 20, long MaxInflightBytes = 128 << 20);
