using System.Text;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Dialects;

/// <summary>
/// Calls between a client and a server of the Model Context Protocol (OTel 1.39 on; the C# SDK, FastMCP, OpenLLMetry).
/// Client and server each make a span of a call, one below the other; both are tools. The session of the protocol is
/// not one of a user's: it is metadata.
/// </summary>
sealed class Mcp : Dialect
{
    readonly Key method;
    readonly Key toolName;
    readonly Key resource;
    readonly Key[] inputs;
    readonly Key[] outputs;

    public Mcp()
        : base("mcp", 1)
    {
        method = Attribute("mcp.method.name");
        toolName = Attribute("gen_ai.tool.name");
        resource = Attribute("mcp.resource.uri");
        inputs = Attributes("mcp.request.argument");
        outputs = Attributes("mcp.response.value");
        MapMetadata(
            "mcp.method.name",
            "mcp.session.id",
            "mcp.protocol.version",
            "mcp.resource.uri",
            "mcp.request.id",
            "mcp.session.init_options",
            "jsonrpc.request.id",
            "jsonrpc.protocol.version",
            "rpc.response.status_code",
            "fastmcp.server.name",
            "fastmcp.component.type",
            "fastmcp.component.key",
            "fastmcp.provider.type"
        );
    }

    public override bool Speaks(Reading reading) =>
        reading.Attributes.Has(method) || reading.Attributes.Has(inputs[0]) || reading.Attributes.Has(outputs[0]);

    public override void ReadSpan(DecodedSpan span, Reading reading)
    {
        var attributes = reading.Attributes;
        Apply(attributes, reading);
        if (attributes.TryGet(method, out var value) && value.Utf8.SequenceEqual("tools/call"u8))
        {
            reading.TypeIs(SpanType.Tool, method.Source);
            if (!ReadText(Field.ToolName, toolName, attributes, reading) && NameIn(span.Name.Span) is { } name)
            {
                reading.Text(Field.ToolName, name, method.Source);
            }
        }

        ReadContent(inputs, outputs, reading);
        if (attributes.TryGet(resource, out var uri))
        {
            reading.Input(ContentSource.Derived, uri, null, resource.Source);
        }
    }

    /// <summary>The name of a span is <c>{method} {target}</c>.</summary>
    static string? NameIn(ReadOnlySpan<byte> name) =>
        name.StartsWith("tools/call "u8) ? Encoding.UTF8.GetString(name["tools/call ".Length..]) : null;
}
