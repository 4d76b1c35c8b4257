using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>
/// OpenLLMetry: <c>traceloop.*</c>, and how it told of model calls before GenAI 1.37. The older shapes are made from
/// the published conventions; the captures are of a newer version.
/// </summary>
public class TraceloopTests
{
    [Theory]
    [InlineData("workflow", SpanType.Chain)]
    [InlineData("task", SpanType.Chain)]
    [InlineData("agent", SpanType.Agent)]
    [InlineData("tool", SpanType.Tool)]
    [InlineData("unknown", SpanType.Span)]
    public void The_kind_decides_the_type(string kind, object type) =>
        Assert.Equal((SpanType)type, new SpanBuilder().With("traceloop.span.kind", kind).Row().Type);

    [Fact]
    public void A_kind_is_not_overruled_by_a_guess() =>
        Assert.Equal(
            SpanType.Agent,
            new SpanBuilder()
                .With("traceloop.span.kind", "agent")
                .With("gen_ai.request.model", "m")
                .With("gen_ai.usage.prompt_tokens", 1)
                .Row()
                .Type
        );

    [Theory]
    [InlineData("""{"args":[],"kwargs":{"city":"Paris"}}""", """{"city":"Paris"}""")]
    [InlineData("""{"args":["Paris"],"kwargs":{}}""", "\"Paris\"")]
    [InlineData("""{"args":["Paris",2],"kwargs":{}}""", """["Paris",2]""")]
    [InlineData("""{"args":["Paris"],"kwargs":{"n":2}}""", """{"args":["Paris"],"kwargs":{"n":2}}""")]
    [InlineData("""{"input_str":"Paris"}""", """{"input_str":"Paris"}""")]
    [InlineData("Paris", "Paris")]
    public void A_tool_is_its_entity(string input, string arguments)
    {
        var builder = new SpanBuilder()
            .With("traceloop.span.kind", "tool")
            .With("traceloop.entity.name", "get_weather")
            .With("traceloop.entity.input", input)
            .With("traceloop.entity.output", "\"rainy\"");
        var fold = builder.Fold();
        Assert.Equal(
            ("get_weather", input, "\"rainy\""),
            (builder.Row().ToolName, fold.InputText(), fold.OutputText())
        );
        Assert.Equal(arguments, Folding.Utf8(fold.Payload(Field.ToolArguments)));
        Assert.Equal("\"rainy\"", Folding.Utf8(fold.Payload(Field.ToolResult)));
        Assert.Equal("rainy", builder.Row().OutputPreview);
    }

    [Fact]
    public void GenAI_knows_a_tool_better()
    {
        var builder = new SpanBuilder()
            .With("traceloop.span.kind", "tool")
            .With("traceloop.entity.name", "Weather tool")
            .With("traceloop.entity.input", "{}")
            .With("gen_ai.operation.name", "execute_tool")
            .With("gen_ai.tool.name", "get_weather")
            .With("gen_ai.tool.call.arguments", """{"city":"Paris"}""");
        Assert.Equal("get_weather", builder.Row().ToolName);
        Assert.Equal("""{"city":"Paris"}""", Folding.Utf8(builder.Fold().Payload(Field.ToolArguments)));
    }

    [Fact]
    public void What_is_associated_names_session_and_user_and_is_metadata()
    {
        var builder = new SpanBuilder()
            .With("traceloop.association.properties.thread_id", "th-1")
            .With("traceloop.association.properties.session_id", "s-1")
            .With("traceloop.association.properties.user_id", "u-1")
            .With("traceloop.association.properties.plan", "gold")
            .With("traceloop.prompt.key", "greet")
            .With("traceloop.prompt.version", 3);
        var trace = builder.Fold(Subject.Trace);
        Assert.Equal(("s-1", "u-1"), (trace.Text(Field.SessionId), trace.Text(Field.UserId)));
        var fold = builder.Fold();
        Assert.Equal(
            """{"plan":"gold","session_id":"s-1","thread_id":"th-1","user_id":"u-1"}""",
            PathTree.ToJson(fold, Field.Metadata)
        );
        Assert.Equal(("greet", "3"), (fold.Text(Field.PromptName), fold.Text(Field.PromptVersion)));
    }

    [Fact]
    public void A_thread_serves_as_a_session() =>
        Assert.Equal(
            "th-1",
            new SpanBuilder()
                .With("traceloop.association.properties.thread_id", "th-1")
                .Fold(Subject.Trace)
                .Text(Field.SessionId)
        );

    [Theory]
    [InlineData("chat", SpanType.Generation)]
    [InlineData("completion", SpanType.Generation)]
    [InlineData("embedding", SpanType.Embedding)]
    [InlineData("rerank", SpanType.Reranker)]
    [InlineData("unknown", SpanType.Span)]
    public void The_request_type_decides_the_type(string word, object type) =>
        Assert.Equal((SpanType)type, new SpanBuilder().With("llm.request.type", word).Row().Type);

    [Fact]
    public void A_flattened_chat_is_rebuilt()
    {
        var builder = Chat()
            .With("gen_ai.prompt.0.role", "system")
            .With("gen_ai.prompt.0.content", "Be terse.")
            .With("gen_ai.prompt.3.role", "tool")
            .With("gen_ai.prompt.3.tool_call_id", "c")
            .With("gen_ai.prompt.3.content", "rainy")
            .With("gen_ai.prompt.1.role", "user")
            .With(
                "gen_ai.prompt.1.content",
                """[{"type":"text","text":"What?"},{"type":"image_url","image_url":{"url":"u"}}]"""
            )
            .With("gen_ai.prompt.2.role", "assistant")
            .With("gen_ai.prompt.2.content", "null")
            .With("gen_ai.prompt.2.tool_calls.0.id", "c")
            .With("gen_ai.prompt.2.tool_calls.0.name", "f")
            .With("gen_ai.prompt.2.tool_calls.0.arguments", """{"a":1}""")
            .With("gen_ai.prompt.prompt_filter_results", "[]")
            .With("gen_ai.completion.0.role", "assistant")
            .With("gen_ai.completion.0.content", "Rain.")
            .With("gen_ai.completion.0.reasoning", "hm")
            .With("gen_ai.completion.0.finish_reason", "stop");
        var fold = builder.Fold();
        Assert.Equal(
            """
            [{"role":"system","parts":[{"type":"text","content":"Be terse."}]},
            {"role":"user","parts":[{"type":"text","text":"What?"},{"type":"image_url","image_url":{"url":"u"}}]},
            {"role":"assistant","parts":[{"type":"tool_call","id":"c","name":"f","arguments":{"a":1}}]},
            {"role":"tool","parts":[{"type":"tool_call_response","id":"c","response":"rainy"}]}]
            """.ReplaceLineEndings(""),
            fold.InputText()
        );
        Assert.Equal(
            """[{"role":"assistant","parts":[{"type":"reasoning","content":"hm"},{"type":"text","content":"Rain."}],"finish_reason":"stop"}]""",
            fold.OutputText()
        );
        Assert.Equal("""["stop"]""", fold.Text(Field.FinishReason));
        Assert.Equal(new ChatFacts(4, 1, 1, 1, 1, 1, "system", "tool"), builder.Row().Chat);
        Assert.Equal(("What?", "Rain."), (builder.Row().InputPreview, builder.Row().OutputPreview));
    }

    [Fact]
    public void The_first_versions_said_it_all_in_llm()
    {
        var builder = new SpanBuilder()
            .With("llm.vendor", "OpenAI")
            .With("llm.request.type", "chat")
            .With("llm.request.model", "gpt-4")
            .With("llm.response.model", "gpt-4-0613")
            .With("llm.temperature", "0.3")
            .With("llm.request.max_tokens", 50)
            .With("llm.top_p", 0.5)
            .With("llm.prompts.0.role", "user")
            .With("llm.prompts.0.content", "Hi")
            .With("llm.completions.0.role", "assistant")
            .With("llm.completions.0.content", "Ho")
            .With("llm.response.finish_reason", "stop")
            .With("llm.user", "u-1")
            .With("llm.usage.prompt_tokens", 25)
            .With("llm.usage.completion_tokens", 12)
            .With("llm.usage.total_tokens", 37);
        var row = builder.Row();
        Assert.Equal(
            ("OpenAI", "gpt-4", "gpt-4-0613", SpanType.Generation),
            (row.Provider, row.RequestModel, row.ResponseModel, row.Type)
        );
        Assert.Equal(new Usage(25, 12, null, null, null, 37), row.Usage);
        Assert.Equal(("Hi", "Ho"), (row.InputPreview, row.OutputPreview));
        var fold = builder.Fold();
        Assert.Equal("""{"max_tokens":50,"temperature":0.3,"top_p":0.5}""", PathTree.ToJson(fold, Field.Parameter));
        Assert.Equal("""["stop"]""", fold.Text(Field.FinishReason));
        Assert.Equal("u-1", builder.Fold(Subject.Trace).Text(Field.UserId));
    }

    [Fact]
    public void Tokens_that_GenAI_and_old_words_share_make_one_report() =>
        Assert.Equal(
            new Usage(25, 12, 8, null, 4, 37),
            Chat()
                .With("gen_ai.usage.prompt_tokens", 25)
                .With("gen_ai.usage.completion_tokens", 12)
                .With("gen_ai.usage.cache_read_input_tokens", 8)
                .With("llm.usage.reasoning_tokens", 4)
                .With("llm.usage.total_tokens", 37)
                .Row()
                .Usage
        );

    [Fact]
    public void A_completion_has_a_prompt_without_a_role() =>
        Assert.Equal(
            """[{"role":"user","parts":[{"type":"text","content":"Say hi"}]}]""",
            new SpanBuilder()
                .With("llm.request.type", "completion")
                .With("gen_ai.prompt.0.user", "Say hi")
                .Fold()
                .InputText()
        );

    [Fact]
    public void An_answer_of_null_is_none_but_a_question_may_be() =>
        Assert.Equal(
            """[{"role":"assistant","parts":[]},{"role":"user","parts":[{"type":"text","content":"null"}]}]""",
            Chat()
                .With("gen_ai.prompt.0.role", "assistant")
                .With("gen_ai.prompt.0.content", "null")
                .With("gen_ai.prompt.1.role", "user")
                .With("gen_ai.prompt.1.content", "null")
                .Fold()
                .InputText()
        );

    [Fact]
    public void An_embedding_has_texts() =>
        Assert.Equal(
            """["hello","world"]""",
            new SpanBuilder()
                .With("llm.request.type", "embedding")
                .With("gen_ai.prompt.0.content", "hello")
                .With("gen_ai.prompt.1.content", "world")
                .Fold()
                .InputText()
        );

    [Theory]
    [InlineData("parameters")]
    [InlineData("arguments")]
    [InlineData("input_schema")]
    public void Functions_are_tool_definitions(string schema) =>
        Assert.Equal(
            """[{"type":"function","name":"f","description":"d","parameters":{"type":"object"}}]""",
            Folding.Utf8(
                Chat()
                    .With("llm.request.functions.0.name", "f")
                    .With("llm.request.functions.0.description", "d")
                    .With($"llm.request.functions.0.{schema}", """{"type":"object"}""")
                    .Fold()
                    .Payload(Field.ToolDefinitions)
            )
        );

    [Fact]
    public void Messages_in_GenAIs_words_win() =>
        Assert.Equal(
            """[{"role":"user","content":"g"}]""",
            Chat()
                .With("gen_ai.prompt.0.content", "f")
                .With("gen_ai.input.messages", """[{"role":"user","content":"g"}]""")
                .Fold()
                .InputText()
        );

    static SpanBuilder Chat() => new SpanBuilder().With("llm.request.type", "chat");
}
