using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Sessions;

/// <summary><c>clew sessions view</c>: the file that <c>create</c> made.</summary>
static class LocalViewVerb
{
    public static Command Create(Surroundings around)
    {
        var file = SessionFile.Flag();
        var verb = new Command("view", "Print the file of a session") { file };
        verb.SetAction(parsed => around.Output.Write(TextFile.Read(parsed.GetRequiredValue(file))));
        return verb;
    }
}
