namespace Clew.Wire.Otlp;

/// <summary>What an OTLP request carries. Protobuf bytes do not say it; the path of the request does.</summary>
enum OtlpSignal : byte
{
    Traces,
    Logs,
    Metrics,
}
