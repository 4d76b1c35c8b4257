using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

public class LangfuseTests
{
    [Theory]
    [InlineData("span", SpanType.Span)]
    [InlineData("generation", SpanType.Generation)]
    [InlineData("event", SpanType.Event)]
    [InlineData("embedding", SpanType.Embedding)]
    [InlineData("agent", SpanType.Agent)]
    [InlineData("tool", SpanType.Tool)]
    [InlineData("chain", SpanType.Chain)]
    [InlineData("retriever", SpanType.Retriever)]
    [InlineData("guardrail", SpanType.Guardrail)]
    [InlineData("evaluator", SpanType.Evaluator)]
    public void The_type_is_said_and_wins(string word, object type) =>
        Assert.Equal((SpanType)type, Of(word).With("gen_ai.operation.name", "chat").Row().Type);

    [Fact]
    public void Early_versions_called_a_generation_a_span()
    {
        Assert.Equal(SpanType.Generation, Of("span").With("langfuse.observation.model.name", "m").Row().Type);
        Assert.Equal(
            SpanType.Generation,
            new SpanBuilder().With("langfuse.observation.usage_details", """{"input":1}""").Row().Type
        );
    }

    [Theory]
    [InlineData("ERROR", SpanLevel.Error, SpanStatus.Failed)]
    [InlineData("FATAL", SpanLevel.Error, SpanStatus.Failed)]
    [InlineData("WARNING", SpanLevel.Warning, SpanStatus.Completed)]
    [InlineData("warn", SpanLevel.Warning, SpanStatus.Completed)]
    [InlineData("DEBUG", SpanLevel.Debug, SpanStatus.Completed)]
    [InlineData("DEFAULT", SpanLevel.Default, SpanStatus.Completed)]
    [InlineData("whatever", SpanLevel.Default, SpanStatus.Completed)]
    public void The_level_says_whether_it_failed(string said, object level, object status)
    {
        var builder = Of("span")
            .With("langfuse.observation.level", said)
            .With("langfuse.observation.status_message", "slow");
        Assert.Equal(((SpanLevel)level, (SpanStatus)status), (builder.Row().Level, builder.Row().Status));
        Assert.Equal("slow", builder.Fold().Text(Field.ErrorMessage));
    }

    [Theory]
    [InlineData("""{"input":17,"output":8,"cache_read_input_tokens":8}""", 25, 8, 8, null, null, null)]
    [InlineData(
        """{"input":17,"output":8,"total":37,"input_cached_tokens":8,"input_audio_tokens":0,"output_reasoning_tokens":4,"output_audio_tokens":0}""",
        25,
        12,
        8,
        null,
        4,
        37
    )]
    [InlineData("""{"input":10,"input_cache_read":5,"input_cache_creation":3,"output":7}""", 18, 7, 5, 3, null, null)]
    [InlineData("""{"input":10,"input_audio":5,"output":7,"output_audio":2}""", 15, 9, null, null, null, null)]
    [InlineData("""{"input":17,"output":8,"reasoning_tokens":4}""", 17, 12, null, null, 4, null)]
    [InlineData(
        """{"input_tokens":10,"output_tokens":7,"cache_creation_input_tokens":3,"cache_read_input_tokens":5}""",
        18,
        7,
        5,
        3,
        null,
        null
    )]
    [InlineData(
        """{"prompt_tokens":25,"completion_tokens":12,"total_tokens":37,"prompt_tokens_details":{"cached_tokens":8},"completion_tokens_details":{"reasoning_tokens":4}}""",
        25,
        12,
        8,
        null,
        4,
        37
    )]
    [InlineData("""{"input":"17","output":-1,"other":3,"nested":{}}""", 17, null, null, null, null, null)]
    [InlineData("""{"total":37}""", null, null, null, null, null, 37)]
    public void Usage_stands_side_by_side_unless_it_is_OpenAIs(
        string said,
        object? input,
        object? output,
        object? read,
        object? write,
        object? reasoning,
        object? total
    ) =>
        Assert.Equal(
            new Usage(Long(input), Long(output), Long(read), Long(write), Long(reasoning), Long(total)),
            Of("generation").With("langfuse.observation.usage_details", said).Row().Usage
        );

    [Theory]
    [InlineData("""{"total":0.003,"input":0.001}""", 3_000_000_000L)]
    [InlineData("""{"input":0.001,"output":0.002}""", 3_000_000_000L)]
    [InlineData("""{"total":0}""", 0L)]
    [InlineData("{}", null)]
    [InlineData("free", null)]
    public void Cost_is_in_dollars(string said, object? pico) =>
        Assert.Equal(Long(pico), Of("generation").With("langfuse.observation.cost_details", said).Row().CostPicoUsd);

    [Theory]
    [InlineData("\"2026-11-20T10:07:03.250Z\"", 250_000_000L)]
    [InlineData("2026-11-20T10:07:03.250Z", 250_000_000L)]
    [InlineData("2026-11-20T12:07:03.250+02:00", 250_000_000L)]
    [InlineData("2026-11-20T10:07:02Z", null)]
    [InlineData("soon", null)]
    public void The_first_token_came_at_a_time(string said, object? nano) =>
        Assert.Equal(
            Long(nano),
            Of("generation")
                .Set(s => (s.StartNano, s.EndNano) = (1_795_169_223_000_000_000, 1_795_169_224_000_000_000))
                .With("langfuse.observation.completion_start_time", said)
                .Fold()
                .Number(Field.TimeToFirstTokenNano)
        );

    [Fact]
    public void A_generation_has_a_model_parameters_and_a_prompt()
    {
        var builder = Of("generation")
            .With("langfuse.observation.model.name", "gpt-4o-mini")
            .With(
                "langfuse.observation.model.parameters",
                """{"temperature":0.5,"stop":["a"],"maxTokens":9,"response_format":"","n":null}"""
            )
            .With("langfuse.observation.prompt.name", "greet")
            .With("langfuse.observation.prompt.version", 3)
            .With("langfuse.observation.input", """[{"role":"user","content":"capital?"}]""")
            .With("langfuse.observation.output", """{"role":"assistant","content":"Paris"}""");
        var fold = builder.Fold();
        Assert.Equal("gpt-4o-mini", builder.Row().Model);
        Assert.Equal("""{"max_tokens":9,"stop":["a"],"temperature":0.5}""", PathTree.ToJson(fold, Field.Parameter));
        Assert.Equal(("greet", "3"), (fold.Text(Field.PromptName), fold.Text(Field.PromptVersion)));
        Assert.Equal(("capital?", "Paris"), (builder.Row().InputPreview, builder.Row().OutputPreview));
        Assert.Equal(1, builder.Row().Chat?.User);
    }

    [Fact]
    public void A_tool_is_named_by_its_span_and_called_with_its_input()
    {
        var builder = Of("tool")
            .Set(s => s.Name = "get_weather"u8.ToArray())
            .With("langfuse.observation.input", """{"city":"Paris"}""")
            .With("langfuse.observation.output", "rainy");
        Assert.Equal("get_weather", builder.Row().ToolName);
        Assert.Equal(
            ("""{"city":"Paris"}""", "rainy"),
            (
                Folding.Utf8(builder.Fold().Payload(Field.ToolArguments)),
                Folding.Utf8(builder.Fold().Payload(Field.ToolResult))
            )
        );
    }

    /// <summary>What <c>@langfuse/langchain</c> makes of a tool's answer.</summary>
    [Fact]
    public void The_result_of_a_LangChain_tool_is_in_its_message()
    {
        var fold = Of("tool")
            .With(
                "langfuse.observation.output",
                """{"lc":1,"type":"constructor","id":["langchain_core","messages","ToolMessage"],"kwargs":{"status":"success","content":"{\"tempC\":21}","tool_call_id":"call_1","name":"get_weather"}}"""
            )
            .Fold();
        Assert.Equal(
            ("""{"tempC":21}""", "call_1"),
            (Folding.Utf8(fold.Payload(Field.ToolResult)), fold.Text(Field.ToolCallId))
        );
    }

    /// <summary>What <c>@langfuse/openai</c> sends.</summary>
    [Fact]
    public void Costs_of_0_for_a_call_that_failed_are_not_known()
    {
        const string Costs = """{"input":0,"output":0,"total":0}""";
        var builder = Of("generation")
            .With("langfuse.observation.cost_details", Costs)
            .With("langfuse.observation.level", "ERROR");
        Assert.Null(builder.Fold().Number(Field.CostPicoUsd));
        Assert.Equal(
            0,
            builder.With("langfuse.observation.usage_details", """{"input":1}""").Fold().Number(Field.CostPicoUsd)
        );
    }

    [Fact]
    public void A_whole_request_says_which_tools_there_were()
    {
        const string Request =
            """{"messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f"}}]}""";
        var definitions = Of("generation").With("langfuse.observation.input", Request).Fold();
        Assert.Equal(
            """[{"type":"function","function":{"name":"f"}}]""",
            Folding.Utf8(definitions.Payload(Field.ToolDefinitions))
        );
        Assert.Null(Of("span").With("langfuse.observation.input", Request).Fold().Payload(Field.ToolDefinitions));
    }

    [Fact]
    public void Any_span_speaks_of_the_trace()
    {
        var trace = Of("span")
            .ChildOf("00000000000000ff")
            .Resource(("langfuse.release", "r1"), ("deployment.environment", "prod"))
            .With("langfuse.trace.name", "my-trace")
            .With("langfuse.user.id", "u")
            .With("langfuse.session.id", "s")
            .With("langfuse.environment", "staging")
            .With("langfuse.version", "2")
            .With("langfuse.trace.public", true)
            .With("langfuse.trace.tags", new object[] { "a", "b" })
            .With("langfuse.tags", "b, c")
            .With("langfuse.trace.metadata.tier", "gold")
            .With("langfuse.trace.metadata", """{"n":1}""")
            .Fold(Subject.Trace);
        Assert.Equal(
            ("my-trace", "u", "s"),
            (trace.Text(Field.TraceName), trace.Text(Field.UserId), trace.Text(Field.SessionId))
        );
        Assert.Equal(
            ("staging", "r1", "2", 1L),
            (
                trace.Text(Field.Environment),
                trace.Text(Field.Release),
                trace.Text(Field.Version),
                trace.Number(Field.Public)
            )
        );
        Assert.Equal(["a", "b", "c"], trace.Texts(Field.Tag));
        Assert.Equal("""{"n":1,"tier":"gold"}""", PathTree.ToJson(trace, Field.TraceMetadata));
    }

    [Fact]
    public void Who_does_not_say_public_takes_nothing_back() =>
        Assert.False(Of("span").With("langfuse.trace.public", false).Fold(Subject.Trace).IsStated(Field.Public));

    [Fact]
    public void Metadata_of_an_observation_is_its_own()
    {
        var builder = Of("span")
            .ChildOf("00000000000000ff")
            .With("langfuse.observation.metadata", """{"a":{"b":1}}""")
            .With("langfuse.observation.metadata.c", """{"d":[1,2]}""")
            .With("langfuse.observation.metadata.e.f", "text")
            .With("langfuse.observation.metadata.g", true)
            .With("langfuse.observation.metadata.langfuse_user_id", "u");
        Assert.Equal(
            """{"a":{"b":1},"c":{"d":[1,2]},"e":{"f":"text"},"g":true,"langfuse_user_id":"u"}""",
            PathTree.ToJson(builder.Fold(), Field.Metadata)
        );
        Assert.False(builder.Fold(Subject.Trace).ItemsOf(Field.TraceMetadata).Any());
        Assert.Equal("u", builder.Fold(Subject.Trace).Text(Field.UserId));
    }

    [Fact]
    public void The_input_of_the_trace_serves_a_root_that_has_none()
    {
        var builder = Of("span").With("langfuse.trace.input", "asked").With("langfuse.trace.output", "told");
        Assert.Equal(("asked", "told"), (builder.Fold().InputText(), builder.Fold().OutputText()));
        Assert.Equal("own", builder.With("langfuse.observation.input", "own").Fold().InputText());
        Assert.Null(builder.ChildOf("00000000000000ff").Fold().OutputText());
    }

    [Fact]
    public void A_span_below_the_root_gives_the_trace_its_content()
    {
        var builder = Of("span")
            .ChildOf("00000000000000ff")
            .With("langfuse.trace.input", """[{"role":"user","content":"asked"}]""")
            .With("langfuse.trace.output", "told");
        var trace = builder.Fold(Subject.Trace);
        Assert.Equal(("asked", "told"), (trace.Text(Field.TraceInputPreview), trace.Text(Field.TraceOutputPreview)));
        Assert.Equal("told", System.Text.Encoding.UTF8.GetString(trace.Payload(Field.TraceOutput)!.Utf8.Span));
        Assert.NotEqual(0, trace.Number(Field.TraceInputPreview));
    }

    static SpanBuilder Of(string type) =>
        new SpanBuilder().Scope("langfuse-sdk").With("langfuse.observation.type", type);

    static long? Long(object? number) =>
        number is null ? null : Convert.ToInt64(number, System.Globalization.CultureInfo.InvariantCulture);
}
