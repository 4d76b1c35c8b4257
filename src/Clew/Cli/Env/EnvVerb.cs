using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Env;

/// <summary><c>clew env …</c>; alone it says which server is used, and why.</summary>
static class EnvVerb
{
    public static Command Create(Surroundings around)
    {
        var group = ClientVerb.Group(
            "env",
            "Which server is used, and files of variables for scripts",
            ["environment"],
            FileVerbs.Init(around),
            FileVerbs.List(around),
            FileVerbs.Source(around),
            FileVerbs.Set(around),
            FileVerbs.Get(around),
            FileVerbs.Unset(around),
            FileVerbs.Clear(around),
            FileVerbs.Save(around)
        );
        return group.Reads(
            around,
            (call, _, _) =>
            {
                var target = call.Target;
                call.Output.WriteTable(
                    ["SETTING", "VALUE", "FROM"],
                    [
                        ["host", target.Host.GetLeftPart(UriPartial.Path), target.HostFrom ?? "nothing: this machine"],
                        ["public key", target.PublicKey ?? "none", target.KeysFrom ?? ""],
                        ["secret key", Masked(target.SecretKey), target.KeysFrom ?? ""],
                    ]
                );
                return Task.CompletedTask;
            }
        );
    }

    /// <summary>Enough to tell two keys apart.</summary>
    static string Masked(string? secret) =>
        secret is null ? "none"
        : secret.Length <= 12 ? "…"
        : $"{secret[..6]}…{secret[^3..]}";
}
