using Clew.Mcp.Analysis;
using Clew.Mcp.Answers;
using ModelContextProtocol.Protocol;

namespace Clew.Mcp.Resources;

/// <summary><c>clew://traces/{id}</c>: a trace as text, as <c>clew_trace_summary</c> gives it.</summary>
sealed class TraceResource(ClewClient client, Boundary boundary)
{
    const string Root = "clew://traces/";
    const int BudgetTokens = 4_000;

    public static ResourceTemplate Pattern =>
        new()
        {
            UriTemplate = Root + "{id}",
            Name = "trace",
            Description = "A trace as text: totals, input, output, and the tree of its spans",
            MimeType = "text/plain",
        };

    /// <summary>Null if the address is none of these.</summary>
    public async Task<ReadResourceResult?> ReadAsync(string uri, CancellationToken ct)
    {
        if (!uri.StartsWith(Root, StringComparison.Ordinal) || uri.Length == Root.Length)
        {
            return null;
        }

        var id = Uri.UnescapeDataString(uri[Root.Length..]);
        return new ReadResourceResult
        {
            Contents =
            [
                new TextResourceContents
                {
                    Uri = uri,
                    MimeType = "text/plain",
                    Text = await SummariseTrace.TextAsync(client, boundary, id, BudgetTokens, ct),
                },
            ],
        };
    }
}
