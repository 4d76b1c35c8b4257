using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>AutoGen, and AG2 which came of it. Made from their published source; no capture.</summary>
public class AutoGenTests
{
    [Fact]
    public void Agents_and_tools_are_those_of_the_conventions()
    {
        var agent = AutoGen().With("gen_ai.operation.name", "create_agent").With("gen_ai.agent.name", "writer").Row();
        Assert.Equal((SpanType.Agent, "autogen"), (agent.Type, agent.Provider));
        var tool = AutoGen().With("gen_ai.operation.name", "execute_tool").With("gen_ai.tool.name", "f").Row();
        Assert.Equal((SpanType.Tool, "f"), (tool.Type, tool.ToolName));
    }

    [Fact]
    public void The_runtimes_messages_are_steps()
    {
        var span = new SpanBuilder().With("messaging.operation", "process").With("messaging.destination", "w.(1)-A");
        Assert.Equal(SpanType.Span, span.Scope("kafka").Row().Type);
        Assert.Equal(SpanType.Chain, span.Scope("autogen SingleThreadedAgentRuntime").Row().Type);
        Assert.Equal(
            """{"messaging.destination":"w.(1)-A","messaging.operation":"process"}""",
            PathTree.ToJson(span.Fold(), Field.Metadata)
        );
    }

    [Theory]
    [InlineData("conversation", SpanType.Chain)]
    [InlineData("multi_conversation", SpanType.Chain)]
    [InlineData("speaker_selection", SpanType.Chain)]
    [InlineData("agent", SpanType.Agent)]
    [InlineData("llm", SpanType.Generation)]
    [InlineData("tool", SpanType.Tool)]
    [InlineData("code_execution", SpanType.Tool)]
    [InlineData("human_input", SpanType.Span)]
    [InlineData("usage", SpanType.Event)]
    public void AG2_says_what_a_span_is(string word, object type) =>
        Assert.Equal(
            (SpanType)type,
            new SpanBuilder().With("ag2.span.type", word).With("gen_ai.operation.name", word).Row().Type
        );

    [Fact]
    public void A_call_of_AG2_has_a_cost_and_reasons_as_text()
    {
        var builder = new SpanBuilder()
            .With("ag2.span.type", "llm")
            .With("gen_ai.operation.name", "chat")
            .With("gen_ai.response.finish_reasons", """["stop", "length"]""")
            .With("gen_ai.usage.input_tokens", 25)
            .With("gen_ai.usage.thinking_tokens", 4)
            .With("gen_ai.usage.output_tokens", 12)
            .With("gen_ai.usage.cost", 0.00123);
        Assert.Equal(["stop", "length"], FinishReasons.Of(builder.Fold()));
        Assert.Equal((1_230_000_000L, 25, 12, 4), Numbers(builder.Row()));

        static (long?, long?, long?, long?) Numbers(SpanRow row) =>
            (row.CostPicoUsd, row.Usage.InputTokens, row.Usage.OutputTokens, row.Usage.ReasoningTokens);
    }

    [Fact]
    public void Tokens_told_again_beside_the_call_are_not_counted_again()
    {
        var row = Usage("model_call").Row();
        Assert.True(row.Usage.IsEmpty);
        Assert.Null(row.CostPicoUsd);
        Assert.Equal(SpanType.Event, row.Type);
        Assert.Equal(
            (25, 37),
            (Usage("compaction").Row().Usage.InputTokens, Usage("compaction").Row().Usage.ReportedTotal)
        );

        static SpanBuilder Usage(string kind) =>
            new SpanBuilder()
                .With("ag2.span.type", "usage")
                .With("ag2.usage.kind", kind)
                .With("ag2.usage.total_tokens", 37)
                .With("gen_ai.usage.cost", 0.1)
                .With("gen_ai.usage.input_tokens", 25);
    }

    [Fact]
    public void What_people_and_code_say_is_content()
    {
        var human = new SpanBuilder()
            .With("ag2.span.type", "human_input")
            .With("ag2.human_input.prompt", "Go on?")
            .With("ag2.human_input.response", "yes")
            .Fold();
        Assert.Equal(("Go on?", "yes"), (human.InputText(), human.OutputText()));
        var code = new SpanBuilder()
            .With("ag2.span.type", "code_execution")
            .With("ag2.code_execution.exit_code", 1)
            .With("ag2.code_execution.output", "boom")
            .With("error.type", "CodeExecutionError");
        Assert.Equal(("boom", SpanStatus.Failed), (code.Row().OutputPreview, code.Row().Status));
    }

    static SpanBuilder AutoGen() => new SpanBuilder().Scope("autogen-core").With("gen_ai.system", "autogen");
}
