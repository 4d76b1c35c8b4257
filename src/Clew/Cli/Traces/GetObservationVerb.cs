using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Traces;

/// <summary><c>clew traces get-observation OBSERVATION_ID</c></summary>
static class GetObservationVerb
{
    public static Command Create(Surroundings around)
    {
        var id = new Argument<string>("OBSERVATION_ID") { Description = "As 'clew traces view --json' shows it" };
        var json = ClientVerb.JsonFlag();
        return new Command("get-observation", "Show one step of a trace") { id, json }.Reads(
            around,
            async (call, parsed, ct) =>
            {
                var step = await call.Client.GetObservationAsync(parsed.GetRequiredValue(id), ct);
                if (parsed.GetValue(json))
                {
                    call.WriteJson(step.Json);
                    return;
                }

                call.Output.WriteLine(call.Paint.Bold(Shown.Cut(step.Name ?? "(no name)", 200)));
                Field("ID", step.Id);
                Field("Trace", step.TraceId);
                Field("Parent", step.ParentObservationId);
                Field("Type", step.Type);
                Field("Model", step.Model);
                Field("Level", step.Level);
                Field("Message", step.StatusMessage);
                Field("Start", Shown.Time(step.StartTime, around.Time));
                Field("End", step.EndTime is null ? "running" : Shown.Time(step.EndTime, around.Time));
                Field("Usage", Shown.Value(step.UsageDetails, 300));
                Field("Metadata", Shown.Value(step.Metadata, 300));
                Field("Input", Shown.Value(step.Input, 900));
                Field("Output", Shown.Value(step.Output, 900));

                void Field(string name, string? value)
                {
                    if (!string.IsNullOrEmpty(value))
                    {
                        call.Output.WriteLine($"  {call.Paint.Dim(name.PadRight(12))}{Shown.Cut(value, 900)}");
                    }
                }
            }
        );
    }
}
