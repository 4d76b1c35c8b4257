using Clew.Mcp.Answers;
using ModelContextProtocol.Protocol;
using Definition = ModelContextProtocol.Protocol.Tool;

namespace Clew.Mcp.Tools;

/// <summary>What a call works with.</summary>
/// <param name="Client">Speaks for the caller: what the caller may not see, no tool sees.</param>
/// <param name="Page">Base address of Clew's page, as the caller sees it; null if only the client's host is known.</param>
sealed record Call(Arguments Arguments, ClewClient Client, Boundary Boundary, Uri? Page = null);

enum Effect
{
    Reads,

    /// <summary>Adds, or changes what is there; never takes away.</summary>
    Writes,
}

/// <summary>Something that a model can do, under one or two names.</summary>
sealed record Tool
{
    const string Documented = "coaia_fuse_";

    /// <summary>Without a prefix: <c>trace_create</c>.</summary>
    public required string Name { get; init; }
    public required ToolGroup Group { get; init; }

    /// <summary>Sent to the model with every conversation: as short as can be.</summary>
    public required string Description { get; init; }
    public required IReadOnlyList<Parameter> Parameters { get; init; }
    public required Func<Call, CancellationToken, Task<CallToolResult>> Run { get; init; }
    public Effect Effect { get; init; } = Effect.Reads;

    /// <summary>Reads files where the server runs, which is the caller's machine over stdio only.</summary>
    public bool NeedsFiles { get; init; }

    public string OwnName => "clew_" + Name;

    /// <summary>The name that CoaiaPy's users know; null for a tool that CoaiaPy has not.</summary>
    public string? DocumentedName => Group is ToolGroup.Analysis or ToolGroup.Totals ? null : Documented + Name;

    public Definition Define(string name) =>
        new()
        {
            Name = name,
            Description = Description,
            InputSchema = Parameter.SchemaOf(Parameters),
            Annotations = new ToolAnnotations
            {
                ReadOnlyHint = Effect == Effect.Reads,
                DestructiveHint = false,
                OpenWorldHint = false,
            },
        };
}
