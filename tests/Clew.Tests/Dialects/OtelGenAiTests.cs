using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

public class OtelGenAiTests
{
    [Theory]
    [InlineData(37, 25, 12)]
    [InlineData(41, 25, 16)]
    [InlineData(45, 33, 12)]
    [InlineData(49, 33, 16)]
    [InlineData(99, 25, 12)]
    public void A_total_shows_what_is_counted_beside_the_rest(int total, int input, int output) =>
        Assert.Equal(
            new Usage(input, output, 8, null, 4, total),
            new SpanBuilder()
                .With("gen_ai.usage.input_tokens", 25)
                .With("gen_ai.usage.output_tokens", 12)
                .With("gen_ai.usage.cache_read.input_tokens", 8)
                .With("gen_ai.usage.reasoning.output_tokens", 4)
                .With("gen_ai.usage.total_tokens", total)
                .Row()
                .Usage
        );

    [Fact]
    public void A_chat_span_fills_its_row()
    {
        var row = new SpanBuilder()
            .With("gen_ai.operation.name", "chat")
            .With("gen_ai.provider.name", "openai")
            .With("gen_ai.request.model", "gpt-4o-mini")
            .With("gen_ai.response.model", "gpt-4o-mini-2024-07-18")
            .With("gen_ai.usage.input_tokens", 25)
            .With("gen_ai.usage.output_tokens", 0)
            .With("gen_ai.system_instructions", """[{"type":"text","content":"Be terse."}]""")
            .With("gen_ai.input.messages", """[{"role":"user","parts":[{"type":"text","content":"Hi \"you\""}]}]""")
            .Row();
        Assert.Equal(SpanType.Generation, row.Type);
        Assert.Equal("openai", row.Provider);
        Assert.Equal("gpt-4o-mini", row.RequestModel);
        Assert.Equal("gpt-4o-mini-2024-07-18", row.ResponseModel);
        Assert.Equal((25, 0), (row.Usage.InputTokens, row.Usage.OutputTokens));
        Assert.Equal("Hi \"you\"", row.InputPreview);
        Assert.Equal(1, row.Chat?.User);
        Assert.True(row.HasInstructions);
    }

    [Theory]
    [InlineData("chat", SpanType.Generation)]
    [InlineData("text_completion", SpanType.Generation)]
    [InlineData("generate_content", SpanType.Generation)]
    [InlineData("embeddings", SpanType.Embedding)]
    [InlineData("execute_tool", SpanType.Tool)]
    [InlineData("invoke_agent", SpanType.Agent)]
    [InlineData("create_agent", SpanType.Agent)]
    [InlineData("invoke_workflow", SpanType.Chain)]
    [InlineData("retrieval", SpanType.Retriever)]
    [InlineData("agent_step", SpanType.Span)]
    public void The_operation_decides_the_type(string operation, object type)
    {
        var builder = new SpanBuilder().With("gen_ai.operation.name", operation).With("gen_ai.tool.name", "f");
        Assert.Equal((SpanType)type, builder.Row().Type);
        Assert.Equal(operation, builder.Fold().Text(Field.Operation));
    }

    [Fact]
    public void A_model_and_usage_make_a_generation_of_a_span_that_does_not_say()
    {
        var builder = new SpanBuilder().With("gen_ai.request.model", "m");
        Assert.Equal(SpanType.Span, builder.Row().Type);
        Assert.Equal(SpanType.Generation, builder.With("gen_ai.usage.prompt_tokens", 1).Row().Type);
    }

    [Fact]
    public void So_do_a_model_and_content()
    {
        // Before 1.27 there was no operation, and a call that failed has no usage.
        var row = new SpanBuilder().With("gen_ai.request.model", "m").With("gen_ai.prompt", "Hi").Row();
        Assert.Equal((SpanType.Generation, "Hi"), (row.Type, row.InputPreview));
    }

    [Fact]
    public void A_prompt_of_a_library_is_named()
    {
        var fold = new SpanBuilder().With("gen_ai.prompt.name", "critic").With("gen_ai.prompt.version", "v3").Fold();
        Assert.Equal(("critic", "v3"), (fold.Text(Field.PromptName), fold.Text(Field.PromptVersion)));
    }

    [Fact]
    public void Agent_and_response_are_metadata_under_their_own_names() =>
        Assert.Equal(
            """{"gen_ai.agent.id":"a1","gen_ai.agent.name":"writer","gen_ai.agent.version":"2","gen_ai.response.id":"r"}""",
            PathTree.ToJson(
                new SpanBuilder()
                    .With("gen_ai.agent.id", "a1")
                    .With("gen_ai.agent.name", "writer")
                    .With("gen_ai.agent.version", "2")
                    .With("gen_ai.agent.description", "")
                    .With("gen_ai.response.id", "r")
                    .Fold(),
                Field.Metadata
            )
        );

    [Fact]
    public void Parameters_without_a_name_of_ours_keep_their_own()
    {
        var fold = new SpanBuilder()
            .With("gen_ai.request.model", "m")
            .With("gen_ai.request.logit_bias", """{"50256":-100}""")
            .With("gen_ai.request.previous_response.id", "r")
            .With("gen_ai.openai.request.response_format", "json_object")
            .With("gen_ai.request.user", "ann")
            .Fold();
        Assert.Equal(
            """{"logit_bias":{"50256":-100},"previous_response.id":"r","response_format":"json_object"}""",
            PathTree.ToJson(fold, Field.Parameter)
        );
    }

    [Fact]
    public void Embeddings_have_a_size()
    {
        var fold = new SpanBuilder()
            .With("gen_ai.operation.name", "embeddings")
            .With("gen_ai.embeddings.dimension.count", 256)
            .Fold();
        Assert.Equal(256, fold.Number(Field.EmbeddingDimensions));
        Assert.Equal("""{"dimensions":256}""", PathTree.ToJson(fold, Field.Parameter));
    }

    [Fact]
    public void Tokens_by_kind_are_a_part_of_the_whole_or_make_it()
    {
        var parts = new SpanBuilder()
            .With("gen_ai.usage.text.input_tokens", 5)
            .With("gen_ai.usage.image.input_tokens", 20)
            .With("gen_ai.usage.audio.output_tokens", 7)
            .With("gen_ai.usage.text.cache_read.input_tokens", 3);
        Assert.Equal(new Usage(25, 7, 3, null, null, null), parts.Row().Usage);
        Assert.Equal(30, parts.With("gen_ai.usage.input_tokens", 30).Row().Usage.InputTokens);
    }

    [Fact]
    public void A_tools_name_on_a_chat_makes_no_tool_of_it()
    {
        var row = new SpanBuilder().With("gen_ai.operation.name", "chat").With("gen_ai.tool.name", "f").Row();
        Assert.Equal((SpanType.Generation, null), (row.Type, row.ToolName));
    }

    [Fact]
    public void A_tools_arguments_and_result_are_its_content()
    {
        var builder = new SpanBuilder()
            .With("gen_ai.operation.name", "execute_tool")
            .With("gen_ai.tool.name", "get_weather")
            .With("gen_ai.tool.call.id", "call_1")
            .With("gen_ai.tool.call.arguments", new (string, object?)[] { ("location", "Paris") })
            .With("gen_ai.tool.call.result", "rainy");
        var fold = builder.Fold();
        Assert.Equal(("""{"location":"Paris"}""", "rainy"), (fold.InputText(), fold.OutputText()));
        Assert.Equal("""{"location":"Paris"}""", Folding.Utf8(fold.Payload(Field.ToolArguments)));
        Assert.Equal("rainy", Folding.Utf8(fold.Payload(Field.ToolResult)));
        Assert.Equal(("get_weather", "call_1"), (builder.Row().ToolName, fold.Text(Field.ToolCallId)));
        Assert.Equal("real", builder.With("input.value", "real").Fold().InputText());
    }

    [Fact]
    public void Old_names_are_understood()
    {
        var row = new SpanBuilder()
            .With("gen_ai.system", "openai")
            .With("gen_ai.usage.prompt_tokens", "25")
            .With("gen_ai.usage.completion_tokens", 12.0)
            .With("gen_ai.prompt", "say hi")
            .With("gen_ai.completion", "hi")
            .Row();
        Assert.Equal(("openai", 25, 12), (row.Provider, row.Usage.InputTokens, row.Usage.OutputTokens));
        Assert.Equal(("say hi", "hi"), (row.InputPreview, row.OutputPreview));
    }

    [Theory]
    [InlineData("gen_ai.usage.cache_read.input_tokens")]
    [InlineData("gen_ai.usage.cache_read_input_tokens")]
    [InlineData("gen_ai.usage.input_tokens.cache_read")]
    [InlineData("gen_ai.usage.prompt_tokens_details.cached_tokens")]
    public void Cached_tokens_have_many_names(string key) =>
        Assert.Equal(8, new SpanBuilder().With(key, 8).Row().Usage.CacheReadTokens);

    [Fact]
    public void Usage_without_the_cached_tokens_is_made_to_include_them()
    {
        var usage = new SpanBuilder()
            .With("gen_ai.usage.input_tokens", 5)
            .With("gen_ai.usage.cache_read.input_tokens", 100)
            .With("gen_ai.usage.cache_creation.input_tokens", 20)
            .Row()
            .Usage;
        Assert.Equal((125, 100, 20), (usage.InputTokens, usage.CacheReadTokens, usage.CacheWriteTokens));
    }

    [Fact]
    public void A_number_that_is_none_is_not_stated()
    {
        foreach (
            var garbage in new object?[]
            {
                double.NaN,
                double.PositiveInfinity,
                null,
                "many",
                -1,
                "",
                true,
                1e300,
                long.MaxValue,
            }
        )
        {
            Assert.Null(new SpanBuilder().With("gen_ai.usage.input_tokens", garbage).Row().Usage.InputTokens);
        }

        Assert.Equal(26, new SpanBuilder().With("gen_ai.usage.input_tokens", 25.7).Row().Usage.InputTokens);
    }

    [Fact]
    public void A_cost_of_zero_is_no_cost()
    {
        Assert.Null(new SpanBuilder().With("gen_ai.usage.cost", 0).Row().CostPicoUsd);
        Assert.Equal(1_230_000_000, new SpanBuilder().With("gen_ai.usage.cost", 0.00123).Row().CostPicoUsd);
        Assert.Equal(1_230_000_000, new SpanBuilder().With("gen_ai.usage.cost", "0.00123").Row().CostPicoUsd);
    }

    [Fact]
    public void Finish_reasons_come_in_three_shapes()
    {
        Assert.Equal(["stop", "length"], Reasons(new object[] { "stop", "length" }));
        Assert.Equal(["stop"], Reasons("stop"));
        Assert.Equal(["stop"], Reasons("""["stop"]"""));
        Assert.Empty(Reasons(""));

        static IReadOnlyList<string> Reasons(object value) =>
            FinishReasons.Of(new SpanBuilder().With("gen_ai.response.finish_reasons", value).Fold());
    }

    [Fact]
    public void Parameters_are_kept_as_JSON()
    {
        var fold = new SpanBuilder()
            .With("gen_ai.request.temperature", "0.3")
            .With("gen_ai.request.max_tokens", 50)
            .With("gen_ai.request.stop_sequences", """["a", "b"]""")
            .With("gen_ai.request.stream", true)
            .With("gen_ai.output.type", "text")
            .Fold();
        Assert.Equal(
            """{"max_tokens":50,"output_type":"text","stop_sequences":["a", "b"],"stream":true,"temperature":0.3}""",
            PathTree.ToJson(fold, Field.Parameter)
        );
    }

    [Fact]
    public void Time_to_first_token_is_in_seconds() =>
        Assert.Equal(
            44_000_000,
            new SpanBuilder()
                .With("gen_ai.response.time_to_first_chunk", 0.044)
                .Fold()
                .Number(Field.TimeToFirstTokenNano)
        );

    [Fact]
    public void Retrieval_has_its_query_and_documents()
    {
        var fold = new SpanBuilder()
            .With("gen_ai.operation.name", "retrieval")
            .With("gen_ai.retrieval.query.text", "capital?")
            .With("gen_ai.retrieval.documents", """[{"id":"1","score":0.9}]""")
            .Fold();
        Assert.Equal(("capital?", """[{"id":"1","score":0.9}]"""), (fold.InputText(), fold.OutputText()));
        Assert.NotNull(fold.Payload(Field.Document));
    }

    [Fact]
    public void Both_dialects_on_one_span_count_tokens_once()
    {
        var usage = new SpanBuilder()
            .With("llm.token_count.prompt", 25)
            .With("llm.token_count.total", 99)
            .With("gen_ai.usage.input_tokens", 25)
            .Row()
            .Usage;
        Assert.Equal((25, null), (usage.InputTokens, usage.ReportedTotal));
    }
}
