using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Traces;

/// <summary><c>clew traces add-observations TRACE_ID</c>: many steps, from a file or what is piped in.</summary>
static class AddObservationsVerb
{
    public static Command Create(Surroundings around)
    {
        var trace = new Argument<string>("TRACE_ID") { Description = "There already, or not yet" };
        var file = new Option<string?>("--file", "-f")
        {
            Description = "A list of steps in JSON or YAML, or one step a line; without it, what is piped in",
            HelpName = "FILE",
        };
        var format = new Option<string?>("--format")
        {
            Description = "json or yaml (default: by the name of the file, else json)",
            HelpName = "FORMAT",
        };
        format.AcceptOnlyFromAmong("json", "yaml");
        var dry = new Option<bool>("--dry-run") { Description = "Print what would be sent, and send nothing" };
        return new Command("add-observations", "Add many steps to a trace") { trace, file, format, dry }.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var text = parsed.GetValue(file) is { } path
                    ? TextFile.Read(path)
                    : await Piped.ReadAsync(around, ct)
                        ?? throw new WrongUse("No observations provided. Give --file, or pipe them in.");
                var traceId = parsed.GetRequiredValue(trace);
                var isYaml = parsed.GetValue(format) is { } named ? named == "yaml" : IsYaml(parsed.GetValue(file));
                var steps = ObservationFile.Read(
                    isYaml ? ClewJson.Text(YamlText.Parse(text)) : text,
                    traceId,
                    around.Time.GetUtcNow()
                );
                if (parsed.GetValue(dry))
                {
                    call.Note("Nothing was sent.");
                    call.WriteJson(ObservationFile.Preview(steps));
                    return;
                }

                var result = await Accounted.ForAsync(call, () => call.Client.AddObservationsAsync(steps, ct));
                call.WriteJson(result.Json);
            }
        );
    }

    static bool IsYaml(string? file) => Path.GetExtension(file)?.ToLowerInvariant() is ".yaml" or ".yml";
}
