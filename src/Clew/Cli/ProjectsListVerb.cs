using System.CommandLine;
using Clew.Host;

namespace Clew.Cli;

/// <summary><c>clew projects list</c></summary>
static class ProjectsListVerb
{
    public static Command Create(Surroundings around)
    {
        var json = AdminVerb.JsonFlag();
        return new Command("list", "List projects") { json }.Does(
            around,
            async (admin, parsed, ct) =>
            {
                var projects = await admin.ListProjectsAsync(ct);
                if (parsed.GetValue(json))
                {
                    around.Output.WriteJson(projects, HostJson.Default.ProjectInfoArray);
                }
                else
                {
                    around.Output.WriteTable(
                        ["ID", "NAME", "CREATED"],
                        projects.Select(project =>
                            new[] { project.Id, project.Name, TableText.Time(project.CreatedUnixNano) }
                        )
                    );
                }
            }
        );
    }
}
