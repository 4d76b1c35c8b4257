using System.CommandLine;
using Clew.Cli.Client;
using Clew.Cli.Comments;
using Clew.Cli.Datasets;
using Clew.Cli.Media;
using Clew.Cli.Prompts;
using Clew.Cli.ScoreConfigs;
using Clew.Cli.Scores;
using Clew.Cli.Sessions;
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
            SessionsVerb.Create(around),
            ScoresVerb.Create(around),
            ScoreConfigsVerb.Create(around),
            PromptsVerb.Create(around),
            DatasetsVerb.Create(around),
            DatasetItemsVerb.Create(around),
            CommentsVerb.Create(around),
            MediaVerb.Create(around),
            Projects(around),
        };
        return verb;
    }

    /// <summary>What the keys open, as JSON; <c>clew projects</c> is for the server's owner.</summary>
    static Command Projects(Surroundings around) =>
        ClientVerb
            .Group("projects", "Print the project that the keys open, as JSON", [])
            .Reads(around, async (call, _, ct) => call.WriteJson((await call.Client.ListProjectsAsync(ct)).Json));
}
