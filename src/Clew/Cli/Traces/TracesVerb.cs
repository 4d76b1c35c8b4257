using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Traces;

/// <summary><c>clew traces …</c>; alone it lists.</summary>
static class TracesVerb
{
    public static Command Create(Surroundings around)
    {
        var group = ClientVerb.Group(
            "traces",
            "Traces: list, make, view, set the output",
            [],
            ListVerb.On(new Command("list", "List traces, newest first"), around),
            CreateVerb.Create(around),
            ViewVerb.Create(around).Known("trace-view", "tv"),
            PatchOutputVerb.Create(around),
            AddObservationVerb.Create(around),
            AddObservationsVerb.Create(around).Known("add-obs-batch"),
            SessionViewVerb.Create("session-view", around).Known("sv"),
            GetObservationVerb.Create(around).Known("obs-get", "get-obs"),
            HistoryVerb.Create(around),
            ExportVerb.Create(around),
            TailVerb.Create(around),
            DeleteVerb.Create(around)
        );
        return ListVerb.On(group, around);
    }
}
