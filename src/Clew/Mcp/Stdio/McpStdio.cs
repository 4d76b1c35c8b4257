using Clew.Mcp.Answers;
using Clew.Mcp.Tools;
using ModelContextProtocol.Server;

namespace Clew.Mcp.Stdio;

/// <summary>The MCP server on standard input and output, for a client that started this process.</summary>
static class McpStdio
{
    /// <summary>Returns when the client closes the input, or when cancelled.</summary>
    /// <param name="selection">Must have been read with files: this process runs where the client's files are.</param>
    public static async Task RunAsync(
        ClewClient client,
        Selection selection,
        IReadOnlyList<Tool> catalogue,
        string version,
        Stream input,
        Stream output,
        CancellationToken ct
    )
    {
        var session = new Session(selection, catalogue, client, Boundary.Random(), hasFiles: true);
        await using var transport = new StreamServerTransport(input, output, "clew");
        await using var server = McpServer.Create(transport, session.Options(version));
        await server.RunAsync(ct);
    }
}
