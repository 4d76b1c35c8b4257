using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Datasets;

/// <summary><c>clew datasets get NAME</c>: the dataset with its items, also as examples for fine-tuning.</summary>
static class GetVerb
{
    public static Command Create(Surroundings around)
    {
        var name = Flag.Needed("NAME", "The dataset");
        var openAi = Flag.Yes("--openai-ft", "Print examples for OpenAI's fine-tuning, one a line", "-oft");
        var gemini = Flag.Yes("--gemini-ft", "Print examples for Gemini's fine-tuning, one a line", "-gft");
        var system = new Option<string>("--system-instruction")
        {
            Description = "What the model is told first (default: You are a helpful assistant)",
            HelpName = "TEXT",
            DefaultValueFactory = _ => "You are a helpful assistant",
        };
        var json = ClientVerb.JsonFlag();
        return new Command("get", "Show a dataset with its items") { name, openAi, gemini, system, json }.Reads(
            around,
            async (call, parsed, ct) =>
            {
                var called = parsed.GetRequiredValue(name);
                var dataset = await call.Client.GetDatasetAsync(called, ct);
                var items = new List<ClewDatasetItem>();
                var all = ClewClient.AllAsync(
                    (page, token) => call.Client.ListDatasetItemsAsync(called, page, 100, token),
                    ct
                );
                await foreach (var item in all)
                {
                    items.Add(item);
                }

                if (parsed.GetValue(openAi) || parsed.GetValue(gemini))
                {
                    WriteExamples(call, items, parsed.GetRequiredValue(system), parsed.GetValue(gemini));
                }
                else if (parsed.GetValue(json))
                {
                    var list = string.Join(',', items.Select(item => item.Json.GetRawText()));
                    call.WriteJson(
                        ClewJson.Parse($$"""{"dataset":{{dataset.Json.GetRawText()}},"items":[{{list}}]}""")
                    );
                }
                else
                {
                    Write(call, dataset, items);
                }
            }
        );
    }

    static void Write(Session call, ClewDataset dataset, List<ClewDatasetItem> items)
    {
        call.Output.WriteLine(call.Paint.Bold(Shown.Cut(dataset.Name, 200)));
        if (dataset.Description is { Length: > 0 } description)
        {
            call.Output.WriteLine(Shown.Cut(description, 400));
        }

        if (items.Count > 0)
        {
            call.Output.WriteTable(
                ["ITEM", "STATUS", "INPUT", "EXPECTED"],
                items.Select(item =>
                    new[]
                    {
                        Shown.Cut(item.Id, 300),
                        item.Status ?? "",
                        Shown.Value(item.Input, 50),
                        Shown.Value(item.ExpectedOutput, 50),
                    }
                )
            );
        }

        call.Output.WriteLine($"Total items: {items.Count}");
    }

    static void WriteExamples(Session call, List<ClewDatasetItem> items, string system, bool isGemini)
    {
        var skipped = 0;
        foreach (var item in items)
        {
            if (FineTuning.Example(item, system, isGemini) is { } line)
            {
                call.Output.WriteLine(line);
            }
            else
            {
                skipped++;
            }
        }

        if (skipped > 0)
        {
            call.Note($"Left out {skipped} of {items.Count} items, which have no input or no expected output.");
        }
    }
}
