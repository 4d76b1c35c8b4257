using System.CommandLine;
using Clew.Host;

namespace Clew.Cli;

/// <summary>The verbs, and what happens when one fails. Answers go to standard output, everything else to error.</summary>
static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, Surroundings around, CancellationToken ct)
    {
        var root = new RootCommand("Clew keeps the traces of LLM programs, understands them, and shows them.")
        {
            ServeVerb.Create(around),
            ProjectsVerb.Create(around),
            KeysVerb.Create(around),
            ReindexVerb.Create(around),
            McpVerb.Create(around),
            VersionVerb.Create(around),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return await UsageAsync(parsed, around.Error);
        }

        var invocation = new InvocationConfiguration
        {
            Output = around.Output,
            Error = around.Error,
            EnableDefaultExceptionHandler = false,
            // Serving ends by itself when asked to; a verb that is interrupted has nothing to finish.
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await parsed.InvokeAsync(invocation, ct);
        }
        catch (Refusal refusal)
        {
            await around.Error.WriteLineAsync("Error: " + refusal.Message);
            return ExitCode.Failed;
        }
    }

    static async Task<int> UsageAsync(ParseResult parsed, TextWriter error)
    {
        foreach (var problem in parsed.Errors)
        {
            await error.WriteLineAsync("Error: " + problem.Message);
        }

        var verb = string.Join(' ', Path(parsed.CommandResult.Command));
        await error.WriteLineAsync($"See '{verb} --help'.");
        return ExitCode.WrongUsage;
    }

    /// <summary>The name of a verb with those above it: <c>clew keys create</c>.</summary>
    static IEnumerable<string> Path(Symbol verb) =>
        verb is RootCommand ? ["clew"] : [.. verb.Parents.Take(1).SelectMany(Path), verb.Name];
}
