using System.Text;
using Clew.Dialects.Chat;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Made from the library's published source; no capture.</summary>
public class LiveKitTests
{
    const string Context = """
        {"items":[{"id":"i1","type":"message","role":"system","content":["Be terse."],"interrupted":false},
        {"id":"i2","type":"message","role":"user","content":["Weather?",{"type":"image_content","image":"https://x/a.png"}]},
        {"id":"i3","type":"function_call","call_id":"c1","name":"get_weather","arguments":"{\"city\":\"Paris\"}"},
        {"id":"i4","type":"function_call_output","call_id":"c1","name":"get_weather","output":"rainy","is_error":false},
        {"id":"i5","type":"agent_handoff","new_agent_id":"b"}]}
        """;

    [Theory]
    [InlineData("lk.pii.chat_ctx", "lk.pii.response.text", "lk.pii.response.function_calls")]
    [InlineData("lk.chat_ctx", "lk.response.text", "lk.response.function_calls")]
    public void A_model_node_is_a_conversation(string context, string text, string calls)
    {
        var builder = Named("llm_node")
            .With(context, Context)
            .With(text, "Let me see.")
            .With(calls, """[{"id":"x/fnc_0","call_id":"c2","name":"f","arguments":"{}","extra":{}}]""")
            .With("gen_ai.request.model", "gpt-4o")
            .With("lk.function_tools", new object[] { "get_weather" })
            .With("lk.response.ttft", 0.25);
        var (row, fold) = (builder.Row(), builder.Fold());
        Assert.Equal((SpanType.Generation, "gpt-4o"), (row.Type, row.Model));
        Assert.Equal(new ChatFacts(4, 1, 1, 1, 1, 1, "system", "tool"), row.Chat);
        Assert.Equal(("Weather?", "Let me see."), (row.InputPreview, row.OutputPreview));
        var input = Messages.TryParse(Content.InputOf(fold)!.Payload)!;
        Assert.Equal(["text", "image"], input[1].Parts.Select(p => p.Type));
        Assert.Equal(("c1", "rainy"), (input[3].Parts[0].Id, input[3].Parts[0].Result));
        var output = Messages.TryParse(Content.OutputOf(fold)!.Payload)![0].Parts;
        Assert.Equal(("text", "c2", "f"), (output[0].Type, output[1].Id, output[1].Name));
        Assert.Equal(250_000_000L, fold.Number(Field.TimeToFirstTokenNano));
        Assert.Equal("""["get_weather"]""", Folding.Utf8(fold.Payload(Field.ToolDefinitions)));
    }

    [Fact]
    public void A_turn_is_an_agent_with_what_was_said()
    {
        var builder = Named("agent_turn")
            .With("lk.pii.user_input", "42")
            .With("lk.pii.instructions", "Be terse.")
            .With("lk.pii.response.text", "It rains.")
            .With("lk.pii.response.function_calls", "[]")
            .With("lk.pii.room_name", "room-1")
            .With("lk.pii.participant_identity", "ann");
        var (row, fold, trace) = (builder.Row(), builder.Fold(), builder.Fold(Subject.Trace));
        Assert.Equal((SpanType.Agent, "42", "It rains."), (row.Type, row.InputPreview, row.OutputPreview));
        Assert.Equal("Be terse.", Content.InstructionsOf(fold));
        Assert.Equal(("room-1", "ann"), (trace.Text(Field.SessionId), trace.Text(Field.UserId)));
    }

    [Fact]
    public void A_function_tool_that_failed()
    {
        var builder = Named("function_tool")
            .With("lk.function_tool.id", "c1")
            .With("lk.function_tool.name", "get_weather")
            .With("lk.pii.function_tool.arguments", """{"city":"Paris"}""")
            .With("lk.pii.function_tool.output", "no such city")
            .With("lk.function_tool.is_error", true);
        var (row, fold) = (builder.Row(), builder.Fold());
        Assert.Equal((SpanType.Tool, "get_weather", SpanStatus.Failed), (row.Type, row.ToolName, row.Status));
        Assert.Equal(
            ("c1", """{"city":"Paris"}""", "no such city", "no such city"),
            (
                fold.Text(Field.ToolCallId),
                Folding.Utf8(fold.Payload(Field.ToolArguments)),
                Folding.Utf8(fold.Payload(Field.ToolResult)),
                fold.Text(Field.ErrorMessage)
            )
        );
        Assert.Equal(
            SpanStatus.Completed,
            Named("function_tool").With("lk.function_tool.is_error", "false").Row().Status
        );
    }

    [Fact]
    public void The_report_of_a_request_has_what_the_attributes_leave_out()
    {
        var builder = Named("llm_request")
            .With("gen_ai.operation.name", "chat")
            .With("gen_ai.usage.input_tokens", 25)
            .With("gen_ai.usage.output_tokens", 12)
            .With("gen_ai.usage.cache_read.input_tokens", 8)
            .With(
                "lk.llm_metrics",
                """{"type":"llm_metrics","ttft":0.5,"completion_tokens":12,"prompt_tokens":25,"prompt_cached_tokens":8,"cache_creation_tokens":3,"total_tokens":37}"""
            )
            .Event("gen_ai.user.message", ("content", "Hi"))
            .Event(
                "gen_ai.choice",
                ("role", "assistant"),
                (
                    "tool_calls",
                    new object[] { """{"function":{"name":"f","arguments":"{}"},"id":"c1","type":"function"}""" }
                )
            );
        Assert.Equal(new Usage(25, 12, 8, 3, null, 37), builder.Row().Usage);
        var fold = builder.Fold();
        Assert.Equal(500_000_000L, fold.Number(Field.TimeToFirstTokenNano));
        var call = Messages.TryParse(Content.OutputOf(fold)!.Payload)![0].Parts[0];
        Assert.Equal(("tool_call", "c1", "f"), (call.Type, call.Id, call.Name));
    }

    [Fact]
    public void A_realtime_model_reports_for_itself()
    {
        var builder = Named("agent_turn")
            .With(
                "lk.realtime_model_metrics",
                """{"ttft":-1,"input_tokens":25,"output_tokens":12,"total_tokens":37,"input_token_details":{"audio_tokens":20,"cached_tokens":8}}"""
            );
        Assert.Equal(new Usage(25, 12, 8, null, null, 37), builder.Row().Usage);
        Assert.Null(builder.Fold().Number(Field.TimeToFirstTokenNano));
    }

    [Fact]
    public void What_a_user_said_and_what_is_spoken_are_inputs()
    {
        Assert.Equal("Hi", Named("user_turn").With("lk.pii.user_transcript", "Hi").Fold().InputText());
        Assert.Equal("Ho", Named("tts_node").With("lk.input_text", "Ho").Fold().InputText());
    }

    [Fact]
    public void An_exception_is_in_attributes()
    {
        var fold = Named("llm_request").With("exception.type", "APIError").With("exception.message", "boom").Fold();
        Assert.Equal(
            (1L, "APIError", "boom"),
            (fold.Number(Field.Failed), fold.Text(Field.ErrorType), fold.Text(Field.ErrorMessage))
        );
    }

    [Theory]
    [InlineData("judge_evaluation", SpanType.Evaluator)]
    [InlineData("start_agent_activity", SpanType.Agent)]
    [InlineData("eou_detection", SpanType.Span)]
    public void Spans_are_known_by_name(string name, object type) =>
        Assert.Equal((SpanType)type, Named(name).Row().Type);

    [Theory]
    [InlineData("{")]
    [InlineData("{\"items\":1}")]
    [InlineData("{\"items\":[1,null,{\"role\":1}]}")]
    public void Broken_contexts_hurt_nobody(string context) =>
        Assert.False(
            Named("llm_node")
                .With("lk.chat_ctx", context)
                .With("lk.response.function_calls", "[1]")
                .Fold()
                .Has(Field.DeriveError)
        );

    static SpanBuilder Named(string name) =>
        new SpanBuilder().Scope("livekit-agents").Set(s => s.Name = Encoding.UTF8.GetBytes(name));
}
