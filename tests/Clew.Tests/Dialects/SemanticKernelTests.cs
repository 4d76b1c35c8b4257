using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Made from the published source of Semantic Kernel; no capture.</summary>
public class SemanticKernelTests
{
    [Fact]
    public void Messages_stand_in_the_content_of_span_events()
    {
        var builder = Chat()
            .Event(
                "gen_ai.system.message",
                ("gen_ai.event.content", """{"role":"system","name":null,"content":"Be terse.","tool_calls":[]}"""),
                ("gen_ai.system", "openai")
            )
            .Event(
                "gen_ai.tool.developer",
                ("gen_ai.event.content", """{"role":"developer","name":null,"content":"In French.","tool_calls":[]}""")
            )
            .Event(
                "gen_ai.user.message",
                ("gen_ai.event.content", """{"role":"user","name":"ann","content":"Weather?","tool_calls":[]}""")
            )
            .Event(
                "gen_ai.choice",
                (
                    "gen_ai.event.content",
                    """
                    {"index":0,"message":{"role":"Assistant","name":null,"content":null,"tool_calls":[{"id":"c1","function":{"name":"get_weather","arguments":{"location":"Paris"}},"type":"function"}]},"tool_calls":[{"id":"c1","function":{"name":"get_weather","arguments":{"location":"Paris"}},"type":"function"}],"finish_reason":"ToolCalls"}
                    """
                )
            );
        var fold = builder.Fold();
        var input = Messages.TryParse(Content.InputOf(fold)!.Payload)!;
        Assert.Equal(["system", "developer", "user"], input.Select(m => m.Role));
        var call = Assert.Single(Messages.TryParse(Content.OutputOf(fold)!.Payload)!.Single().Parts);
        Assert.Equal(("c1", "get_weather", """{"location":"Paris"}"""), (call.Id, call.Name, call.Arguments));
        var row = builder.Row();
        Assert.Equal((SpanType.Generation, "openai", "gpt-4o"), (row.Type, row.Provider, row.RequestModel));
        Assert.Equal(("Weather?", """get_weather({"location":"Paris"})"""), (row.InputPreview, row.OutputPreview));
    }

    [Fact]
    public void A_text_completion_has_bare_strings()
    {
        var fold = new SpanBuilder()
            .Scope("Microsoft.SemanticKernel.Diagnostics")
            .With("gen_ai.operation.name", "text.completions")
            .Event("gen_ai.user.message", ("gen_ai.event.content", "Once upon"), ("gen_ai.system", "openai"))
            .Event("gen_ai.choice", ("gen_ai.event.content", """{"index":0,"message":"a time","finish_reason":null}"""))
            .Fold();
        Assert.Equal("""[{"role":"user","content":"Once upon"}]""", fold.InputText());
        Assert.Equal("""[{"role":"assistant","content":"a time"}]""", fold.OutputText());
        Assert.Equal((long)SpanType.Generation, fold.Number(Field.Type));
    }

    [Fact]
    public void Tool_calls_that_are_said_twice_are_one()
    {
        var facts = Chat()
            .Event(
                "gen_ai.assistant.message",
                ("gen_ai.event.content", """{"message":{"tool_calls":[{"id":"a"}]},"tool_calls":[{"id":"a"}]}""")
            )
            .Event(
                "gen_ai.choice",
                ("gen_ai.event.content", """{"message":{"content":"x","tool_calls":null},"tool_calls":[{"id":"a"}]}""")
            )
            .Fold();
        Assert.Equal("""[{"role":"assistant","content":"x","tool_calls":[{"id":"a"}]}]""", facts.OutputText());
        Assert.Equal(1, facts.Number(Field.ToolCallCount));
    }

    [Theory]
    [InlineData("""["Stop"]""", "Stop")]
    [InlineData("""["N/A"]""", "")]
    [InlineData("FinishReason.STOP", "stop")]
    [InlineData("[stop, length]", "stop,length")]
    [InlineData("[]", "")]
    public void A_finish_reason_is_written_in_many_ways(string value, string reasons) =>
        Assert.Equal(
            reasons,
            string.Join(',', FinishReasons.Of(Chat().With("gen_ai.response.finish_reason", value).Fold()))
        );

    [Fact]
    public void In_Python_a_log_record_has_a_message_as_JSON_in_its_body()
    {
        LogBuilder[] logs =
        [
            new("gen_ai.system.message", """{"role": "system", "content": "Be terse."}""", ("gen_ai.system", "openai")),
            new("gen_ai.user.message", """{"role": "user", "content": [{"type": "text", "text": "Weather?"}]}"""),
            new(
                "gen_ai.assistant.message",
                """{"role": "assistant", "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]}"""
            ),
            new("gen_ai.tool.message", """{"role": "tool", "content": "rainy", "tool_call_id": "c1"}"""),
            new(
                "gen_ai.choice",
                """{"message": {"role": "assistant", "content": "It rains."}, "finish_reason": "stop", "index": 0}"""
            ),
        ];
        var fold = new Fold();
        for (var i = 0; i < logs.Length; i++)
        {
            foreach (var fact in logs[i].Facts())
            {
                fold.Apply(fact, Stamp.At(1_500, 9_000, i));
            }
        }

        var input = Messages.TryParse(Content.InputOf(fold)!.Payload)!;
        Assert.Equal(["system", "user", "assistant", "tool"], input.Select(m => m.Role));
        Assert.Equal(("tool_result", "rainy"), (input[3].Parts[0].Type, input[3].Parts[0].Result));
        Assert.Equal("It rains.", fold.Text(Field.OutputPreview));
        Assert.Equal(["stop"], FinishReasons.Of(fold));
    }

    [Fact]
    public void In_Python_the_prompt_of_a_text_completion_is_a_body()
    {
        var fold = Folding.Of(
            new LogBuilder("gen_ai.prompt", "Once upon", ("gen_ai.system", "x")).Facts(),
            Subject.Span
        );
        Assert.Equal("Once upon", fold.InputText());
    }

    [Fact]
    public void An_agent_has_messages_as_OpenAI_writes_them()
    {
        var builder = new SpanBuilder()
            .Scope("Microsoft.SemanticKernel.Diagnostics")
            .With("gen_ai.operation.name", "invoke_agent")
            .With("gen_ai.agent.name", "Host")
            .With("gen_ai.tool.definitions", """[{"type":"function","name":"f","parameters":{}}]""")
            .With("gen_ai.input.messages", """[{"role":"user","name":null,"content":"Hi","tool_calls":[]}]""")
            .With("gen_ai.output.messages", """[{"role":"Assistant","name":"Host","content":"Ho","tool_calls":[]}]""");
        var row = builder.Row();
        Assert.Equal((SpanType.Agent, "Hi", "Ho"), (row.Type, row.InputPreview, row.OutputPreview));
        Assert.Equal(0, row.Chat?.ToolCalls);
        Assert.Equal("""{"gen_ai.agent.name":"Host"}""", PathTree.ToJson(builder.Fold(), Field.Metadata));
    }

    [Fact]
    public void The_functions_a_model_may_call_are_tools()
    {
        var builder = new SpanBuilder().With("sk.available_functions", "time-now,weather-get");
        Assert.Equal("""["time-now","weather-get"]""", Folding.Utf8(builder.Fold().Payload(Field.ToolDefinitions)));
        Assert.Equal(SpanType.Chain, builder.Row().Type);
    }

    [Fact]
    public void The_first_releases_counted_with_names_of_their_own()
    {
        var row = Chat().With("gen_ai.response.prompt_tokens", 25).With("gen_ai.response.completion_tokens", -1).Row();
        Assert.Equal((25, null), (row.Usage.InputTokens, row.Usage.OutputTokens));
    }

    static SpanBuilder Chat() =>
        new SpanBuilder()
            .Scope("Microsoft.SemanticKernel.Diagnostics")
            .With("gen_ai.operation.name", "chat")
            .With("gen_ai.system", "openai")
            .With("gen_ai.request.model", "gpt-4o");
}
