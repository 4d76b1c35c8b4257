using System.CommandLine;
using Clew.Host;
using Clew.Host.Admin;

namespace Clew.Cli;

/// <summary><c>clew keys create</c>: the only moment at which a secret is seen.</summary>
static class KeysCreateVerb
{
    public static Command Create(Surroundings around)
    {
        var project = new Option<string>("--project")
        {
            Description = "What it gives access to (default: default)",
            HelpName = "ID",
            DefaultValueFactory = _ => "default",
        };
        var note = new Option<string?>("--note") { Description = "A reminder of who uses it" };
        var json = AdminVerb.JsonFlag();
        return new Command("create", "Make a key and show its secret once") { project, note, json }.Does(
            around,
            async (admin, parsed, ct) =>
            {
                var key = await admin.CreateKeyAsync(
                    new NewKey(parsed.GetRequiredValue(project), parsed.GetValue(note)),
                    ct
                );
                if (parsed.GetValue(json))
                {
                    around.Output.WriteJson(key, HostJson.Default.IssuedKey);
                }
                else
                {
                    await around.Output.WriteAsync(Text(key, admin.Address));
                }
            }
        );
    }

    static string Text(IssuedKey key, string address) =>
        $"""
            A key for project '{key.Project}'. The secret is not kept and cannot be shown again.

              public  {key.PublicKey}
              secret  {key.SecretKey}

            For an OpenTelemetry SDK:

            {ClientLines.OpenTelemetry(address, key.SecretKey)}

            For a Langfuse SDK:

            {ClientLines.Langfuse(address, key.PublicKey, key.SecretKey)}

            """;
}
