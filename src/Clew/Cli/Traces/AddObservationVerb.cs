using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Traces;

/// <summary><c>clew traces add-observation TRACE_ID [OBSERVATION_ID]</c></summary>
static class AddObservationVerb
{
    public static Command Create(Surroundings around)
    {
        var trace = new Argument<string>("TRACE_ID") { Description = "There already, or not yet" };
        var id = new Argument<string?>("OBSERVATION_ID")
        {
            Description = "Without it, a new one",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var flags = new ObservationFlags();
        var export = ExportEnv.Flag();
        var verb = new Command("add-observation", "Add a step to a trace, or set fields of one") { trace, id, export };
        flags.AddTo(verb);
        return verb.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var step = flags.Read(
                    parsed,
                    parsed.GetRequiredValue(trace),
                    parsed.GetValue(id) ?? Guid.NewGuid().ToString(),
                    call.Variables.GetValueOrDefault("CLEW_PARENT_OBSERVATION_ID")
                );
                var result = await Accounted.ForAsync(call, () => call.Client.AddObservationsAsync([step], ct));
                if (parsed.GetValue(export))
                {
                    ExportEnv.Write(
                        call.Output,
                        ("CLEW_TRACE_ID", step.TraceId),
                        ("CLEW_LAST_OBSERVATION_ID", step.Id),
                        ("CLEW_PARENT_OBSERVATION_ID", step.ParentObservationId)
                    );
                }
                else
                {
                    call.Note($"Observation {step.Id}");
                    call.WriteJson(result.Json);
                }
            }
        );
    }
}
