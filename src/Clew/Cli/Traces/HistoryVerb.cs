using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Traces;

/// <summary><c>clew traces history TRACE_ID</c>: the outputs that it has had, the latest first. Only Clew keeps them.</summary>
static class HistoryVerb
{
    const int MostOfValue = 120;

    public static Command Create(Surroundings around)
    {
        var id = new Argument<string>("TRACE_ID") { Description = "As 'clew traces list' shows it" };
        var json = ClientVerb.JsonFlag();
        return new Command("history", "List the outputs that a trace has had, with their times (Clew only)")
        {
            id,
            json,
        }.Reads(
            around,
            async (call, parsed, ct) =>
            {
                var history = await call.Client.GetTraceHistoryAsync(parsed.GetRequiredValue(id), ct);
                if (parsed.GetValue(json))
                {
                    call.WriteJson(history.Json);
                    return;
                }

                var entries = history.Items("entries").Select(item => new ApiObject(item)).ToArray();
                if (entries.Length > 0)
                {
                    call.Output.WriteTable(
                        ["TIME", "FIELD", "MODE", "NOW", "VALUE"],
                        entries.Select(entry => Row(entry, around.Time))
                    );
                }

                var outputs = entries.Count(entry => entry.Text("field") == "output");
                call.Output.WriteLine($"Total outputs: {outputs}");
            }
        );
    }

    static string[] Row(ApiObject entry, TimeProvider clock) =>
        [
            Shown.Time(entry.Time("time"), clock),
            entry.Text("field") ?? "",
            entry.Text("mode") ?? "",
            entry.Flag("isCurrent") == true ? "yes" : "",
            Shown.Value(entry.Value("value"), MostOfValue),
        ];
}
