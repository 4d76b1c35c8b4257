using System.Globalization;
using System.Text.Json;
using Clew.Mcp.Answers;
using Clew.Mcp.Tools;
using ModelContextProtocol.Protocol;
using Tool = Clew.Mcp.Tools.Tool;

namespace Clew.Mcp.Analysis;

/// <summary><c>clew_span_content</c></summary>
static class ReadSpanContent
{
    const int MostTokens = 20_000;

    public static Tool Create() =>
        new()
        {
            Name = "span_content",
            Group = ToolGroup.Analysis,
            Description =
                "The whole input, output or metadata of a span, or all of it as JSON, page by page. Without span_id: of "
                + "the trace itself.",
            Parameters =
            [
                Parameter.Text("trace_id", "The id of its trace", isRequired: true),
                Parameter.Text("span_id", "The id of the span"),
                Parameter.Choice("part", "Which part; output if not given", SpanPage.Parts),
                Parameter.Count("offset", "The character to start at", 0, int.MaxValue, 0),
                Parameter.Count("max_tokens", "The length of a page", 100, MostTokens, 2_000),
            ],
            Run = RunAsync,
        };

    static async Task<CallToolResult> RunAsync(Call call, CancellationToken ct)
    {
        var given = call.Arguments;
        var traceId = given.Id("trace_id");
        var spanId = given.OptionalId("span_id");
        var part = given.Choice("part", SpanPage.Parts, "output");
        var offset = given.Count("offset");
        var value = spanId is null
            ? (await call.Client.GetTraceAsync(traceId, ct)).Json
            : await FindAsync(call.Client, traceId, spanId, ct);
        var what = spanId is null ? "trace" : "span";
        if (SpanPage.TextOf(value, part) is not { } text)
        {
            return Reply.Text($"This {what} has no {part}.");
        }

        if (offset > 0 && offset >= text.Length)
        {
            throw new ToolRefusal(
                $"'offset' is {Words.Count(offset)}, but the {part} has {Words.Count(text.Length)} characters only."
            );
        }

        var (page, next) = SpanPage.Cut(text, offset, given.Count("max_tokens"));
        var rest =
            next < text.Length
                ? string.Create(CultureInfo.InvariantCulture, $"More: the same with offset={next}.")
                : "This is the end.";
        return Reply.Text(
            $"Characters {Words.Count(offset)} to {Words.Count(next)} of {Words.Count(text.Length)} of the {part} of the "
                + $"{what}. {rest}\n{call.Boundary.Wrap(page)}"
        );
    }

    /// <summary>
    /// By its id alone it is found fast. But two traces may have a span of the same id, and then the trace is read.
    /// </summary>
    static async Task<JsonElement> FindAsync(ClewClient client, string traceId, string spanId, CancellationToken ct)
    {
        try
        {
            var found = await client.GetObservationAsync(spanId, ct);
            if (found.Json.Text("traceId") == traceId)
            {
                return found.Json;
            }
        }
        catch (ClewException e) when (e.Kind == ClewErrorKind.NotFound) { }

        var trace = await client.GetTraceAsync(traceId, ct);
        foreach (var observation in trace.Json.List("observations"))
        {
            if (observation.Text("id") == spanId)
            {
                return observation;
            }
        }

        throw new ToolRefusal(
            $"The trace '{traceId}' has no span '{spanId}'; clew_trace_summary shows the ids of its spans."
        );
    }
}
