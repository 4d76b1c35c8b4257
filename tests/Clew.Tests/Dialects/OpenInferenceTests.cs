using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

public class OpenInferenceTests
{
    [Theory]
    [InlineData("LLM", SpanType.Generation)]
    [InlineData("llm", SpanType.Generation)]
    [InlineData("EMBEDDING", SpanType.Embedding)]
    [InlineData("CHAIN", SpanType.Chain)]
    [InlineData("RETRIEVER", SpanType.Retriever)]
    [InlineData("RERANKER", SpanType.Reranker)]
    [InlineData("TOOL", SpanType.Tool)]
    [InlineData("AGENT", SpanType.Agent)]
    [InlineData("GUARDRAIL", SpanType.Guardrail)]
    [InlineData("EVALUATOR", SpanType.Evaluator)]
    [InlineData("PROMPT", SpanType.Chain)]
    [InlineData("UNKNOWN", SpanType.Span)]
    public void The_kind_decides_the_type(string kind, object type) =>
        Assert.Equal((SpanType)type, new SpanBuilder().With("openinference.span.kind", kind).Row().Type);

    [Fact]
    public void A_flattened_conversation_is_rebuilt_whatever_its_order_and_gaps()
    {
        var builder = Llm()
            .With("llm.input_messages.7.message.tool_call_id", "call_0")
            .With("llm.input_messages.7.message.content", "rainy")
            .With("llm.input_messages.7.message.role", "tool")
            .With("llm.input_messages.1.message.contents.1.message_content.type", "image")
            .With("llm.input_messages.1.message.contents.1.message_content.image.image.url", "https://x/a.png")
            .With("llm.input_messages.1.message.contents.0.message_content.text", "What is \"this\"?")
            .With("llm.input_messages.1.message.contents.0.message_content.type", "text")
            .With("llm.input_messages.4000000000.message.tool_calls.0.tool_call.id", "call_0")
            .With("llm.input_messages.4000000000.message.tool_calls.0.tool_call.function.name", "f")
            .With("llm.input_messages.4000000000.message.tool_calls.0.tool_call.function.arguments", """{"a":1}""")
            .With("llm.input_messages.4000000000.message.role", "assistant")
            .With("input.value", "the raw request");
        Assert.Equal(
            """
            [{"role":"user","parts":[{"type":"text","content":"What is \"this\"?"},{"type":"uri","modality":"image","uri":"https://x/a.png"}]},
            {"role":"tool","parts":[{"type":"tool_call_response","id":"call_0","response":"rainy"}]},
            {"role":"assistant","parts":[{"type":"tool_call","id":"call_0","name":"f","arguments":{"a":1}}]}]
            """.ReplaceLineEndings(""),
            builder.Fold().InputText()
        );
        Assert.Equal(new ChatFacts(3, 1, 1, 0, 1, 1, "user", "assistant"), builder.Row().Chat);
    }

    [Theory]
    [InlineData("llm.input_messages.99999999999999999999.message.content")]
    [InlineData("llm.input_messages.-1.message.content")]
    [InlineData("llm.input_messages..message.content")]
    [InlineData("llm.input_messages.__proto__.message.content")]
    [InlineData("llm.input_messages.0")]
    public void What_is_no_index_is_not_part_of_the_list(string key)
    {
        var fold = Llm().With(key, "x").With("input.value", "y").Fold();
        Assert.False(fold.Has(Field.DeriveError));
        Assert.Equal("y", fold.InputText());
    }

    [Fact]
    public void Tool_calls_among_the_contents_are_not_shown_twice()
    {
        var fold = Llm()
            .With("llm.output_messages.0.message.tool_calls.0.tool_call.function.name", "f")
            .With("llm.output_messages.0.message.contents.0.message_content.type", "tool_use")
            .With("llm.output_messages.0.message.contents.0.tool_call.function.name", "f")
            .Fold();
        Assert.Equal("""[{"role":"assistant","parts":[{"type":"tool_call","name":"f"}]}]""", fold.OutputText());
    }

    [Fact]
    public void Gen_ai_messages_win_over_both() =>
        Assert.Equal(
            """[{"role":"user","content":"g"}]""",
            Llm()
                .With("llm.input_messages.0.message.content", "f")
                .With("input.value", "v")
                .With("gen_ai.input.messages", """[{"role":"user","content":"g"}]""")
                .Fold()
                .InputText()
        );

    [Fact]
    public void On_anything_but_a_model_call_input_value_is_the_input() =>
        Assert.Equal(
            "v",
            new SpanBuilder()
                .With("openinference.span.kind", "AGENT")
                .With("llm.input_messages.0.message.content", "f")
                .With("input.value", "v")
                .Fold()
                .InputText()
        );

    [Fact]
    public void Models_tokens_and_costs()
    {
        var row = Llm()
            .With("llm.model_name", "gpt-4o-2024")
            .With("llm.system", "openai")
            .With("llm.token_count.prompt", "25")
            .With("llm.token_count.completion", 12)
            .With("llm.token_count.total", 37)
            .With("llm.token_count.prompt_details.cache_read", 8)
            .With("llm.token_count.completion_details.reasoning", 4)
            .With("llm.cost.prompt", 0.001)
            .With("llm.cost.completion", 0.002)
            .Row();
        Assert.Equal(new Usage(25, 12, 8, null, 4, 37), row.Usage);
        Assert.Equal(("gpt-4o-2024", "openai", 3_000_000_000L), (row.Model, row.Provider, row.CostPicoUsd));
    }

    [Fact]
    public void Metadata_is_kept_by_path_and_the_roots_stands_under_that_of_the_trace()
    {
        var builder = Llm().With("metadata", """{"customer":{"tier":"gold","n":[1,{"a":2}]},"a.b":null,"e":{}}""");
        var json = """{"a.b":null,"customer":{"n":[1,{"a":2}],"tier":"gold"},"e":{}}""";
        Assert.Equal(json, PathTree.ToJson(builder.Fold(), Field.Metadata));
        var trace = new TraceRow
        {
            TraceId = default,
            StartNano = 1,
            SpanCount = 1,
            Metadata = [new("customer.tier", "\"silver\""), new("e", "2")],
        };
        Assert.Equal(
            """{"a.b":null,"customer":{"n":[1,{"a":2}],"tier":"silver"},"e":2}""",
            PathTree.OfTrace(trace.Metadata, builder.Fold())
        );
        Assert.Empty(builder.Fold(Subject.Trace).Items);
    }

    [Fact]
    public void Tags_come_as_a_list_or_as_JSON()
    {
        Assert.Equal(["a", "b"], Tags(new object[] { "a", "b", "a" }));
        Assert.Equal(["a", "b"], Tags("""["a","b"]"""));

        static IEnumerable<object?> Tags(object value) =>
            new SpanBuilder().With("tag.tags", value).Fold(Subject.Trace).ItemsOf(Field.Tag).Select(i => i.Object);
    }

    [Fact]
    public void Invocation_parameters_are_parameters_without_content()
    {
        var fold = Llm()
            .With(
                "llm.invocation_parameters",
                """{"model":"m","temperature":0.3,"max_tokens":50,"messages":[],"tools":[{}],"stop":["a"]}"""
            )
            .Fold();
        Assert.Equal("""{"max_tokens":50,"stop":["a"],"temperature":0.3}""", PathTree.ToJson(fold, Field.Parameter));
    }

    [Fact]
    public void A_tool_has_its_arguments_in_its_input()
    {
        var builder = new SpanBuilder()
            .With("openinference.span.kind", "TOOL")
            .With("tool.name", "f")
            .With("tool.id", "call_1")
            .With("input.value", """{"a":1}""")
            .With("output.value", "done");
        var fold = builder.Fold();
        Assert.Equal(("f", "call_1"), (builder.Row().ToolName, fold.Text(Field.ToolCallId)));
        Assert.Equal(
            ("""{"a":1}""", "done"),
            (Folding.Utf8(fold.Payload(Field.ToolArguments)), Folding.Utf8(fold.Payload(Field.ToolResult)))
        );
    }

    /// <summary>What OpenInference's instrumentation of LangChain sends for a tool that an agent called.</summary>
    [Fact]
    public void The_result_of_a_LangChain_tool_is_in_its_message()
    {
        var fold = new SpanBuilder()
            .With("openinference.span.kind", "TOOL")
            .With(
                "output.value",
                """{"output":{"lc":1,"type":"constructor","id":["langchain_core","messages","ToolMessage"],"kwargs":{"content":"rainy","tool_call_id":"call_1","name":"f"}}}"""
            )
            .Fold();
        Assert.Equal(("rainy", "call_1"), (Folding.Utf8(fold.Payload(Field.ToolResult)), fold.Text(Field.ToolCallId)));
    }

    /// <summary>What OpenInference's instrumentation of LangChain sends for text and an image.</summary>
    [Fact]
    public void A_user_who_says_nothing_is_heard_in_the_whole_input()
    {
        const string Whole =
            """{"messages":[[{"lc":1,"type":"constructor","id":["langchain_core","messages","HumanMessage"],"kwargs":{"content":[{"type":"text","text":"hi"}]}}]]}""";
        var builder = Llm().With("llm.input_messages.0.message.role", "user");
        Assert.Equal("""[{"role":"user","parts":[]}]""", builder.Fold().InputText());
        Assert.Equal(Whole, builder.With("input.value", Whole).Fold().InputText());
        Assert.Contains(
            "Hello",
            builder.With("llm.input_messages.0.message.content", "Hello").Fold().InputText(),
            StringComparison.Ordinal
        );
    }

    /// <summary>What OpenInference's instrumentation of OpenAI's agents sends: the answer of the Responses API.</summary>
    [Fact]
    public void Parameters_are_found_in_a_whole_response()
    {
        const string Response =
            """{"id":"resp_1","object":"response","created_at":1763640000,"status":"completed","model":"m","temperature":0.2,"store":true,"tools":[],"output":[]}""";
        Assert.Equal(
            """{"store":true,"temperature":0.2}""",
            PathTree.ToJson(Llm().With("llm.invocation_parameters", Response).Fold(), Field.Parameter)
        );
    }

    [Fact]
    public void An_embedding_shows_its_texts_and_never_its_vectors()
    {
        var fold = new SpanBuilder()
            .With("openinference.span.kind", "EMBEDDING")
            .With("embedding.embeddings.1.embedding.text", "world")
            .With("embedding.embeddings.0.embedding.text", "hello")
            .With("embedding.embeddings.0.embedding.vector", new object[] { 0.1, 0.2 })
            .With("output.value", "[[0.1,0.2]]")
            .Fold();
        Assert.Equal("""["hello","world"]""", fold.InputText());
        Assert.Null(fold.OutputText());
    }

    [Fact]
    public void Documents_are_gathered()
    {
        var fold = new SpanBuilder()
            .With("openinference.span.kind", "RETRIEVER")
            .With("retrieval.documents.0.document.content", "Paris is …")
            .With("retrieval.documents.0.document.score", 0.9)
            .With("retrieval.documents.0.document.metadata", """{"page":1}""")
            .Fold();
        Assert.Equal(
            """[{"content":"Paris is …","score":0.9,"metadata":{"page":1}}]""",
            Folding.Utf8(fold.Payload(Field.Document))
        );
        Assert.NotNull(fold.OutputText());
    }

    [Fact]
    public void Old_completions_have_prompts_and_choices()
    {
        var fold = Llm().With("llm.prompts.0.prompt.text", "Say hi").With("llm.choices.0.completion.text", "hi").Fold();
        Assert.Equal(("Say hi", "hi"), (fold.InputText(), fold.OutputText()));
    }

    [Fact]
    public void Tools_are_gathered() =>
        Assert.Equal(
            """[{"type":"function"}]""",
            Folding.Utf8(
                Llm()
                    .With("llm.tools.0.tool.json_schema", """{"type":"function"}""")
                    .Fold()
                    .Payload(Field.ToolDefinitions)
            )
        );

    static SpanBuilder Llm() => new SpanBuilder().With("openinference.span.kind", "LLM");
}
