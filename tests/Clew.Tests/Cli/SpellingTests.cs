using System.CommandLine;
using Clew.Cli;
using Clew.Tests.Host;

namespace Clew.Tests.Cli;

/// <summary>Every spelling that scripts for coaia use is understood after <c>clew fuse</c>, and most after <c>clew</c>.</summary>
public sealed class SpellingTests : IDisposable
{
    readonly Around around = new();

    public void Dispose() => around.Dispose();

    [Theory]
    [InlineData("traces --json --include-observations")]
    [InlineData("traces list")]
    [InlineData("traces create t -s s -u john -n Name -i in -o out -m {} --export-env")]
    [InlineData("traces add-observation t o -ts -n name -p parent --start-time 251121083000 --level ERROR --model m")]
    [InlineData("traces add-observation t --type GENERATION --usage {} --export-env")]
    [InlineData("traces add-observations t -f file --format json --dry-run")]
    [InlineData("traces add-obs-batch t --format yaml")]
    [InlineData("traces patch-output t data --json -f file --merge")]
    [InlineData("traces session-view s --json")]
    [InlineData("traces sv s")]
    [InlineData("traces trace-view t --json")]
    [InlineData("traces tv t")]
    [InlineData("traces get-observation o --json")]
    [InlineData("traces obs-get o")]
    [InlineData("traces get-obs o")]
    [InlineData("traces history t")]
    [InlineData("traces export t -o file")]
    [InlineData("traces tail --interval 0.5")]
    [InlineData("traces delete a b --yes")]
    [InlineData("comments list")]
    [InlineData("prompts list --json --debug")]
    [InlineData("prompts get name --json --label l --prod -c -e")]
    [InlineData("prompts create name text --commit-message m --labels a b --tags c d --type chat -f file")]
    [InlineData("datasets list --json")]
    [InlineData("datasets get name -oft --system-instruction text")]
    [InlineData("datasets get name -gft")]
    [InlineData("datasets create name --description d --metadata note")]
    [InlineData(
        "dataset-items create d -i in -e out -m {} --source-trace t --source-observation o --id i --status ACTIVE"
    )]
    [InlineData("sessions create s u -n name -f file")]
    [InlineData("sessions addnode s t u -n name")]
    [InlineData("sessions view -f file")]
    [InlineData("sc list --json")]
    [InlineData("scores apply --trace-id t --observation-id o --name n --score-id s -v 1 -c why")]
    [InlineData("scc list --json")]
    [InlineData("scc get id --json")]
    [InlineData("score-configs create name NUMERIC --min-value 0 --max-value 1 --description d")]
    [InlineData("scc export -o file --no-metadata")]
    [InlineData("scc import file --select A B --allow-duplicates --no-guidance --preview")]
    [InlineData("scc presets list --category ai --json")]
    [InlineData("scc presets show Clarity")]
    [InlineData("scc presets install Clarity --allow-duplicates")]
    [InlineData("scc apply config --session-id s -v yes -c why")]
    [InlineData("scc available --category x --cached-only --json")]
    [InlineData("scc show config --requirements")]
    [InlineData("media upload file t -o o -f output -c image/png --json")]
    [InlineData("media get id --json")]
    public void It_is_understood(string line)
    {
        var root = CommandLine.Create(around.Surroundings);
        string[] words = line.Split(' ');
        Assert.Empty(root.Parse(["fuse", .. words]).Errors.Select(error => error.Message));
        Assert.Empty(root.Parse(words).Errors.Select(error => error.Message));
    }

    [Theory]
    [InlineData("env --env file")]
    [InlineData("environment set A b --name n --location global")]
    [InlineData("env clear --confirm")]
    [InlineData("completion bash")]
    [InlineData("fuse projects")]
    public void Others_too(string line) =>
        Assert.Empty(CommandLine.Create(around.Surroundings).Parse(line.Split(' ')).Errors);

    [Theory]
    [InlineData("traces add-observation t -te -tg")]
    [InlineData("scores apply --name n")]
    [InlineData("scores apply --trace-id t --session-id s")]
    [InlineData("scores apply --session-id s --observation-id o")]
    [InlineData("scc create n BOOLEAN --min-value 1")]
    [InlineData("scc create n CATEGORICAL")]
    [InlineData("traces list --limit 101")]
    [InlineData("traces list --page 2 --all")]
    public void What_contradicts_itself_is_wrong(string line) =>
        Assert.NotEmpty(CommandLine.Create(around.Surroundings).Parse(line.Split(' ')).Errors);

    [Fact]
    public void Every_verb_says_what_it_does_and_help_lists_fuse()
    {
        var root = CommandLine.Create(around.Surroundings);
        Assert.Contains(root.Subcommands, verb => verb.Name == "fuse");
        var open = new Queue<Command>(root.Subcommands);
        while (open.TryDequeue(out var verb))
        {
            Assert.False(string.IsNullOrWhiteSpace(verb.Description), verb.Name);
            foreach (var below in verb.Subcommands)
            {
                open.Enqueue(below);
            }
        }
    }
}
