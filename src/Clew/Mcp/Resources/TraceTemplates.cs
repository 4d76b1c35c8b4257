using System.Reflection;
using System.Text.Json;
using Clew.Mcp.Answers;

namespace Clew.Mcp.Resources;

/// <summary>Patterns of traces that are part of Clew: which steps there are, and what must be filled in.</summary>
sealed class TraceTemplates
{
    const string ResourceName = "mcp/templates.json";

    TraceTemplates(IReadOnlyList<JsonElement> all) => All = all;

    public IReadOnlyList<JsonElement> All { get; }

    public JsonElement? Find(string name)
    {
        foreach (var template in All)
        {
            if (template.Text("name") == name)
            {
                return template;
            }
        }

        return null;
    }

    public static TraceTemplates Load()
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream(ResourceName)!;
        using var document = JsonDocument.Parse(file);
        return new([.. document.RootElement.EnumerateArray().Select(template => template.Clone())]);
    }
}
