namespace Clew.Mcp.Tools;

/// <summary>CoaiaPy's levels: how much of what it has is offered.</summary>
enum FeatureLevel
{
    /// <summary>Its tools without media; no prompts, no resources.</summary>
    Minimal,

    /// <summary>And two prompts and the templates.</summary>
    Standard,

    /// <summary>The same as <see cref="Standard"/>, there as here.</summary>
    Observability,

    /// <summary>And media and the third prompt.</summary>
    Full,
}
