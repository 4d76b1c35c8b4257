using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Chats and embeddings are in the capture; the other operations are made from the published convention.</summary>
public class OpenLitTests
{
    [Fact]
    public void The_span_says_what_others_say_of_the_resource()
    {
        var builder = new SpanBuilder()
            .With("gen_ai.application_name", "shop")
            .With("gen_ai.environment", "test")
            .With("gen_ai.request.user", "u-1")
            .With("gen_ai.request.n", 2);
        Assert.Equal("shop", builder.Row().Service);
        var trace = builder.Fold(Subject.Trace);
        Assert.Equal(("test", "u-1"), (trace.Text(Field.Environment), trace.Text(Field.UserId)));
        Assert.Equal("""{"n":2}""", PathTree.ToJson(builder.Fold(), Field.Parameter));
        Assert.Equal("kiosk", builder.With("service.name", "kiosk").Row().Service);
    }

    [Fact]
    public void An_empty_user_is_none() =>
        Assert.Null(new SpanBuilder().With("gen_ai.request.user", "").Fold(Subject.Trace).Text(Field.UserId));

    [Fact]
    public void A_cost_of_nothing_is_not_known() =>
        Assert.Null(new SpanBuilder().With("gen_ai.usage.cost", 0.0).Row().CostPicoUsd);

    [Fact]
    public void Texts_of_an_embedding_are_no_messages()
    {
        var row = new SpanBuilder()
            .With("gen_ai.operation.name", "embeddings")
            .With("gen_ai.input.messages", """["hello","world"]""")
            .Row();
        Assert.Equal(("""["hello","world"]""", null), (row.InputPreview, row.Chat));
    }

    [Theory]
    [InlineData("image", null, SpanType.Generation)]
    [InlineData("text_to_speech", null, SpanType.Generation)]
    [InlineData("vectordb", "QUERY", SpanType.Retriever)]
    [InlineData("vectordb", "UPSERT", SpanType.Span)]
    [InlineData("execute_task", null, SpanType.Chain)]
    [InlineData("invoke_workflow", null, SpanType.Chain)]
    public void Operations_of_its_own(string operation, string? db, object type) =>
        Assert.Equal(
            (SpanType)type,
            new SpanBuilder()
                .With("gen_ai.operation.name", operation)
                .With("db.operation.name", db)
                .With("gen_ai.request.model", "m")
                .Row()
                .Type
        );

    [Fact]
    public void A_workflow_and_a_query_have_content()
    {
        var fold = new SpanBuilder()
            .With("gen_ai.workflow.input", "asked")
            .With("gen_ai.workflow.output", "told")
            .Fold();
        Assert.Equal(("asked", "told"), (fold.InputText(), fold.OutputText()));
        Assert.Equal(
            "top 3",
            new SpanBuilder()
                .With("gen_ai.operation.name", "vectordb")
                .With("db.query.text", "top 3")
                .Fold()
                .InputText()
        );
    }

    [Fact]
    public void Its_names_for_parts_of_usage() =>
        Assert.Equal(
            new Usage(25, 12, 8, 2, 4, null),
            new SpanBuilder()
                .With("gen_ai.usage.input_tokens", 25)
                .With("gen_ai.usage.output_tokens", 12)
                .With("gen_ai.usage.prompt_tokens_details.cache_read", 8)
                .With("gen_ai.usage.prompt_tokens_details.cache_write", 2)
                .With("gen_ai.usage.completion_tokens_details.reasoning", 4)
                .Row()
                .Usage
        );
}
