using System.CommandLine;
using Clew.Host;

namespace Clew.Cli.Client;

/// <summary>What is final is asked first.</summary>
static class Consent
{
    public static Option<bool> Flag() => new("--yes", "-y") { Description = "Do not ask" };

    /// <param name="what">What is lost, with its number.</param>
    /// <exception cref="WrongUse">Nobody is there to answer.</exception>
    /// <exception cref="Refusal">The answer is no.</exception>
    public static void Ask(Surroundings around, string what)
    {
        if (around.Person is not { } person)
        {
            throw new WrongUse($"This deletes {what} for good. Nobody is here to be asked; say --yes.");
        }

        around.Error.Write($"This deletes {what} for good. Go on? [y/N] ");
        if (person.ReadLine()?.Trim().ToLowerInvariant() is not ("y" or "yes"))
        {
            throw new Refusal("Nothing was deleted.");
        }
    }
}
