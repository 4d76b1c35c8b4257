using System.Text;
using Clew.Dialects;
using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Claude Code, Codex and Copilot CLI; made from what others observed on the wire, no capture.</summary>
public class CodingAgentTests
{
    const string Tracing = "com.anthropic.claude_code.tracing";
    const string Events = "com.anthropic.claude_code.events";

    [Fact]
    public void A_request_of_Claude_Code_has_bare_names_and_an_input_without_the_cache()
    {
        var builder = Claude("llm_request")
            .With("span.type", "llm_request")
            .With("session.id", "s-1")
            .With("model", "claude-opus-5")
            .With("gen_ai.system", "anthropic")
            .With("gen_ai.request.model", "claude-opus-5")
            .With("input_tokens", "2")
            .With("output_tokens", 1200)
            .With("cache_read_tokens", 84562)
            .With("cache_creation_tokens", "7096")
            .With("ttft_ms", "1500")
            .With("stop_reason", "tool_use")
            .With("effort", "high")
            .With("success", true);
        var (row, fold) = (builder.Row(), builder.Fold());
        Assert.Equal((SpanType.Generation, "claude-opus-5", "anthropic"), (row.Type, row.Model, row.Provider));
        Assert.Equal(new Usage(91_660, 1200, 84_562, 7096, null, null), row.Usage);
        Assert.Equal(SpanStatus.Completed, row.Status);
        Assert.Equal(1_500_000_000L, fold.Number(Field.TimeToFirstTokenNano));
        Assert.Equal(["tool_use"], FinishReasons.Of(fold));
        Assert.Equal("""{"effort":"high"}""", PathTree.ToJson(fold, Field.Parameter));
    }

    [Theory]
    [InlineData(false)]
    [InlineData("false")]
    public void Success_false_is_a_failure(object success)
    {
        var fold = Claude("tool.execution")
            .With("success", success)
            .With("error", "no such file")
            .With("error_class", "ENOENT")
            .Fold();
        Assert.Equal(
            (1L, "no such file", "ENOENT"),
            (fold.Number(Field.Failed), fold.Text(Field.ErrorMessage), fold.Text(Field.ErrorType))
        );
    }

    [Theory]
    [InlineData("interaction", SpanType.Agent)]
    [InlineData("llm_request", SpanType.Generation)]
    [InlineData("tool", SpanType.Tool)]
    [InlineData("tool.execution", SpanType.Span)]
    [InlineData("tool.blocked_on_user", SpanType.Span)]
    [InlineData("hook", SpanType.Span)]
    public void Spans_of_Claude_Code_are_known_by_name(string name, object type) =>
        Assert.Equal((SpanType)type, Claude(name).Row().Type);

    [Fact]
    public void A_tool_of_Claude_Code_tells_as_much_as_the_user_allows()
    {
        var fold = Claude("tool")
            .With("tool_name", "Bash")
            .With("tool_use_id", "toolu_1")
            .With("full_command", "ls -l")
            .Event("tool.output", ("output", "total 0"), ("bash_command", "ls -l"))
            .Fold();
        Assert.Equal(("Bash", "toolu_1"), (fold.Text(Field.ToolName), fold.Text(Field.ToolCallId)));
        Assert.Equal(("""{"full_command":"ls -l"}""", "total 0"), (fold.InputText(), fold.OutputText()));
        Assert.Equal("total 0", Folding.Utf8(fold.Payload(Field.ToolResult)));
        Assert.Equal(
            """{"command":"ls"}""",
            Claude("tool").With("tool_input", """{"command":"ls"}""").With("full_command", "ls").Fold().InputText()
        );
    }

    [Fact]
    public void A_prompt_that_is_kept_back_is_none()
    {
        Assert.Null(Claude("interaction").With("user_prompt", "<REDACTED>").Fold().InputText());
        Assert.Equal("Hi", Claude("interaction").With("user_prompt", "Hi").Fold().InputText());
        var detailed = Claude("llm_request")
            .With("new_context", "Hi")
            .With("user_system_prompt", "Be terse.")
            .With("response.model_output", "Ho")
            .Fold();
        Assert.Equal(
            ("Hi", "Ho", "Be terse."),
            (detailed.InputText(), detailed.OutputText(), Content.InstructionsOf(detailed))
        );
    }

    [Fact]
    public void The_log_of_a_request_has_its_cost()
    {
        var facts = Log(
            "api_request",
            ("event.name", "api_request"),
            ("session.id", "s-1"),
            ("user.id", "u-1"),
            ("model", "claude-haiku-4-5"),
            ("input_tokens", "10"),
            ("output_tokens", "20"),
            ("cache_read_tokens", "30"),
            ("cache_creation_tokens", "0"),
            ("cost_usd", "0.000906"),
            ("ttft_ms", 100)
        );
        var row = SpanRow.From(Ids.Span("00000000000000a1"), Folding.Of(facts, Subject.Span), 1);
        Assert.Equal(("claude-haiku-4-5", 906_000_000L), (row.Model, row.CostPicoUsd));
        Assert.Equal(new Usage(40, 20, 30, 0, null, null), row.Usage);
        var trace = Folding.Of(facts, Subject.Trace);
        Assert.Equal(("s-1", "u-1"), (trace.Text(Field.SessionId), trace.Text(Field.UserId)));
    }

    [Fact]
    public void What_was_said_counts_for_more_than_the_bodies()
    {
        var request = Log(
            "api_request_body",
            (
                "body",
                """{"model":"m","messages":[{"role":"user","content":"Hi"}],"system":"Be terse.","tools":[{"name":"Bash"}]}"""
            )
        );
        var answer = Log(
            "api_response_body",
            ("body", """{"role":"assistant","content":[{"type":"text","text":"Ho"}],"stop_reason":"end_turn"}""")
        );
        var bodies = Folding.Of([.. request, .. answer], Subject.Span);
        Assert.Equal("""[{"role":"user","content":"Hi"}]""", bodies.InputText());
        Assert.Equal("Be terse.", Content.InstructionsOf(bodies));
        Assert.Equal("""[{"name":"Bash"}]""", Folding.Utf8(bodies.Payload(Field.ToolDefinitions)));
        Assert.Equal("Ho", Messages.TryParse(Content.OutputOf(bodies)!.Payload)![0].Parts[0].Text);
        var all = Folding.Of(
            [
                .. Log("user_prompt", ("prompt", "Say hi.")),
                .. request,
                .. answer,
                .. Log("assistant_response", ("response", "Ho!")),
            ],
            Subject.Span
        );
        Assert.Equal(("Say hi.", "Ho!"), (all.InputText(), all.OutputText()));
        Assert.Null(Folding.Of(Log("user_prompt", ("prompt", "<REDACTED>")), Subject.Span).InputText());
    }

    [Fact]
    public void A_body_that_was_cut_is_kept_as_it_is() =>
        Assert.Equal(
            """{"messages":[{"ro""",
            Folding.Of(Log("api_request_body", ("body", """{"messages":[{"ro""")), Subject.Span).InputText()
        );

    [Fact]
    public void A_tool_that_failed_does_not_fail_what_was_active()
    {
        var fold = Folding.Of(
            Log("tool_result", ("success", "false"), ("tool_name", "Bash"), ("tool_input", "{}"), ("error", "x")),
            Subject.Span
        );
        Assert.False(fold.Has(Field.Failed) || fold.Has(Field.ToolName));
    }

    [Fact]
    public void Bare_names_on_other_spans_mean_nothing()
    {
        var row = new SpanBuilder().With("model", "m").With("input_tokens", 1).With("success", "false").Row();
        Assert.Equal((null, SpanStatus.Completed, true), (row.Model, row.Status, row.Usage.IsEmpty));
        Assert.Null(new SpanBuilder().With("span.type", "tool").With("tool_name", "x").Row().ToolName);
    }

    [Fact]
    public void A_turn_of_Codex_sums_up_its_responses()
    {
        var turn = new SpanBuilder()
            .Scope("codex_cli_rs")
            .Set(s => s.Name = "session_task.turn"u8.ToArray())
            .With("thread.id", "019e9bfe-7749-7440-8506-39152afbc9ff")
            .With("turn.id", "t-1")
            .With("model", "gpt-5.5")
            .With("codex.turn.reasoning_effort", "high")
            .With("codex.turn.token_usage.input_tokens", 13297)
            .With("codex.turn.token_usage.cached_input_tokens", 4480)
            .With("codex.turn.token_usage.non_cached_input_tokens", 8817)
            .With("codex.turn.token_usage.output_tokens", 23)
            .With("codex.turn.token_usage.reasoning_output_tokens", 10)
            .With("codex.turn.token_usage.total_tokens", 13320);
        var row = turn.Row();
        Assert.Equal((SpanType.Agent, "gpt-5.5"), (row.Type, row.Model));
        Assert.Equal(new Usage(13_297, 23, 4480, null, 10, 13_320), row.Usage);
        Assert.Equal("""{"reasoning_effort":"high"}""", PathTree.ToJson(turn.Fold(), Field.Parameter));
        Assert.Equal("019e9bfe-7749-7440-8506-39152afbc9ff", turn.Fold(Subject.Trace).Text(Field.SessionId));
    }

    [Fact]
    public void A_response_of_Codex_says_some_of_its_tokens_in_its_own_words()
    {
        var row = new SpanBuilder()
            .Scope("codex_exec")
            .Set(s => s.Name = "completed"u8.ToArray())
            .With("thread.id", 12)
            .With("gen_ai.usage.input_tokens", 13297)
            .With("gen_ai.usage.output_tokens", 23)
            .With("gen_ai.usage.cache_read.input_tokens", 4480)
            .With("codex.usage.reasoning_output_tokens", 10)
            .With("codex.usage.total_tokens", 13320)
            .Row();
        Assert.Equal((SpanType.Generation, new Usage(13_297, 23, 4480, null, 10, 13_320)), (row.Type, row.Usage));
    }

    [Fact]
    public void Logs_of_Codex()
    {
        var done = Folding.Of(
            new LogBuilder(
                "codex.sse_event",
                null,
                ("event.name", "codex.sse_event"),
                ("event.kind", "response.completed"),
                ("model", "gpt-5.5"),
                ("conversation.id", "c-1"),
                ("input_token_count", "13297"),
                ("output_token_count", "23"),
                ("cached_token_count", 4480),
                ("reasoning_token_count", 10)
            ).Facts(),
            Subject.Span
        );
        var row = SpanRow.From(Ids.Span("00000000000000a1"), done, 1);
        Assert.Equal(("gpt-5.5", new Usage(13_297, 23, 4480, null, 10, null)), (row.Model, row.Usage));
        var prompt = new LogBuilder(
            "codex.user_prompt",
            null,
            ("event.name", "codex.user_prompt"),
            ("prompt", "Hi"),
            ("conversation.id", "c-1")
        ).Facts();
        Assert.Equal("Hi", Folding.Of(prompt, Subject.Span).InputText());
        Assert.Equal("c-1", Folding.Of(prompt, Subject.Trace).Text(Field.SessionId));
        var hidden = new LogBuilder(
            "codex.user_prompt",
            null,
            ("event.name", "codex.user_prompt"),
            ("prompt", "[REDACTED]")
        );
        Assert.Null(Folding.Of(hidden.Facts(), Subject.Span).InputText());
    }

    [Fact]
    public void What_Copilot_calls_cost_is_not_dollars()
    {
        var builder = new SpanBuilder()
            .Scope("github.copilot")
            .With("gen_ai.operation.name", "chat")
            .With("enduser.pseudo.id", "hash")
            .With("github.copilot.cost", 0.33)
            .With("github.copilot.git.repository", "a/b");
        var fold = builder.Fold();
        Assert.Null(builder.Row().CostPicoUsd);
        Assert.Equal(
            """{"github":{"copilot":{"cost":0.33,"git":{"repository":"a/b"}}}}""",
            PathTree.ToJson(fold, Field.Metadata)
        );
        Assert.Equal("hash", builder.Fold(Subject.Trace).Text(Field.UserId));
        Assert.Null(new SpanBuilder().With("enduser.pseudo.id", "hash").Fold(Subject.Trace).Text(Field.UserId));
    }

    [Fact]
    public void Rows_are_the_same_with_and_without_detail()
    {
        foreach (
            var builder in new[]
            {
                Claude("tool").With("full_command", "ls"),
                Claude("llm_request").With("input_tokens", 1).With("new_context", "x"),
            }
        )
        {
            Assert.Equal(builder.Facts(false), builder.Facts(true).Where(f => f.Field < Field.Input));
        }
    }

    static SpanBuilder Claude(string name) =>
        new SpanBuilder().Scope(Tracing).Set(s => s.Name = Encoding.UTF8.GetBytes("claude_code." + name));

    static List<Fact> Log(string name, params (string, object?)[] attributes)
    {
        var log = new LogBuilder(name, "claude_code." + name, attributes).Build();
        log.Scope.Name = Events;
        var facts = new FactList();
        DialectTable.Default.Derive(log, 9_000, facts, detail: true);
        return [.. facts.Slice(0, facts.Count).ToArray()];
    }
}
