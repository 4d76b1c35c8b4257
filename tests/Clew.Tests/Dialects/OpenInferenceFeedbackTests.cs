using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Made from the published convention; no capture.</summary>
public class OpenInferenceFeedbackTests
{
    const string Trace = "80f198ee56343ba864fe8b2a57d3eff7";
    const string Target = "e457b5a2e4d86bd1";

    [Fact]
    public void An_annotation_on_the_span_judges_it()
    {
        var score = Assert.Single(
            new SpanBuilder()
                .With("annotations.0.annotation.name", "hallucination")
                .With("annotations.0.annotation.score", 1)
                .With("annotations.0.annotation.label", "hallucinated")
                .With("annotations.0.annotation.explanation", "Not supported.")
                .With("annotations.0.annotation.annotator_kind", "HUMAN")
                .Scores()
        );
        Assert.Equal(
            score with
            {
                TraceId = Ids.Trace("000000000000000000000000000000b1"),
                SpanId = Ids.Span("00000000000000a1"),
                SessionId = null,
                Name = "hallucination",
                Value = 1,
                Text = "hallucinated",
                Comment = "Not supported.",
                Source = ScoreSource.Annotation,
                TimeNano = 2_000,
            },
            score
        );
    }

    [Fact]
    public void A_link_says_which_span_an_evaluator_judges()
    {
        var score = Assert.Single(
            new SpanBuilder()
                .ChildOf("00000000000000ff")
                .With("openinference.span.kind", "EVALUATOR")
                .With("evaluations.0.evaluation.name", "correctness")
                .With("evaluations.0.evaluation.score", 0.75)
                .With("evaluations.0.evaluation.annotator_kind", "LLM")
                .Link(Trace, Target)
                .Scores()
        );
        Assert.Equal(
            (Ids.Trace(Trace), Ids.Span(Target), 0.75, ScoreSource.Eval),
            (score.TraceId, score.SpanId, score.Value, score.Source)
        );
    }

    [Fact]
    public void Traces_and_sessions_are_judged_as_a_whole()
    {
        var scores = new SpanBuilder()
            .With("session.id", "s-1")
            .With("trace.annotations.0.annotation.name", "quality")
            .With("trace.annotations.0.annotation.score", 0.92)
            .With("session.evaluations.0.evaluation.name", "coherence")
            .With("session.evaluations.0.evaluation.label", "coherent")
            .Link(Trace, Target)
            .Scores();
        Assert.Equal(2, scores.Count);
        Assert.Equal(
            (Ids.Trace(Trace), true, null),
            (scores[0].TraceId, scores[0].SpanId.IsEmpty, scores[0].SessionId)
        );
        Assert.Equal((true, true, "s-1"), (scores[1].TraceId.IsEmpty, scores[1].SpanId.IsEmpty, scores[1].SessionId));
        Assert.Empty(new SpanBuilder().With("session.annotations.0.annotation.name", "x").Scores());
    }

    [Fact]
    public void The_same_judgement_has_the_same_id()
    {
        static string Id(string name, int index = 0, string? identifier = null, string? link = null)
        {
            var builder = new SpanBuilder()
                .With($"annotations.{index}.annotation.name", name)
                .With($"annotations.{index}.annotation.score", 1)
                .With($"annotations.{index}.annotation.identifier", identifier);
            return Assert.Single((link is null ? builder : builder.Link(Trace, link)).Scores()).Id;
        }

        Assert.Equal(Id("a"), Id("a"));
        Assert.NotEqual(Id("a"), Id("b"));
        Assert.NotEqual(Id("a"), Id("a", 1));
        Assert.Equal(Id("a", 0, "judge-v2", Target), Id("a", 1, "judge-v2", Target));
        Assert.NotEqual(Id("a", 0, "judge-v2", Target), Id("a", 0, "judge-v2", "e457b5a2e4d86bd2"));
    }

    [Fact]
    public void Lists_that_were_not_flattened()
    {
        var scores = new SpanBuilder()
            .With(
                "annotations",
                """[{"annotation.name":"a","annotation.label":"x"},{"annotation.name":"b","annotation.score":2}]"""
            )
            .Scores();
        Assert.Equal([("a", "x", null), ("b", null, 2.0)], scores.Select(s => (s.Name, s.Text, s.Value)));
    }

    [Theory]
    [InlineData("annotations.0.annotation.score", "annotations.0.annotation.label")]
    [InlineData("annotations.0.annotation.name", "annotations.1.annotation.score")]
    [InlineData("annotations.x.annotation.name", "annotations.x.annotation.score")]
    [InlineData("annotations.0.name", "annotations.0.score")]
    public void A_judgement_needs_a_name_and_a_result(string first, string second) =>
        Assert.Empty(new SpanBuilder().With(first, "1").With(second, "1").Scores());

    [Fact]
    public void Broken_links_are_no_target() =>
        Assert.Equal(
            Ids.Span("00000000000000a1"),
            new SpanBuilder()
                .With("annotations.0.annotation.name", "a")
                .With("annotations.0.annotation.score", double.NaN)
                .With("annotations.0.annotation.label", "x")
                .Link("", "\0")
                .Scores()
                .Single()
                .SpanId
        );
}
