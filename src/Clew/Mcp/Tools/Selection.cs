namespace Clew.Mcp.Tools;

/// <summary>
/// Which tools there are in a session. What is not selected is not listed and cannot be called: every tool that is
/// listed costs context, whether it is used or not.
/// </summary>
sealed class Selection
{
    public const string Default = "analysis,coaia:traces";
    const string DocumentedPrefix = "coaia:";
    const string AllDocumented = "coaia";
    const string Everything = "all";

    readonly Dictionary<string, Tool> byName = new(StringComparer.Ordinal);

    Selection(FeatureLevel level) => Level = level;

    /// <summary>Decides about prompts and templates.</summary>
    public FeatureLevel Level { get; }

    public IReadOnlyDictionary<string, Tool> Tools => byName;

    /// <param name="tools">
    /// Names of groups (<c>analysis</c>), groups under CoaiaPy's names (<c>coaia:traces</c>, <c>coaia</c> for all of
    /// them), <c>all</c>, and names of single tools, with commas. Null: the tools of the level if one is given, else
    /// <see cref="Default"/>.
    /// </param>
    /// <param name="features">A level of CoaiaPy's, in any case; null is STANDARD for prompts and templates.</param>
    /// <param name="hasFiles">Whether the tools run on the caller's machine.</param>
    /// <exception cref="ToolRefusal">One of the names is none.</exception>
    public static Selection Read(string? tools, string? features, bool hasFiles, IReadOnlyList<Tool> catalogue)
    {
        var level = ReadLevel(features);
        var selection = new Selection(level ?? FeatureLevel.Standard);
        var chosen = tools is null && level is { } given ? ToolsOf(given) : tools ?? Default;
        foreach (var name in chosen.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            selection.Add(name.ToLowerInvariant(), hasFiles, catalogue);
        }

        return selection;
    }

    /// <summary>Why a tool cannot be called, and what to do about it.</summary>
    public static string Explain(string name, bool hasFiles, IReadOnlyList<Tool> catalogue)
    {
        var tool = catalogue.FirstOrDefault(candidate => candidate.OwnName == name || candidate.DocumentedName == name);
        return tool switch
        {
            null => $"There is no tool '{name}'.",
            { NeedsFiles: true } when !hasFiles =>
                $"The tool '{name}' reads files of your machine, so it is there with 'clew mcp' only, not over HTTP.",
            _ => $"The tool '{name}' is not selected here. Its group is '{tool.Group.ToString().ToLowerInvariant()}': "
                + "add it with --tools or CLEW_MCP_TOOLS, over HTTP with ?tools=.",
        };
    }

    static FeatureLevel? ReadLevel(string? features)
    {
        if (string.IsNullOrWhiteSpace(features))
        {
            return null;
        }

        foreach (var level in Enum.GetValues<FeatureLevel>())
        {
            if (features.Trim().Equals(level.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                return level;
            }
        }

        throw new ToolRefusal($"'{features}' is no level of features; use MINIMAL, STANDARD, OBSERVABILITY or FULL.");
    }

    static string ToolsOf(FeatureLevel level) =>
        level == FeatureLevel.Full
            ? AllDocumented
            : string.Join(
                ',',
                Enum.GetValues<ToolGroup>()
                    .Where(group => group is not (ToolGroup.Analysis or ToolGroup.Totals or ToolGroup.Media))
                    .Select(group => DocumentedPrefix + group)
            );

    void Add(string name, bool hasFiles, IReadOnlyList<Tool> catalogue)
    {
        var isKnown = false;
        foreach (var tool in catalogue)
        {
            var group = tool.Group.ToString().ToLowerInvariant();
            var asOwn = name == Everything || name == group || name == tool.OwnName;
            var asDocumented =
                tool.DocumentedName is not null
                && (
                    name is Everything or AllDocumented
                    || name == DocumentedPrefix + group
                    || name == tool.DocumentedName
                );
            isKnown |= asOwn || asDocumented;
            if (tool.NeedsFiles && !hasFiles)
            {
                continue;
            }

            if (asOwn)
            {
                byName.TryAdd(tool.OwnName, tool);
            }

            if (asDocumented)
            {
                byName.TryAdd(tool.DocumentedName!, tool);
            }
        }

        if (!isKnown)
        {
            var groups = string.Join(", ", Enum.GetNames<ToolGroup>().Select(group => group.ToLowerInvariant()));
            throw new ToolRefusal(
                $"'{name}' selects no tool; use groups ({groups}), 'coaia' or 'coaia:' and a group for CoaiaPy's names, "
                    + "'all', or the name of a tool."
            );
        }
    }
}
