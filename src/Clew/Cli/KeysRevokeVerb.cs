using System.CommandLine;
using Clew.Host;

namespace Clew.Cli;

/// <summary><c>clew keys revoke PUBLIC_KEY</c></summary>
static class KeysRevokeVerb
{
    public static Command Create(Surroundings around)
    {
        var key = new Argument<string>("PUBLIC_KEY") { Description = "As 'clew keys list' shows it" };
        return new Command("revoke", "Refuse a key from now on") { key }.Does(
            around,
            async (admin, parsed, ct) =>
            {
                var publicKey = parsed.GetRequiredValue(key);
                await admin.RevokeKeyAsync(publicKey, ct);
                await around.Output.WriteLineAsync($"Revoked '{publicKey}'.");
            }
        );
    }
}
