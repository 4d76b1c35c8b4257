using Clew.Dialects.Parsing;
using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Reduced from what <c>@lmnr-ai/lmnr</c> 0.8.46 sent; types it did not send are made from its documentation.</summary>
public class LaminarTests
{
    [Theory]
    [InlineData("LLM", SpanType.Generation)]
    [InlineData("TOOL", SpanType.Tool)]
    [InlineData("EXECUTOR", SpanType.Chain)]
    [InlineData("EVALUATOR", SpanType.Evaluator)]
    [InlineData("DEFAULT", SpanType.Span)]
    public void The_type_is_said(string word, object type) =>
        Assert.Equal((SpanType)type, new SpanBuilder().With("lmnr.span.type", word).Row().Type);

    [Fact]
    public void An_observed_function_has_arguments_and_a_result()
    {
        var fold = new SpanBuilder()
            .With("lmnr.span.input", """["Weather?"]""")
            .With("lmnr.span.output", "\"done\"")
            .Fold();
        Assert.Equal(("""["Weather?"]""", "\"done\""), (fold.InputText(), fold.OutputText()));
    }

    [Fact]
    public void A_tool_is_named_by_its_span()
    {
        var builder = new SpanBuilder()
            .Set(s => s.Name = "get_weather"u8.ToArray())
            .With("lmnr.span.type", "TOOL")
            .With("lmnr.span.input", """{"city":"Paris"}""")
            .With("lmnr.span.output", """{"t":21}""");
        var fold = builder.Fold();
        Assert.Equal("get_weather", builder.Row().ToolName);
        Assert.Equal(
            ("""{"city":"Paris"}""", """{"t":21}"""),
            (Folding.Utf8(fold.Payload(Field.ToolArguments)), Folding.Utf8(fold.Payload(Field.ToolResult)))
        );
    }

    [Fact]
    public void Any_span_speaks_of_the_trace()
    {
        var trace = new SpanBuilder()
            .ChildOf("00000000000000ff")
            .With("lmnr.association.properties.session_id", "s")
            .With("lmnr.association.properties.user_id", "u")
            .With("lmnr.association.properties.tags", new object[] { "b", "a" })
            .With("lmnr.association.properties.trace_type", "DEFAULT")
            .With("lmnr.association.properties.metadata.plan", "pro")
            .Fold(Subject.Trace);
        Assert.Equal(("s", "u"), (trace.Text(Field.SessionId), trace.Text(Field.UserId)));
        Assert.Equal(["a", "b"], trace.ItemsOf(Field.Tag).Select(t => t.Object).Order());
        Assert.Equal("pro", trace.ItemsOf(Field.TraceMetadata).Single().Object?.ToString()?.Trim('"'));
    }
}
