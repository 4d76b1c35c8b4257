using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Traces;

/// <summary><c>clew traces session-view SESSION_ID</c>, and <c>clew sessions show SESSION_ID</c></summary>
static class SessionViewVerb
{
    public static Command Create(string name, Surroundings around)
    {
        var id = new Argument<string>("SESSION_ID") { Description = "As 'clew sessions list' shows it" };
        var json = ClientVerb.JsonFlag();
        return new Command(name, "Show the traces of a session, in their order") { id, json }.Reads(
            around,
            async (call, parsed, ct) =>
            {
                var session = await call.Client.GetSessionAsync(parsed.GetRequiredValue(id), ct);
                if (parsed.GetValue(json))
                {
                    call.WriteJson(session.Json);
                    return;
                }

                call.Output.WriteLine(call.Paint.Bold("Session " + Shown.Cut(session.Id, 800)));
                foreach (var trace in session.Traces.OrderBy(trace => trace.Timestamp))
                {
                    call.Output.WriteLine();
                    call.Output.WriteLine(
                        $"{Shown.Time(trace.Timestamp, around.Time)}  {Shown.Cut(trace.Name ?? "(no name)", 120)}  "
                            + call.Paint.Dim(Shown.Cut(trace.Id, 800))
                    );
                    call.Output.WriteLine($"  {call.Paint.Dim("in ")} {Shown.Value(trace.Input, 200)}");
                    call.Output.WriteLine($"  {call.Paint.Dim("out")} {Shown.Value(trace.Output, 200)}");
                }

                call.Output.WriteLine();
                call.Output.WriteLine($"Total traces: {session.Traces.Count}");
            }
        );
    }
}
