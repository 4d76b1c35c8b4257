using System.CommandLine;

namespace Clew.Cli.Client;

/// <summary>Which server, with which keys. They stand anywhere after the name of the group.</summary>
static class ClientFlags
{
    public const string Host = "--host";
    public const string PublicKey = "--public-key";
    public const string SecretKey = "--secret-key";
    public const string Env = "--env";
    public const string Profile = "--profile";

    public static void AddTo(Command group)
    {
        group.Add(Flag(Host, "URL", "The server (default: the one on this machine) [CLEW_HOST, LANGFUSE_HOST]"));
        group.Add(Flag(PublicKey, "KEY", "[CLEW_PUBLIC_KEY, LANGFUSE_PUBLIC_KEY]"));
        group.Add(Flag(SecretKey, "KEY", "[CLEW_SECRET_KEY, LANGFUSE_SECRET_KEY]"));
        group.Add(EnvFlag(isRecursive: true));
        group.Add(Flag(Profile, "NAME", "Read profiles/NAME.env in the configuration directory"));
    }

    /// <summary>Also for before the name of the group: <c>clew --env FILE traces list</c>.</summary>
    public static Option<string[]> EnvFlag(bool isRecursive) =>
        new(Env)
        {
            Description = "Read variables from this file; they win over those of the shell",
            HelpName = "FILE",
            Recursive = isRecursive,
        };

    static Option<string?> Flag(string name, string shape, string meaning) =>
        new(name)
        {
            Description = meaning,
            HelpName = shape,
            Recursive = true,
        };
}
