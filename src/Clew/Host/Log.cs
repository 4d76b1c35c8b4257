using Microsoft.Extensions.Logging;

namespace Clew.Host;

/// <summary>What this room logs; events 1000 to 1099. Never the content of a trace.</summary>
static partial class Log
{
    [LoggerMessage(1000, LogLevel.Error, "{Method} {Path} failed.")]
    public static partial void RequestFailed(this ILogger log, string method, string? path, Exception error);

    [LoggerMessage(1001, LogLevel.Warning, "{Warning}")]
    public static partial void UnknownVariable(this ILogger log, string warning);

    [LoggerMessage(1002, LogLevel.Information, "Stopping; requests have {Seconds} seconds to finish.")]
    public static partial void Stopping(this ILogger log, double seconds);

    [LoggerMessage(1003, LogLevel.Warning, "Stopped after {Seconds} seconds with requests unfinished.")]
    public static partial void StoppedUnfinished(this ILogger log, double seconds);
}
