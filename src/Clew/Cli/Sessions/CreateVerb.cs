using System.CommandLine;
using Clew.Cli.Client;
using Clew.Cli.Traces;
using Clew.Host;

namespace Clew.Cli.Sessions;

/// <summary>
/// <c>clew sessions create SESSION_ID USER_ID</c>: begins a session with a trace of the same id, and a file that lists
/// what is added to it.
/// </summary>
static class CreateVerb
{
    public static Command Create(Surroundings around)
    {
        var id = Flag.Needed("SESSION_ID", "Chosen by you");
        var user = Flag.Needed("USER_ID", "On whose behalf");
        var name = Flag.Text("--name", "TEXT", "What it is called (default: New Session)", "-n");
        var file = SessionFile.Flag();
        return new Command("create", "Begin a session, and a file that lists its traces")
        {
            id,
            user,
            name,
            file,
        }.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var session = parsed.GetRequiredValue(id);
                var called = parsed.GetValue(name) ?? "New Session";
                var trace = new NewTrace(session)
                {
                    SessionId = session,
                    UserId = parsed.GetRequiredValue(user),
                    Name = called,
                };
                var result = await Accounted.ForAsync(call, () => call.Client.AddTraceAsync(trace, ct));
                SessionFile.Create(parsed.GetRequiredValue(file), session, session, called);
                call.WriteJson(result.Json);
            }
        );
    }
}
