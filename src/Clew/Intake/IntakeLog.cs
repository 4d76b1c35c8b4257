using Microsoft.Extensions.Logging;

namespace Clew.Intake;

/// <summary>What intake has to say. No content of a request is ever logged.</summary>
static partial class IntakeLog
{
    [LoggerMessage(200, LogLevel.Warning, "Metrics are accepted but not kept: Clew keeps traces and logs.")]
    public static partial void MetricsAreNotKept(ILogger log);

    [LoggerMessage(201, LogLevel.Error, "A request failed in a way that is our own mistake.")]
    public static partial void Failed(ILogger log, Exception e);
}
