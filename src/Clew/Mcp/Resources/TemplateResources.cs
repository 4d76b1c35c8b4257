using System.Text.Json;
using System.Text.Json.Nodes;
using Clew.Mcp.Answers;
using ModelContextProtocol.Protocol;

namespace Clew.Mcp.Resources;

/// <summary><c>coaia://templates/</c>, one template, and its variables.</summary>
sealed class TemplateResources(TraceTemplates templates)
{
    const string Root = "coaia://templates/";
    const string Variables = "/variables";
    const string JsonType = "application/json";

    public IEnumerable<Resource> List() =>
        [
            new Resource
            {
                Uri = Root,
                Name = "templates",
                Description = "Patterns of traces: which steps there are, and what must be filled in",
                MimeType = JsonType,
            },
            .. templates.All.Select(template => new Resource
            {
                Uri = Root + template.Text("name"),
                Name = template.Text("name")!,
                Description = template.Text("description"),
                MimeType = JsonType,
            }),
        ];

    public static IEnumerable<ResourceTemplate> Patterns() =>
        [
            new ResourceTemplate
            {
                UriTemplate = Root + "{name}",
                Name = "template",
                Description = "One pattern of a trace",
                MimeType = JsonType,
            },
            new ResourceTemplate
            {
                UriTemplate = Root + "{name}" + Variables,
                Name = "template variables",
                Description = "What must be filled into a pattern",
                MimeType = JsonType,
            },
        ];

    /// <summary>Null if the address is none of these.</summary>
    public ReadResourceResult? Read(string uri)
    {
        if (!uri.StartsWith(Root, StringComparison.Ordinal) && uri != Root.TrimEnd('/'))
        {
            return null;
        }

        var name = uri.Length <= Root.Length ? "" : Uri.UnescapeDataString(uri[Root.Length..]);
        if (name.Length == 0)
        {
            return Content(uri, new JsonObject { ["templates"] = new JsonArray([.. templates.All.Select(Head)]) });
        }

        var isVariables = name.EndsWith(Variables, StringComparison.Ordinal);
        return templates.Find(isVariables ? name[..^Variables.Length] : name) is not { } found ? null
            : isVariables ? Content(uri, VariablesOf(found))
            : Content(uri, Json.Node(found));
    }

    static JsonNode Head(JsonElement template) =>
        new JsonObject
        {
            ["name"] = template.Text("name"),
            ["description"] = template.Text("description"),
            ["uri"] = Root + template.Text("name"),
        };

    static JsonObject VariablesOf(JsonElement template) =>
        new()
        {
            ["template"] = template.Text("name"),
            ["variables"] = template.Member("variables") is { } variables ? Json.Node(variables) : null,
        };

    static ReadResourceResult Content(string uri, JsonNode? value) =>
        new()
        {
            Contents =
            [
                new TextResourceContents
                {
                    Uri = uri,
                    MimeType = JsonType,
                    Text = Json.Write(value),
                },
            ],
        };
}
