using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Made from what the SDKs write (JavaScript 0.16, Python of 2026); no capture.</summary>
public class LangWatchTests
{
    [Theory]
    [InlineData("llm", SpanType.Generation)]
    [InlineData("chain", SpanType.Chain)]
    [InlineData("workflow", SpanType.Chain)]
    [InlineData("tool", SpanType.Tool)]
    [InlineData("agent", SpanType.Agent)]
    [InlineData("rag", SpanType.Retriever)]
    [InlineData("guardrail", SpanType.Guardrail)]
    [InlineData("evaluation", SpanType.Evaluator)]
    [InlineData("component", SpanType.Span)]
    [InlineData("unknown", SpanType.Span)]
    public void The_type_is_said(string word, object type) => Assert.Equal((SpanType)type, Of(word).Row().Type);

    [Fact]
    public void A_plain_span_leaves_the_word_to_others() =>
        Assert.Equal(SpanType.Generation, Of("span").With("gen_ai.operation.name", "chat").Row().Type);

    [Theory]
    [InlineData("""{"type":"text","value":"say \"hi\""}""", "say \"hi\"")]
    [InlineData("""{"type":"raw","value":"hi"}""", "hi")]
    [InlineData("""{"type":"json","value":{"a":1}}""", """{"a":1}""")]
    [InlineData("""{"type":"json","value":42}""", "42")]
    [InlineData(
        """{"value":[{"role":"user","content":"Hi"}],"type":"chat_messages"}""",
        """[{"role":"user","content":"Hi"}]"""
    )]
    [InlineData(
        """{"type":"list","value":[{"type":"text","value":"a"},{"type":"json","value":{"b":1}}]}""",
        """["a",{"b":1}]"""
    )]
    [InlineData("""{"type":"list","value":[{"type":"text","value":"a"}]}""", "a")]
    [InlineData(
        """{"type":"list","value":[{"type":"list","value":[{"type":"text","value":"a"}]},{"type":"text","value":"b"}]}""",
        """[["a"],"b"]"""
    )]
    [InlineData("""{"type":"evaluation_result","value":{"passed":true}}""", """{"passed":true}""")]
    [InlineData("""{"type":"point","value":3}""", """{"type":"point","value":3}""")]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("plain", "plain")]
    [InlineData("""{"type":"text","value":"cut""", """{"type":"text","value":"cut""")]
    public void A_value_is_taken_out_of_its_envelope(string sent, string read)
    {
        var fold = Of("chain").With("langwatch.input", sent).With("langwatch.output", sent).Fold();
        Assert.Equal((read, read), (fold.InputText(), fold.OutputText()));
    }

    [Fact]
    public void Nothing_in_an_envelope_is_nothing() =>
        Assert.Null(Of("chain").With("langwatch.input", """{"type":"json","value":null}""").Fold().InputText());

    [Fact]
    public void Messages_in_an_envelope_are_a_chat()
    {
        var row = Of("llm")
            .With(
                "langwatch.input",
                """{"type":"chat_messages","value":[{"role":"system","content":"Be terse"},{"role":"user","content":"Hi"}]}"""
            )
            .Row();
        Assert.Equal(new ChatFacts(2, 1, 0, 1, 0, 0, "system", "user"), row.Chat);
        Assert.Equal("Hi", row.InputPreview);
    }

    [Theory]
    [InlineData(
        """{"type":"json","value":{"promptTokens":25,"completionTokens":12,"cost":0.0012,"firstTokenMs":40}}"""
    )]
    [InlineData("""{"prompt_tokens":25,"completion_tokens":12,"cost":0.0012,"first_token_ms":40}""")]
    public void Metrics_of_both_SDKs(string metrics)
    {
        var builder = Of("llm").With("langwatch.metrics", metrics).With("gen_ai.request.model", "openai/gpt-4o-mini");
        var row = builder.Row();
        Assert.Equal((25L, 12L, 1_200_000_000L), (row.Usage.InputTokens, row.Usage.OutputTokens, row.CostPicoUsd));
        Assert.Equal(40_000_000, builder.Fold().Number(Field.TimeToFirstTokenNano));
    }

    [Fact]
    public void A_price_of_0_is_unknown() =>
        Assert.Null(Of("llm").With("langwatch.metrics", """{"prompt_tokens":25,"cost":0}""").Row().CostPicoUsd);

    [Fact]
    public void The_first_token_by_its_times() =>
        Assert.Equal(
            42_000_000,
            Of("llm")
                .With("langwatch.timestamps", """{"started_at":1000,"first_token_at":1042,"finished_at":2000}""")
                .Fold()
                .Number(Field.TimeToFirstTokenNano)
        );

    [Fact]
    public void Parameters_and_tools()
    {
        var fold = Of("llm")
            .With("langwatch.params", """{"temperature":0.3,"max_tokens":50,"tools":[{"type":"function"}]}""")
            .Fold();
        Assert.Equal("""{"max_tokens":50,"temperature":0.3}""", PathTree.ToJson(fold, Field.Parameter));
        Assert.Equal("""[{"type":"function"}]""", Folding.Utf8(fold.Payload(Field.ToolDefinitions)));
    }

    [Theory]
    [InlineData("langwatch.contexts", """{"type":"json","value":[{"document_id":"d","content":"Paris"}]}""")]
    [InlineData("langwatch.rag_contexts", """[{"document_id":"d","content":"Paris"}]""")]
    public void Contexts_are_documents(string key, string contexts)
    {
        var fold = Of("rag").With(key, contexts).Fold();
        Assert.Equal("""[{"document_id":"d","content":"Paris"}]""", Folding.Utf8(fold.Payload(Field.Document)));
        Assert.Equal("""[{"document_id":"d","content":"Paris"}]""", fold.OutputText());
    }

    [Fact]
    public void Session_user_labels_and_customer()
    {
        var builder = Of("agent")
            .With("langwatch.thread.id", "s-1")
            .With("langwatch.user.id", "u-1")
            .With("langwatch.customer.id", "c-1")
            .With("langwatch.labels", """["a","b"]""")
            .With("langwatch.metadata.plan", "pro");
        var trace = builder.Fold(Subject.Trace);
        Assert.Equal(("s-1", "u-1"), (trace.Text(Field.SessionId), trace.Text(Field.UserId)));
        Assert.Equal(["a", "b"], trace.Texts(Field.Tag));
        Assert.Equal("""{"customer_id":"c-1","plan":"pro"}""", PathTree.ToJson(builder.Fold(), Field.Metadata));
    }

    [Fact]
    public void In_Python_they_stand_in_the_metadata()
    {
        const string metadata = """{"thread_id":"s-1","user_id":"u-1","labels":["a"],"plan":"pro"}""";
        var builder = new SpanBuilder().Scope("langwatch").With("metadata", metadata);
        var trace = builder.Fold(Subject.Trace);
        Assert.Equal(("s-1", "u-1"), (trace.Text(Field.SessionId), trace.Text(Field.UserId)));
        Assert.Equal(["a"], trace.Texts(Field.Tag));
        Assert.Contains("\"plan\":\"pro\"", PathTree.ToJson(builder.Fold(), Field.Metadata), StringComparison.Ordinal);

        // Of anyone else it is metadata.
        var other = new SpanBuilder().With("metadata", metadata).Fold(Subject.Trace);
        Assert.Null(other.Text(Field.UserId));
    }

    [Fact]
    public void A_tool_has_its_arguments_in_its_input()
    {
        var fold = Of("tool")
            .With("langwatch.input", """{"type":"json","value":{"a":1}}""")
            .With("langwatch.output", """{"type":"text","value":"done"}""")
            .Fold();
        Assert.Equal(
            ("""{"a":1}""", "done"),
            (Folding.Utf8(fold.Payload(Field.ToolArguments)), Folding.Utf8(fold.Payload(Field.ToolResult)))
        );
    }

    [Fact]
    public void A_tool_is_named_by_its_span_where_nothing_else_does()
    {
        Assert.Equal("span", Of("tool").Row().ToolName);
        Assert.Null(Of("chain").Row().ToolName);
        var named = Of("tool").With("gen_ai.operation.name", "execute_tool").With("gen_ai.tool.name", "f");
        Assert.Equal("f", named.Row().ToolName);
    }

    [Fact]
    public void The_prompt_that_was_used()
    {
        var fold = Of("llm")
            .With("langwatch.prompt.id", "prompt_1")
            .With("langwatch.prompt.handle", "greet")
            .With("langwatch.prompt.version.number", 3)
            .Fold();
        Assert.Equal(("greet", "3"), (fold.Text(Field.PromptName), fold.Text(Field.PromptVersion)));
    }

    [Fact]
    public void Evaluations_are_scores()
    {
        var builder = Of("llm")
            .Event(
                "langwatch.evaluation.custom",
                ("json_encoded_event", """{"name":"faithful","score":0.9,"label":"good","details":"why"}""")
            )
            .Event("langwatch.evaluation.custom", ("json_encoded_event", """{"name":"safe","passed":false}"""))
            .Event("langwatch.evaluation.custom", ("json_encoded_event", "{"))
            .Event("langwatch.evaluation.custom");
        var scores = builder.Facts().Where(f => f.Subject == Subject.Score).Select(f => (Score)f.Object!).ToList();
        Assert.Equal([("faithful", 0.9), ("safe", 0.0)], scores.Select(s => (s.Name, s.Value!.Value)));
        Assert.Equal(("good", "why", ScoreSource.Eval), (scores[0].Text, scores[0].Comment, scores[0].Source));
        Assert.Equal(2, scores.Select(s => s.Id).Distinct().Count());
        Assert.Equal(scores, builder.Facts().Where(f => f.Subject == Subject.Score).Select(f => (Score)f.Object!));
    }

    [Theory]
    [InlineData("langwatch.span.type")]
    [InlineData("langwatch.input")]
    [InlineData("langwatch.output")]
    [InlineData("langwatch.metrics")]
    [InlineData("langwatch.timestamps")]
    [InlineData("langwatch.params")]
    [InlineData("langwatch.contexts")]
    [InlineData("langwatch.labels")]
    [InlineData("langwatch.metadata")]
    [InlineData("langwatch.metadata.x")]
    [InlineData("langwatch.thread.id")]
    [InlineData("langwatch.prompt.handle")]
    [InlineData("metadata")]
    public void Broken_values_hurt_nobody(string key) => Hostile.Try(value => Of("rag").With(key, value));

    static SpanBuilder Of(string type) => new SpanBuilder().Scope("langwatch").With("langwatch.span.type", type);
}
