using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Datasets;

/// <summary><c>clew datasets …</c>; alone it lists.</summary>
static class DatasetsVerb
{
    public static Command Create(Surroundings around) =>
        List(
            ClientVerb.Group(
                "datasets",
                "Datasets: examples to try a program on",
                [],
                List(new Command("list", "List datasets"), around),
                GetVerb.Create(around),
                CreateDataset(around),
                Runs(around)
            ),
            around
        );

    static Command List(Command verb, Surroundings around) =>
        new Listing<ClewDataset>(
            ["NAME", "DESCRIPTION", "CREATED", "DATASET"],
            (dataset, call) =>
                [
                    Shown.Cut(dataset.Name, 200),
                    Shown.Cut(dataset.Description ?? "", 60),
                    Shown.Time(dataset.CreatedAt, call.Around.Time),
                    dataset.Id,
                ],
            (call, _, page, limit, ct) => call.Client.ListDatasetsAsync(page, limit, ct)
        ).On(verb, "datasets", around, isAllUsual: true);

    static Command Runs(Surroundings around)
    {
        var name = Flag.Needed("NAME", "The dataset");
        return new Listing<ClewDatasetRun>(
            ["RUN", "CREATED", "ID"],
            (run, call) => [Shown.Cut(run.Name, 200), Shown.Time(run.CreatedAt, call.Around.Time), run.Id],
            (call, parsed, page, limit, ct) =>
                call.Client.ListDatasetRunsAsync(parsed.GetRequiredValue(name), page, limit, ct)
        ).On(new Command("runs", "List the runs over a dataset") { name }, "runs", around, isAllUsual: true);
    }

    static Command CreateDataset(Surroundings around)
    {
        var name = Flag.Needed("NAME", "Unique in the project");
        var description = Flag.Text("--description", "TEXT", "What it is for");
        var metadata = Flag.Text("--metadata", "JSON", "An object, or a note");
        return new Command("create", "Make a dataset; one of the same name is updated")
        {
            name,
            description,
            metadata,
        }.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var dataset = await call.Client.CreateDatasetAsync(
                    new NewDataset(parsed.GetRequiredValue(name))
                    {
                        Description = parsed.GetValue(description),
                        Metadata = Given.Metadata(parsed.GetValue(metadata)),
                    },
                    ct
                );
                call.WriteJson(dataset.Json);
            }
        );
    }
}
