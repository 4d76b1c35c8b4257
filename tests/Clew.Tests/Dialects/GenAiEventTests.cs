using Clew.Dialects;
using Clew.Dialects.Chat;
using Clew.Model;

namespace Clew.Tests.Dialects;

public class GenAiEventTests
{
    const string Details = "gen_ai.client.inference.operation.details";

    [Fact]
    public void Several_details_of_one_span_are_merged()
    {
        var fold = new SpanBuilder()
            .Event(Details, ("gen_ai.system_instructions", "Be terse"))
            .Event(Details, ("gen_ai.input.messages", """[{"role":"user","content":"Hi"}]"""))
            .Event(
                Details,
                ("gen_ai.output.messages", """[{"role":"assistant","content":"Ho","finish_reason":"endTurn"}]""")
            )
            .Fold();
        Assert.Equal(
            """[{"role":"system","parts":[{"type":"text","content":"Be terse"}]},{"role":"user","content":"Hi"}]""",
            Folding.Utf8(Content.InputOf(fold)?.Payload)
        );
        Assert.Equal("Be terse", Content.InstructionsOf(fold));
        Assert.Equal("""[{"role":"assistant","content":"Ho","finish_reason":"endTurn"}]""", fold.OutputText());
        Assert.Equal(["endTurn"], FinishReasons.Of(fold));
    }

    [Fact]
    public void Messages_in_span_events_become_one_conversation()
    {
        var builder = new SpanBuilder()
            .Event("gen_ai.system.message", ("gen_ai.event.content", """{"role":"system","content":"Be terse."}"""))
            .Event("gen_ai.user.message", ("content", """[{"text":"Weather?"}]"""))
            .Event("gen_ai.choice", ("message", "rainy"), ("finish_reason", "stop"));
        var fold = builder.Fold();
        Assert.Equal(
            """[{"role":"system","content":"Be terse."},{"role":"user","content":[{"text":"Weather?"}]}]""",
            fold.InputText()
        );
        Assert.Equal("""[{"role":"assistant","content":"rainy","finish_reason":"stop"}]""", fold.OutputText());
        Assert.Equal(["stop"], FinishReasons.Of(fold));
        Assert.Equal((2, 1, 1), (builder.Row().Chat?.Messages, builder.Row().Chat?.System, builder.Row().Chat?.User));
    }

    [Fact]
    public void A_choice_without_content_does_not_replace_the_output()
    {
        var fold = new SpanBuilder()
            .With("gen_ai.output.messages", """[{"role":"assistant","content":"rainy"}]""")
            .Event("gen_ai.choice", ("index", 0), ("finish_reason", "stop"))
            .Fold();
        Assert.Equal("""[{"role":"assistant","content":"rainy"}]""", fold.OutputText());
        Assert.Null(new SpanBuilder().Event("gen_ai.choice", ("index", 0)).Fold().OutputText());
    }

    [Fact]
    public void The_oldest_events_hold_prompt_and_completion()
    {
        var fold = new SpanBuilder()
            .Event("gen_ai.content.prompt", ("gen_ai.prompt", """[{"role":"user","content":"Hi"}]"""))
            .Event("gen_ai.content.completion", ("gen_ai.completion", """[{"role":"assistant","content":"Ho"}]"""))
            .Fold();
        Assert.Equal("""[{"role":"user","content":"Hi"}]""", fold.InputText());
        Assert.Equal("""[{"role":"assistant","content":"Ho"}]""", fold.OutputText());
    }

    [Fact]
    public void An_event_of_a_step_does_not_speak_for_the_span()
    {
        var row = new SpanBuilder()
            .Event("gen_ai.run_step.tool_calls", ("gen_ai.usage.input_tokens", 7), ("gen_ai.request.model", "m"))
            .Row();
        Assert.True(row.Usage.IsEmpty);
        Assert.Null(row.RequestModel);
    }

    [Fact]
    public void Messages_that_come_one_by_one_in_logs_are_put_together()
    {
        var fold = FoldOf(
            new("gen_ai.system.message", Map(("content", "Be terse."))),
            new("gen_ai.user.message", Map(("content", "Weather?"))),
            new("gen_ai.assistant.message", Map(("tool_calls", new object[] { Map(("id", "call_0")) }))),
            new("gen_ai.tool.message", Map(("id", "call_0"), ("content", "rainy"))),
            new(
                "gen_ai.choice",
                Map(("index", 0), ("finish_reason", "stop"), ("message", Map(("content", "It rains."))))
            )
        );
        var input = Messages.TryParse(Content.InputOf(fold)!.Payload)!;
        Assert.Equal(["system", "user", "assistant", "tool"], input.Select(m => m.Role));
        Assert.Equal(
            ("tool_result", "call_0", "rainy"),
            (input[3].Parts[0].Type, input[3].Parts[0].Id, input[3].Parts[0].Result)
        );
        var row = SpanRow.From(Ids.Span("00000000000000a1"), fold, 1);
        Assert.Equal(new ChatFacts(4, 1, 1, 1, 1, 1, "system", "tool"), row.Chat);
        Assert.Equal(("Weather?", "It rains."), (row.InputPreview, row.OutputPreview));
        Assert.Equal(["stop"], FinishReasons.Of(fold));
        Assert.Equal("otel-genai-events", Content.InputOf(fold)!.Source?.Dialect);
    }

    [Fact]
    public void Messages_in_logs_beat_input_value_but_not_the_spans_messages()
    {
        var log = new LogBuilder("gen_ai.user.message", Map(("content", "log"))).Facts();
        var value = Folding.Of([.. log, .. new SpanBuilder().With("input.value", "value").Facts()], Subject.Span);
        Assert.Equal("""[{"role":"user","content":"log"}]""", Folding.Utf8(Content.InputOf(value)?.Payload));
        var messages = new SpanBuilder()
            .With("gen_ai.input.messages", """[{"role":"user","content":"span"}]""")
            .Facts();
        var both = Folding.Of([.. log, .. messages], Subject.Span);
        Assert.Equal("""[{"role":"user","content":"span"}]""", Folding.Utf8(Content.InputOf(both)?.Payload));
    }

    [Fact]
    public void What_a_log_repeats_does_not_take_cached_tokens_away()
    {
        var span = new SpanBuilder()
            .With("gen_ai.usage.input_tokens", 25)
            .With("gen_ai.usage.cache_read.input_tokens", 8)
            .Facts();
        var log = new LogBuilder(Details, null, ("gen_ai.usage.input_tokens", 25)).Facts();
        var fold = Folding.Of(span, Subject.Span, time: 1_000);
        foreach (var fact in log)
        {
            fold.Apply(fact, Stamp.At(5_000, 9_000, 0));
        }

        Assert.Equal(8, fold.Number(Field.CacheReadTokens));
    }

    [Fact]
    public void A_log_may_tell_of_a_failure()
    {
        var fold = FoldOf(new LogBuilder("gen_ai.client.operation.exception", null, ("exception.message", "boom")));
        Assert.Equal((1L, "boom"), (fold.Number(Field.Failed), fold.Text(Field.ErrorMessage)));
    }

    [Theory]
    [InlineData("gen_ai.evaluation.result")]
    [InlineData("app.log")]
    [InlineData("")]
    public void Other_logs_say_nothing_of_the_span(string name) =>
        Assert.Empty(new LogBuilder(name, "body", ("gen_ai.input.messages", "x"), ("input.value", "y")).Facts());

    [Fact]
    public void A_log_without_a_span_says_nothing()
    {
        var log = new LogBuilder("gen_ai.user.message", "Hi").Build();
        log.SpanId = default;
        var facts = new FactList();
        Assert.Equal(1_500, DialectTable.Default.Derive(log, 9_000, facts, true));
        Assert.Equal(0, facts.Count);
        (log.TimeNano, log.ObservedTimeNano) = (0, 1_600);
        Assert.Equal(1_600, DialectTable.Default.Derive(log, 9_000, facts, true));
        log.ObservedTimeNano = 0;
        Assert.Equal(9_000, DialectTable.Default.Derive(log, 9_000, facts, true));
    }

    static (string, object?)[] Map(params (string, object?)[] entries) => entries;

    static Fold FoldOf(params LogBuilder[] logs)
    {
        var fold = new Fold();
        var position = 0;
        foreach (var log in logs)
        {
            foreach (var fact in log.Facts())
            {
                Assert.NotNull(fact.Source);
                fold.Apply(fact, Stamp.At(1_500, 9_000, position));
            }

            position++;
        }

        return fold;
    }
}
