using System.CommandLine;
using System.Globalization;
using Clew.Host;
using Clew.Host.Admin;

namespace Clew.Cli;

/// <summary><c>clew reindex [--since TIME]</c></summary>
static class ReindexVerb
{
    public static Command Create(Surroundings around)
    {
        var since = new Option<string?>("--since")
        {
            Description = "Only traces that started then or later: 7d, 36h, 2026-11-01, 2026-11-01T08:00Z",
            HelpName = "TIME",
        };
        return new Command("reindex", "Understand kept traces again, after an upgrade or new prices") { since }.Does(
            around,
            async (admin, parsed, ct) =>
            {
                var from = parsed.GetValue(since) is { } text ? Moment.Parse(text, around.Time) : (long?)null;
                var shown = default(ReindexInfo);
                var done = await admin.ReindexAsync(
                    from,
                    status =>
                    {
                        if (status.AllTraces > 0 && (shown is null || IsFarFrom(shown, status)))
                        {
                            shown = status;
                            around.Error.WriteLine(Count(status));
                        }
                    },
                    ct
                );
                await around.Output.WriteLineAsync($"Understood {Count(done)} again.");
            }
        );
    }

    /// <summary>A line for each tenth is enough to see that it moves.</summary>
    static bool IsFarFrom(ReindexInfo shown, ReindexInfo now) => (now.Traces - shown.Traces) * 10 >= now.AllTraces;

    static string Count(ReindexInfo status) =>
        string.Create(CultureInfo.InvariantCulture, $"{status.Traces:N0} of {status.AllTraces:N0} traces");
}
