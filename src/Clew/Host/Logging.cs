using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Clew.Host;

/// <summary>One line per event on standard error, in UTC; standard output is for answers.</summary>
static class Logging
{
    public static ILoggerFactory Create(LogLevel level) =>
        LoggerFactory.Create(logging =>
        {
            logging.SetMinimumLevel(level);
            // The web framework logs every connection, and its own account of what we tell in one sentence.
            if (level > LogLevel.Debug)
            {
                logging.AddFilter("Microsoft", LogLevel.Error);
            }

            logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            });
            logging.Services.Configure<ConsoleLoggerOptions>(console =>
                console.LogToStandardErrorThreshold = LogLevel.Trace
            );
        });
}
