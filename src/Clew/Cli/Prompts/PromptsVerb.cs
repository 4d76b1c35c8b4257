using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Prompts;

/// <summary><c>clew prompts …</c>; alone it lists.</summary>
static class PromptsVerb
{
    public static Command Create(Surroundings around) =>
        List(
            ClientVerb.Group(
                "prompts",
                "Prompts and their versions",
                [],
                List(new Command("list", "List prompts"), around),
                GetVerb.Create(around),
                CreateVerb.Create(around),
                Label(around),
                Delete(around)
            ),
            around
        );

    static Command List(Command verb, Surroundings around)
    {
        var name = Flag.Text("--name", "TEXT", "The exact name");
        var label = Flag.Text("--label", "TEXT", "Having this label");
        var tag = Flag.Text("--tag", "TEXT", "Having this tag");
        var debug = new Option<bool>("--debug") { Hidden = true };
        foreach (var flag in new Option[] { name, label, tag, debug })
        {
            verb.Add(flag);
        }

        return new Listing<ClewPromptInfo>(
            ["NAME", "TYPE", "VERSIONS", "LABELS", "TAGS", "UPDATED"],
            (prompt, call) =>
                [
                    Shown.Cut(prompt.Name, 200),
                    prompt.Type ?? "",
                    string.Join(' ', prompt.Versions),
                    Shown.Cut(string.Join(", ", prompt.Labels), 60),
                    Shown.Cut(string.Join(", ", prompt.Tags), 60),
                    Shown.Time(prompt.LastUpdatedAt, call.Around.Time),
                ],
            (call, parsed, page, limit, ct) =>
                call.Client.ListPromptsAsync(
                    page,
                    limit,
                    parsed.GetValue(name),
                    parsed.GetValue(label),
                    parsed.GetValue(tag),
                    ct
                )
        ).On(verb, "prompts", around, isAllUsual: true);
    }

    static Command Label(Surroundings around)
    {
        var name = Flag.Needed("NAME", "The prompt");
        var version = new Argument<int>("VERSION") { Description = "The version that gets the labels" };
        var labels = new Argument<string[]>("LABEL")
        {
            Description = "One or more; other versions lose them",
            Arity = ArgumentArity.OneOrMore,
        };
        return new Command("label", "Give a version labels such as production") { name, version, labels }.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var prompt = await call.Client.SetPromptLabelsAsync(
                    parsed.GetRequiredValue(name),
                    parsed.GetValue(version),
                    parsed.GetRequiredValue(labels),
                    ct
                );
                call.WriteJson(prompt.Json);
            }
        );
    }

    static Command Delete(Surroundings around)
    {
        var name = Flag.Needed("NAME", "The prompt");
        var version = new Option<int?>("--version-of") { Description = "Only this version", HelpName = "N" };
        var label = Flag.Text("--label", "TEXT", "Only versions with this label");
        var yes = Consent.Flag();
        return new Command("delete", "Delete a prompt or some of its versions, for good")
        {
            name,
            version,
            label,
            yes,
        }.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var prompt = parsed.GetRequiredValue(name);
                var (number, labelled) = (parsed.GetValue(version), parsed.GetValue(label));
                if (!parsed.GetValue(yes))
                {
                    Consent.Ask(
                        around,
                        number is { } n ? $"version {n} of the prompt '{prompt}'"
                            : labelled is { } l ? $"the versions of the prompt '{prompt}' labelled '{l}'"
                            : $"the prompt '{prompt}' with all its versions"
                    );
                }

                await call.Client.DeletePromptAsync(prompt, number, labelled, ct);
                call.Note("Deleted.");
            }
        );
    }
}
