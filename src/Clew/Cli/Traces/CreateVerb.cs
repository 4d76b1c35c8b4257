using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Traces;

/// <summary><c>clew traces create TRACE_ID</c></summary>
static class CreateVerb
{
    public static Command Create(Surroundings around)
    {
        var id = new Argument<string>("TRACE_ID")
        {
            Description = "Chosen by you; one that is there gets these fields",
        };
        var session = Text("--session", "-s", "ID", "The conversation that it belongs to");
        var user = Text("--user", "-u", "ID", "On whose behalf");
        var name = Text("--name", "-n", "TEXT", "What it is called");
        var input = Text("--input", "-i", "DATA", "JSON, or text");
        var output = Text("--output", "-o", "DATA", "JSON, or text");
        var metadata = Text("--metadata", "-m", "JSON", "An object");
        var tags = new Option<string[]>("--tag") { Description = "May be given several times", HelpName = "TEXT" };
        var environment = new Option<string?>("--environment") { HelpName = "NAME" };
        var release = new Option<string?>("--release") { HelpName = "TEXT" };
        var export = ExportEnv.Flag();
        return new Command("create", "Make a trace")
        {
            id,
            session,
            user,
            name,
            input,
            output,
            metadata,
            tags,
            environment,
            release,
            export,
        }.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var trace = new NewTrace(parsed.GetRequiredValue(id))
                {
                    SessionId = parsed.GetValue(session) ?? call.Variables.GetValueOrDefault("CLEW_SESSION_ID"),
                    UserId = parsed.GetValue(user) ?? call.Variables.GetValueOrDefault("CLEW_USER_ID"),
                    Name = parsed.GetValue(name),
                    Input = Given.Value(parsed.GetValue(input)),
                    Output = Given.Value(parsed.GetValue(output)),
                    Metadata = Given.Json(parsed.GetValue(metadata), "--metadata"),
                    Tags = parsed.GetValue(tags) is { Length: > 0 } given ? given : null,
                    Environment = parsed.GetValue(environment),
                    Release = parsed.GetValue(release),
                };
                var result = await Accounted.ForAsync(call, () => call.Client.AddTraceAsync(trace, ct));
                if (parsed.GetValue(export))
                {
                    ExportEnv.Write(
                        call.Output,
                        ("CLEW_TRACE_ID", trace.Id),
                        ("CLEW_SESSION_ID", trace.SessionId),
                        ("CLEW_USER_ID", trace.UserId)
                    );
                }
                else
                {
                    call.WriteJson(result.Json);
                }
            }
        );
    }

    static Option<string?> Text(string name, string letter, string shape, string meaning) =>
        new(name, letter) { Description = meaning, HelpName = shape };
}
