using System.CommandLine;
using Clew.Host;
using Clew.Mcp;
using Clew.Mcp.Stdio;
using Clew.Mcp.Tools;

namespace Clew.Cli;

/// <summary><c>clew mcp</c>: answers an agent on standard input and output.</summary>
static class McpVerb
{
    const string ToolsVariable = "CLEW_MCP_TOOLS";
    const string FeaturesVariable = "CLEW_MCP_FEATURES";

    /// <summary>CoaiaPy's own.</summary>
    const string OtherFeaturesVariable = "COAIAPY_MCP_FEATURES";

    public static Command Create(Surroundings around)
    {
        var host = new Option<string?>("--host")
        {
            Description = "The server to ask (default: http://127.0.0.1:4318) [CLEW_HOST, LANGFUSE_HOST]",
            HelpName = "URL",
        };
        var tools = new Option<string?>("--tools")
        {
            Description =
                $"Groups or names of tools, with commas (default: {Selection.Default}); see docs/mcp.md [{ToolsVariable}]",
            HelpName = "GROUP,…",
        };
        var features = new Option<string?>("--features")
        {
            Description =
                $"CoaiaPy's levels: minimal, standard, observability, full [{FeaturesVariable}, {OtherFeaturesVariable}]",
            HelpName = "LEVEL",
        };
        var verb = new Command("mcp", "Serve tools to an AI assistant, over standard input and output (MCP)")
        {
            host,
            tools,
            features,
        };
        verb.SetAction(
            async (parsed, ct) =>
            {
                try
                {
                    await RunAsync(
                        parsed.GetValue(host),
                        parsed.GetValue(tools),
                        parsed.GetValue(features),
                        around,
                        ct
                    );
                    return ExitCode.Done;
                }
                catch (Exception e) when (e is ToolRefusal or ClewException)
                {
                    await around.Error.WriteLineAsync("Error: " + e.Message);
                    return ExitCode.WrongUsage;
                }
            }
        );
        return verb;
    }

    static async Task RunAsync(string? host, string? tools, string? features, Surroundings around, CancellationToken ct)
    {
        var variables = around.Environment;
        var catalogue = Catalogue.Tools();
        var selection = Selection.Read(
            tools ?? variables.GetValueOrDefault(ToolsVariable),
            features
                ?? variables.GetValueOrDefault(FeaturesVariable)
                ?? variables.GetValueOrDefault(OtherFeaturesVariable),
            hasFiles: true,
            catalogue
        );
        var options = ClewClientOptions.FromEnvironment(variables) with
        {
            Time = around.Time,
            Warn = around.Error.WriteLine,
        };
        using var client = new ClewClient(
            host is null ? options : options with { Host = ClewClientOptions.ParseHost(host) }
        );
        // Standard output belongs to the protocol.
        await around.Error.WriteLineAsync($"Clew's MCP server: {selection.Tools.Count} tools, {client.Options.Host}");
        var (input, output) = around.OpenPipes();
        await McpStdio.RunAsync(client, selection, catalogue, Surroundings.Version, input, output, ct);
    }
}
