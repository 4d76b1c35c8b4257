using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

public class McpTests
{
    [Fact]
    public void A_call_is_a_tool_at_the_client_and_at_the_server()
    {
        // As the C# SDK sends it, captured in dotnet-otlp-http.
        foreach (var kind in new[] { 2, 3 })
        {
            var row = Call("tools/call get_weather", "tools/call")
                .Set(s => s.Kind = kind)
                .With("gen_ai.tool.name", "get_weather")
                .With("gen_ai.operation.name", "execute_tool")
                .Row();
            Assert.Equal((SpanType.Tool, "get_weather"), (row.Type, row.ToolName));
        }
    }

    [Fact]
    public void The_method_alone_makes_a_tool_too()
    {
        var row = Call("tools/call get weather", "tools/call").Row();
        Assert.Equal((SpanType.Tool, "get weather"), (row.Type, row.ToolName));
    }

    [Theory]
    [InlineData("tools/list")]
    [InlineData("initialize")]
    [InlineData("resources/read")]
    [InlineData("prompts/get")]
    public void Other_methods_are_spans(string method)
    {
        var row = Call(method, method).Row();
        Assert.Equal((SpanType.Span, null), (row.Type, row.ToolName));
    }

    [Fact]
    public void A_resource_and_the_protocols_session_are_metadata()
    {
        var builder = Call("resources/read config://db", "resources/read")
            .With("mcp.session.id", "s-1")
            .With("mcp.resource.uri", "config://db")
            .With("jsonrpc.request.id", "3");
        var fold = builder.Fold();
        Assert.Equal(
            """{"jsonrpc.request.id":"3","mcp.method.name":"resources/read","mcp.resource.uri":"config://db","mcp.session.id":"s-1"}""",
            PathTree.ToJson(fold, Field.Metadata)
        );
        Assert.Equal("config://db", fold.InputText());
        Assert.Null(builder.Fold(Subject.Trace).Text(Field.SessionId));
    }

    [Fact]
    public void A_prompt_has_a_name() =>
        Assert.Equal(
            "greeting",
            Call("prompts/get greeting", "prompts/get")
                .With("gen_ai.prompt.name", "greeting")
                .Fold()
                .Text(Field.PromptName)
        );

    [Fact]
    public void A_tool_may_fail_without_a_status()
    {
        var builder = Call("tools/call f", "tools/call").With("error.type", "tool_error");
        Assert.Equal(SpanStatus.Failed, builder.Row().Status);
        Assert.Equal("tool_error", builder.Fold().Text(Field.ErrorType));
    }

    [Fact]
    public void Request_and_response_are_content()
    {
        // Made from the published source of OpenLLMetry; no capture.
        var fold = new SpanBuilder()
            .With("mcp.request.argument", """{"a":1}""")
            .With("mcp.response.value", "done")
            .Fold();
        Assert.Equal(("""{"a":1}""", "done"), (fold.InputText(), fold.OutputText()));
    }

    static SpanBuilder Call(string name, string method) =>
        new SpanBuilder()
            .Scope("Experimental.ModelContextProtocol")
            .Set(s => s.Name = System.Text.Encoding.UTF8.GetBytes(name))
            .With("mcp.method.name", method);
}
