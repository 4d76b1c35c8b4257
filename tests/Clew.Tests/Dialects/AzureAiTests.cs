using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Made from the published source of the Azure SDKs for Python; no capture.</summary>
public class AzureAiTests
{
    const string Said = "gen_ai.event.content";

    [Fact]
    public void Inference_tells_its_messages_in_events()
    {
        var builder = Azure("chat", "az.ai.inference")
            .With("gen_ai.request.model", "chat")
            .With("gen_ai.response.finish_reasons", new object[] { "stop" })
            .Event("gen_ai.system.message", (Said, """{"role": "system", "content": "Be terse."}"""))
            .Event("gen_ai.user.message", (Said, """{"role": "user", "content": "Hi"}"""))
            .Event("gen_ai.assistant.message", (Said, """{"role": "assistant", "content": "earlier"}"""))
            .Event("gen_ai.choice", (Said, """{"message": {"content": "Ho"}, "finish_reason": "stop", "index": 0}"""));
        var row = builder.Row();
        Assert.Equal((3, "Hi", "Ho"), (row.Chat?.Messages, row.InputPreview, row.OutputPreview));
        Assert.Equal((SpanType.Generation, "az.ai.inference"), (row.Type, row.Provider));
    }

    [Fact]
    public void A_chat_whose_answer_was_not_recorded_has_none()
    {
        var row = Azure("chat", "az.ai.inference")
            .Event("gen_ai.assistant.message", (Said, """{"role": "assistant", "content": "earlier"}"""))
            .Row();
        Assert.Equal((1, null), (row.Chat?.Messages, row.OutputPreview));
    }

    [Fact]
    public void The_last_messages_of_a_run_are_its_answer()
    {
        var builder = Azure("process_thread_run", "az.ai.agents")
            .With("gen_ai.thread.id", "thread_1")
            .With("gen_ai.thread.run.id", "run_1")
            .With("gen_ai.thread.run.status", "completed")
            .With("gen_ai.request.temperature", "0.5")
            .With("gen_ai.request.max_input_tokens", 1000)
            .With("gen_ai.request.max_output_tokens", 50)
            .With("gen_ai.request.response_format", "auto")
            .With("gen_ai.response.model", "gpt-4o")
            .With("gen_ai.usage.input_tokens", 25)
            .With("gen_ai.usage.output_tokens", 12)
            .Event("gen_ai.system.message", (Said, """{"content": "Be terse."}"""))
            .Event("gen_ai.user.message", (Said, """{"content": {"text": {"value": "Weather?"}}, "role": "user"}"""))
            .Event(
                "gen_ai.assistant.message",
                ("gen_ai.usage.input_tokens", 7),
                (
                    Said,
                    """{"tool_calls": [{"id": "c1", "type": "function", "function": {"name": "f", "arguments": {}}}]}"""
                )
            )
            .Event("gen_ai.tool.message", (Said, """{"content": "rainy", "id": "c1"}"""))
            .Event(
                "gen_ai.assistant.message",
                (Said, """{"content": {"text": {"value": "It rains.", "annotations": []}}, "role": "assistant"}""")
            );
        var row = builder.Row();
        Assert.Equal((SpanType.Agent, 25, 12), (row.Type, row.Usage.InputTokens, row.Usage.OutputTokens));
        Assert.Equal((4, 1), (row.Chat?.Messages, row.Chat?.ToolCalls));
        Assert.Equal(("Weather?", "It rains."), (row.InputPreview, row.OutputPreview));
        var fold = builder.Fold();
        Assert.Equal("It rains.", Messages.TryParse(fold.Payload(Field.Output)!)!.Single().Parts.Single().Text);
        Assert.Equal(
            """{"max_input_tokens":1000,"max_tokens":50,"response_format":"auto","temperature":0.5}""",
            PathTree.ToJson(fold, Field.Parameter)
        );
        Assert.Equal("thread_1", builder.Fold(Subject.Trace).Text(Field.SessionId));
        Assert.Contains("run_1", PathTree.ToJson(fold, Field.Metadata), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create_agent", SpanType.Agent)]
    [InlineData("start_thread_run", SpanType.Agent)]
    [InlineData("responses", SpanType.Generation)]
    [InlineData("create_thread", SpanType.Span)]
    [InlineData("create_message", SpanType.Span)]
    [InlineData("get_thread_run", SpanType.Span)]
    [InlineData("submit_tool_outputs", SpanType.Span)]
    [InlineData("list_messages", SpanType.Span)]
    public void Operations_on_threads_are_no_calls_of_a_model(string operation, object type) =>
        Assert.Equal(
            (SpanType)type,
            Azure(operation, "az.ai.agents")
                .With("gen_ai.request.model", "m")
                .With("gen_ai.usage.input_tokens", 1)
                .Row()
                .Type
        );

    [Fact]
    public void Listed_steps_do_not_count_as_use()
    {
        var row = Azure("list_run_steps", "az.ai.agents")
            .Event(
                "gen_ai.run_step.tool_calls",
                ("gen_ai.usage.input_tokens", 7),
                ("gen_ai.usage.output_tokens", 3),
                (Said, """{"tool_calls": []}""")
            )
            .Row();
        Assert.True(row.Usage.IsEmpty);
    }

    [Fact]
    public void Foundry_puts_whole_messages_into_events()
    {
        var builder = Azure("chat", "microsoft.foundry")
            .Event("gen_ai.system.instructions", (Said, """[{"type": "text", "content": "Be terse."}]"""))
            .Event(
                "gen_ai.input.messages",
                (Said, """[{"role": "user", "parts": [{"type": "text", "content": "Weather?"}]}]""")
            )
            .Event(
                "gen_ai.input.messages",
                (
                    Said,
                    """[{"role": "tool", "parts": [{"type": "tool_call_response", "id": "c", "result": "rainy"}]}]"""
                )
            )
            .Event(
                "gen_ai.output.messages",
                (
                    Said,
                    """[{"role": "assistant", "parts": [{"type": "text", "content": "It rains."}], "finish_reason": "completed"}]"""
                )
            );
        var row = builder.Row();
        Assert.Equal((2, 1, true), (row.Chat?.Messages, row.Chat?.Tool, row.HasInstructions));
        Assert.Equal(("Weather?", "It rains."), (row.InputPreview, row.OutputPreview));
        Assert.Equal(["completed"], FinishReasons.Of(builder.Fold()));
        Assert.Equal("Be terse.", Content.InstructionsOf(builder.Fold()));
    }

    [Fact]
    public void Other_services_of_Azure_are_not_asked() =>
        Assert.DoesNotContain(
            new SpanBuilder()
                .With("az.namespace", "Microsoft.Storage")
                .With("gen_ai.operation.name", "responses")
                .Facts(),
            f => f.Source?.Dialect == "azure-ai"
        );

    [Fact]
    public void A_run_that_failed_says_so() =>
        Assert.Equal(
            SpanStatus.Failed,
            Azure("start_thread_run", "az.ai.agents").With("gen_ai.thread.run.status", "failed").Row().Status
        );

    static SpanBuilder Azure(string operation, string system) =>
        new SpanBuilder()
            .With("az.namespace", "Microsoft.CognitiveServices")
            .With("gen_ai.system", system)
            .With("gen_ai.operation.name", operation);
}
