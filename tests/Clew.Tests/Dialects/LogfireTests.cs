using Clew.Dialects;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>
/// Logfire and Pydantic AI. What is not in the capture (everything but spans, logs and pending spans) is made from the
/// published formats. From the wire to the store, pending spans are tested in <see cref="Intake.PlaceholderTests"/>.
/// </summary>
public class LogfireTests
{
    [Theory]
    [InlineData(1, SpanLevel.Debug, SpanStatus.Completed)]
    [InlineData(5, SpanLevel.Debug, SpanStatus.Completed)]
    [InlineData(9, SpanLevel.Default, SpanStatus.Completed)]
    [InlineData(13, SpanLevel.Warning, SpanStatus.Completed)]
    [InlineData(17, SpanLevel.Error, SpanStatus.Failed)]
    [InlineData(21, SpanLevel.Error, SpanStatus.Failed)]
    public void The_level_is_a_severity(int number, object level, object status)
    {
        var builder = Span().With("logfire.level_num", number).With("logfire.msg", "it broke");
        Assert.Equal(((SpanLevel)level, (SpanStatus)status), (builder.Row().Level, builder.Row().Status));
        Assert.Equal((SpanStatus)status == SpanStatus.Failed, builder.Fold().Text(Field.ErrorMessage) == "it broke");
    }

    [Fact]
    public void An_exception_says_better_what_broke_than_the_message() =>
        Assert.Equal(
            "x",
            Span()
                .With("logfire.level_num", 17)
                .With("logfire.msg", "oops")
                .Event("exception", ("exception.message", "x"))
                .Fold()
                .Text(Field.ErrorMessage)
        );

    [Fact]
    public void A_log_is_an_event_unless_it_tells_of_a_model_call()
    {
        Assert.Equal(SpanType.Event, Span("log").Row().Type);
        Assert.Equal(SpanType.Generation, Span("log").With("gen_ai.operation.name", "chat").Row().Type);
    }

    [Fact]
    public void The_message_of_a_root_names_the_trace_and_tags_are_the_traces()
    {
        var builder = Span().With("logfire.msg", "agent run x").With("logfire.tags", new object[] { "t1" });
        var trace = builder.Fold(Subject.Trace);
        Assert.Equal("agent run x", trace.Text(Field.TraceName));
        Assert.Equal(["t1"], trace.Texts(Field.Tag));
        Assert.Equal("span", builder.Row().Name);
        Assert.Null(builder.ChildOf("00000000000000ff").Fold(Subject.Trace).Text(Field.TraceName));
    }

    [Fact]
    public void A_placeholder_speaks_of_its_parent_with_the_least_of_ranks()
    {
        var facts = new FactList();
        facts.Add(new(Subject.Span, Field.Name, 500, 0, "of another record", null, null));
        var span = Span("pending_span")
            .ChildOf("00000000000000ff")
            .With("logfire.pending_parent_id", "00000000000000ee")
            .With("logfire.tags", new object[] { "t1" })
            .Build();
        var derived = DialectTable.Default.Derive(span, 9_000, facts, detail: false);
        Assert.Equal(new DerivedSpan(Ids.Span("00000000000000ff"), 2_000, true), derived);
        Assert.Equal(500, facts[0].Rank);
        var said = facts.Slice(1, facts.Count - 1).ToArray();
        Assert.All(said, f => Assert.Equal((Ranks.StandIn, true), (f.Rank, f.Source is not null)));
        Assert.DoesNotContain(said, f => f.Field == Field.EndNano);
        Assert.Equal(0xEE, said.Single(f => f.Field == Field.ParentId).Number);
        Assert.Contains(said, f => f.Field == Field.StartNano && f.Number == 1_000);
        Assert.Contains(said, f => f.Field == Field.Tag);
    }

    [Fact]
    public void Requests_of_format_1_have_their_messages_in_events()
    {
        var builder = Ai()
            .With("gen_ai.operation.name", "chat")
            .With(
                "events",
                """
                [{"event.name":"gen_ai.system.message","gen_ai.message.index":0,"role":"system","content":"s"},
                 {"event.name":"gen_ai.user.message","gen_ai.message.index":1,"role":"user","content":"a"},
                 {"event.name":"gen_ai.assistant.message","role":"assistant","tool_calls":[{"id":"c","function":{"name":"f","arguments":"{}"}}]},
                 {"event.name":"gen_ai.tool.message","role":"tool","id":"c","name":"f","content":"rainy"},
                 {"event.name":"gen_ai.unknown","role":"user","content":"odd"},
                 {"event.name":"gen_ai.choice","index":0,"message":{"role":"assistant","content":"b"}}, 7]
                """
            );
        Assert.Equal(
            """
            [{"role":"system","content":"s"},{"role":"user","content":"a"},
            {"role":"assistant","tool_calls":[{"id":"c","function":{"name":"f","arguments":"{}"}}]},
            {"role":"tool","id":"c","name":"f","content":"rainy"},{"role":"user","content":"odd"}]
            """.ReplaceLineEndings(""),
            builder.Fold().InputText()
        );
        Assert.Equal("""[{"role":"assistant","content":"b"}]""", builder.Fold().OutputText());
        Assert.Equal(new ChatFacts(5, 2, 1, 1, 1, 1, "system", "user"), builder.Row().Chat);
    }

    [Fact]
    public void A_run_of_format_1_tells_all_messages_as_events()
    {
        var builder = Ai()
            .With("agent_name", "agent")
            .With("model_name", "m")
            .With("gen_ai.usage.input_tokens", 5)
            .With(
                "all_messages_events",
                """
                [{"event.name":"gen_ai.user.message","content":"a","role":"user"},
                 {"event.name":"gen_ai.assistant.message","content":"b","role":"assistant"}]
                """
            );
        Assert.Equal(SpanType.Agent, builder.Row().Type);
        Assert.Equal(
            ("""[{"role":"user","content":"a"}]""", """[{"role":"assistant","content":"b"}]"""),
            (builder.Fold().InputText(), builder.Fold().OutputText())
        );
    }

    [Fact]
    public void A_run_of_later_formats_tells_all_messages_and_its_result()
    {
        var builder = Ai()
            .With("gen_ai.operation.name", "invoke_agent")
            .With(
                "pydantic_ai.all_messages",
                """[{"role":"user","parts":[{"type":"text","content":"a, b"}]} , {"role":"assistant","parts":[{"type":"text","content":"c"}]}]"""
            )
            .With("gen_ai.aggregated_usage.input_tokens", 50)
            .With("gen_ai.aggregated_usage.output_tokens", 24)
            .With("gen_ai.aggregated_usage.cache_read.input_tokens", 16);
        Assert.Equal(
            (
                """[{"role":"user","parts":[{"type":"text","content":"a, b"}]} ]""",
                """[{"role":"assistant","parts":[{"type":"text","content":"c"}]}]"""
            ),
            (builder.Fold().InputText(), builder.Fold().OutputText())
        );
        Assert.Equal(new Usage(50, 24, 16, null, null, null), builder.Row().Usage);
        Assert.Equal("""{"city":"Paris"}""", builder.With("final_result", """{"city":"Paris"}""").Fold().OutputText());
    }

    [Theory]
    [InlineData("""[{"role":"assistant","content":"alone"}]""")]
    [InlineData("""[{"role":"user","content":"unanswered"}]""")]
    [InlineData("broken [")]
    public void What_has_no_answer_at_its_end_is_input(string messages) =>
        Assert.Equal(
            (messages, null),
            (
                Ai().With("pydantic_ai.all_messages", messages).Fold().InputText(),
                Ai().With("pydantic_ai.all_messages", messages).Fold().OutputText()
            )
        );

    [Fact]
    public void A_tool_of_older_formats()
    {
        var builder = Ai()
            .With("gen_ai.tool.name", "get_weather")
            .With("gen_ai.tool.call.id", "c")
            .With("tool_arguments", """{"city":"Paris"}""")
            .With("tool_response", "rainy");
        var fold = builder.Fold();
        Assert.Equal((SpanType.Tool, "get_weather"), (builder.Row().Type, builder.Row().ToolName));
        Assert.Equal(("""{"city":"Paris"}""", "rainy"), (fold.InputText(), fold.OutputText()));
        Assert.Equal("""{"city":"Paris"}""", Folding.Utf8(fold.Payload(Field.ToolArguments)));
        Assert.Equal("rainy", Folding.Utf8(fold.Payload(Field.ToolResult)));
    }

    [Fact]
    public void A_model_client_keeps_request_and_response()
    {
        var builder = Span()
            .With("gen_ai.request.model", "gpt-4")
            .With("request_data", """{"messages":[{"role":"user","content":"a"}],"model":"gpt-4","temperature":0.2}""")
            .With(
                "response_data",
                """{"message":{"role":"assistant","content":"b"},"usage":{"prompt_tokens":25,"completion_tokens":12,"prompt_tokens_details":{"cached_tokens":8}}}"""
            );
        Assert.Equal(("a", "b"), (builder.Row().InputPreview, builder.Row().OutputPreview));
        Assert.Equal((SpanType.Generation, "gpt-4"), (builder.Row().Type, builder.Row().Model));
        Assert.Equal(new Usage(25, 12, 8, null, null, null), builder.Row().Usage);
        Assert.Equal("""{"temperature":0.2}""", PathTree.ToJson(builder.Fold(), Field.Parameter));
    }

    [Fact]
    public void A_stream_is_combined_and_Anthropic_counts_its_cache_apart()
    {
        var builder = Span("log")
            .With("request_data", """{"model":"claude"}""")
            .With(
                "response_data",
                """{"combined_chunk_content":"b","usage":{"input_tokens":10,"output_tokens":7,"cache_read_input_tokens":5}}"""
            );
        Assert.Equal((null, "b"), (builder.Fold().InputText(), builder.Fold().OutputText()));
        Assert.Equal(new Usage(15, 7, 5, null, null, null), builder.Row().Usage);
    }

    [Fact]
    public void The_cost_is_in_dollars() =>
        Assert.Equal(3_000_000_000L, Ai().With("operation.cost", 0.003).Row().CostPicoUsd);

    [Fact]
    public void Request_parameters_have_the_tools() =>
        Assert.Equal(
            """[{"type":"function","name":"f","description":"d","parameters":{"type":"object"}}]""",
            Folding.Utf8(
                Ai()
                    .With(
                        "model_request_parameters",
                        """{"function_tools":[{"name":"f","description":"d","parameters_json_schema":{"type":"object"}}],"output_tools":[]}"""
                    )
                    .Fold()
                    .Payload(Field.ToolDefinitions)
            )
        );

    [Fact]
    public void An_agents_function_is_a_tool()
    {
        var builder = new SpanBuilder()
            .Scope("logfire.openai_agents")
            .With("logfire.msg_template", "Function: {name}")
            .With("name", "get_weather")
            .With("input", """{"city":"Paris"}""")
            .With("output", "rainy");
        Assert.Equal((SpanType.Tool, "get_weather"), (builder.Row().Type, builder.Row().ToolName));
        Assert.Equal(("""{"city":"Paris"}""", "rainy"), (builder.Fold().InputText(), builder.Fold().OutputText()));
    }

    [Fact]
    public void Bare_names_on_the_spans_of_others_mean_nothing()
    {
        var builder = new SpanBuilder()
            .With("events", """[{"role":"user","content":"a"}]""")
            .With("final_result", "x")
            .With("request_data", """{"input":"x"}""")
            .With("agent_name", "a")
            .With("model_name", "m");
        Assert.Equal(
            (null, null, SpanType.Span),
            (builder.Fold().InputText(), builder.Fold().OutputText(), builder.Row().Type)
        );
    }

    static SpanBuilder Span(string type = "span") => new SpanBuilder().Scope("logfire").With("logfire.span_type", type);

    static SpanBuilder Ai() => new SpanBuilder().Scope("pydantic-ai");
}
