using System.CommandLine;
using Clew.Cli.Client;
using Clew.Cli.Comments;
using Clew.Cli.Completion;
using Clew.Cli.Datasets;
using Clew.Cli.Env;
using Clew.Cli.Fuse;
using Clew.Cli.Media;
using Clew.Cli.Prompts;
using Clew.Cli.ScoreConfigs;
using Clew.Cli.Scores;
using Clew.Cli.Sessions;
using Clew.Cli.Spans;
using Clew.Cli.Sums;
using Clew.Cli.Traces;
using Clew.Host;

namespace Clew.Cli;

/// <summary>The verbs, and what happens when one fails. Answers go to standard output, everything else to error.</summary>
static class CommandLine
{
    static readonly ParserConfiguration Rules = new()
    {
        // An output that begins with @ is text, not the name of a file with arguments.
        ResponseFileTokenReplacer = null,
        EnablePosixBundling = false,
    };

    public static async Task<int> RunAsync(string[] args, Surroundings around, CancellationToken ct)
    {
        var root = Create(around);
        var parsed = root.Parse(args, Rules);
        if (parsed.Errors.Count > 0)
        {
            return await UsageAsync(parsed, parsed.Errors.Select(error => error.Message), around.Error);
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
        catch (WrongUse wrong)
        {
            return await UsageAsync(parsed, [wrong.Message], around.Error);
        }
        catch (ClewException e) when (e.Kind == ClewErrorKind.Usage)
        {
            return await UsageAsync(parsed, [e.Message], around.Error);
        }
        catch (Exception e) when (e is Refusal or ClewException)
        {
            await around.Error.WriteLineAsync("Error: " + e.Message);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            await around.Error.WriteLineAsync("Interrupted.");
            return ExitCode.Interrupted;
        }
    }

    public static RootCommand Create(Surroundings around) =>
        new("Clew keeps the traces of LLM programs, understands them, and shows them.")
        {
            ClientFlags.EnvFlag(isRecursive: false),
            ServeVerb.Create(around),
            TracesVerb.Create(around),
            SpansVerb.Create(around),
            Search.SearchVerb.Create(around),
            SessionsVerb.Create(around),
            UsersVerb.Create(around),
            TotalsVerb.Create(around),
            Views.ViewsVerb.Create(around),
            ScoresVerb.Create(around),
            ScoreConfigsVerb.Create(around),
            PromptsVerb.Create(around),
            DatasetsVerb.Create(around),
            DatasetItemsVerb.Create(around),
            CommentsVerb.Create(around),
            MediaVerb.Create(around),
            EnvVerb.Create(around),
            Transfer.ImportVerb.Create(around),
            Transfer.ExportVerb.Create(around),
            FuseVerb.Create(around),
            ProjectsVerb.Create(around),
            KeysVerb.Create(around),
            ReindexVerb.Create(around),
            McpVerb.Create(around),
            CompletionVerb.Create(around),
            VersionVerb.Create(around),
        };

    static async Task<int> UsageAsync(ParseResult parsed, IEnumerable<string> problems, TextWriter error)
    {
        foreach (var problem in problems)
        {
            await error.WriteLineAsync("Error: " + problem);
        }

        var verb = string.Join(' ', Path(parsed.CommandResult.Command));
        await error.WriteLineAsync($"See '{verb} --help'.");
        return ExitCode.WrongUsage;
    }

    /// <summary>The name of a verb with those above it: <c>clew keys create</c>.</summary>
    static IEnumerable<string> Path(Symbol verb) =>
        verb is RootCommand ? ["clew"] : [.. verb.Parents.Take(1).SelectMany(Path), verb.Name];
}
