using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Traces;

/// <summary><c>clew traces patch-output TRACE_ID [DATA]</c></summary>
static class PatchOutputVerb
{
    public static Command Create(Surroundings around)
    {
        var id = new Argument<string>("TRACE_ID") { Description = "A trace that is not there is made" };
        var data = new Argument<string?>("DATA")
        {
            Description = "JSON if it begins with { or [, else text; without it, what is piped in",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var file = new Option<string?>("--file", "-f") { Description = "Read the data from a file", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "The data must be JSON: 42, true and null too" };
        var merge = new Option<bool>("--merge")
        {
            Description = "Merge objects and append to arrays and text instead of replacing (Clew only)",
        };
        return new Command("patch-output", "Set the output of a trace; nothing else of it changes")
        {
            id,
            data,
            file,
            json,
            merge,
        }.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var value = await OutputData.ReadAsync(
                    parsed.GetValue(file),
                    parsed.GetValue(data),
                    parsed.GetValue(json),
                    around,
                    ct
                );
                var mode = parsed.GetValue(merge) ? PatchMode.Merge : PatchMode.Replace;
                var result = await Accounted.ForAsync(
                    call,
                    () => call.Client.PatchTraceOutputAsync(parsed.GetRequiredValue(id), value, mode, ct)
                );
                call.WriteJson(result.Json);
            }
        );
    }
}
