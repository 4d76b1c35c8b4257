using Clew.Model;

namespace Clew.Tests.Dialects;

/// <summary>Made from the published convention; no capture.</summary>
public class GenAiEvaluationTests
{
    const string Event = "gen_ai.evaluation.result";

    [Fact]
    public void A_log_record_is_a_score_of_the_span_that_it_names()
    {
        var facts = new LogBuilder(
            Event,
            null,
            ("gen_ai.evaluation.name", "Relevance"),
            ("gen_ai.evaluation.score.value", 0.8),
            ("gen_ai.evaluation.score.label", "pass"),
            ("gen_ai.evaluation.explanation", "on topic"),
            ("gen_ai.response.id", "r")
        ).Facts(detail: false);
        var fact = Assert.Single(facts);
        var score = (Score)fact.Object!;
        Assert.Equal((Subject.Score, Field.Score, score.Id), (fact.Subject, fact.Field, fact.Path));
        Assert.Equal(
            new Score(
                score.Id,
                Ids.Trace("000000000000000000000000000000b1"),
                Ids.Span("00000000000000a1"),
                null,
                "Relevance",
                0.8,
                "pass",
                "on topic",
                ScoreSource.Eval,
                1_500
            ),
            score
        );
    }

    [Fact]
    public void So_are_the_events_of_a_span_each_by_itself()
    {
        var builder = new SpanBuilder()
            .Event(Event, ("gen_ai.evaluation.name", "a"), ("gen_ai.evaluation.score.value", "1"))
            .Event(Event, ("gen_ai.evaluation.name", "a"), ("gen_ai.evaluation.score.value", true))
            .Event(Event, ("gen_ai.evaluation.name", "b"), ("gen_ai.evaluation.score.label", "bad"));
        var scores = Scores(builder);
        Assert.Equal(
            [("a", 1.0, null), ("a", 1.0, null), ("b", null, "bad")],
            scores.Select(s => (s.Name, s.Value, s.Text))
        );
        Assert.Equal(3, scores.Select(s => s.Id).Distinct().Count());
        Assert.Equal(scores, Scores(builder));
        Assert.All(scores, s => Assert.Equal(32, s.Id.Length));
    }

    [Fact]
    public void An_evaluation_is_no_part_of_the_conversation()
    {
        var builder = new SpanBuilder().Event(
            Event,
            ("gen_ai.evaluation.name", "a"),
            ("gen_ai.evaluation.score.value", 1),
            ("gen_ai.request.model", "judge"),
            ("gen_ai.usage.input_tokens", 9)
        );
        Assert.Null(builder.Row().RequestModel);
        Assert.True(builder.Row().Usage.IsEmpty);
    }

    [Fact]
    public void A_verdict_may_stand_on_the_span_itself() =>
        Assert.Equal(
            ("a", 0.5),
            Scores(new SpanBuilder().With("gen_ai.evaluation.name", "a").With("gen_ai.evaluation.score.value", 0.5))
                .Select(s => (s.Name, s.Value ?? 0))
                .Single()
        );

    [Theory]
    [InlineData("", 1.0)]
    [InlineData("a", null)]
    [InlineData("a", double.NaN)]
    public void Without_a_name_or_a_verdict_there_is_no_score(string name, double? value) =>
        Assert.Empty(
            Scores(
                new SpanBuilder().Event(
                    Event,
                    ("gen_ai.evaluation.name", name),
                    ("gen_ai.evaluation.score.value", value),
                    ("error.type", "timeout")
                )
            )
        );

    static List<Score> Scores(SpanBuilder builder) =>
        [.. builder.Facts().Where(f => f.Subject == Subject.Score).Select(f => (Score)f.Object!)];
}
