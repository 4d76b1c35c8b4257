using Clew.Model;
using Clew.Store;

namespace Clew.Tests.Store;

/// <summary>What a store tells those who follow it.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task ACommitTellsWhatIsNewAndWhatChanged()
    {
        var start = Store.Changes.Position;
        await Append(Say.Span(T, "a", end: null), Say.Span("other", "b"));
        var news = Told(ref start);
        Assert.Equal(ChangeKind.New, news[(T, "")]);
        Assert.Equal(ChangeKind.New, news[(T, "a")]);
        Assert.Equal(ChangeKind.New, news[("other", "b")]);

        await Append(Say.Span(T, "a", end: 3000), Say.Span(T, "c", "a"));
        var later = Told(ref start);
        Assert.Equal(ChangeKind.Changed, later[(T, "")]);
        Assert.Equal(ChangeKind.Changed, later[(T, "a")]);
        Assert.Equal(ChangeKind.New, later[(T, "c")]);
        Assert.DoesNotContain(later.Keys, k => k.Trace == "other");
    }

    [Fact]
    public async Task WhatIsNotToBeSeenIsNotTold()
    {
        var start = Store.Changes.Position;
        var span = Say.Span(T, "a");
        await Append(span);
        _ = Told(ref start);
        await Append(span);
        await Append(Say.Log("only logs", "x", 5));
        Assert.Empty(Told(ref start));

        await Append(Say.Span("only logs", "x"));
        Assert.Equal(ChangeKind.New, Told(ref start)[("only logs", "")]);
    }

    [Fact]
    public async Task AnUpdateThatWaitedIsToldWithTheTraceThatItWaitedFor()
    {
        await Append(Say.Observation("u", null, "o", 2000, isUpdate: true).That(Field.EndNano, 3000));
        var start = Store.Changes.Position;
        await Append(Say.Observation("c", T, "o", 1000).That(Field.StartNano, 1000));
        Assert.Equal(ChangeKind.New, Told(ref start)[(T, "")]);
        await Append(Say.Observation("v", null, "o", 2500, isUpdate: true).That(Field.EndNano, 3500));
        Assert.Equal(ChangeKind.Changed, Told(ref start)[(T, "o")]);
    }

    [Fact]
    public async Task ADeletionIsToldAndWhoeverComesBackIsNew()
    {
        await Append(Say.Span(T, "a"), Say.Span("kept", "b"), Say.Log("only logs", "x", 5));
        var start = Store.Changes.Position;
        await Delete(T, "only logs", "never");
        Assert.Equal(new() { [(T, "")] = ChangeKind.Deleted }, Told(ref start));
        await Append(Say.Span(T, "late"));
        Assert.Equal(ChangeKind.New, Told(ref start)[(T, "")]);
    }

    [Fact]
    public async Task AScoreChangesTheTraceThatItJudgesAndSoDoesItsEnd()
    {
        await Append(Say.Span(T, "a"), Say.Span(Judge, "v"));
        var start = Store.Changes.Position;
        await Append(Say.Log(Judge, "v", 10).Judges("s", 1, null, T));
        Assert.Equal(ChangeKind.Changed, Told(ref start)[(T, "")]);
        await Store.DeleteScoreAsync("default", "s", None);
        Assert.Contains((T, ""), Told(ref start).Keys);
        await Append(Say.Log(Judge, "v", 11).Judges("s2", 1, null, T));
        _ = Told(ref start);
        await Delete(Judge);
        Assert.Contains((T, ""), Told(ref start).Keys);
    }

    [Fact]
    public async Task ReindexingTellsWhatItMakesAnew()
    {
        await Append(Say.Span(T, "a"));
        var start = Store.Changes.Position;
        await Reindex();
        Assert.Equal(ChangeKind.Changed, Told(ref start)[(T, "")]);
    }

    [Fact]
    public async Task ListenersOfOneProjectHearNothingOfAnother()
    {
        await Projects.CreateProjectAsync(new("other", "Other", 1), None);
        var start = Store.Changes.Position;
        await Store.AppendAsync(Say.Batch([Say.Span(T, "theirs")], "other"), None);
        var mine = Store.Changes.Read("default", start);
        Assert.True(mine.IsWhole);
        Assert.Empty(mine.Changes);
        Assert.NotEmpty(Store.Changes.Read("other", start).Changes);
    }

    [Fact]
    public async Task WhoeverWaitsWakesUpAfterTheCommitAndSeesIt()
    {
        var start = Store.Changes.Position;
        var waiting = Store.Changes.WaitAsync(start, None);
        Assert.False(waiting.IsCompleted);
        await Append(Say.Span(T, "a"));
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.True(Store.Changes.WaitAsync(start, None).IsCompleted);
        Assert.NotNull(await Store.FindTraceAsync("default", Say.Trace(T), None));
    }

    /// <summary>By trace and span; the last word on each.</summary>
    Dictionary<(string Trace, string Span), ChangeKind> Told(ref long after)
    {
        var page = Store.Changes.Read("default", after);
        Assert.True(page.IsWhole);
        after = page.Position;
        var told = new Dictionary<(string, string), ChangeKind>();
        foreach (var change in page.Changes)
        {
            told[(change.Trace.ToString(), change.Span.IsEmpty ? "" : change.Span.ToString())] = change.Kind;
        }

        return told;
    }
}
