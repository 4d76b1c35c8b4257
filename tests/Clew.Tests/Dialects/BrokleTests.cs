using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Made from the published source of Brokle's SDKs; no capture.</summary>
public class BrokleTests
{
    [Theory]
    [InlineData("generation", SpanType.Generation)]
    [InlineData("event", SpanType.Event)]
    [InlineData("tool", SpanType.Tool)]
    [InlineData("agent", SpanType.Agent)]
    [InlineData("chain", SpanType.Chain)]
    [InlineData("workflow", SpanType.Chain)]
    [InlineData("retrieval", SpanType.Retriever)]
    [InlineData("embedding", SpanType.Embedding)]
    [InlineData("evaluator", SpanType.Evaluator)]
    [InlineData("guardrail", SpanType.Guardrail)]
    [InlineData("rerank", SpanType.Reranker)]
    [InlineData("span", SpanType.Span)]
    public void The_type_is_what_it_says(string word, object type) =>
        Assert.Equal((SpanType)type, new SpanBuilder().With("brokle.span.type", word).Row().Type);

    [Fact]
    public void A_type_nobody_chose_does_not_win_over_the_operation() =>
        Assert.Equal(
            SpanType.Generation,
            new SpanBuilder().With("brokle.span.type", "span").With("gen_ai.operation.name", "chat").Row().Type
        );

    [Fact]
    public void A_trace_has_a_name_tags_metadata_and_a_public_face()
    {
        var trace = new SpanBuilder()
            .ChildOf("00000000000000ff")
            .With("brokle.trace.name", "checkout")
            .With("brokle.trace.tags", """["a", "b"]""")
            .With("brokle.trace.metadata", """{"customer":{"tier":"gold"}}""")
            .With("brokle.trace.public", true)
            .With("brokle.environment", "staging")
            .With("brokle.release", "1.2")
            .With("brokle.span.version", "B")
            .With("session.id", "s")
            .With("user.id", "u")
            .Fold(Subject.Trace);
        Assert.Equal(
            ("checkout", "staging", "1.2", "B", 1L),
            (
                trace.Text(Field.TraceName),
                trace.Text(Field.Environment),
                trace.Text(Field.Release),
                trace.Text(Field.Version),
                trace.Number(Field.Public)
            )
        );
        Assert.Equal(["a", "b"], trace.Texts(Field.Tag));
        Assert.Equal("""{"customer":{"tier":"gold"}}""", PathTree.ToJson(trace, Field.Metadata));
        Assert.Equal(("s", "u"), (trace.Text(Field.SessionId), trace.Text(Field.UserId)));
    }

    [Fact]
    public void A_release_may_stand_on_the_resource() =>
        Assert.Equal(
            "1.2",
            Trace(new SpanBuilder().Resource(("brokle.release", "1.2")).With("brokle.span.type", "span"), Field.Release)
        );

    [Fact]
    public void The_environment_default_gives_way_to_one_with_a_name()
    {
        var builder = new SpanBuilder().With("brokle.environment", "default");
        Assert.Equal("default", Trace(builder, Field.Environment));
        builder.Resource(("deployment.environment.name", "production"));
        Assert.Equal("production", Trace(builder, Field.Environment));
    }

    [Fact]
    public void The_level_error_is_a_failure_with_a_message()
    {
        var builder = new SpanBuilder().With("brokle.span.level", "ERROR").With("brokle.status_message", "boom");
        Assert.Equal((SpanLevel.Error, SpanStatus.Failed), (builder.Row().Level, builder.Row().Status));
        Assert.Equal("boom", builder.Fold().Text(Field.ErrorMessage));
    }

    [Theory]
    [InlineData("DEBUG", SpanLevel.Debug)]
    [InlineData("INFO", SpanLevel.Default)]
    [InlineData("WARNING", SpanLevel.Warning)]
    public void Other_levels_are_not(string word, object level)
    {
        var builder = new SpanBuilder().With("brokle.span.level", word).With("brokle.status_message", "fine");
        Assert.Equal(((SpanLevel)level, SpanStatus.Completed), (builder.Row().Level, builder.Row().Status));
        Assert.Null(builder.Fold().Text(Field.ErrorMessage));
        Assert.Equal("""{"brokle.status_message":"fine"}""", PathTree.ToJson(builder.Fold(), Field.Metadata));
    }

    [Fact]
    public void Usage_is_of_one_piece()
    {
        var row = new SpanBuilder()
            .With("brokle.span.type", "generation")
            .With("gen_ai.usage.input_tokens", 25)
            .With("gen_ai.usage.input_tokens.cache_read", 8)
            .With("gen_ai.usage.input_tokens.cache_creation", 2)
            .With("gen_ai.usage.output_tokens", 12)
            .With("gen_ai.usage.reasoning_tokens", 4)
            .With("brokle.usage.total_tokens", 37)
            .With("brokle.cost.total", "0.001230000")
            .Row();
        Assert.Equal(new Usage(25, 12, 8, 2, 4, 37), row.Usage);
        Assert.Equal(1_230_000_000, row.CostPicoUsd);
    }

    [Fact]
    public void The_first_token_is_timed_in_milliseconds() =>
        Assert.Equal(
            44_000_000,
            new SpanBuilder()
                .With("gen_ai.response.time_to_first_token", 44.0)
                .Fold()
                .Number(Field.TimeToFirstTokenNano)
        );

    [Fact]
    public void A_prompt_of_the_library_is_named()
    {
        var fold = new SpanBuilder().With("brokle.prompt.name", "critic").With("brokle.prompt.version", 3).Fold();
        Assert.Equal(("critic", "3"), (fold.Text(Field.PromptName), fold.Text(Field.PromptVersion)));
    }

    [Fact]
    public void A_span_can_be_named_anew() =>
        Assert.Equal("better", new SpanBuilder().With("brokle.span_name", "better").Row().Name);

    [Theory]
    [InlineData("0.9", "numeric", 0.9, null)]
    [InlineData(0.9, null, 0.9, null)]
    [InlineData(true, "boolean", 1.0, null)]
    [InlineData("false", "boolean", 0.0, null)]
    [InlineData("good", "categorical", null, "good")]
    [InlineData("1", "categorical", null, "1")]
    [InlineData("good", null, null, "good")]
    public void A_score_is_a_score(object value, string? type, double? number, string? text)
    {
        var builder = new SpanBuilder()
            .With("brokle.score.name", "quality")
            .With("brokle.score.value", value)
            .With("brokle.score.comment", "so");
        if (type is not null)
        {
            builder.With("brokle.score.type", type);
        }

        var score = (Score)Assert.Single(builder.Facts(), f => f.Subject == Subject.Score).Object!;
        Assert.Equal(("quality", number, text, "so"), (score.Name, score.Value, score.Text, score.Comment));
        Assert.Equal(("00000000000000a1", 2_000), (score.SpanId.ToString(), score.TimeNano));
    }

    [Fact]
    public void A_tool_has_its_arguments_as_input()
    {
        var builder = new SpanBuilder()
            .With("brokle.span.type", "tool")
            .With("gen_ai.tool.name", "get_weather")
            .With("input.value", """{"location":"Paris"}""")
            .With("output.value", "rainy");
        var fold = builder.Fold();
        Assert.Equal((SpanType.Tool, "get_weather"), (builder.Row().Type, builder.Row().ToolName));
        Assert.Equal(
            ("""{"location":"Paris"}""", "rainy"),
            (Folding.Utf8(fold.Payload(Field.ToolArguments)), Folding.Utf8(fold.Payload(Field.ToolResult)))
        );
    }

    [Fact]
    public void A_retrieval_has_its_query_and_documents()
    {
        var builder = new SpanBuilder()
            .With("brokle.span.type", "retrieval")
            .With("brokle.retrieval.query", "capital?")
            .With("brokle.retrieval.documents", """[{"id": "1"}]""")
            .With("brokle.retrieval.top_k", 5);
        var fold = builder.Fold();
        Assert.Equal(("capital?", """[{"id": "1"}]"""), (fold.InputText(), fold.OutputText()));
        Assert.NotNull(fold.Payload(Field.Document));
        Assert.Equal("real", builder.With("input.value", "real").Fold().InputText());
    }

    [Fact]
    public void What_one_provider_is_asked_is_a_parameter()
    {
        var fold = new SpanBuilder()
            .With("gen_ai.request.temperature", 0.3)
            .With("gen_ai.request.logprobs", true)
            .With("openai.request.parallel_tool_calls", false)
            .With("openai.request.seed", 7)
            .With("openai.request.tools", """[{"type":"function"}]""")
            .With("anthropic.request.top_k", 3)
            .With("anthropic.request.system", "Be terse.")
            .With("anthropic.response.stop_reason", "end_turn")
            .With("cohere.request.documents", "[]")
            .Fold();
        Assert.Equal(
            """{"logprobs":true,"parallel_tool_calls":false,"seed":7,"temperature":0.3,"top_k":3}""",
            PathTree.ToJson(fold, Field.Parameter)
        );
        Assert.Equal("""[{"type":"function"}]""", Folding.Utf8(fold.Payload(Field.ToolDefinitions)));
        Assert.Equal("Be terse.", Clew.Dialects.Chat.Content.InstructionsOf(fold));
        Assert.Equal(["end_turn"], Clew.Dialects.Chat.FinishReasons.Of(fold));
    }

    [Fact]
    public void Input_and_output_of_the_trace_are_of_the_past()
    {
        var fold = new SpanBuilder().With("brokle.trace.input", "in").With("brokle.trace.output", "out").Fold();
        Assert.Equal((null, null), (fold.InputText(), fold.OutputText()));
    }

    static string? Trace(SpanBuilder builder, Field field) => builder.Fold(Subject.Trace).Text(field);
}
