using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Made from the kit's published source; no capture.</summary>
public class GoogleAdkTests
{
    const string Request = """
        {"model":"gemini-2.5-flash","config":{"system_instruction":"Be terse.","temperature":0.3,"max_output_tokens":64,
        "tools":[{"function_declarations":[{"name":"get_weather","parameters":{"type":"OBJECT"}}]}],"labels":{"a":"b"}},
        "contents":[{"parts":[{"text":"Weather in Paris?"}],"role":"user"},
        {"parts":[{"function_call":{"id":"c1","args":{"city":"Paris"},"name":"get_weather"}}],"role":"model"},
        {"parts":[{"function_response":{"id":"c1","name":"get_weather","response":{"result":"rainy"}}}],"role":"user"}]}
        """;
    const string Response = """
        {"content":{"parts":[{"text":"hm","thought":true},{"text":"It rains."}],"role":"model"},"finish_reason":"STOP",
        "usage_metadata":{"cached_content_token_count":8,"candidates_token_count":12,"prompt_token_count":25,
        "thoughts_token_count":5,"total_token_count":42}}
        """;

    [Fact]
    public void A_model_call_is_a_Gemini_request_and_its_answer()
    {
        var builder = Call()
            .With("gcp.vertex.agent.llm_request", Request)
            .With("gcp.vertex.agent.llm_response", Response);
        var (fold, row) = (builder.Fold(), builder.Row());
        Assert.Equal((SpanType.Generation, "gemini-2.5-flash"), (row.Type, row.Model));
        Assert.Equal(new Usage(25, 17, 8, null, 5, 42), row.Usage);
        Assert.Equal(new ChatFacts(3, 2, 1, 0, 0, 1, "user", "user"), row.Chat);
        Assert.Equal("It rains.", row.OutputPreview);
        var input = Messages.TryParse(Content.InputOf(fold)!.Payload)!;
        Assert.Equal(["system", "user", "assistant", "user"], input.Select(m => m.Role));
        Assert.Equal(["text", "text", "tool_call", "tool_result"], input.Select(m => m.Parts[0].Type));
        Assert.Equal("Be terse.", Content.InstructionsOf(fold));
        Assert.Equal(["stop"], FinishReasons.Of(fold));
        Assert.Equal("""{"max_tokens":64,"temperature":0.3}""", PathTree.ToJson(fold, Field.Parameter));
        Assert.Equal(
            """[{"name":"get_weather","parameters":{"type":"OBJECT"}}]""",
            Folding.Utf8(fold.Payload(Field.ToolDefinitions))
        );
        Assert.Equal("s-1", builder.Fold(Subject.Trace).Text(Field.SessionId));
    }

    [Fact]
    public void A_tool_has_arguments_and_a_response_of_its_own()
    {
        var fold = Tool()
            .With("gcp.vertex.agent.tool_call_args", """{"city":"Paris"}""")
            .With("gcp.vertex.agent.tool_response", """{"result":"rainy"}""")
            .With("gen_ai.tool.call.id", "c1")
            .Fold();
        Assert.Equal(
            ("""{"city":"Paris"}""", """{"result":"rainy"}""", "c1", "get_weather"),
            (
                Folding.Utf8(fold.Payload(Field.ToolArguments)),
                Folding.Utf8(fold.Payload(Field.ToolResult)),
                fold.Text(Field.ToolCallId),
                fold.Text(Field.ToolName)
            )
        );
        Assert.Equal(("""{"city":"Paris"}""", """{"result":"rainy"}"""), (fold.InputText(), fold.OutputText()));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("N/A")]
    [InlineData("<not specified>")]
    [InlineData("<not serializable>")]
    public void What_says_nothing_means_nothing(string nothing)
    {
        var fold = Tool()
            .With("gcp.vertex.agent.tool_call_args", nothing)
            .With("gcp.vertex.agent.tool_response", nothing)
            .With("gen_ai.tool.call.id", nothing == "{}" ? "<not specified>" : nothing)
            .Fold();
        Assert.False(
            fold.Has(Field.Input)
                || fold.Has(Field.Output)
                || fold.Has(Field.ToolArguments)
                || fold.Has(Field.ToolResult)
                || fold.Has(Field.ToolCallId)
        );
        Assert.Null(
            Call()
                .With("gcp.vertex.agent.llm_request", nothing)
                .With("gcp.vertex.agent.llm_response", nothing)
                .Fold()
                .InputText()
        );
    }

    [Fact]
    public void Content_that_was_switched_off_is_an_empty_map() =>
        Assert.Null(
            Tool().With("gcp.vertex.agent.tool_response", Array.Empty<(string, object?)>()).Fold().OutputText()
        );

    [Fact]
    public void Nothing_may_be_wrapped() =>
        Assert.Null(
            Tool().With("gcp.vertex.agent.tool_response", """{"result": "<not specified>"}""").Fold().OutputText()
        );

    [Theory]
    [InlineData("invocation", SpanType.Chain)]
    [InlineData("agent_run [root]", SpanType.Agent)]
    [InlineData("call_llm", SpanType.Generation)]
    [InlineData("other", SpanType.Span)]
    public void Spans_without_an_operation_are_known_by_name(string name, object type) =>
        Assert.Equal(
            (SpanType)type,
            new SpanBuilder()
                .Scope("gcp.vertex.agent")
                .Set(s => s.Name = System.Text.Encoding.UTF8.GetBytes(name))
                .Row()
                .Type
        );

    [Fact]
    public void An_answer_may_be_an_error()
    {
        var fold = Call()
            .With("gcp.vertex.agent.llm_response", """{"errorCode":"SAFETY","errorMessage":"blocked"}""")
            .Fold();
        Assert.Equal(
            (1L, "SAFETY", "blocked"),
            (fold.Number(Field.Failed), fold.Text(Field.ErrorType), fold.Text(Field.ErrorMessage))
        );
    }

    [Fact]
    public void A_request_that_was_cut_gives_up_what_is_before_the_cut()
    {
        var cut = """{"contents":[{"role":"user","parts":[{"text":"Hi"}]}],"config":{"system_in""";
        Assert.Equal(
            """[{"role":"user","parts":[{"text":"Hi"}]}]""",
            Call().With("gcp.vertex.agent.llm_request", cut).Fold().InputText()
        );
        Assert.Equal(
            """{"contents":[{"ro""",
            Call().With("gcp.vertex.agent.llm_request", """{"contents":[{"ro""").Fold().InputText()
        );
    }

    static SpanBuilder Call() =>
        new SpanBuilder()
            .Scope("gcp.vertex.agent")
            .Set(s => s.Name = "call_llm"u8.ToArray())
            .With("gen_ai.system", "gcp.vertex.agent")
            .With("gen_ai.request.model", "gemini-2.5-flash")
            .With("gen_ai.usage.input_tokens", 25)
            .With("gen_ai.usage.output_tokens", 12)
            .With("gcp.vertex.agent.session_id", "s-1");

    static SpanBuilder Tool() =>
        new SpanBuilder()
            .Scope("gcp.vertex.agent")
            .With("gen_ai.operation.name", "execute_tool")
            .With("gen_ai.tool.name", "get_weather")
            .With("gcp.vertex.agent.llm_request", "{}")
            .With("gcp.vertex.agent.llm_response", "{}");
}
