using System.CommandLine;
using Clew.Host;

namespace Clew.Cli;

/// <summary><c>clew keys create|list|revoke</c></summary>
static class KeysVerb
{
    public static Command Create(Surroundings around) =>
        new("keys", "Keys say which project a sender or reader belongs to")
        {
            KeysCreateVerb.Create(around),
            KeysListVerb.Create(around),
            KeysRevokeVerb.Create(around),
        };
}
