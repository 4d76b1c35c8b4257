using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>
/// Microsoft.Extensions.AI and Microsoft Agent Framework, made from their published source; no capture.
/// </summary>
public class MicrosoftAiTests
{
    [Fact]
    public void Lists_are_written_as_text()
    {
        var builder = new SpanBuilder()
            .Scope("Experimental.Microsoft.Extensions.AI")
            .With("gen_ai.operation.name", "chat")
            .With("gen_ai.provider.name", "openai")
            .With("gen_ai.request.model", "gpt-4o-mini")
            .With("gen_ai.request.stop_sequences", """["a", "b"]""")
            .With("gen_ai.request.top_k", 3)
            .With("gen_ai.response.finish_reasons", """["stop"]""")
            .With("gen_ai.response.time_to_first_chunk", 0.25)
            .With("gen_ai.conversation.id", "conv-1")
            .With("gen_ai.usage.input_tokens", 25)
            .With("gen_ai.usage.output_tokens", 12)
            .With("gen_ai.usage.cache_read.input_tokens", 8)
            .With("gen_ai.usage.reasoning.output_tokens", 4);
        var fold = builder.Fold();
        Assert.Equal("""{"stop_sequences":["a", "b"],"top_k":3}""", PathTree.ToJson(fold, Field.Parameter));
        Assert.Equal(["stop"], FinishReasons.Of(fold));
        Assert.Equal(250_000_000, fold.Number(Field.TimeToFirstTokenNano));
        Assert.Equal("conv-1", builder.Fold(Subject.Trace).Text(Field.SessionId));
        Assert.Equal(new Usage(25, 12, 8, null, 4, null), builder.Row().Usage);
    }

    [Fact]
    public void Parts_of_its_own_are_kept()
    {
        var messages = Messages.TryParse(
            new(
                """
                [{"role":"assistant","parts":[
                  {"type":"server_tool_call","id":"s1","name":"code_interpreter","server_tool_call":{"type":"code_interpreter","code":"1+1"}},
                  {"type":"server_tool_call_response","id":"s1","server_tool_call_response":{"type":"code_interpreter","output":[]}},
                  {"type":"error","content":"no luck"},
                  {"type":"Contoso.MapContent","content":{"lat":1}}],"finish_reason":"stop"}]
                """u8.ToArray(),
                null
            )
        )!;
        var parts = messages[0].Parts;
        Assert.Equal(["tool_call", "tool_result", "other", "other"], parts.Select(p => p.Type));
        Assert.Equal(
            ("code_interpreter", """{"type":"code_interpreter","code":"1+1"}"""),
            (parts[0].Name, parts[0].Arguments)
        );
        Assert.Equal("""{"type":"error","content":"no luck"}""", parts[2].Json);
    }

    [Fact]
    public void The_span_around_tools_has_only_a_name()
    {
        var span = new SpanBuilder().Set(s => s.Name = "orchestrate_tools"u8.ToArray());
        Assert.Equal(SpanType.Span, span.Row().Type);
        Assert.Equal(SpanType.Chain, span.Scope("Experimental.Microsoft.Extensions.AI").Row().Type);
    }

    [Fact]
    public void Tokens_by_kind_stand_in_for_a_whole()
    {
        var usage = new SpanBuilder()
            .With("gen_ai.usage.input_audio_tokens", 20)
            .With("gen_ai.usage.input_text_tokens", 5)
            .With("gen_ai.usage.output_audio_tokens", 7)
            .With("gen_ai.usage.output_tokens", 9)
            .Row()
            .Usage;
        Assert.Equal((25, 9), (usage.InputTokens, usage.OutputTokens));
    }

    [Theory]
    [InlineData("workflow.build")]
    [InlineData("workflow.session")]
    [InlineData("workflow.run")]
    [InlineData("workflow_invoke")]
    [InlineData("executor.process writer")]
    [InlineData("edge_group.process")]
    [InlineData("message.send")]
    public void The_steps_of_a_workflow_are_chains(string name)
    {
        var span = new SpanBuilder()
            .Scope("Microsoft.Agents.AI.Workflows")
            .Set(s => s.Name = System.Text.Encoding.UTF8.GetBytes(name));
        Assert.Equal(SpanType.Chain, span.Row().Type);
        Assert.Equal(SpanType.Span, span.Scope("other").Row().Type);
        Assert.Equal(SpanType.Chain, span.With("workflow.id", "w").Row().Type);
    }

    [Fact]
    public void An_executor_has_input_output_and_metadata()
    {
        var builder = new SpanBuilder()
            .Scope("Microsoft.Agents.AI.Workflows")
            .Set(s => s.Name = "executor.process writer"u8.ToArray())
            .With("executor.id", "writer")
            .With("executor.type", "Writer")
            .With("message.type", "System.String")
            .With("executor.input", "\"draft\"")
            .With("executor.output", """{"text":"done"}""");
        var fold = builder.Fold();
        Assert.Equal(("\"draft\"", """{"text":"done"}"""), (fold.InputText(), fold.OutputText()));
        Assert.Equal(
            """{"executor.id":"writer","executor.type":"Writer","message.type":"System.String"}""",
            PathTree.ToJson(fold, Field.Metadata)
        );
    }

    [Fact]
    public void Common_words_mean_nothing_on_other_spans() =>
        Assert.DoesNotContain(
            new SpanBuilder().With("message.type", "x").With("message.content", "y").Facts(),
            f => f.Source?.Dialect == "agent-framework"
        );

    [Fact]
    public void In_Python_messages_come_on_the_span_and_in_logs()
    {
        (string, object?)[] text = [("type", "text"), ("content", "Hi")];
        (string, object?)[] body = [("role", "user"), ("parts", new object[] { text })];
        var log = new LogBuilder("gen_ai.user.message", body, ("gen_ai.provider.name", "microsoft.agent_framework"));
        var span = new SpanBuilder()
            .Scope("agent_framework")
            .With("gen_ai.operation.name", "invoke_agent")
            .With("gen_ai.provider.name", "microsoft.agent_framework")
            .With("gen_ai.input.messages", """[{"role": "user", "parts": [{"type": "text", "content": "Hi"}]}]""");
        Assert.Equal(
            """[{"role":"user","parts":[{"type":"text","content":"Hi"}]}]""",
            Folding.Utf8(Content.InputOf(Folding.Of(log.Facts(), Subject.Span))?.Payload)
        );
        var both = Folding.Of([.. log.Facts(), .. span.Facts()], Subject.Span);
        Assert.Equal("otel-genai", Content.InputOf(both)?.Source?.Dialect);
    }
}
