using Clew.Dialects.Chat;
using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Made from the published constants; no capture.</summary>
public class MlFlowTests
{
    [Theory]
    [InlineData("\"CHAT_MODEL\"", SpanType.Generation)]
    [InlineData("LLM", SpanType.Generation)]
    [InlineData("\"AGENT\"", SpanType.Agent)]
    [InlineData("\"TOOL\"", SpanType.Tool)]
    [InlineData("\"CHAIN\"", SpanType.Chain)]
    [InlineData("\"PARSER\"", SpanType.Chain)]
    [InlineData("\"RETRIEVER\"", SpanType.Retriever)]
    [InlineData("\"RERANKER\"", SpanType.Reranker)]
    [InlineData("\"EMBEDDING\"", SpanType.Embedding)]
    [InlineData("\"UNKNOWN\"", SpanType.Span)]
    public void The_type_may_be_in_quotes(string word, object type) =>
        Assert.Equal((SpanType)type, new SpanBuilder().With("mlflow.spanType", word).Row().Type);

    [Fact]
    public void A_model_call_is_the_providers_request_and_answer()
    {
        var builder = new SpanBuilder()
            .With("mlflow.traceRequestId", "\"tr-1\"")
            .With("mlflow.spanType", "\"CHAT_MODEL\"")
            .With("mlflow.llm.model", "\"gpt-4o-mini\"")
            .With("mlflow.llm.provider", "\"openai\"")
            .With(
                "mlflow.spanInputs",
                """{"model":"gpt-4o-mini","temperature":0.3,"messages":[{"role":"system","content":"Be terse."},{"role":"user","content":"Hi"}],"tools":[{"type":"function"}]}"""
            )
            .With(
                "mlflow.spanOutputs",
                """{"id":"x","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Ho"}}]}"""
            )
            .With(
                "mlflow.chat.tokenUsage",
                """{"input_tokens":25,"output_tokens":12,"total_tokens":37,"cache_read_input_tokens":8}"""
            )
            .With("mlflow.llm.cost", """{"input_cost":0.001,"output_cost":0.002,"total_cost":0.003}""");
        var (row, fold) = (builder.Row(), builder.Fold());
        Assert.Equal(("gpt-4o-mini", "openai", 3_000_000_000L), (row.Model, row.Provider, row.CostPicoUsd));
        Assert.Equal(new Usage(25, 12, 8, null, null, 37), row.Usage);
        Assert.Equal(new ChatFacts(2, 1, 0, 1, 0, 0, "system", "user"), row.Chat);
        Assert.Equal(("Hi", "Ho"), (row.InputPreview, row.OutputPreview));
        Assert.Equal("""[{"role":"assistant","content":"Ho"}]""", fold.OutputText());
        Assert.Equal(["stop"], FinishReasons.Of(fold));
        Assert.Equal("""{"temperature":0.3}""", PathTree.ToJson(fold, Field.Parameter));
        Assert.Equal("""[{"type":"function"}]""", Folding.Utf8(fold.Payload(Field.ToolDefinitions)));
    }

    [Fact]
    public void Values_may_be_maps()
    {
        var builder = new SpanBuilder()
            .With("mlflow.spanType", "CHAT_MODEL")
            .With("mlflow.spanInputs", Map(("messages", new object[] { Map(("role", "user"), ("content", "Hi")) })))
            .With("mlflow.chat.tokenUsage", Map(("input_tokens", 25), ("output_tokens", 12)))
            .With("mlflow.llm.cost", Map(("input_cost", 0.001), ("output_cost", 0.002)));
        var row = builder.Row();
        Assert.Equal(new Usage(25, 12, null, null, null, null), row.Usage);
        Assert.Equal((3_000_000_000L, 1), (row.CostPicoUsd, row.Chat?.Messages));
        Assert.Equal("""[{"role":"user","content":"Hi"}]""", builder.Fold().InputText());
    }

    [Fact]
    public void A_tool_and_anything_else_keep_what_they_were_given()
    {
        var fold = new SpanBuilder()
            .With("mlflow.spanType", "\"TOOL\"")
            .With("mlflow.spanFunctionName", "\"get_weather\"")
            .With("mlflow.spanInputs", """{"city":"Paris"}""")
            .With("mlflow.spanOutputs", "\"rainy\"")
            .Fold();
        Assert.Equal(("""{"city":"Paris"}""", "\"rainy\""), (fold.InputText(), fold.OutputText()));
        Assert.Equal(
            ("get_weather", """{"city":"Paris"}""", "\"rainy\""),
            (
                fold.Text(Field.ToolName),
                Folding.Utf8(fold.Payload(Field.ToolArguments)),
                Folding.Utf8(fold.Payload(Field.ToolResult))
            )
        );
        Assert.Null(
            new SpanBuilder().With("mlflow.spanType", "CHAIN").With("mlflow.spanOutputs", "null").Fold().OutputText()
        );
    }

    [Fact]
    public void Sessions_users_and_tags_of_the_trace()
    {
        var trace = new SpanBuilder()
            .With("mlflow.spanType", "\"CHAIN\"")
            .With("mlflow.trace.session", "\"s-1\"")
            .With("user.id", "\"u-1\"")
            .With("mlflow.traceTag.team", "a\"b")
            .With("mlflow.traceTag.mlflow.traceName", "weather")
            .With("mlflow.traceTag.mlflow.user", "ann")
            .Fold(Subject.Trace);
        Assert.Equal(
            ("s-1", "u-1", "weather"),
            (trace.Text(Field.SessionId), trace.Text(Field.UserId), trace.Text(Field.TraceName))
        );
        Assert.Equal(["team:a\"b"], trace.Texts(Field.Tag));
        Assert.Equal(
            "a\"b",
            System
                .Text.Json.JsonDocument.Parse(PathTree.ToJson(trace, Field.Metadata))
                .RootElement.GetProperty("team")
                .GetString()
        );
    }

    [Fact]
    public void Levels_and_prompts()
    {
        var fold = new SpanBuilder()
            .With("mlflow.spanType", "\"LLM\"")
            .With("mlflow.spanLogLevel", "\"WARNING\"")
            .With("mlflow.linkedPrompts", """[{"name":"weather","version":"2"}]""")
            .Fold();
        Assert.Equal((long)SpanLevel.Warning, fold.Number(Field.Level));
        Assert.Equal(("weather", "2"), (fold.Text(Field.PromptName), fold.Text(Field.PromptVersion)));
    }

    [Theory]
    [InlineData("mlflow.spanInputs")]
    [InlineData("mlflow.spanOutputs")]
    [InlineData("mlflow.chat.tokenUsage")]
    [InlineData("mlflow.llm.cost")]
    [InlineData("mlflow.linkedPrompts")]
    [InlineData("mlflow.traceTag.x")]
    public void Broken_values_hurt_nobody(string key)
    {
        foreach (
            var value in new object?[]
            {
                "{",
                "\"",
                "[]",
                "{\"choices\":1}",
                "{\"choices\":[1]}",
                "[1]",
                1,
                true,
                Map(("a", 1)),
            }
        )
        {
            Assert.DoesNotContain(
                new SpanBuilder().With("mlflow.spanType", "LLM").With(key, value).Facts(),
                f => f.Field == Field.DeriveError
            );
        }
    }

    static (string, object?)[] Map(params (string, object?)[] entries) => entries;
}
