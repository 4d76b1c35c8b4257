using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Shapes of <c>@mastra/otel-exporter</c> 0.3, 1.0 and 1.4; the last is captured as well.</summary>
public class MastraTests
{
    [Theory]
    [InlineData("agent_run", "invoke_agent", SpanType.Agent)]
    [InlineData("agent_run", "agent.run", SpanType.Agent)]
    [InlineData("model_generation", "model_generation", SpanType.Span)]
    [InlineData("model_generation", "chat", SpanType.Generation)]
    [InlineData("model_inference", "chat", SpanType.Generation)]
    [InlineData("model_step", "agent_step", SpanType.Span)]
    [InlineData("model_chunk", "model_chunk", SpanType.Span)]
    [InlineData("tool_call", "tool.execute", SpanType.Tool)]
    [InlineData("mcp_tool_call", "execute_tool", SpanType.Tool)]
    [InlineData("workflow_run", "workflow.run", SpanType.Chain)]
    [InlineData("workflow_step", "workflow_step", SpanType.Span)]
    [InlineData("rag_embedding", "embeddings", SpanType.Embedding)]
    [InlineData("scorer_run", "scorer_run", SpanType.Evaluator)]
    [InlineData("generic", "generic", SpanType.Span)]
    public void The_kind_of_span_decides_the_type(string kind, string operation, object type) =>
        Assert.Equal((SpanType)type, Of(kind).With("gen_ai.operation.name", operation).Row().Type);

    [Fact]
    public void What_a_step_was_asked_and_answered_is_a_conversation()
    {
        var builder = Of("model_step")
            .With("mastra.model_step.input", """[{"role":"user","content":"Weather?"}]""")
            .With(
                "mastra.model_step.output",
                """{"text":"","toolCalls":[{"toolCallId":"c","toolName":"f","args":{"a":1}}],"reasoning":[{"type":"reasoning","text":"Hm."}]}"""
            );
        Assert.Equal("""[{"role":"user","content":"Weather?"}]""", builder.Fold().InputText());
        Assert.Equal(
            """[{"role":"assistant","parts":[{"type":"reasoning","content":"Hm."},{"type":"tool_call","id":"c","name":"f","arguments":{"a":1}}]}]""",
            builder.Fold().OutputText()
        );
        Assert.Equal(("Weather?", "f({\"a\":1})"), (builder.Row().InputPreview, builder.Row().OutputPreview));
    }

    [Fact]
    public void Tool_calls_may_be_wrapped_in_chunks() =>
        Assert.Equal(
            """[{"role":"assistant","parts":[{"type":"tool_call","id":"c","name":"f","arguments":{}}]}]""",
            Of("agent_run")
                .With(
                    "mastra.agent_run.output",
                    """{"text":"","toolCalls":[{"type":"tool-call","payload":{"toolCallId":"c","toolName":"f","args":{}}}]}"""
                )
                .Fold()
                .OutputText()
        );

    [Fact]
    public void A_request_and_a_plain_answer_are_taken_out_of_their_objects()
    {
        var fold = Of("model_generation")
            .With("mastra.model_generation.input", """{"messages":[{"role":"user","content":"Hi"}]}""")
            .With("mastra.model_generation.output", """{"files":[],"text":"Paris\n🇫🇷","warnings":[]}""")
            .Fold();
        Assert.Equal("""[{"role":"user","content":"Hi"}]""", fold.InputText());
        Assert.Equal("Paris\n🇫🇷", fold.OutputText());
    }

    [Theory]
    [InlineData("""{"object":{"a":1},"text":"{\"a\":1}"}""")]
    [InlineData("""{"status":"success","result":3}""")]
    [InlineData("plain")]
    public void Another_output_stays_as_it_is(string output) =>
        Assert.Equal(output, Of("workflow_run").With("mastra.workflow_run.output", output).Fold().OutputText());

    [Fact]
    public void Session_user_tags_and_metadata()
    {
        var builder = Of("agent_run")
            .With("gen_ai.conversation.id", "thread-1")
            .With("mastra.metadata.threadId", "thread-1")
            .With("mastra.metadata.sessionId", "s-1")
            .With("mastra.metadata.userId", "u-1")
            .With("mastra.metadata.runId", "r-1")
            .With("mastra.metadata.model", """{"id":"gpt"}""")
            .With("mastra.tags", """["t1","t2"]""");
        var trace = builder.Fold(Subject.Trace);
        Assert.Equal(("s-1", "u-1"), (trace.Text(Field.SessionId), trace.Text(Field.UserId)));
        Assert.Equal(["t1", "t2"], trace.Texts(Field.Tag));
        Assert.Equal(
            """{"model":{"id":"gpt"},"runId":"r-1","threadId":"thread-1"}""",
            PathTree.ToJson(builder.Fold(), Field.Metadata)
        );
        var only = Of("agent_run").With("mastra.metadata.threadId", "thread-2");
        Assert.Equal("thread-2", only.Fold(Subject.Trace).Text(Field.SessionId));
        Assert.Equal("""{"threadId":"thread-2"}""", PathTree.ToJson(only.Fold(), Field.Metadata));
    }

    [Fact]
    public void An_input_of_the_metadata_is_not_that_of_the_span() =>
        Assert.Null(Of("agent_run").With("mastra.metadata.x.input", "no").Fold().InputText());

    [Theory]
    [InlineData("2026-11-20T10:13:54.142Z", 42_000_000L)]
    [InlineData("2026-11-20T10:13:54.099Z", null)]
    [InlineData("2026-11-20T10:13:59.000Z", null)]
    [InlineData("soon", null)]
    public void The_first_token_comes_within_the_span(string time, long? expected)
    {
        var start = DateTimeOffset.Parse("2026-11-20T10:13:54.100Z", null).ToUnixTimeMilliseconds() * 1_000_000;
        var builder = Of("model_inference")
            .With("mastra.completion_start_time", time)
            .Set(s => (s.StartNano, s.EndNano) = (start, start + 1_000_000_000));
        Assert.Equal(expected, builder.Fold().Number(Field.TimeToFirstTokenNano));
    }

    [Fact]
    public void Before_1_content_had_plain_names()
    {
        var tool = Of("tool_call")
            .Scope("@mastra/otel")
            .With("gen_ai.operation.name", "tool.execute")
            .With("gen_ai.tool.name", "f")
            .With("input", """{"a":1}""")
            .With("gen_ai.tool.input", """{"a":1}""")
            .With("output", "18")
            .With("gen_ai.tool.output", "18");
        var fold = tool.Fold();
        Assert.Equal(("f", """{"a":1}""", "18"), (tool.Row().ToolName, fold.InputText(), fold.OutputText()));
        Assert.Equal(
            ("""{"a":1}""", "18"),
            (Folding.Utf8(fold.Payload(Field.ToolArguments)), Folding.Utf8(fold.Payload(Field.ToolResult)))
        );
        var agent = Of("agent_run").Scope("@mastra/otel").With("input", "Hi").With("output", """{"text":"Ho"}""");
        Assert.Equal(("Hi", "Ho"), (agent.Fold().InputText(), agent.Fold().OutputText()));
    }

    [Fact]
    public void Plain_names_of_others_mean_nothing() =>
        Assert.Null(new SpanBuilder().With("input", "x").Fold().InputText());

    [Theory]
    [InlineData("mastra.span.type")]
    [InlineData("mastra.agent_run.input")]
    [InlineData("mastra.agent_run.output")]
    [InlineData("mastra.tags")]
    [InlineData("mastra.metadata.x")]
    [InlineData("mastra.metadata.userId")]
    [InlineData("mastra.completion_start_time")]
    [InlineData("gen_ai.tool.name")]
    [InlineData("input")]
    [InlineData("output")]
    public void Broken_values_hurt_nobody(string key) => Hostile.Try(value => Of("tool_call").With(key, value));

    static SpanBuilder Of(string kind) =>
        new SpanBuilder().Scope("@mastra/otel-exporter").With("mastra.span.type", kind);
}
