using System.CommandLine;
using Clew.Cli.Client;
using Clew.Cli.Traces;
using Clew.Host;

namespace Clew.Cli.Fuse;

/// <summary><c>clew fuse …</c>: the verbs that ask a server, under the name that scripts for coaia use.</summary>
static class FuseVerb
{
    public static Command Create(Surroundings around)
    {
        var verb = new Command("fuse", "The same verbs by the names that coaia has: clew fuse traces patch-output …")
        {
            TracesVerb.Create(around),
        };
        ClientFlags.AddTo(verb);
        return verb;
    }
}
