using Clew.Dialects.Chat;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>The latest form is also that of a capture; the legacy one is made from the published convention.</summary>
public class StrandsTests
{
    const string Details = "gen_ai.client.inference.operation.details";

    [Fact]
    public void A_legacy_model_call_is_a_conversation_of_Bedrock_blocks()
    {
        var builder = Legacy("chat")
            .With("gen_ai.request.model", "us.anthropic.claude")
            .Event("gen_ai.system.message", ("content", """[{"text":"Be terse"}]"""))
            .Event("gen_ai.user.message", ("content", """[{"text":"Weather?"}]"""))
            .Event(
                "gen_ai.assistant.message",
                ("content", """[{"toolUse":{"toolUseId":"t1","name":"f","input":{"a":1}}}]""")
            )
            .Event(
                "gen_ai.tool.message",
                ("content", """[{"toolResult":{"toolUseId":"t1","status":"success","content":[{"text":"rainy"}]}}]""")
            )
            .Event("gen_ai.choice", ("finish_reason", "end_turn"), ("message", """[{"text":"Rain."}]"""));
        var (fold, row) = (builder.Fold(), builder.Row());
        var input = Messages.TryParse(Content.InputOf(fold)!.Payload)!;
        Assert.Equal(["system", "user", "assistant", "tool"], input.Select(m => m.Role));
        Assert.Equal(["text", "text", "tool_call", "tool_result"], input.Select(m => m.Parts[0].Type));
        Assert.Equal(new ChatFacts(4, 1, 1, 1, 1, 1, "system", "tool"), row.Chat);
        Assert.Equal("Rain.", Messages.TryParse(Content.OutputOf(fold)!.Payload)![0].Parts[0].Text);
        Assert.Equal(["end_turn"], FinishReasons.Of(fold));
        Assert.Equal(("Weather?", "Rain."), (row.InputPreview, row.OutputPreview));
    }

    [Fact]
    public void A_legacy_tool_has_its_arguments_in_a_message_and_its_result_in_the_choice()
    {
        var fold = Legacy("execute_tool")
            .With("gen_ai.tool.name", "f")
            .With("gen_ai.tool.call.id", "t1")
            .With("gen_ai.tool.status", "error")
            .Event("gen_ai.tool.message", ("role", "tool"), ("content", """{"a":1}"""), ("id", "t1"))
            .Event("gen_ai.choice", ("message", """[{"text":"broken"}]"""), ("id", "t1"))
            .Fold();
        Assert.Equal(("""{"a":1}""", """[{"text":"broken"}]"""), (fold.InputText(), fold.OutputText()));
        Assert.Equal(
            ("""{"a":1}""", "broken"),
            (Folding.Utf8(fold.Payload(Field.ToolArguments)), Folding.Utf8(fold.Payload(Field.ToolResult)))
        );
        Assert.Equal(1, fold.Number(Field.Failed));
    }

    /// <summary>What the JavaScript SDK 1.19 sends.</summary>
    [Fact]
    public void A_block_of_the_answer_may_say_its_type()
    {
        var fold = Legacy("chat")
            .Event(
                "gen_ai.choice",
                ("finish_reason", "toolUse"),
                ("message", """[{"type":"toolUse","name":"f","toolUseId":"t1","input":{"a":1}}]""")
            )
            .Fold();
        var part = Messages.TryParse(Content.OutputOf(fold)!.Payload)!.Single().Parts.Single();
        Assert.Equal(("tool_call", "t1", "f", """{"a":1}"""), (part.Type, part.Id, part.Name, part.Arguments));
    }

    [Fact]
    public void A_tool_of_the_latest_form_has_them_in_the_parts_of_messages()
    {
        var fold = new SpanBuilder()
            .Scope("strands.telemetry.tracer")
            .With("gen_ai.provider.name", "strands-agents")
            .With("gen_ai.operation.name", "execute_tool")
            .With("gen_ai.tool.name", "f")
            .Event(
                Details,
                (
                    "gen_ai.input.messages",
                    """[{"role":"tool","parts":[{"type":"tool_call","name":"f","id":"t1","arguments":{"a":1}}]}]"""
                )
            )
            .Event(
                Details,
                (
                    "gen_ai.output.messages",
                    """[{"role":"tool","parts":[{"type":"tool_call_response","id":"t1","response":[{"text":"rainy"}]}]}]"""
                )
            )
            .Fold();
        Assert.Equal(
            ("""{"a":1}""", """[{"text":"rainy"}]"""),
            (Folding.Utf8(fold.Payload(Field.ToolArguments)), Folding.Utf8(fold.Payload(Field.ToolResult)))
        );
    }

    [Fact]
    public void Its_time_to_first_token_is_in_milliseconds()
    {
        const string Key = "gen_ai.server.time_to_first_token";
        Assert.Equal(33_000_000L, Legacy("chat").With(Key, 33).Fold().Number(Field.TimeToFirstTokenNano));
        Assert.Equal(
            33_000_000L,
            new SpanBuilder()
                .With("gen_ai.provider.name", "strands-agents")
                .With(Key, "33")
                .Fold()
                .Number(Field.TimeToFirstTokenNano)
        );
        Assert.Equal(33_000_000_000L, new SpanBuilder().With(Key, 33).Fold().Number(Field.TimeToFirstTokenNano));
    }

    [Theory]
    [InlineData("invoke_agent", SpanType.Agent)]
    [InlineData("invoke_swarm", SpanType.Agent)]
    [InlineData("invoke_graph", SpanType.Agent)]
    [InlineData("execute_event_loop_cycle", SpanType.Span)]
    public void Swarms_and_graphs_are_agents(string operation, object type) =>
        Assert.Equal((SpanType)type, Legacy(operation).Row().Type);

    [Fact]
    public void An_agent_says_its_tools_prompt_and_tags()
    {
        var builder = Legacy("invoke_agent")
            .With("gen_ai.agent.tools", """["get_weather"]""")
            .With("system_prompt", "\"Be \\\"terse\\\"\"")
            .With("session.id", "s-1")
            .With("langfuse.tags", new object[] { "a", "b" })
            .Event("gen_ai.user.message", ("content", """[{"text":"Hi"}]"""));
        var (fold, trace) = (builder.Fold(), builder.Fold(Subject.Trace));
        Assert.Equal("""["get_weather"]""", Folding.Utf8(fold.Payload(Field.ToolDefinitions)));
        Assert.Equal("Be \"terse\"", Content.InstructionsOf(fold));
        Assert.Equal("s-1", trace.Text(Field.SessionId));
        Assert.Equal(["a", "b"], trace.Texts(Field.Tag));
    }

    [Theory]
    [InlineData(37, 25, 8)]
    [InlineData(45, 33, 8)]
    public void The_total_tells_whether_the_cache_is_part_of_the_input(int total, int input, int cached) =>
        Assert.Equal(
            new Usage(input, 12, cached, null, null, total),
            Legacy("chat")
                .With("gen_ai.usage.prompt_tokens", 25)
                .With("gen_ai.usage.input_tokens", 25)
                .With("gen_ai.usage.output_tokens", 12)
                .With("gen_ai.usage.total_tokens", total)
                .With("gen_ai.usage.cache_read_input_tokens", cached)
                .Row()
                .Usage
        );

    static SpanBuilder Legacy(string operation) =>
        new SpanBuilder()
            .Scope("strands.telemetry.tracer")
            .With("gen_ai.system", "strands-agents")
            .With("gen_ai.operation.name", operation);
}
