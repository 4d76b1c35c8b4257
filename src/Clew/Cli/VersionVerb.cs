using System.CommandLine;
using Clew.Host;

namespace Clew.Cli;

/// <summary><c>clew version</c></summary>
static class VersionVerb
{
    public static Command Create(Surroundings around)
    {
        var verb = new Command("version", "Print the version");
        verb.SetAction(_ => around.Output.WriteLine($"clew {Surroundings.Version}"));
        return verb;
    }
}
