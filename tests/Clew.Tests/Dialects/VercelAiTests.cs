using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Shapes of <c>ai</c> 3.4, 4.3, 5.0, 6.0 and of <c>@ai-sdk/otel</c> 1.0; 5 and 7 are captured as well.</summary>
public class VercelAiTests
{
    [Theory]
    [InlineData("ai.generateText", SpanType.Span)]
    [InlineData("ai.generateText.doGenerate", SpanType.Generation)]
    [InlineData("ai.streamText.doStream", SpanType.Generation)]
    [InlineData("ai.generateObject.doGenerate", SpanType.Generation)]
    [InlineData("ai.streamObject.doStream", SpanType.Generation)]
    [InlineData("ai.embed", SpanType.Span)]
    [InlineData("ai.embed.doEmbed", SpanType.Embedding)]
    [InlineData("ai.embedMany.doEmbed", SpanType.Embedding)]
    [InlineData("ai.rerank.doRerank", SpanType.Reranker)]
    [InlineData("ai.toolCall", SpanType.Tool)]
    [InlineData("ai.transcribe", SpanType.Generation)]
    [InlineData("ai.somethingNew", SpanType.Span)]
    public void The_operation_decides_the_type(string operation, object type)
    {
        Assert.Equal((SpanType)type, Of(operation).Row().Type);
        Assert.Equal((SpanType)type, new SpanBuilder().With("operation.name", operation + " my-fn").Row().Type);
    }

    [Fact]
    public void An_operation_of_someone_else_means_nothing() =>
        Assert.Equal(SpanType.Span, new SpanBuilder().With("operation.name", "db.doStream").Row().Type);

    [Fact]
    public void The_prompt_of_the_outer_span_becomes_a_conversation()
    {
        var builder = Of("ai.generateText")
            .With("ai.prompt", """{"system":"Be \"terse\"","prompt":"Capital of France?"}""");
        Assert.Equal(
            """[{"role":"system","content":"Be \"terse\""},{"role":"user","content":"Capital of France?"}]""",
            builder.Fold().InputText()
        );
        Assert.Equal("Capital of France?", builder.Row().InputPreview);
        Assert.Equal(2, builder.Row().Chat?.Messages);
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"Hi"} ]}""", """[{"role":"user","content":"Hi"} ]""")]
    [InlineData("""{"prompt":[{"role":"user","content":"Hi"}]}""", """[{"role":"user","content":"Hi"}]""")]
    [InlineData(
        """{"system":{"role":"system","content":"S"},"messages":[{"role":"user","content":"Hi"}]}""",
        """[{"role":"system","content":"S"},{"role":"user","content":"Hi"}]"""
    )]
    [InlineData("""{"system":null,"prompt":null}""", """{"system":null,"prompt":null}""")]
    [InlineData("""{"messages":["Hi"]}""", """{"messages":["Hi"]}""")]
    [InlineData("""{"messages":[{"role":"us""", """{"messages":[{"role":"us""")]
    public void A_prompt_without_messages_stays_as_it_is(string prompt, string input) =>
        Assert.Equal(input, Of("ai.streamText").With("ai.prompt", prompt).Fold().InputText());

    [Fact]
    public void The_messages_of_the_inner_span_stay_byte_for_byte()
    {
        const string messages =
            """[{"role":"user","content":[{"type":"text","text":"Weather?"}]},{"role":"assistant","content":[{"type":"tool-call","toolCallId":"c","toolName":"f","input":{"a":1}}]},{"role":"tool","content":[{"type":"tool-result","toolCallId":"c","toolName":"f","output":{"type":"json","value":{"t":18}}}]}]""";
        var builder = Inner().With("ai.prompt.messages", messages);
        Assert.Equal(messages, builder.Fold().InputText());
        Assert.Equal(new ChatFacts(3, 1, 1, 0, 1, 1, "user", "tool"), builder.Row().Chat);
        var result = Messages.TryParse(builder.Fold().Payload(Field.Input)!)![2].Parts[0];
        Assert.Equal(("tool_result", "c", """{"t":18}"""), (result.Type, result.Id, result.Result));
    }

    [Theory]
    [InlineData("""[{"toolCallId":"c1","toolName":"f","args":"{\"a\":1}"}]""")]
    [InlineData("""[{"toolCallId":"c1","toolName":"f","input":"{\"a\":1}"}]""")]
    [InlineData("""[{"type":"tool-call","toolCallId":"c1","toolName":"f","input":{"a":1}}]""")]
    public void An_answer_is_put_together_from_its_pieces(string calls)
    {
        var builder = Inner()
            .With("ai.response.reasoning", "Hm.")
            .With("ai.response.text", "I will look.")
            .With("ai.response.toolCalls", calls)
            .With("ai.response.finishReason", "tool-calls");
        Assert.Equal(
            """[{"role":"assistant","parts":[{"type":"reasoning","content":"Hm."},{"type":"text","content":"I will look."},{"type":"tool_call","id":"c1","name":"f","arguments":{"a":1}}],"finish_reason":"tool-calls"}]""",
            builder.Fold().OutputText()
        );
        Assert.Equal("I will look.", builder.Row().OutputPreview);
        Assert.Equal(["tool-calls"], FinishReasons.Of(builder.Fold()));
    }

    [Fact]
    public void Of_the_outer_span_plain_text_stays_plain() =>
        Assert.Equal("Paris.", Of("ai.generateText").With("ai.response.text", "Paris.").Fold().OutputText());

    [Fact]
    public void Tool_calls_that_are_none_stay_as_they_are() =>
        Assert.Equal("[{\"tool", Inner().With("ai.response.toolCalls", "[{\"tool").Fold().OutputText());

    [Fact]
    public void An_object_is_the_output()
    {
        var fold = Of("ai.generateObject.doGenerate").With("ai.response.object", """{"answer":"Paris"}""").Fold();
        Assert.Equal("""{"answer":"Paris"}""", fold.OutputText());
    }

    [Fact]
    public void Before_4_results_had_other_names()
    {
        var fold = Inner()
            .With("ai.result.text", "Hi")
            .With("ai.result.toolCalls", """[{"toolCallId":"c","toolName":"f","args":"{}"}]""")
            .With("ai.finishReason", "stop")
            .Fold();
        Assert.Contains("\"name\":\"f\"", fold.OutputText(), StringComparison.Ordinal);
        Assert.Equal(["stop"], FinishReasons.Of(fold));
    }

    [Fact]
    public void Files_are_parts_of_the_answer()
    {
        var fold = Inner()
            .With("ai.response.files", """[{"type":"file","mediaType":"image/png","data":"iVBO"}]""")
            .Fold();
        var part = Messages.TryParse(fold.Payload(Field.Output)!)![0].Parts[0];
        Assert.Equal(("image", "data:image/png;base64,iVBO"), (part.Type, part.Uri));
    }

    [Fact]
    public void Tokens_of_each_version()
    {
        Assert.Equal(
            new Usage(25, 12, null, null, null, null),
            Inner().With("ai.usage.promptTokens", 25).With("ai.usage.completionTokens", 12).Row().Usage
        );
        Assert.Equal(
            new Usage(25, 12, 8, null, 4, 37),
            Inner()
                .With("ai.usage.inputTokens", 25)
                .With("ai.usage.outputTokens", 12)
                .With("ai.usage.totalTokens", 37)
                .With("ai.usage.reasoningTokens", 4)
                .With("ai.usage.cachedInputTokens", 8)
                .With("gen_ai.usage.input_tokens", 25)
                .With("gen_ai.usage.output_tokens", 12)
                .Row()
                .Usage
        );
        Assert.Equal(
            new Usage(25, 12, 8, 2, 4, null),
            Inner()
                .With("ai.usage.inputTokens", 25)
                .With("ai.usage.outputTokens", 12)
                .With("ai.usage.inputTokenDetails.cacheReadTokens", 8)
                .With("ai.usage.inputTokenDetails.cacheWriteTokens", 2)
                .With("ai.usage.outputTokenDetails.reasoningTokens", 4)
                .Row()
                .Usage
        );
        Assert.Equal(6, Of("ai.embed.doEmbed").With("ai.usage.tokens", 6).Row().Usage.InputTokens);
        Assert.True(Inner().With("ai.usage.promptTokens", double.NaN).Row().Usage.IsEmpty);
    }

    [Theory]
    [InlineData("""{"openai":{"cachedPromptTokens":8,"reasoningTokens":4}}""", 25, 12, 8, null, 4)]
    [InlineData("""{"deepseek":{"promptCacheHitTokens":8}}""", 25, 12, 8, null, null)]
    [InlineData("""{"google":{"usageMetadata":{"cachedContentTokenCount":8}}}""", 25, 12, 8, null, null)]
    [InlineData("""{"anthropic":{"cacheReadInputTokens":8,"cacheCreationInputTokens":2}}""", 35, 12, 8, 2, null)]
    [InlineData("""{"bedrock":{"usage":{"cacheReadInputTokens":8,"cacheWriteInputTokens":2}}}""", 35, 12, 8, 2, null)]
    [InlineData(
        """{"anthropic":{"usage":{"input_tokens":15,"cache_read_input_tokens":8,"cache_creation_input_tokens":2}}}""",
        25,
        12,
        8,
        2,
        null
    )]
    [InlineData("""{"openai":{"cachedPromptTokens":"x"}}""", 25, 12, null, null, null)]
    [InlineData("""{"openai":{"cachedPromptTokens""", 25, 12, null, null, null)]
    public void Cached_tokens_are_found_in_what_the_provider_says(
        string metadata,
        int input,
        int output,
        int? read,
        int? write,
        int? reasoning
    ) =>
        Assert.Equal(
            new Usage(input, output, read, write, reasoning, null),
            Inner()
                .With("ai.usage.promptTokens", 25)
                .With("ai.usage.completionTokens", 12)
                .With("ai.response.providerMetadata", metadata)
                .Row()
                .Usage
        );

    [Fact]
    public void A_total_grows_with_what_was_beside_it() =>
        Assert.Equal(
            new Usage(35, 12, 8, 2, null, 47),
            Inner()
                .With("ai.usage.inputTokens", 25)
                .With("ai.usage.outputTokens", 12)
                .With("ai.usage.totalTokens", 37)
                .With("ai.usage.cachedInputTokens", 8)
                .With("ai.response.providerMetadata", """{"anthropic":{"cacheCreationInputTokens":2}}""")
                .Row()
                .Usage
        );

    [Fact]
    public void Details_of_7_are_added_to_its_standard_counts()
    {
        var step = new SpanBuilder()
            .Scope("gen_ai")
            .With("gen_ai.operation.name", "agent_step")
            .With("ai.usage.outputTokenDetails.reasoningTokens", 4)
            .With("ai.usage.inputTokenDetails.noCacheTokens", 25)
            .With("ai.response.providerMetadata", """{"anthropic":{"cacheReadInputTokens":3}}""");
        Assert.True(step.Row().Usage.IsEmpty);
        Assert.Equal(
            new Usage(35, 12, 8, 2, 4, null),
            step.With("gen_ai.usage.input_tokens", 35)
                .With("gen_ai.usage.output_tokens", 12)
                .With("gen_ai.usage.cache_read.input_tokens", 8)
                .With("gen_ai.usage.cache_creation.input_tokens", 2)
                .Row()
                .Usage
        );
    }

    [Theory]
    [InlineData("""{"gateway":{"cost":"0.0012"}}""")]
    [InlineData("""{"openrouter":{"usage":{"cost":0.0012}}}""")]
    public void A_gateway_tells_what_it_charged(string metadata) =>
        Assert.Equal(1_200_000_000L, Inner().With("ai.response.providerMetadata", metadata).Row().CostPicoUsd);

    [Fact]
    public void Models_settings_and_the_first_chunk()
    {
        var builder = Inner()
            .With("ai.model.id", "gpt-4o-mini")
            .With("ai.model.provider", "openai.chat")
            .With("ai.response.model", "gpt-4o-mini-2024-07-18")
            .With("ai.settings.maxTokens", 50)
            .With("ai.settings.temperature", 0.3)
            .With("ai.settings.stopSequences", new object[] { "a" })
            .With("ai.settings.maxRetries", 2)
            .With("ai.prompt.toolChoice", """{"type":"auto"}""")
            .With("ai.response.msToFirstChunk", 47.5);
        var row = builder.Row();
        Assert.Equal(
            ("gpt-4o-mini", "gpt-4o-mini-2024-07-18", "openai.chat"),
            (row.Model, row.ResponseModel, row.Provider)
        );
        var fold = builder.Fold();
        Assert.Equal(
            """{"max_retries":2,"max_tokens":50,"stop_sequences":["a"],"temperature":0.3,"tool_choice":{"type":"auto"}}""",
            PathTree.ToJson(fold, Field.Parameter)
        );
        Assert.Equal(47_500_000, fold.Number(Field.TimeToFirstTokenNano));
    }

    [Fact]
    public void The_metadata_of_a_call()
    {
        var builder = Inner()
            .With("ai.telemetry.functionId", "my-fn")
            .With("ai.telemetry.metadata.userId", "u-1")
            .With("ai.telemetry.metadata.sessionId", "s-1")
            .With("ai.telemetry.metadata.tags", new object[] { "t1", "t2" })
            .With("ai.telemetry.metadata.plan.name", "pro")
            .With("ai.telemetry.metadata.langfusePrompt", """{"name":"greet","version":1}""");
        var trace = builder.Fold(Subject.Trace);
        Assert.Equal(("s-1", "u-1"), (trace.Text(Field.SessionId), trace.Text(Field.UserId)));
        Assert.Equal(["t1", "t2"], trace.Texts(Field.Tag));
        var fold = builder.Fold();
        Assert.Equal("""{"functionId":"my-fn","plan.name":"pro"}""", PathTree.ToJson(fold, Field.Metadata));
        Assert.Equal(("greet", "1"), (fold.Text(Field.PromptName), fold.Text(Field.PromptVersion)));
    }

    [Fact]
    public void The_runtime_context_of_7_is_its_metadata()
    {
        var builder = new SpanBuilder()
            .Scope("gen_ai")
            .With("gen_ai.operation.name", "agent_step")
            .With("ai.settings.context.sessionId", "s-1")
            .With("ai.settings.context.customer.tier", "gold");
        Assert.Equal("s-1", builder.Fold(Subject.Trace).Text(Field.SessionId));
        Assert.Equal("""{"customer":{"tier":"gold"}}""", PathTree.ToJson(builder.Fold(), Field.Metadata));
        Assert.Equal(SpanType.Span, builder.Row().Type);
    }

    [Fact]
    public void A_tool_call()
    {
        var builder = Of("ai.toolCall")
            .With("ai.toolCall.name", "get_weather")
            .With("ai.toolCall.id", "call_1")
            .With("ai.toolCall.args", """{"city":"Paris"}""")
            .With("ai.toolCall.result", """{"temp":18}""");
        var fold = builder.Fold();
        Assert.Equal(("get_weather", "call_1"), (builder.Row().ToolName, fold.Text(Field.ToolCallId)));
        Assert.Equal(("""{"city":"Paris"}""", """{"temp":18}"""), (fold.InputText(), fold.OutputText()));
        Assert.Equal(
            ("""{"city":"Paris"}""", """{"temp":18}"""),
            (Folding.Utf8(fold.Payload(Field.ToolArguments)), Folding.Utf8(fold.Payload(Field.ToolResult)))
        );
    }

    [Fact]
    public void Tools_come_as_a_list_of_texts() =>
        Assert.Equal(
            """[{"type":"function","name":"f"},"broken {"]""",
            Folding.Utf8(
                Inner()
                    .With("ai.prompt.tools", new object[] { """{"type":"function","name":"f"}""", "broken {" })
                    .Fold()
                    .Payload(Field.ToolDefinitions)
            )
        );

    [Fact]
    public void An_embedding_shows_its_texts_and_never_its_vectors()
    {
        var one = Of("ai.embed").With("ai.value", "\"say \\\"hi\\\"\"").With("ai.embedding", "[0.1,-0.2]").Fold();
        Assert.Equal("say \"hi\"", one.InputText());
        Assert.Null(one.OutputText());
        Assert.Equal((1, 2), (one.Number(Field.EmbeddingCount), one.Number(Field.EmbeddingDimensions)));
        var many = Of("ai.embedMany.doEmbed")
            .With("ai.values", new object[] { "\"a\"", "\"b\"" })
            .With("ai.embeddings", new object[] { "[1,2,3]", "[4,5,6]" })
            .Fold();
        Assert.Equal("""["a","b"]""", many.InputText());
        Assert.Equal((2, 3), (many.Number(Field.EmbeddingCount), many.Number(Field.EmbeddingDimensions)));
    }

    [Fact]
    public void A_reranking_has_documents_and_their_order()
    {
        var fold = Of("ai.rerank.doRerank")
            .With("ai.documents", new object[] { "\"a\"", """{"text":"b"}""" })
            .With("ai.ranking", new object[] { """{"index":1,"score":0.9}""" })
            .Fold();
        Assert.Equal("""["a",{"text":"b"}]""", fold.InputText());
        Assert.Equal("""[{"index":1,"score":0.9}]""", fold.OutputText());
        Assert.True(fold.Has(Field.Document));
    }

    [Fact]
    public void Rows_are_the_same_with_and_without_detail()
    {
        var builder = Inner()
            .With("ai.prompt", """{"prompt":"Hi"}""")
            .With("ai.response.text", "Ho")
            .With("ai.usage.tokens", 1)
            .With("ai.telemetry.metadata.userId", "u");
        Assert.Equal(builder.Facts(detail: false), builder.Facts().Where(f => f.Field < Field.Input));
    }

    [Theory]
    [InlineData("ai.prompt")]
    [InlineData("ai.prompt.messages")]
    [InlineData("ai.prompt.tools")]
    [InlineData("ai.response.toolCalls")]
    [InlineData("ai.response.text")]
    [InlineData("ai.response.reasoning")]
    [InlineData("ai.response.files")]
    [InlineData("ai.response.object")]
    [InlineData("ai.response.providerMetadata")]
    [InlineData("ai.value")]
    [InlineData("ai.values")]
    [InlineData("ai.embedding")]
    [InlineData("ai.embeddings")]
    [InlineData("ai.documents")]
    [InlineData("ai.decision.state")]
    [InlineData("ai.toolCall.name")]
    [InlineData("ai.telemetry.metadata.tags")]
    [InlineData("ai.telemetry.metadata.langfusePrompt")]
    [InlineData("ai.telemetry.metadata.a.b")]
    [InlineData("ai.operationId")]
    public void Broken_values_hurt_nobody(string key) => Hostile.Try(value => Inner().With(key, value));

    static SpanBuilder Of(string operation) => new SpanBuilder().Scope("ai").With("ai.operationId", operation);

    static SpanBuilder Inner() => Of("ai.generateText.doGenerate");
}
