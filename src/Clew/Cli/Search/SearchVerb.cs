using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;

namespace Clew.Cli.Search;

/// <summary><c>clew search TEXT</c>: where the words stand, the last to arrive first. Only Clew can.</summary>
static class SearchVerb
{
    const int MostOfName = 32;

    public static Command Create(Surroundings around)
    {
        var text = new Argument<string[]>("TEXT")
        {
            Description = "Words that must all be there, a phrase in quotes, pre*, *part*",
            Arity = ArgumentArity.OneOrMore,
        };
        var trace = new Option<string?>("--trace") { Description = "Only in this trace, in the order of its spans" };
        var limit = new Option<int?>("--limit") { Description = "How many hits, 1 to 500 (50)" };
        var cursor = new Option<string?>("--cursor") { Description = "The next page, as the last one names it" };
        var json = ClientVerb.JsonFlag();
        var verb = new Command("search", "Find text in names, inputs, outputs, attributes, errors and logs (Clew only)")
        {
            text,
            trace,
            limit,
            cursor,
            json,
        }.Reads(
            around,
            async (call, parsed, ct) =>
            {
                var options = new SearchOptions
                {
                    TraceId = parsed.GetValue(trace),
                    Limit = parsed.GetValue(limit),
                    Cursor = parsed.GetValue(cursor),
                };
                var answer = await call.Client.SearchAsync(TextOf(parsed.GetRequiredValue(text)), options, ct);
                if (parsed.GetValue(json))
                {
                    call.WriteJson(answer.Json);
                    return;
                }

                var hits = answer.Items("hits").Select(item => new ApiObject(item)).ToArray();
                if (hits.Length > 0)
                {
                    call.Output.WriteTable(["TRACE", "SPAN", "NAME", "PLACE", "TEXT"], hits.Select(Row));
                }

                call.Output.WriteLine(hits.Length == 1 ? "1 hit" : $"{hits.Length} hits");
                if (answer.Text("nextCursor") is { } next)
                {
                    var why =
                        answer.Flag("complete") == false
                            ? "It took too long to look further back"
                            : "There may be more";
                    call.Output.WriteLine($"{why}: the same with --cursor {next}");
                }
            }
        );
        ClientFlags.AddTo(verb);
        return verb;
    }

    /// <summary>What the shell took the quotes from is a phrase still.</summary>
    static string TextOf(string[] given) =>
        string.Join(
            ' ',
            given.Select(t =>
                t.Contains(' ', StringComparison.Ordinal) && !t.Contains('"', StringComparison.Ordinal) ? $"\"{t}\"" : t
            )
        );

    static string[] Row(ApiObject hit) =>
        [
            hit.Text("traceId") ?? "",
            hit.Text("spanId") ?? "",
            Shown.Cut(Shown.Safe(hit.Text("name") ?? ""), MostOfName),
            hit.Text("key") is { } key ? $"{hit.Text("place")} {Shown.Safe(key)}" : hit.Text("place") ?? "",
            Shown.Safe(hit.Text("snippet") ?? ""),
        ];
}
