using System.CommandLine;
using Clew.Host;
using Clew.Host.Admin;

namespace Clew.Cli;

/// <summary><c>clew projects create ID</c></summary>
static class ProjectsCreateVerb
{
    public static Command Create(Surroundings around)
    {
        var id = new Argument<string>("ID") { Description = "1 to 64 characters of a-z, 0-9, - and _" };
        var name = new Option<string?>("--name") { Description = "A name for people (default: the id)" };
        return new Command("create", "Create a project") { id, name }.Does(
            around,
            async (admin, parsed, ct) =>
            {
                var project = new NewProject(parsed.GetRequiredValue(id), parsed.GetValue(name));
                await admin.CreateProjectAsync(project, ct);
                await around.Output.WriteLineAsync(
                    $"Created project '{project.Id}'. Make a key for it: clew keys create --project {project.Id}"
                );
            }
        );
    }
}
