using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>OpenInference that was not flattened, or half, and parts that are more than text.</summary>
public class OpenInferenceFormsTests
{
    const string Conversation =
        """[{"role":"user","parts":[{"type":"text","content":"Hi"}]},{"role":"assistant","parts":[{"type":"tool_call","id":"c","name":"f","arguments":{"a":1}}]}]""";

    [Fact]
    public void A_conversation_as_a_list_of_objects_with_flat_names() =>
        Assert.Equal(
            Conversation,
            Llm()
                .With(
                    "llm.input_messages",
                    new object[]
                    {
                        Map(("message.role", "user"), ("message.content", "Hi")),
                        Map(
                            ("message.role", "assistant"),
                            (
                                "message.tool_calls",
                                new object[]
                                {
                                    Map(
                                        ("tool_call.id", "c"),
                                        ("tool_call.function.name", "f"),
                                        ("tool_call.function.arguments", """{"a":1}""")
                                    ),
                                }
                            )
                        ),
                    }
                )
                .Fold()
                .InputText()
        );

    [Theory]
    [InlineData(
        """[{"message":{"role":"user","content":"Hi"}},{"message":{"role":"assistant","tool_calls":[{"tool_call":{"id":"c","function":{"name":"f","arguments":"{\"a\":1}"}}}]}}]"""
    )]
    [InlineData(
        """[{"message.role":"user","message.content":"Hi"},{"message.role":"assistant","message.content":null,"message.tool_calls":[{"tool_call.id":"c","tool_call.function.name":"f","tool_call.function.arguments":"{\"a\":1}"}]}]"""
    )]
    public void A_conversation_as_JSON_text(string json)
    {
        var builder = Llm().With("llm.input_messages", json).With("input.value", "raw");
        Assert.Equal(Conversation, builder.Fold().InputText());
        Assert.Equal(2, builder.Row().Chat?.Messages);
    }

    [Fact]
    public void Messages_of_which_only_the_inner_lists_are_JSON() =>
        Assert.Equal(
            """[{"role":"assistant","parts":[{"type":"text","content":"a"},{"type":"tool_call","id":"c","name":"f","arguments":{"a":1}}]}]""",
            Llm()
                .With("llm.output_messages.0.message.role", "assistant")
                .With("llm.output_messages.0.message.contents", """[{"message_content":{"type":"text","text":"a"}}]""")
                .With(
                    "llm.output_messages.0.message.tool_calls",
                    """[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]"""
                )
                .Fold()
                .OutputText()
        );

    [Fact]
    public void Messages_in_words_of_the_senders_own_stay_as_they_are() =>
        Assert.Equal(
            """[{"role":"user","content":"Hi"}]""",
            Llm().With("llm.input_messages", """[{"role":"user","content":"Hi"}]""").Fold().InputText()
        );

    [Fact]
    public void A_whole_span_as_objects()
    {
        var builder = new SpanBuilder()
            .With("openinference", Map(("span", Map(("kind", "LLM")))))
            .With(
                "llm",
                Map(
                    ("model_name", "gpt-4o"),
                    ("provider", "openai"),
                    (
                        "token_count",
                        Map(("prompt", 25), ("completion", 12), ("prompt_details", Map(("cache_read", 8))))
                    ),
                    ("cost", Map(("total", 0.003))),
                    ("invocation_parameters", Map(("temperature", 0.3))),
                    ("input_messages", new object[] { Map(("message", Map(("role", "user"), ("content", "Hi")))) }),
                    ("tools", new object[] { Map(("tool", Map(("json_schema", """{"name":"f"}""")))) })
                )
            )
            .With("output", Map(("value", "Ho"), ("mime_type", "text/plain")))
            .With("session", Map(("id", "s-1")))
            .With("user", Map(("id", "u-1")))
            .With("tag", Map(("tags", new object[] { "a" })));
        var (row, fold, trace) = (builder.Row(), builder.Fold(), builder.Fold(Subject.Trace));
        Assert.Equal((SpanType.Generation, "gpt-4o", "openai"), (row.Type, row.Model, row.Provider));
        Assert.Equal((new Usage(25, 12, 8, null, null, null), 3_000_000_000L), (row.Usage, row.CostPicoUsd));
        Assert.Equal("""[{"role":"user","parts":[{"type":"text","content":"Hi"}]}]""", fold.InputText());
        Assert.Equal(("Ho", "text/plain"), (fold.OutputText(), fold.Payload(Field.Output)?.Mime));
        Assert.Equal("""{"temperature":0.3}""", PathTree.ToJson(fold, Field.Parameter));
        Assert.Equal("""[{"name":"f"}]""", Folding.Utf8(fold.Payload(Field.ToolDefinitions)));
        Assert.Equal(("s-1", "u-1"), (trace.Text(Field.SessionId), trace.Text(Field.UserId)));
        Assert.Equal(["a"], trace.Texts(Field.Tag));
    }

    [Theory]
    [InlineData("""{"prompt":25,"completion":12}""")]
    [InlineData("""{"prompt":"25","completion":12.0,"prompt_details":null}""")]
    public void Token_counts_as_JSON_text(string json) =>
        Assert.Equal(new Usage(25, 12, null, null, null, null), Llm().With("llm.token_count", json).Row().Usage);

    [Theory]
    [InlineData("""[{"document":{"id":"d1","content":"c","score":0.5,"metadata":{"a":1}}}]""")]
    [InlineData(
        """[{"document.id":"d1","document.content":"c","document.score":0.5,"document.metadata":"{\"a\":1}"}]"""
    )]
    public void Documents_as_JSON_text(string json)
    {
        var fold = new SpanBuilder()
            .With("openinference.span.kind", "RETRIEVER")
            .With("retrieval.documents", json)
            .Fold();
        const string Documents = """[{"id":"d1","content":"c","score":0.5,"metadata":{"a":1}}]""";
        Assert.Equal((Documents, Documents), (fold.OutputText(), Folding.Utf8(fold.Payload(Field.Document))));
    }

    [Fact]
    public void Parts_that_are_more_than_text()
    {
        var fold = Llm()
            .With("llm.input_messages.0.message.role", "user")
            .With("llm.input_messages.0.message.contents.0.message_content.type", "image")
            .With("llm.input_messages.0.message.contents.0.message_content.image.image.url", "__REDACTED__")
            .With("llm.input_messages.0.message.contents.1.message_content.type", "audio")
            .With("llm.input_messages.0.message.contents.1.message_content.audio.audio.url", "https://x/a.mp3")
            .With("llm.input_messages.0.message.contents.1.message_content.audio.audio.mime_type", "audio/mpeg")
            .With("llm.input_messages.0.message.contents.1.message_content.audio.audio.transcript", "hello")
            .With("llm.input_messages.0.message.contents.2.message_content.type", "file")
            .With("llm.input_messages.0.message.contents.2.message_content.file.file.url", "s3://b/a.pdf")
            .With("llm.input_messages.0.message.contents.3.type", "image_url")
            .With("llm.input_messages.0.message.contents.3.image_url.url", "https://x/b.png")
            .Fold();
        Assert.Equal(
            """
            [{"role":"user","parts":[{"type":"uri","modality":"image","uri":"__REDACTED__"},
            {"type":"uri","modality":"audio","uri":"https://x/a.mp3","mime_type":"audio/mpeg","transcript":"hello"},
            {"type":"uri","modality":"file","uri":"s3://b/a.pdf"},{"type":"uri","modality":"image","uri":"https://x/b.png"}]}]
            """.ReplaceLineEndings(""),
            fold.InputText()
        );
    }

    [Fact]
    public void Reasoning_keeps_its_signature_and_what_is_encrypted() =>
        Assert.Equal(
            """
            [{"role":"assistant","parts":[{"type":"reasoning","content":"hm","id":"rs_1","signature":"s"},
            {"type":"reasoning","data":"gAAA"},{"type":"text","content":"Paris.","signature":"t"}]}]
            """.ReplaceLineEndings(""),
            Llm()
                .With("llm.output_messages.0.message.contents.0.message_content.type", "reasoning")
                .With("llm.output_messages.0.message.contents.0.message_content.id", "rs_1")
                .With("llm.output_messages.0.message.contents.0.message_content.text", "hm")
                .With("llm.output_messages.0.message.contents.0.message_content.signature", "s")
                .With("llm.output_messages.0.message.contents.1.message_content.type", "reasoning")
                .With("llm.output_messages.0.message.contents.1.message_content.data", "gAAA")
                .With("llm.output_messages.0.message.contents.2.message_content.type", "text")
                .With("llm.output_messages.0.message.contents.2.message_content.text", "Paris.")
                .With("llm.output_messages.0.message.contents.2.message_content.signature", "t")
                .Fold()
                .OutputText()
        );

    [Fact]
    public void A_tool_call_among_the_contents_that_no_list_repeats_is_kept() =>
        Assert.Equal(
            """[{"role":"assistant","parts":[{"type":"tool_call","id":"b","name":"g"},{"type":"tool_call","id":"a","name":"f"}]}]""",
            Llm()
                .With("llm.output_messages.0.message.tool_calls.0.tool_call.id", "a")
                .With("llm.output_messages.0.message.tool_calls.0.tool_call.function.name", "f")
                .With("llm.output_messages.0.message.contents.0.message_content.type", "tool_use")
                .With("llm.output_messages.0.message.contents.0.tool_call.id", "a")
                .With("llm.output_messages.0.message.contents.0.tool_call.function.name", "f")
                .With("llm.output_messages.0.message.contents.1.message_content.type", "tool_use")
                .With("llm.output_messages.0.message.contents.1.tool_call.id", "b")
                .With("llm.output_messages.0.message.contents.1.tool_call.function.name", "g")
                .Fold()
                .OutputText()
        );

    [Fact]
    public void Content_that_is_sent_both_ways_is_shown_once() =>
        Assert.Equal(
            """[{"role":"user","parts":[{"type":"text","content":"Hi"}]}]""",
            Llm()
                .With("llm.input_messages.0.message.content", "Hi")
                .With("llm.input_messages.0.message.contents.0.message_content.type", "text")
                .With("llm.input_messages.0.message.contents.0.message_content.text", "Hi")
                .Fold()
                .InputText()
        );

    [Fact]
    public void The_answer_of_a_tool_without_an_id() =>
        Assert.Equal(
            """[{"role":"tool","name":"f","parts":[{"type":"tool_call_response","name":"f","response":"rainy"}]}]""",
            Llm()
                .With("llm.input_messages.0.message.role", "tool")
                .With("llm.input_messages.0.message.name", "f")
                .With("llm.input_messages.0.message.content", "rainy")
                .Fold()
                .InputText()
        );

    [Fact]
    public void A_reranker_is_asked_with_a_query_and_documents()
    {
        var fold = new SpanBuilder()
            .With("openinference.span.kind", "RERANKER")
            .With("reranker.query", "q")
            .With("reranker.model_name", "rerank-3")
            .With("reranker.input_documents.0.document.content", "a")
            .With("reranker.input_documents.1.document.content", "b")
            .With("reranker.output_documents.0.document.content", "b")
            .With("reranker.output_documents.0.document.score", 0.9)
            .Fold();
        Assert.Equal("""{"query":"q","documents":[{"content":"a"},{"content":"b"}]}""", fold.InputText());
        Assert.Equal("""[{"content":"b","score":0.9}]""", Folding.Utf8(fold.Payload(Field.Document)));
    }

    [Fact]
    public void Of_an_embedding_the_texts_and_the_size_are_kept()
    {
        var fold = new SpanBuilder()
            .With("openinference.span.kind", "EMBEDDING")
            .With("embedding.embeddings.0.embedding.text", "hello")
            .With("embedding.embeddings.0.embedding.vector", new object[] { 0.1, 0.2, 0.3 })
            .With("embedding.embeddings.1.embedding.text", "world")
            .With("embedding.embeddings.1.embedding.vector", "[0.4,0.5,0.6]")
            .With("embedding.embeddings.2.embedding.vector", "__REDACTED__")
            .With("output.value", "[[0.1]]")
            .Fold();
        Assert.Equal(("""["hello","world"]""", null), (fold.InputText(), fold.OutputText()));
        Assert.Equal((2L, 3L), (fold.Number(Field.EmbeddingCount), fold.Number(Field.EmbeddingDimensions)));
    }

    [Fact]
    public void Prompt_templates_and_the_graph_are_beside_the_metadata()
    {
        var fold = new SpanBuilder()
            .With("openinference.span.kind", "PROMPT")
            .With("metadata", """{"k":1}""")
            .With("llm.prompt_template.template", "Weather in {city}?")
            .With("llm.prompt_template.variables", """{"city":"Paris"}""")
            .With("llm.prompt_template.version", "v2")
            .With("prompt.id", "weather")
            .With("prompt.vendor", "acme")
            .With("prompt.url", "https://x/p")
            .With("graph.node.id", "n1")
            .With("graph.node.parent_id", "n0")
            .Fold();
        Assert.Equal(("weather", "v2"), (fold.Text(Field.PromptName), fold.Text(Field.PromptVersion)));
        Assert.Equal("""{"city":"Paris"}""", fold.InputText());
        Assert.Equal(
            """{"graph":{"node":{"id":"n1","parent_id":"n0"}},"k":1,"llm":{"prompt_template":{"template":"Weather in {city}?","variables":{"city":"Paris"}}},"prompt":{"url":"https://x/p","vendor":"acme"}}""",
            PathTree.ToJson(fold, Field.Metadata)
        );
    }

    [Theory]
    [InlineData("reranker.query", "q", SpanType.Reranker)]
    [InlineData("retrieval.documents.0.document.content", "c", SpanType.Retriever)]
    [InlineData("embedding.embeddings.0.embedding.text", "t", SpanType.Embedding)]
    public void Without_a_kind_the_keys_tell(string key, string value, object type) =>
        Assert.Equal((SpanType)type, new SpanBuilder().With(key, value).Row().Type);

    [Fact]
    public void Input_and_output_serve_on_any_span()
    {
        var fold = new SpanBuilder()
            .With("input.value", """{"q":1}""")
            .With("input.mime_type", "application/json")
            .With("output.value", "done")
            .With("output.mime_type", "text/plain")
            .With("input", "other")
            .With("output", "other")
            .Fold();
        Assert.Equal(
            ("""{"q":1}""", "application/json", "done", "text/plain"),
            (fold.InputText(), fold.Payload(Field.Input)?.Mime, fold.OutputText(), fold.Payload(Field.Output)?.Mime)
        );
        var plain = new SpanBuilder().With("input", "in").With("output", Map(("a", 1))).Fold();
        Assert.Equal(("in", """{"a":1}"""), (plain.InputText(), plain.OutputText()));
    }

    [Fact]
    public void An_old_function_call_is_an_answer() =>
        Assert.Equal(
            """{"name":"f","arguments":"{}"}""",
            Llm().With("llm.function_call", """{"name":"f","arguments":"{}"}""").Fold().OutputText()
        );

    [Fact]
    public void What_is_nested_without_end_stays_whole()
    {
        object value = "x";
        for (var i = 0; i < 200; i++)
        {
            value = Map(("message", value));
        }

        Assert.False(Llm().With("llm", Map(("input_messages", new[] { value }))).Fold().Has(Field.DeriveError));
        var many = string.Join(',', Enumerable.Repeat("""{"message":{"role":"user","content":"x"}}""", 20_000));
        var chat = Llm().With("llm.input_messages", $"[{many}]").Row();
        Assert.InRange(chat.Chat?.Messages ?? 0, 1_000, 20_000);
    }

    static SpanBuilder Llm() => new SpanBuilder().With("openinference.span.kind", "LLM");

    static (string, object?)[] Map(params (string, object?)[] entries) => entries;
}
