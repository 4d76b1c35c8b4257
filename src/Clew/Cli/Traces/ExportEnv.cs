using System.CommandLine;
using Clew.Cli.Client;

namespace Clew.Cli.Traces;

/// <summary><c>eval "$(clew traces create … --export-env)"</c>: the ids for the commands that follow.</summary>
static class ExportEnv
{
    public static Option<bool> Flag() =>
        new("--export-env") { Description = "Print 'export NAME=VALUE' lines for the shell instead of JSON" };

    public static void Write(TextWriter output, params ReadOnlySpan<(string Name, string? Value)> variables)
    {
        foreach (var (name, value) in variables)
        {
            if (value is not null)
            {
                output.WriteLine($"export {EnvFile.Line(name, value)}");
            }
        }
    }
}
