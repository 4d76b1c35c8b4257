using Clew.Wire.Otlp;

namespace Clew.Intake;

/// <summary>
/// Which signal a path means. Exporters append <c>/v1/traces</c> to whatever base they were given, twice if they were
/// given the full path, and keep trailing slashes; so the end of the path decides. They do not follow redirects.
/// </summary>
static class OtlpPaths
{
    public static bool TryMatch(string path, out OtlpSignal signal)
    {
        signal = default;
        // The API has lists of its own under these names; what is meant for them must not be taken for telemetry.
        if (path.StartsWith("/api/v1/", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2 || parts[^2] != "v1")
        {
            return false;
        }

        (var known, signal) = parts[^1] switch
        {
            "traces" => (true, OtlpSignal.Traces),
            "logs" => (true, OtlpSignal.Logs),
            "metrics" => (true, OtlpSignal.Metrics),
            _ => (false, default),
        };
        return known;
    }
}
