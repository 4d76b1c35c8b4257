using System.CommandLine;
using Clew.Cli.Client;
using Clew.Host;
using Clew.Mcp.Stdio;
using Clew.Mcp.Tools;
using ToolRefusal = Clew.Mcp.ToolRefusal;

namespace Clew.Cli;

/// <summary><c>clew mcp</c>: answers an assistant on standard input and output.</summary>
static class McpVerb
{
    const string ToolsVariable = "CLEW_MCP_TOOLS";
    const string FeaturesVariable = "CLEW_MCP_FEATURES";

    /// <summary>CoaiaPy's own.</summary>
    const string OtherFeaturesVariable = "COAIAPY_MCP_FEATURES";

    public static Command Create(Surroundings around)
    {
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
            tools,
            features,
        };
        ClientFlags.AddTo(verb);
        return verb.Reads(
            around,
            (session, parsed, ct) => RunAsync(session, parsed.GetValue(tools), parsed.GetValue(features), ct)
        );
    }

    static async Task RunAsync(Session session, string? tools, string? features, CancellationToken ct)
    {
        var variables = session.Variables;
        var catalogue = Catalogue.Tools();
        Selection selection;
        try
        {
            selection = Selection.Read(
                tools ?? variables.GetValueOrDefault(ToolsVariable),
                features
                    ?? variables.GetValueOrDefault(FeaturesVariable)
                    ?? variables.GetValueOrDefault(OtherFeaturesVariable),
                hasFiles: true,
                catalogue
            );
        }
        catch (ToolRefusal refusal)
        {
            throw new WrongUse(refusal.Message);
        }

        if (session.Around.Input is not { } input)
        {
            throw new WrongUse(
                "An assistant starts this and speaks MCP on standard input; docs/mcp.md says how to tell it to."
            );
        }

        // Standard output belongs to the protocol. Tools may write, so it is said to where.
        session.Note($"Clew's MCP server: {selection.Tools.Count} tools, {session.Target.Text}");
        await using var output = session.Around.OpenOutput();
        await McpStdio.RunAsync(session.Client, selection, catalogue, Surroundings.Version, input, output, ct);
    }
}
