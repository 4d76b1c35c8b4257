using System.CommandLine;
using System.CommandLine.Parsing;
using Clew.Host;
using Clew.Host.Options;

namespace Clew.Cli;

/// <summary><c>clew serve</c>: receives, keeps and shows until it is stopped.</summary>
static class ServeVerb
{
    public static Command Create(Surroundings around)
    {
        var verb = new Command("serve", "Start the server");
        // The values stay text here, so that all mistakes, also those in the environment, are told at once.
        var flags = Setting.All.ToDictionary(
            setting => setting,
            setting => new Option<string?>(setting.Flag)
            {
                Description = $"{setting.Meaning} [{setting.Variable}]",
                HelpName = setting.Shape,
            }
        );
        foreach (var flag in flags.Values)
        {
            verb.Add(flag);
        }
        // A value that cannot be used is told together with flags that do not exist.
        verb.Validators.Add(result =>
        {
            foreach (var error in OptionsReader.Read(Given(result, flags), around).Errors)
            {
                result.AddError(error);
            }
        });
        verb.SetAction(
            async (parsed, ct) =>
            {
                var (options, _) = OptionsReader.Read(Given(parsed.CommandResult, flags), around);
                await Serve.RunAsync(options!, around, ct);
                return ExitCode.Done;
            }
        );
        return verb;
    }

    static Dictionary<string, string> Given(SymbolResult result, Dictionary<Setting, Option<string?>> flags)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (setting, flag) in flags)
        {
            if (result.GetResult(flag)?.Tokens is [var token])
            {
                given[setting.Flag] = token.Value;
            }
        }

        return given;
    }
}
