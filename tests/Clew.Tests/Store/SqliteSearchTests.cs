using Clew.Model;
using Clew.Query;
using Clew.Query.Text;
using Clew.Store;
using Clew.Store.Content;
using Clew.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clew.Tests.Store;

/// <summary>What SQLite prepares for search: it may be missing, late or dropped, and the answers are the same.</summary>
public sealed class SqliteSearchTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("clew-test-").FullName;

    string File => Path.Combine(folder, "clew.db");

    SqliteStore Open(bool isOn = true) =>
        SqliteStore.Open(
            File,
            new SayingDeriver(),
            TimeProvider.System,
            NullLogger.Instance,
            "OFF",
            new(isOn, MostBlocks: 2)
        );

    public void Dispose() => Directory.Delete(folder, recursive: true);

    static async Task FillAsync(SqliteStore store, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            await store.AppendAsync(
                Say.Batch([Say.Span($"t{i}", $"s{i}", null, 1000 + i).Says($"word{i} all").Says("n", (long)i)]),
                default
            );
        }
    }

    static async Task<string> FoundAsync(SqliteStore store, string text)
    {
        var page = await store.SearchAsync(new("default", [new(text, TextMatch.Phrase)]), default);
        var rows = await store.FindSpansAsync(
            new("default", new Filter.Mentions(new(text, TextMatch.Phrase))),
            default
        );
        Assert.Equal(page.Hits.Select(h => h.SpanId), rows.Rows.Select(r => r.Row.SpanId));
        return string.Join(' ', page.Hits.Select(h => h.SpanId));
    }

    long Count(string sql)
    {
        using var database = Database.Open(File, readOnly: true);
        return database.Scalar(sql) ?? 0;
    }

    [Fact]
    public async Task WhatWasNotPreparedWhenTheProcessDiedIsPreparedAtTheNextStart()
    {
        await using (var store = Open(isOn: false))
        {
            await FillAsync(store, 0, 9);
            Assert.Equal("s3", await FoundAsync(store, "word3"));
        }

        Assert.Equal(0, Count("SELECT count(*) FROM text_chunk"));
        await using (var store = Open())
        {
            Assert.Equal("s3", await FoundAsync(store, "word3"));
            await store.IndexedAsync(default);
            Assert.InRange(Count("SELECT count(*) FROM text_chunk"), 2, 9);
            Assert.Equal("s3", await FoundAsync(store, "word3"));
            await FillAsync(store, 9, 12);
            Assert.Equal("s10", await FoundAsync(store, "word10"));
            Assert.Equal("s11 s10 s9 s8 s7 s6 s5 s4 s3 s2 s1 s0", await FoundAsync(store, "all"));
            Assert.Equal("", await FoundAsync(store, "word12"));
        }
    }

    [Fact]
    public async Task OnlyChunksThatMayHaveItAreLookedAt()
    {
        await using var store = Open();
        await FillAsync(store, 0, 30);
        await store.IndexedAsync(default);
        using var database = Database.Open(File, readOnly: true);
        var index = new TextIndex(database);
        var all = Count("SELECT count(*) FROM text_chunk");
        Assert.InRange(all, 8, 30);
        Assert.InRange(index.Candidates(Mentions("word7")).Count, 1, 3);
        Assert.InRange(index.Candidates(Mentions("all")).Count, all, all + 1);
        Assert.InRange(index.Candidates(Is(Operator.Equal, 7)).Count, 1, 3);
        Assert.InRange(index.Candidates(Is(Operator.Less, 5)).Count, 1, 5);
        Assert.InRange(index.Candidates(Is(Operator.Greater, 500)).Count, 0, 1);

        static ContentTest Mentions(string text) => ContentTest.Of(new Filter.Mentions(new(text, TextMatch.Phrase)));

        static ContentTest Is(Operator op, decimal number) =>
            ContentTest.Of(Comparisons.Of(Subject.Span, "attr.n", op, Literal.OfNumber(number)));
    }

    [Fact]
    public async Task ADeletionTakesTheFiltersOfItsBlocksWithIt()
    {
        await using var store = Open();
        await FillAsync(store, 0, 12);
        await store.IndexedAsync(default);
        Assert.True(MayHave("word4"));
        await store.DeleteTracesAsync("default", [Say.Trace("t4")], default);
        Assert.Equal("", await FoundAsync(store, "word4"));
        Assert.Equal("s5", await FoundAsync(store, "word5"));
        await store.IndexedAsync(default);
        Assert.False(MayHave("word4"));
        Assert.True(MayHave("word5"));
        Assert.Equal(0, Count("SELECT count(*) FROM text_chunk WHERE NOT filtered"));
    }

    /// <summary>In any filter of the file.</summary>
    bool MayHave(string word)
    {
        var tokens = new TextTokens();
        tokens.AddText(System.Text.Encoding.UTF8.GetBytes(word));
        var token = tokens.Span[0];
        using var database = Database.Open(File, readOnly: true);
        using var slices = database.PrepareOnce("SELECT bits FROM text_slice WHERE no >> 40 = ?");
        slices.Bind(1, TokenFilter.SliceOf(token));
        var found = false;
        while (slices.Step())
        {
            found |= TokenFilter.MayHave(slices.Blob(0), token);
        }

        return found;
    }
}
