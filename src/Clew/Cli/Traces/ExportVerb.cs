using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Traces;

/// <summary><c>clew traces export [TRACE_ID…]</c>: whole traces, one a line.</summary>
static class ExportVerb
{
    public static Command Create(Surroundings around)
    {
        var ids = new Argument<string[]>("TRACE_ID")
        {
            Description = "These; without any, all that the flags select",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var output = new Option<string?>("--output", "-o") { Description = "Write to a file", HelpName = "FILE" };
        var filter = new TraceFilter();
        var verb = new Command("export", "Write whole traces as JSON, one a line") { ids, output };
        filter.AddTo(verb);
        return verb.Reads(
            around,
            async (call, parsed, ct) =>
            {
                var given = parsed.GetValue(ids) ?? [];
                await using var file = parsed.GetValue(output) is { } path ? OpenFile(path) : null;
                var writer = file ?? call.Output;
                var count = 0;
                await foreach (var id in IdsAsync(call, given, filter.Query(parsed, around.Time), ct))
                {
                    var trace = await call.Client.GetTraceAsync(id, ct);
                    await writer.WriteLineAsync(ClewJson.Text(trace.Json).ReplaceLineEndings(" ").AsMemory(), ct);
                    if (++count % 100 == 0)
                    {
                        call.Note($"{count} traces");
                    }
                }

                call.Note($"Exported {count} trace{(count == 1 ? "" : "s")}.");
            }
        );
    }

    static async IAsyncEnumerable<string> IdsAsync(
        Session call,
        string[] given,
        TraceQuery query,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        foreach (var id in given)
        {
            yield return id;
        }

        if (given.Length > 0)
        {
            yield break;
        }

        // Oldest first, so that what arrives meanwhile comes at the end and moves no page.
        var ordered = query with
        {
            Limit = 100,
            OrderBy = query.OrderBy ?? "timestamp.asc",
            Fields = "core",
        };
        var all = ClewClient.AllAsync(
            (page, token) => call.Client.ListTracesAsync(ordered with { Page = page }, token),
            ct
        );
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var trace in all)
        {
            if (seen.Add(trace.Id))
            {
                yield return trace.Id;
            }
        }
    }

    static StreamWriter OpenFile(string path)
    {
        try
        {
            return new StreamWriter(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Refusal($"File '{path}' cannot be written: {e.Message}", e);
        }
    }
}
