using System.CommandLine;
using Clew.Host;

namespace Clew.Cli;

/// <summary><c>clew keys list</c></summary>
static class KeysListVerb
{
    public static Command Create(Surroundings around)
    {
        var project = new Option<string?>("--project") { Description = "Only this project's", HelpName = "ID" };
        var json = AdminVerb.JsonFlag();
        return new Command("list", "List keys, without their secrets") { project, json }.Does(
            around,
            async (admin, parsed, ct) =>
            {
                var keys = await admin.ListKeysAsync(parsed.GetValue(project), ct);
                if (parsed.GetValue(json))
                {
                    around.Output.WriteJson(keys, HostJson.Default.KeyInfoArray);
                }
                else
                {
                    around.Output.WriteTable(
                        ["PUBLIC KEY", "PROJECT", "CREATED", "STATE", "NOTE"],
                        keys.Select(key =>
                            new[]
                            {
                                key.PublicKey,
                                key.Project,
                                TableText.Time(key.CreatedUnixNano),
                                key.RevokedUnixNano is { } at ? $"revoked {TableText.Time(at)}" : "good",
                                key.Note ?? "",
                            }
                        )
                    );
                }
            }
        );
    }
}
