using Clew.Model;
using Clew.Store;

namespace Clew.Tests.Store;

/// <summary>Scores: kept with their records, whatever they judge.</summary>
public abstract partial class StoreContract
{
    const string Judge = "judge-of-another-trace";

    internal async Task<IReadOnlyList<ScoreRow>> Scores(string trace = T, string project = "default") =>
        await Store.ReadScoresAsync(project, Say.Trace(trace), None);

    internal async Task<double?> Value(string id, string trace = T) =>
        Assert.Single(await Scores(trace), s => s.Score.Id == id).Score.Value;

    [Fact]
    public async Task EveryFieldOfAScoreComesBack()
    {
        await Append(
            Say.Span(T, "00f067aa0ba902b7")
                .Judges("b", 0.1, "00f067aa0ba902b7", text: "gut 良い", session: "s", at: 70),
            Say.Log(T, "00f067aa0ba902b7", 1500).Judges("c", null, at: 70).Judges("a", double.NaN, "span-9", at: 60)
        );
        var origin = new Provenance("say", 3, "score");
        var trace = Say.Trace(T);
        Assert.Equal(
            [
                Row("a", "span-9", null, null, null, null, 60),
                Row("b", "00f067aa0ba902b7", "s", 0.1, "gut 良い", "because gut 良い", 70),
                Row("c", null, null, null, null, null, 70),
            ],
            await Scores()
        );

        ScoreRow Row(string id, string? span, string? session, double? value, string? text, string? why, long at) =>
            new(
                new(
                    id,
                    trace,
                    span is null ? default : Say.Id(span),
                    session,
                    "name of " + id,
                    value,
                    text,
                    why,
                    ScoreSource.Annotation,
                    at
                ),
                origin,
                Say.Arrival
            );
    }

    [Fact]
    public async Task WhatTheRulesAddToAScoreIsKeptWithIt()
    {
        Deriver.ScoreCompletion = score => score.Text is "good" ? score with { Value = 7 } : score;
        await Append(Say.Span(T, "a").Judges("s", null, text: "good", at: 10).Judges("u", 1, text: "bad", at: 20));
        Assert.Equal((7.0, 1.0), (await Value("s"), await Value("u")));
        Deriver.ScoreCompletion = score => score with { Value = 9 };
        await Store.ReindexAsync(null, new Progress<ReindexProgress>(), None);
        Assert.Equal((9.0, 9.0), (await Value("s"), await Value("u")));
    }

    [Fact]
    public async Task TheSameScoreAgainChangesNothing()
    {
        var first = Say.Span(T, "a").Judges("s", 1, at: 10);
        var second = Say.Log(T, "a", 2000).Judges("s", 2, at: 20);
        await Append(first);
        await Store.AppendAsync(Say.Batch([second], arrival: Say.Arrival + 1), None);
        // The records speak of the same moment, so arrival decides; that of a re-delivery is none.
        await Store.AppendAsync(Say.Batch([first], arrival: Say.Arrival + 2), None);
        await Store.AppendAsync(Say.Batch([first, second], arrival: Say.Arrival + 3), None);
        var row = Assert.Single(await Scores());
        Assert.Equal((2, 20, Say.Arrival + 1), (row.Score.Value, row.Score.TimeNano, row.ArrivalNano));
    }

    [Fact]
    public async Task OfAScoreTheHighestRankThenTheLatestWordIsKeptWhole()
    {
        var early = Say.Log(T, "a", 1000).Judges("s", 1, text: "early");
        var late = Say.Log(T, "a", 3000).Judges("s", 3);
        var weak = Say.Log(T, "a", 9000).Judges("s", 9, rank: 5);
        await Append(late);
        await Append(early);
        await Append(weak);
        var score = Assert.Single(await Scores()).Score;
        Assert.Equal((3, null, null), (score.Value, score.Text, score.Comment));
        await Append(Say.Log(T, "a", 1).Judges("s", 7, rank: 20).Judges("s", 8, rank: 20));
        Assert.Equal(7, await Value("s"));
    }

    [Fact]
    public async Task AScoreMayComeInTheRecordOfAnotherTrace()
    {
        await Append(Say.Span(T, "a"), Say.Span(Judge, "verdict").Judges("s", 1, "a", T).Judges("own", 2));
        Assert.Equal(Say.Id("a"), Assert.Single(await Scores()).Score.SpanId);
        Assert.Equal("own", Assert.Single(await Scores(Judge)).Score.Id);
        Assert.Equal((1, 1), ((await Trace()).SpanCount, (await Trace(Judge)).SpanCount));
    }

    [Fact]
    public async Task AScoreMayBeThereBeforeWhatItJudgesAndMakesNoTrace()
    {
        await Append(
            Say.Log(Judge, "verdict", 1500).Judges("span", 1, "a", T).Judges("trace", 2, null, T),
            new Saying(RecordKind.OtlpLog, default, default, 1600).Judges("no trace", 3, "a", T)
        );
        Assert.Empty((await List()).Traces);
        Assert.Null(await Store.FindTraceAsync("default", Say.Trace(T), None));
        Assert.Equal(["no trace", "span", "trace"], (await Scores()).Select(s => s.Score.Id));
        await Append(Say.Span(T, "a"));
        Assert.Single((await List()).Traces);
        Assert.Equal(3, (await Scores()).Count);
        Assert.Single(await Records());
    }

    [Fact]
    public async Task AScoreMovesWithItsLastWord()
    {
        await Append(Say.Span(T, "a").Judges("s", 1, "a"));
        await Append(Say.Log(T, "a", 3000).Judges("s", 2, null, Judge));
        Assert.Empty(await Scores());
        Assert.Equal((2, default), (await Value("s", Judge), Assert.Single(await Scores(Judge)).Score.SpanId));
    }

    [Fact]
    public async Task AScoreOfASessionIsOfNoTrace()
    {
        await Append(Say.Span(T, "a").Judges("s", 1, trace: "", session: "talk"));
        Assert.Empty(await Scores());
        Assert.Empty(await Store.ReadScoresAsync("default", default, None));
    }

    [Fact]
    public async Task ScoresStayBehindTheWallsOfTheirProject()
    {
        await Projects.CreateProjectAsync(new("other", "Other", 1), None);
        await Append(Say.Span(T, "a").Judges("s", 1));
        await Store.AppendAsync(Say.Batch([Say.Span(T, "a").Judges("s", 2)], "other"), None);
        Assert.Equal(1, await Value("s"));
        Assert.Equal(2, Assert.Single(await Scores(project: "other")).Score.Value);
        Assert.Empty(await Scores(project: "never"));
        await Assert.ThrowsAsync<UnknownProjectException>(() =>
            Store.AppendAsync(Say.Batch([Say.Span(T, "a").Judges("x", 2)], "never"), None)
        );
        Assert.Single(await Scores());
    }

    [Fact]
    public async Task BetweenTracesTheLatestWordOnAScoreStands()
    {
        await Append(Say.Log("first", "a", 1000).Judges("s", 1, null, T));
        await Append(Say.Log("last", "a", 3000).Judges("s", 3, null, Judge));
        await Append(Say.Log("between", "a", 2000).Judges("s", 2, null, T));
        Assert.Empty(await Scores());
        Assert.Equal(3, await Value("s", Judge));
    }

    [Fact]
    public async Task ReindexingDerivesScoresAgain()
    {
        await Append(Say.Span("first", "a").Judges("s", 1, "a", T).Judges("t", 1, null, T));
        await Append(Say.Span("second", "a", null, 2000, 3000).Judges("s", 2, "a", T), Say.Span(T, "a").Judges("u", 1));
        var before = await Scores();
        await Reindex();
        Assert.Equal(before, await Scores());
        Assert.Equal(2, await Value("s"));

        // By new rules the second trace judges nothing: the first one has the say again.
        Deriver.Reads = words => words.StartsWith("second", StringComparison.Ordinal) ? Before(words, "|Score") : words;
        await Reindex();
        Assert.Equal((1, 3), (await Value("s"), (await Scores()).Count));
        Deriver.Reads = words => Before(words, "|Score");
        await Reindex();
        Assert.Empty(await Scores());
        Deriver.Reads = words => words;
        await Reindex();
        Assert.Equal(before, await Scores());

        static string Before(string words, string mark) => words.Split(mark)[0];
    }

    [Fact]
    public async Task OfManyWritersTheLatestWordOnAScoreStands()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 64)
                .Select(i => Task.Run(() => Append(Say.Span($"trace-{i}", "a", null, i, i).Judges("s", i, "a", T))))
        );
        Assert.Equal(63, await Value("s"));
    }
}
