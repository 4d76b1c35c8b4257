using System.CommandLine;

namespace Clew.Cli.Client;

/// <summary>The usual kinds of flags and arguments.</summary>
static class Flag
{
    public static Option<string?> Text(string name, string shape, string meaning, params string[] aliases) =>
        new(name, aliases) { Description = meaning, HelpName = shape };

    public static Option<string[]> Many(string name, string shape, string meaning) =>
        new(name)
        {
            Description = meaning,
            HelpName = shape,
            AllowMultipleArgumentsPerToken = true,
        };

    public static Option<bool> Yes(string name, string meaning, params string[] aliases) =>
        new(name, aliases) { Description = meaning };

    public static Argument<string> Needed(string name, string meaning) => new(name) { Description = meaning };

    public static Argument<string?> Optional(string name, string meaning) =>
        new(name) { Description = meaning, Arity = ArgumentArity.ZeroOrOne };
}
