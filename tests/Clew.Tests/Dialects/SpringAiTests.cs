using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Made from the published source of Spring AI; no capture.</summary>
public class SpringAiTests
{
    const string Handlers = "org.springframework.ai.chat.observation.";

    [Fact]
    public void A_model_call_has_all_values_as_text()
    {
        var builder = new SpanBuilder()
            .Scope("org.springframework.boot")
            .With("gen_ai.operation.name", "chat")
            .With("gen_ai.system", "openai")
            .With("gen_ai.request.model", "gpt-4o-mini")
            .With("gen_ai.request.temperature", "0.7")
            .With("gen_ai.request.stop_sequences", """["a", "b"]""")
            .With("gen_ai.response.finish_reasons", """["STOP"]""")
            .With("gen_ai.usage.input_tokens", "25")
            .With("gen_ai.usage.output_tokens", "12")
            .With("gen_ai.usage.total_tokens", "37")
            .With("spring.ai.model.request.tool.names", """["getWeather", "now"]""");
        var fold = builder.Fold();
        Assert.Equal(new Usage(25, 12, null, null, null, 37), builder.Row().Usage);
        Assert.Equal(["STOP"], FinishReasons.Of(fold));
        Assert.Equal("""{"stop_sequences":["a", "b"],"temperature":0.7}""", PathTree.ToJson(fold, Field.Parameter));
        Assert.Equal("""["getWeather","now"]""", Folding.Utf8(fold.Payload(Field.ToolDefinitions)));
    }

    [Theory]
    [InlineData("""["Say "hi" to C:\new"]""", """Say "hi" to C:\new""")]
    [InlineData("""["Be terse.", "Hi"]""", """["Be terse.", "Hi"]""")]
    [InlineData("[]", null)]
    public void A_prompt_is_the_body_of_a_log_record(string list, string? text)
    {
        var fold = Logged("ChatModelPromptContentObservationHandler", "Chat Model Prompt Content:\n" + list);
        Assert.Equal((text, null), (fold.InputText(), fold.OutputText()));
    }

    [Fact]
    public void The_prompt_of_a_client_has_roles()
    {
        var fold = Logged(
            "ChatClientPromptContentObservationHandler",
            "Chat Client Prompt Content:\n[\"system\":\"Be terse.\", \"user\":\"Say \"a\", \"b\" and\n\"c\"\"]\n"
        );
        Assert.Equal(
            """[{"role":"system","content":"Be terse."},{"role":"user","content":"Say \"a\", \"b\" and\n\"c\""}]""",
            fold.InputText()
        );
        Assert.Equal(2, fold.Number(Field.MessageCount));
    }

    [Fact]
    public void So_is_a_completion()
    {
        var fold = Logged("ChatModelCompletionObservationHandler", "Chat Model Completion:\n[\"Line 1\nLine 2\"]\n");
        Assert.Equal("Line 1\nLine 2", fold.OutputText());
        Assert.Equal("Line 1 Line 2", fold.Text(Field.OutputPreview));
    }

    [Theory]
    [InlineData("Some other line\nof a log")]
    [InlineData("Chat Model Prompt Content:")]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("Chat Client Prompt Content:\n[\"user\":\"")]
    [InlineData("Chat Client Prompt Content:\n[\"user\":\"\"]")]
    [InlineData("Chat Model Completion:\n")]
    [InlineData("Chat Model Completion:\n[\"")]
    public void A_line_that_is_none_hurts_nobody(string line) =>
        Assert.DoesNotContain(
            LogOf("ChatModelPromptContentObservationHandler", line).Facts(),
            f => f.Field == Field.DeriveError
        );

    [Fact]
    public void The_same_line_of_another_logger_means_nothing()
    {
        var log = new LogBuilder("", "Chat Model Completion:\n[\"x\"]");
        log.Build().Scope.Name = "com.example";
        Assert.Empty(log.Facts());
    }

    [Theory]
    [InlineData("chat_client", SpanType.Chain)]
    [InlineData("advisor", SpanType.Chain)]
    [InlineData("tool_call", SpanType.Tool)]
    [InlineData("vector_store", SpanType.Span)]
    public void The_kind_says_what_surrounds_the_model(string kind, object type) =>
        Assert.Equal(
            (SpanType)type,
            new SpanBuilder().With("spring.ai.kind", kind).With("gen_ai.operation.name", "framework").Row().Type
        );

    [Fact]
    public void A_client_names_its_conversation() =>
        Assert.Equal(
            "c-1",
            new SpanBuilder()
                .With("spring.ai.kind", "chat_client")
                .With("spring.ai.chat.client.conversation.id", "c-1")
                .Fold(Subject.Trace)
                .Text(Field.SessionId)
        );

    [Fact]
    public void A_tool_has_its_arguments_and_result()
    {
        var builder = new SpanBuilder()
            .With("spring.ai.kind", "tool_call")
            .With("spring.ai.tool.definition.name", "getWeather")
            .With("spring.ai.tool.call.id", "call_1")
            .With("spring.ai.tool.call.arguments", """{"city":"Paris"}""")
            .With("spring.ai.tool.call.result", "rainy");
        var fold = builder.Fold();
        Assert.Equal((SpanType.Tool, "getWeather"), (builder.Row().Type, builder.Row().ToolName));
        Assert.Equal(("""{"city":"Paris"}""", "rainy"), (fold.InputText(), fold.OutputText()));
        Assert.Equal(
            ("call_1", """{"city":"Paris"}""", "rainy"),
            (
                fold.Text(Field.ToolCallId),
                Folding.Utf8(fold.Payload(Field.ToolArguments)),
                Folding.Utf8(fold.Payload(Field.ToolResult))
            )
        );
    }

    [Fact]
    public void A_query_of_a_vector_store_is_a_retrieval()
    {
        var builder = new SpanBuilder()
            .With("spring.ai.kind", "vector_store")
            .With("db.operation.name", "query")
            .With("db.vector.query.content", "capital?")
            .With("db.vector.query.top_k", "4");
        Assert.Equal((SpanType.Retriever, "capital?"), (builder.Row().Type, builder.Row().InputPreview));
        Assert.Equal("""{"top_k":4}""", PathTree.ToJson(builder.Fold(), Field.Parameter));
        Assert.Equal(
            SpanType.Span,
            new SpanBuilder().With("spring.ai.kind", "vector_store").With("db.operation.name", "add").Row().Type
        );
    }

    static LogBuilder LogOf(string handler, string body)
    {
        var log = new LogBuilder("", body);
        log.Build().Scope.Name = Handlers + handler;
        return log;
    }

    static Fold Logged(string handler, string body) => Folding.Of(LogOf(handler, body).Facts(), Subject.Span);
}
