using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Datasets;

/// <summary><c>clew dataset-items …</c></summary>
static class DatasetItemsVerb
{
    public static Command Create(Surroundings around) =>
        ClientVerb.Group(
            "dataset-items",
            "Items of datasets",
            [],
            List(around),
            Get(around),
            CreateItem(around),
            Delete(around)
        );

    static Command List(Surroundings around)
    {
        var dataset = Flag.Needed("DATASET", "The name of the dataset");
        return new Listing<ClewDatasetItem>(
            ["ITEM", "STATUS", "INPUT", "EXPECTED"],
            (item, _) =>
                [
                    Shown.Cut(item.Id, 300),
                    item.Status ?? "",
                    Shown.Value(item.Input, 50),
                    Shown.Value(item.ExpectedOutput, 50),
                ],
            (call, parsed, page, limit, ct) =>
                call.Client.ListDatasetItemsAsync(parsed.GetRequiredValue(dataset), page, limit, ct)
        ).On(new Command("list", "List the items of a dataset") { dataset }, "items", around);
    }

    static Command Get(Surroundings around)
    {
        var id = Flag.Needed("ITEM_ID", "As the list shows it");
        var json = ClientVerb.JsonFlag();
        return new Command("get", "Show one item") { id, json }.Reads(
            around,
            async (call, parsed, ct) =>
                call.WriteJson((await call.Client.GetDatasetItemAsync(parsed.GetRequiredValue(id), ct)).Json)
        );
    }

    static Command CreateItem(Surroundings around)
    {
        var dataset = Flag.Needed("DATASET", "The name of the dataset");
        var input = Flag.Text("--input", "DATA", "What goes in: JSON, or text", "-i");
        input.Required = true;
        var expected = Flag.Text("--expected", "DATA", "What should come out: JSON, or text", "-e");
        var metadata = Flag.Text("--metadata", "JSON", "An object, or a note", "-m");
        var trace = Flag.Text("--source-trace", "ID", "The trace that it is taken from");
        var step = Flag.Text("--source-observation", "ID", "The step that it is taken from");
        var id = Flag.Text("--id", "ID", "One of the same id is updated");
        var status = Flag.Text("--status", "STATUS", "ACTIVE or ARCHIVED");
        return new Command("create", "Add an item to a dataset")
        {
            dataset,
            input,
            expected,
            metadata,
            trace,
            step,
            id,
            status,
        }.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var item = await call.Client.CreateDatasetItemAsync(
                    new NewDatasetItem(parsed.GetRequiredValue(dataset))
                    {
                        Id = parsed.GetValue(id),
                        Input = Given.Value(parsed.GetValue(input)),
                        ExpectedOutput = Given.Value(parsed.GetValue(expected)),
                        Metadata = Given.Metadata(parsed.GetValue(metadata)),
                        SourceTraceId = parsed.GetValue(trace),
                        SourceObservationId = parsed.GetValue(step),
                        Status = parsed.GetValue(status)?.ToUpperInvariant(),
                    },
                    ct
                );
                call.WriteJson(item.Json);
            }
        );
    }

    static Command Delete(Surroundings around)
    {
        var id = Flag.Needed("ITEM_ID", "As the list shows it");
        var yes = Consent.Flag();
        return new Command("delete", "Delete an item, for good") { id, yes }.Writes(
            around,
            async (call, parsed, ct) =>
            {
                if (!parsed.GetValue(yes))
                {
                    Consent.Ask(around, $"the item '{parsed.GetValue(id)}'");
                }

                call.WriteJson((await call.Client.DeleteDatasetItemAsync(parsed.GetRequiredValue(id), ct)).Json);
            }
        );
    }
}
