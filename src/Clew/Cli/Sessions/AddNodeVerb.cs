using System.CommandLine;
using Clew.Cli.Client;
using Clew.Cli.Traces;
using Clew.Host;

namespace Clew.Cli.Sessions;

/// <summary><c>clew sessions addnode SESSION_ID TRACE_ID USER_ID</c></summary>
static class AddNodeVerb
{
    public static Command Create(Surroundings around)
    {
        var id = Flag.Needed("SESSION_ID", "As it was created");
        var trace = Flag.Needed("TRACE_ID", "Chosen by you");
        var user = Flag.Needed("USER_ID", "On whose behalf");
        var name = Flag.Text("--name", "TEXT", "What it is called (default: Child Node)", "-n");
        var file = SessionFile.Flag();
        return new Command("addnode", "Add a trace to a session and to its file")
        {
            id,
            trace,
            user,
            name,
            file,
        }.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var called = parsed.GetValue(name) ?? "Child Node";
                var node = new NewTrace(parsed.GetRequiredValue(trace))
                {
                    SessionId = parsed.GetRequiredValue(id),
                    UserId = parsed.GetRequiredValue(user),
                    Name = called,
                };
                var result = await Accounted.ForAsync(call, () => call.Client.AddTraceAsync(node, ct));
                SessionFile.Add(parsed.GetRequiredValue(file), node.SessionId, node.Id, called);
                call.WriteJson(result.Json);
            }
        );
    }
}
