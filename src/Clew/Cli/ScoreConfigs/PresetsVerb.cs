using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.ScoreConfigs;

/// <summary><c>clew score-configs presets list|show|install</c></summary>
static class PresetsVerb
{
    public static Command Create(Surroundings around) =>
        new("presets", "Rules that many need") { List(around), Show(around), Install(around) };

    static Option<string?> Category() =>
        Flag.Text("--category", "NAME", "general, ai, narrative, technical, specialized, numeric or boolean");

    static Command List(Surroundings around)
    {
        var category = Category();
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var verb = new Command("list", "List the presets") { category, json };
        verb.SetAction(parsed =>
        {
            var found = Of(parsed.GetValue(category));
            if (parsed.GetValue(json))
            {
                var items = string.Join(',', found.Select(preset => preset.Config.Json.GetRawText()));
                around.Output.WriteLine(ClewJson.Text(ClewJson.Parse($"[{items}]"), indented: true));
                return;
            }

            around.Output.WriteTable(
                ["NAME", "CATEGORY", "TYPE", "TAKES"],
                found.Select(preset =>
                    new[] { preset.Config.Name, preset.Category, preset.Config.DataType, Configs.Takes(preset.Config) }
                )
            );
        });
        return verb;
    }

    static Command Show(Surroundings around)
    {
        var name = Flag.Needed("NAME", "As the list shows it");
        var verb = new Command("show", "Show one preset") { name };
        verb.SetAction(parsed =>
            around.Output.WriteLine(ClewJson.Text(Find(parsed.GetRequiredValue(name)).Config.Json, indented: true))
        );
        return verb;
    }

    static Command Install(Surroundings around)
    {
        var names = new Argument<string[]>("NAME")
        {
            Description = "As the list shows them; without any, all of the category",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var category = Category();
        var twice = Flag.Yes("--allow-duplicates", "Also those whose name is there already");
        var asking = Flag.Yes("--interactive", "Ask for each one");
        return new Command("install", "Make rules from presets") { names, category, twice, asking }.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var given = parsed.GetValue(names) ?? [];
                if (given.Length == 0 && parsed.GetValue(category) is null && !parsed.GetValue(asking))
                {
                    throw new WrongUse("Name presets, or give --category or --interactive.");
                }

                var chosen = given.Length > 0 ? [.. given.Select(Find)] : Of(parsed.GetValue(category));
                if (parsed.GetValue(asking))
                {
                    chosen = [.. chosen.Where(preset => IsWanted(around, preset))];
                }

                var configs = chosen.Select(preset => Configs.Copy(preset.Config, withDescription: true)).ToArray();
                await Installing.RunAsync(call, configs, parsed.GetValue(twice), isPreview: false, ct);
            }
        );
    }

    static bool IsWanted(Surroundings around, Preset preset)
    {
        var person = around.Person ?? throw new WrongUse("Nobody is here to be asked; leave out --interactive.");
        around.Error.Write($"{preset.Config.Name} ({preset.Config.DataType})? [y/N] ");
        return person.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    static IReadOnlyList<Preset> Of(string? category)
    {
        var all = Presets.All();
        if (category is null)
        {
            return all;
        }

        var found = all.Where(preset => preset.Category.Equals(category, StringComparison.OrdinalIgnoreCase)).ToArray();
        return found.Length > 0
            ? found
            : throw new Refusal(
                $"There is no category '{category}'; there are {string.Join(", ", all.Select(preset => preset.Category).Distinct())}."
            );
    }

    static Preset Find(string name) =>
        Presets.All().FirstOrDefault(preset => preset.Config.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new Refusal($"There is no preset '{name}'; 'clew score-configs presets list' shows them.");
}
