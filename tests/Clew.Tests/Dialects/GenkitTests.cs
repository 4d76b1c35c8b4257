using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>
/// Models, tools and flows are as captured of Genkit 1.42 for JavaScript; the other actions are made from its
/// published schemas.
/// </summary>
public class GenkitTests
{
    const string Response =
        """{"finishReason":"stop","message":{"role":"model","content":[{"text":"Paris."}]},"usage":{"inputTokens":25,"outputTokens":12,"totalTokens":37}}""";

    [Theory]
    [InlineData("model", SpanType.Generation)]
    [InlineData("background-model", SpanType.Generation)]
    [InlineData("tool", SpanType.Tool)]
    [InlineData("tool.v2", SpanType.Tool)]
    [InlineData("flow", SpanType.Chain)]
    [InlineData("embedder", SpanType.Embedding)]
    [InlineData("retriever", SpanType.Retriever)]
    [InlineData("reranker", SpanType.Reranker)]
    [InlineData("evaluator", SpanType.Evaluator)]
    [InlineData("agent", SpanType.Agent)]
    [InlineData("prompt", SpanType.Span)]
    [InlineData("custom", SpanType.Span)]
    public void The_subtype_of_an_action_decides_the_type(string subtype, object type) =>
        Assert.Equal((SpanType)type, Of(subtype).Row().Type);

    [Theory]
    [InlineData("flow", SpanType.Chain)]
    [InlineData("flowStep", SpanType.Chain)]
    [InlineData("util", SpanType.Span)]
    public void What_is_no_action_is_told_by_its_type(string word, object type) =>
        Assert.Equal((SpanType)type, new SpanBuilder().With("genkit:type", word).Row().Type);

    [Fact]
    public void A_model_call()
    {
        var builder = Of("model")
            .With("genkit:name", "googleai/gemini-2.0-flash")
            .With(
                "genkit:input",
                """{"messages":[{"role":"system","content":[{"text":"Be terse"}]},{"role":"user","content":[{"text":"Capital?"}]}],"config":{"temperature":0.4,"maxOutputTokens":50,"version":null},"tools":[{"name":"f","inputSchema":{}}]}"""
            )
            .With("genkit:output", Response);
        var (row, fold) = (builder.Row(), builder.Fold());
        Assert.Equal(("googleai/gemini-2.0-flash", "googleai"), (row.Model, row.Provider));
        Assert.Equal(new Usage(25, 12, null, null, null, 37), row.Usage);
        Assert.Equal(
            """[{"role":"system","content":[{"text":"Be terse"}]},{"role":"user","content":[{"text":"Capital?"}]}]""",
            fold.InputText()
        );
        Assert.Equal("""[{"role":"model","content":[{"text":"Paris."}]}]""", fold.OutputText());
        Assert.Equal(("Capital?", "Paris."), (row.InputPreview, row.OutputPreview));
        Assert.Equal(["stop"], FinishReasons.Of(fold));
        Assert.Equal("""{"max_tokens":50,"temperature":0.4}""", PathTree.ToJson(fold, Field.Parameter));
        Assert.Equal("""[{"name":"f","inputSchema":{}}]""", Folding.Utf8(fold.Payload(Field.ToolDefinitions)));
    }

    [Fact]
    public void Parts_have_no_type_and_the_assistant_is_the_model()
    {
        const string messages =
            """[{"role":"user","content":[{"text":"Look:"},{"media":{"url":"data:image/png;base64,iVBO","contentType":"image/png"}}]},{"role":"model","content":[{"reasoning":"Hm."},{"toolRequest":{"name":"f","ref":"c","input":{"a":1}}}]},{"role":"tool","content":[{"toolResponse":{"name":"f","ref":"c","output":"rainy"}}]},{"role":"model","content":[{"data":{"x":1}}]}]""";
        var builder = Of("model").With("genkit:input", $$"""{"messages":{{messages}}}""");
        Assert.Equal(new ChatFacts(4, 1, 2, 0, 1, 1, "user", "model"), builder.Row().Chat);
        var read = Messages.TryParse(builder.Fold().Payload(Field.Input)!)!;
        Assert.Equal(["user", "assistant", "tool", "assistant"], read.Select(m => m.Role));
        var parts = read.SelectMany(m => m.Parts).ToList();
        Assert.Equal(["text", "image", "reasoning", "tool_call", "tool_result", "other"], parts.Select(p => p.Type));
        Assert.Equal("data:image/png;base64,iVBO", parts[1].Uri);
        Assert.Equal(("c", "f", """{"a":1}"""), (parts[3].Id, parts[3].Name, parts[3].Arguments));
        Assert.Equal(("c", "f", "rainy"), (parts[4].Id, parts[4].Name, parts[4].Result));
    }

    [Fact]
    public void A_tool_that_the_model_asks_for_is_the_line_to_read() =>
        Assert.Equal(
            "f({\"a\":1})",
            Of("model")
                .With(
                    "genkit:output",
                    """{"message":{"role":"model","content":[{"toolRequest":{"name":"f","ref":"c","input":{"a":1}}}]}}"""
                )
                .Row()
                .OutputPreview
        );

    [Fact]
    public void Thoughts_come_on_top_of_the_output_where_the_total_says_so() =>
        Assert.Equal(
            new Usage(25, 16, 8, null, 4, 41),
            Of("model")
                .With(
                    "genkit:output",
                    """{"usage":{"inputTokens":25,"outputTokens":12,"thoughtsTokens":4,"cachedContentTokens":8,"totalTokens":41}}"""
                )
                .Row()
                .Usage
        );

    [Fact]
    public void Once_there_were_candidates()
    {
        var fold = Of("model")
            .With(
                "genkit:output",
                """{"candidates":[{"index":0,"message":{"role":"model","content":[{"text":"Hi"}]},"finishReason":"length"}],"usage":{"inputTokens":1}}"""
            )
            .Fold();
        Assert.Equal("""[{"role":"model","content":[{"text":"Hi"}]}]""", fold.OutputText());
        Assert.Equal(["length"], FinishReasons.Of(fold));
    }

    [Fact]
    public void What_wraps_a_call_repeats_it_and_is_no_generation()
    {
        var row = new SpanBuilder()
            .Scope("genkit-tracer")
            .With("genkit:type", "util")
            .With("genkit:name", "generate")
            .With("genkit:output", Response)
            .Row();
        Assert.Equal((SpanType.Span, null, 25L), (row.Type, row.Model, row.Usage.InputTokens));
    }

    [Fact]
    public void A_tool_takes_JSON_and_gives_text()
    {
        var builder = Of("tool")
            .With("genkit:name", "get_weather")
            .With("genkit:input", """{"location":"Paris"}""")
            .With("genkit:output", "\"rainy \\\"in\\\" Paris\"");
        var fold = builder.Fold();
        Assert.Equal("get_weather", builder.Row().ToolName);
        Assert.Equal(("""{"location":"Paris"}""", "rainy \"in\" Paris"), (fold.InputText(), fold.OutputText()));
        Assert.Equal(
            ("""{"location":"Paris"}""", "rainy \"in\" Paris"),
            (Folding.Utf8(fold.Payload(Field.ToolArguments)), Folding.Utf8(fold.Payload(Field.ToolResult)))
        );
    }

    [Fact]
    public void An_embedder_shows_its_texts_and_never_its_vectors()
    {
        var fold = Of("embedder")
            .With("genkit:input", """{"input":[{"content":[{"text":"a"}]},{"content":[{"text":"b"}]}]}""")
            .With("genkit:output", """{"embeddings":[{"embedding":[0.1,0.2,0.3]},{"embedding":[0.1,0.2,0.3]}]}""")
            .Fold();
        Assert.Equal("""["a","b"]""", fold.InputText());
        Assert.Null(fold.OutputText());
        Assert.Equal((2, 3), (fold.Number(Field.EmbeddingCount), fold.Number(Field.EmbeddingDimensions)));
    }

    [Fact]
    public void A_retriever_finds_documents()
    {
        var fold = Of("retriever")
            .With("genkit:input", """{"query":{"content":[{"text":"capital"}]},"options":{"k":3}}""")
            .With("genkit:output", """{"documents":[{"content":[{"text":"Paris"}]}]}""")
            .Fold();
        Assert.Equal(("capital", """[{"content":[{"text":"Paris"}]}]"""), (fold.InputText(), fold.OutputText()));
        Assert.True(fold.Has(Field.Document));
    }

    [Fact]
    public void A_state_of_error_is_a_failure() =>
        Assert.Equal(SpanStatus.Failed, Of("flow").With("genkit:state", "error").Row().Status);

    [Fact]
    public void Session_and_metadata()
    {
        var builder = Of("flow")
            .With("genkit:sessionId", "s-1")
            .With("genkit:metadata:context", """{"auth":"<redacted>"}""");
        Assert.Equal("s-1", builder.Fold(Subject.Trace).Text(Field.SessionId));
        Assert.Null(builder.Fold(Subject.Trace).Text(Field.UserId));
        Assert.Equal("""{"context":{"auth":"<redacted>"}}""", PathTree.ToJson(builder.Fold(), Field.Metadata));
    }

    [Fact]
    public void The_user_is_who_is_signed_in() =>
        Assert.Equal(
            "u-1",
            Of("flow")
                .With("genkit:metadata:context", """{"auth":{"uid":"u-1"}}""")
                .Fold(Subject.Trace)
                .Text(Field.UserId)
        );

    [Fact]
    public void What_a_user_thought_is_a_score_of_the_trace()
    {
        var facts = new SpanBuilder()
            .Scope("genkit-tracer")
            .With("genkit:type", "userEngagement")
            .With("genkit:metadata:subtype", "userFeedback")
            .With("genkit:metadata:feedbackValue", "negative")
            .With("genkit:metadata:textFeedback", "too slow")
            .Facts();
        var score = Assert.IsType<Score>(Assert.Single(facts, f => f.Subject == Subject.Score).Object);
        Assert.Equal(
            ("user-feedback", 0.0, "negative", "too slow"),
            (score.Name, score.Value, score.Text, score.Comment)
        );
        Assert.True(score.SpanId.IsEmpty);
    }

    [Theory]
    [InlineData("genkit:type", "util")]
    [InlineData("genkit:name", "model")]
    [InlineData("genkit:input", "model")]
    [InlineData("genkit:output", "model")]
    [InlineData("genkit:input", "embedder")]
    [InlineData("genkit:output", "embedder")]
    [InlineData("genkit:input", "retriever")]
    [InlineData("genkit:output", "retriever")]
    [InlineData("genkit:input", "tool")]
    [InlineData("genkit:output", "tool")]
    [InlineData("genkit:output", "flow")]
    [InlineData("genkit:state", "flow")]
    [InlineData("genkit:metadata:x", "flow")]
    [InlineData("genkit:metadata:context", "flow")]
    [InlineData("genkit:metadata:feedbackValue", "userFeedback")]
    [InlineData("genkit:metadata:textFeedback", "userFeedback")]
    public void Broken_values_hurt_nobody(string key, string subtype) =>
        Hostile.Try(value => Of(subtype).With(key, value));

    static SpanBuilder Of(string subtype) =>
        new SpanBuilder().Scope("genkit-tracer").With("genkit:type", "action").With("genkit:metadata:subtype", subtype);
}
