using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Reduced from what <c>@voltagent/core</c> 2.10.0 sent.</summary>
public class VoltAgentTests
{
    [Theory]
    [InlineData("span.type", "llm", SpanType.Generation)]
    [InlineData("span.type", "tool", SpanType.Tool)]
    [InlineData("span.type", "workflow-step", SpanType.Chain)]
    [InlineData("span.type", "memory", SpanType.Span)]
    [InlineData("entity.type", "workflow", SpanType.Chain)]
    public void The_span_has_a_type_or_is_the_entity(string key, string word, object type)
    {
        var builder = Of().With("entity.type", "agent");
        Assert.Equal(SpanType.Agent, builder.Row().Type);
        Assert.Equal((SpanType)type, Of().With(key, word).Row().Type);
        Assert.Equal(SpanType.Span, new SpanBuilder().With(key, word).Row().Type);
    }

    [Fact]
    public void The_agent_reports_the_tokens_of_all_steps()
    {
        var row = Of()
            .With("entity.type", "agent")
            .With("ai.model.name", "gpt-4o-mini")
            .With("ai.model.temperature", 0.2)
            .With("ai.model.max_tokens", 77)
            .With("agent.instructions", "Be terse")
            .With("input", "Weather?")
            .With("output", "Sunny")
            .With("ai.response.finish_reason", "stop")
            .With("conversation.id", "s")
            .With("usage.prompt_tokens", 240)
            .With("usage.completion_tokens", 90)
            .With("usage.total_tokens", 330)
            .With("usage.cached_tokens", 128)
            .With("usage.reasoning_tokens", 40);
        var fold = row.Fold();
        Assert.Equal((240, 90), (fold.Number(Field.InputTokens), fold.Number(Field.OutputTokens)));
        Assert.Equal((128, 40), (fold.Number(Field.CacheReadTokens), fold.Number(Field.ReasoningTokens)));
        Assert.Equal("gpt-4o-mini", row.Row().Model);
        Assert.Equal(("Weather?", "Sunny"), (fold.InputText(), fold.OutputText()));
        Assert.Equal("""{"max_tokens":77,"temperature":0.2}""", PathTree.ToJson(fold, Field.Parameter));
        Assert.Equal("Be terse", Folding.Utf8(fold.Payload(Field.Instructions)));
        Assert.Equal("s", row.Fold(Subject.Trace).Text(Field.SessionId));
    }

    [Fact]
    public void A_call_that_tells_only_its_last_step_does_not_count()
    {
        var builder = Of()
            .With("entity.type", "agent")
            .With("span.type", "llm")
            .With("llm.model", "gpt-4o-mini")
            .With("llm.messages", """[{"role":"user","content":"Hi"}]""")
            .With("llm.finish_reason", "stop")
            .With("llm.usage.prompt_tokens", 120)
            .With("llm.usage.completion_tokens", 45)
            .With("llm.usage.total_tokens", 165);
        Assert.Null(builder.Fold().Number(Field.InputTokens));
        Assert.Equal(("gpt-4o-mini", 1), (builder.Row().Model, builder.Row().Chat?.User));
        Assert.Equal("""["stop"]""", builder.Fold().Text(Field.FinishReason));
    }

    [Fact]
    public void A_tool_is_called_with_its_input()
    {
        var builder = Of()
            .With("span.type", "tool")
            .With("tool.name", "f")
            .With("tool.call.id", "call_1")
            .With("tool.parameters", """{"_def":{}}""")
            .With("input", """{"city":"Paris"}""")
            .With("output", """{"t":21}""");
        var fold = builder.Fold();
        Assert.Equal(("f", "call_1"), (builder.Row().ToolName, fold.Text(Field.ToolCallId)));
        Assert.Equal(
            ("""{"city":"Paris"}""", """{"t":21}"""),
            (Folding.Utf8(fold.Payload(Field.ToolArguments)), Folding.Utf8(fold.Payload(Field.ToolResult)))
        );
    }

    static SpanBuilder Of() => new SpanBuilder().Scope("@voltagent/core");
}
