using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Traces;

/// <summary><c>clew traces history TRACE_ID</c>: the outputs that it has had. Only Clew keeps them.</summary>
static class HistoryVerb
{
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

                var entries = Entries(history.Json).ToArray();
                if (entries.Length > 0)
                {
                    call.Output.WriteTable(["TIME", "OUTPUT"], entries.Select(entry => Row(entry, around.Time)));
                }

                call.Output.WriteLine($"Total outputs: {entries.Length}");
            }
        );
    }

    /// <summary>The first list in the answer, whatever it is called.</summary>
    static IEnumerable<ApiObject> Entries(JsonElement answer) =>
        (
            answer.ValueKind == JsonValueKind.Array
                ? answer.EnumerateArray()
                : answer
                    .EnumerateObject()
                    .Select(member => member.Value)
                    .Where(value => value.ValueKind == JsonValueKind.Array)
                    .Take(1)
                    .SelectMany(value => value.EnumerateArray())
        ).Select(item => new ApiObject(item));

    static string[] Row(ApiObject entry, TimeProvider clock) =>
        [
            entry.Text("timeUnixNano") is { } nano
            && long.TryParse(nano, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                ? Shown.Time(DateTimeOffset.UnixEpoch.AddTicks(n / TimeSpan.NanosecondsPerTick), clock)
                : Shown.Time(entry.Time("time") ?? entry.Time("timestamp"), clock),
            Shown.Value(entry.Value("output") ?? entry.Value("value"), 120),
        ];
}
