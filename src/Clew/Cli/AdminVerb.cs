using System.CommandLine;
using Clew.Host;
using Clew.Host.Admin;
using Clew.Host.Options;

namespace Clew.Cli;

/// <summary>What the verbs for projects and keys share: the data directory, and the way to whoever has it open.</summary>
static class AdminVerb
{
    public static Option<string?> DataFlag() =>
        new(Setting.Data.Flag)
        {
            Description = $"{Setting.Data.Meaning} [{Setting.Data.Variable}]",
            HelpName = Setting.Data.Shape,
        };

    public static Option<bool> JsonFlag() => new("--json") { Description = "Print JSON" };

    /// <summary>Gives the verb its <c>--data</c> and its action.</summary>
    public static Command Does(
        this Command verb,
        Surroundings around,
        Func<IAdmin, ParseResult, CancellationToken, Task> action
    )
    {
        var data = DataFlag();
        verb.Add(data);
        verb.SetAction(
            async (parsed, ct) =>
            {
                var given = new Dictionary<string, string>(StringComparer.Ordinal);
                if (parsed.GetValue(data) is { } path)
                {
                    given[Setting.Data.Flag] = path;
                }

                await using var admin = await AdminDoor.OpenAsync(
                    OptionsReader.DataDirectory(given, around),
                    around,
                    ct
                );
                await action(admin, parsed, ct);
                return ExitCode.Done;
            }
        );
        return verb;
    }
}
