using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

public class LangSmithTests
{
    [Theory]
    [InlineData("llm", SpanType.Generation)]
    [InlineData("chain", SpanType.Chain)]
    [InlineData("prompt", SpanType.Chain)]
    [InlineData("parser", SpanType.Chain)]
    [InlineData("tool", SpanType.Tool)]
    [InlineData("retriever", SpanType.Retriever)]
    [InlineData("embedding", SpanType.Embedding)]
    public void The_kind_decides_the_type_over_the_operation(string kind, object type) =>
        Assert.Equal(
            (SpanType)type,
            new SpanBuilder().With("langsmith.span.kind", kind).With("gen_ai.operation.name", "embeddings").Row().Type
        );

    [Fact]
    public void Status_OK_with_an_exception_failed()
    {
        var builder = Run("chain")
            .Set(s => s.StatusCode = 1)
            .Event("exception", ("exception.type", "Error"), ("exception.message", "boom"));
        Assert.Equal(SpanStatus.Failed, builder.Row().Status);
        Assert.Equal("boom", builder.Fold().Text(Field.ErrorMessage));
    }

    [Fact]
    public void Tags_have_commas_between_them()
    {
        Assert.Equal(["a", "b"], Tags("a, b"));
        Assert.Equal([], Tags(""));
        Assert.Equal(["a", "b,c"], Tags("""["a","b,c"]"""));

        static IEnumerable<object?> Tags(object value) =>
            Run("llm").With("langsmith.span.tags", value).Fold(Subject.Trace).ItemsOf(Field.Tag).Select(i => i.Object);
    }

    [Fact]
    public void Metadata_names_session_user_model_and_parameters()
    {
        var builder = Run("llm")
            .With("gen_ai.system", "langchain")
            .With("langsmith.metadata.ls_provider", "anthropic")
            .With("langsmith.metadata.ls_model_name", "claude")
            .With("langsmith.metadata.ls_temperature", "0.2")
            .With("langsmith.metadata.ls_max_tokens", 50)
            .With("langsmith.metadata.ls_stop", """["a"]""")
            .With("langsmith.metadata.ls_invocation_params", """{"top_k":3,"model":"m"}""")
            .With("langsmith.metadata.user_id", "u-1")
            .With("langsmith.metadata.thread_id", "th-1")
            .With("langsmith.metadata.conversation_id", "c-1");
        Assert.Equal(("anthropic", "claude"), (builder.Row().Provider, builder.Row().RequestModel));
        Assert.Equal(
            """{"max_tokens":50,"stop_sequences":["a"],"temperature":0.2,"top_k":3}""",
            PathTree.ToJson(builder.Fold(), Field.Parameter)
        );
        var trace = builder.Fold(Subject.Trace);
        Assert.Equal(("th-1", "u-1"), (trace.Text(Field.SessionId), trace.Text(Field.UserId)));
        Assert.Contains(
            "\"thread_id\":\"th-1\"",
            PathTree.ToJson(builder.Fold(), Field.Metadata),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "s-1",
            builder.With("langsmith.metadata.session_id", "s-1").Fold(Subject.Trace).Text(Field.SessionId)
        );
    }

    [Fact]
    public void Usage_metadata_counts_the_cached_among_the_input_and_may_know_the_cost()
    {
        var row = Run("llm")
            .With("gen_ai.usage.input_tokens", 25)
            .With("gen_ai.usage.output_tokens", 12)
            .With(
                "langsmith.usage_metadata",
                """
                {"input_tokens":25,"output_tokens":12,"total_tokens":37,"input_cost":0.001,"output_cost":0.002,
                 "input_token_details":{"cache_read":8,"cache_creation":2},"output_token_details":{"reasoning":4}}
                """
            )
            .Row();
        Assert.Equal(new Usage(25, 12, 8, 2, 4, 37), row.Usage);
        Assert.Equal(3_000_000_000L, row.CostPicoUsd);
    }

    [Theory]
    [InlineData("""{"audio":0,"cache_read":8}""", """{"reasoning":4}""")]
    [InlineData("{'audio': 0, 'cache_read': 8}", "{'reasoning': 4}")]
    public void Details_of_usage_may_come_alone(string input, string output) =>
        Assert.Equal(
            new Usage(25, 12, 8, null, 4, 37),
            Run("llm")
                .With("gen_ai.usage.input_tokens", 25)
                .With("gen_ai.usage.output_tokens", 12)
                .With("gen_ai.usage.total_tokens", 37)
                .With("gen_ai.usage.input_token_details", input)
                .With("gen_ai.usage.output_token_details", output)
                .Row()
                .Usage
        );

    [Theory]
    [InlineData("""{"usage_metadata":{"input_tokens":25,"output_tokens":12}}""")]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":25,"completion_tokens":12}}""")]
    [InlineData(
        """{"generations":[[{"message":{"kwargs":{"usage_metadata":{"input_tokens":25,"output_tokens":12}}}}]]}"""
    )]
    [InlineData("""{"generations":[],"llm_output":{"token_usage":{"prompt_tokens":25,"completion_tokens":12}}}""")]
    [InlineData(
        """{"generations":[[{"message":{"response_metadata":{"tokenUsage":{"promptTokens":25,"completionTokens":12}}}}]]}"""
    )]
    public void Usage_may_be_only_in_the_answer(string answer)
    {
        Assert.Equal(
            new Usage(25, 12, null, null, null, null),
            Run("llm").With("gen_ai.completion", answer).Row().Usage
        );
        Assert.True(Run("chain").With("gen_ai.completion", answer).Row().Usage.IsEmpty);
    }

    [Theory]
    [InlineData("stop", """["stop"]""")]
    [InlineData("stop, length", """["stop","length"]""")]
    public void Finish_reasons_are_text(string said, string reasons) =>
        Assert.Equal(reasons, Run("llm").With("gen_ai.response.finish_reasons", said).Fold().Text(Field.FinishReason));

    [Fact]
    public void A_tools_run_is_its_call()
    {
        var builder = Run("tool")
            .With("langsmith.trace.name", "get_weather")
            .With("gen_ai.prompt", """{"city":"Paris"}""")
            .With("gen_ai.completion", """{"outputs":"rainy"}""");
        var fold = builder.Fold();
        Assert.Equal("get_weather", builder.Row().ToolName);
        Assert.Equal("""{"city":"Paris"}""", Folding.Utf8(fold.Payload(Field.ToolArguments)));
        Assert.Equal("""{"outputs":"rainy"}""", Folding.Utf8(fold.Payload(Field.ToolResult)));
    }

    [Fact]
    public void A_retriever_found_documents() =>
        Assert.Equal(
            """[{"content":"Paris","metadata":{"id":1},"type":"Document"}]""",
            Folding.Utf8(
                Run("retriever")
                    .With(
                        "gen_ai.completion",
                        """{"documents":[{"page_content":"Paris","metadata":{"id":1},"type":"Document"}]}"""
                    )
                    .Fold()
                    .Payload(Field.Document)
            )
        );

    [Fact]
    public void A_request_and_a_response_show_what_was_said()
    {
        var row = Run("llm")
            .With("gen_ai.prompt", """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""")
            .With("gen_ai.completion", """{"choices":[{"message":{"role":"assistant","content":"Ho"}}]}""")
            .Row();
        Assert.Equal(("Hi", "Ho"), (row.InputPreview, row.OutputPreview));
    }

    [Fact]
    public void Spans_of_others_are_not_asked_for_its_words() =>
        Assert.Null(
            new SpanBuilder()
                .With("gen_ai.usage.input_token_details", """{"cache_read":8}""")
                .Row()
                .Usage.CacheReadTokens
        );

    static SpanBuilder Run(string kind) => new SpanBuilder().Scope("langsmith").With("langsmith.span.kind", kind);
}
