using System.CommandLine;
using Clew.Host;

namespace Clew.Cli;

/// <summary><c>clew projects list|create</c></summary>
static class ProjectsVerb
{
    public static Command Create(Surroundings around) =>
        new("projects", "Projects keep traces apart")
        {
            ProjectsListVerb.Create(around),
            ProjectsCreateVerb.Create(around),
        };
}
