using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Traces;

/// <summary><c>clew traces delete TRACE_ID…</c>: says how much, asks, and is final.</summary>
static class DeleteVerb
{
    public static Command Create(Surroundings around)
    {
        var ids = new Argument<string[]>("TRACE_ID") { Description = "One or more", Arity = ArgumentArity.OneOrMore };
        var yes = Consent.Flag();
        return new Command("delete", "Delete traces with all that belongs to them, for good") { ids, yes }.Writes(
            around,
            async (call, parsed, ct) =>
            {
                var all = parsed.GetRequiredValue(ids).Distinct(StringComparer.Ordinal).ToArray();
                if (!parsed.GetValue(yes))
                {
                    var steps = 0;
                    foreach (var id in all)
                    {
                        steps += (await call.Client.GetTraceAsync(id, ct)).ObservationIds.Count;
                    }

                    Consent.Ask(around, $"{Count(all.Length, "trace")} with {Count(steps, "observation")}");
                }

                foreach (var some in all.Chunk(1000))
                {
                    var answer = some is [var only]
                        ? await call.Client.DeleteTraceAsync(only, ct)
                        : await call.Client.DeleteTracesAsync(some, ct);
                    call.WriteJson(answer.Json);
                }
            }
        );
    }

    static string Count(int number, string thing) => $"{number} {thing}{(number == 1 ? "" : "s")}";
}
