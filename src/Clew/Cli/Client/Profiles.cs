using Clew.Host;

namespace Clew.Cli.Client;

/// <summary>Files of variables in the user's configuration directory, each with the name of a server.</summary>
static class Profiles
{
    /// <exception cref="Refusal">The user has no such directory, or the name is a path.</exception>
    public static string Path(string name, Surroundings around)
    {
        if (name.Length == 0 || name.IndexOfAny(['/', '\\', ':']) >= 0 || name[0] == '.')
        {
            throw new Refusal($"'{name}' is not the name of a profile; use letters, digits and dashes.");
        }

        return System.IO.Path.Combine(Directory(around), "profiles", name + ".env");
    }

    public static string Directory(Surroundings around) =>
        around.UserConfigDirectory() ?? throw new Refusal("There is no home directory, so there are no profiles.");

    public static Refusal Missing(string path) =>
        new($"There is no profile at '{path}'; write CLEW_HOST=… and the keys into that file.");
}
