namespace Clew.Mcp.Tools;

/// <summary>Tools that are chosen together.</summary>
enum ToolGroup
{
    /// <summary>Finding and understanding traces.</summary>
    Analysis,

    /// <summary>Adding up traces, sessions and users.</summary>
    Totals,

    /// <summary>Making, completing and reading traces.</summary>
    Traces,
    Comments,
    Prompts,
    Datasets,
    Scores,
    Media,
}
