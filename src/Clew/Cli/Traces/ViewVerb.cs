using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Traces;

/// <summary><c>clew traces view TRACE_ID</c></summary>
static class ViewVerb
{
    public static Command Create(Surroundings around)
    {
        var id = new Argument<string>("TRACE_ID") { Description = "As 'clew traces list' shows it" };
        var full = new Option<bool>("--full") { Description = "Inputs and outputs whole, not only their beginning" };
        var json = ClientVerb.JsonFlag();
        return new Command("view", "Show a trace with its input, its output and its steps") { id, full, json }.Reads(
            around,
            async (call, parsed, ct) =>
            {
                var trace = await call.Client.GetTraceAsync(parsed.GetRequiredValue(id), ct);
                if (parsed.GetValue(json))
                {
                    call.WriteJson(trace.Json);
                }
                else
                {
                    new TraceTree(call, parsed.GetValue(full)).Write(trace);
                }
            }
        );
    }
}
