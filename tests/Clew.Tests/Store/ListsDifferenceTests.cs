using Clew.Model;
using Clew.Query;
using Clew.Store;
using Clew.Store.Memory;
using Clew.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clew.Tests.Store;

/// <summary>Random filters over random rows: what SQLite finds is what plain C# finds.</summary>
public sealed class ListsDifferenceTests : IAsyncLifetime
{
    const int Trees = 40;

    readonly string folder = Directory.CreateTempSubdirectory("clew-test-").FullName;
    ITraceStore oracle = null!;
    ITraceStore store = null!;

    public Task InitializeAsync()
    {
        var file = Path.Combine(folder, "clew.db");
        oracle = Reference();
        store = SqliteStore.Open(file, new SayingDeriver(), TimeProvider.System, NullLogger.Instance, "OFF");
        return Task.CompletedTask;
    }

    static ITraceStore Reference() => new MemoryStore(TimeProvider.System, new SayingDeriver());

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task BothFindTheSame(int seed)
    {
        var some = new RandomFilters(seed);
        foreach (var request in some.Records(60).Chunk(7))
        {
            await oracle.AppendAsync(Say.Batch(request), default);
            await store.AppendAsync(Say.Batch(request), default);
        }

        var hits = 0L;
        for (var i = 0; i < Trees; i++)
        {
            hits += await CompareAsync(
                some,
                Subject.Trace,
                (s, q) => s.FindTracesAsync(q, default),
                Known,
                (s, f) => s.StreamTracesAsync("default", f, default)
            );
            hits += await CompareAsync(
                some,
                Subject.Span,
                (s, q) => s.FindSpansAsync(q, default),
                Known,
                (s, f) => s.StreamSpansAsync("default", f, default)
            );
            hits += await CompareAsync(
                some,
                Subject.Score,
                (s, q) => s.FindScoresAsync(q, default),
                Known,
                (s, f) => s.StreamScoresAsync("default", f, default)
            );
        }

        // Otherwise the test would be content with filters that find nothing.
        Assert.InRange(hits, Trees, long.MaxValue);
    }

    async Task<long> CompareAsync<T>(
        RandomFilters some,
        Subject subject,
        Func<ITraceLists, RowQuery, Task<Found<T>>> find,
        Func<T, string> known,
        Func<ITraceLists, Filter, IAsyncEnumerable<T>> stream
    )
    {
        var query = new RowQuery("default", some.Tree(subject)) { Limit = 1000, Counts = true };
        var (expected, actual) = (await find(oracle, query), await find(store, query));
        var rows = expected.Rows.Select(known).ToList();
        try
        {
            Assert.Equal(rows.Order(StringComparer.Ordinal), actual.Rows.Select(known).Order(StringComparer.Ordinal));
            Assert.Equal((expected.Total, false), (actual.Total, actual.HasMore));
            var streamed = await stream(store, query.Filter).Select(known).ToListAsync();
            Assert.Equal(
                (await stream(oracle, query.Filter).Select(known).ToListAsync()).Order(StringComparer.Ordinal),
                streamed.Order(StringComparer.Ordinal)
            );
            await ComparePagesAsync(
                query with
                {
                    Order = new(some.Sortable(subject), rows.Count % 2 == 0),
                },
                find,
                known
            );
            await ComparePagesAsync(query, find, known);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{subject}: {Print(query.Filter)}", e);
        }

        return rows.Count;
    }

    /// <summary>Page by page everything comes exactly once, and in the right order where that says anything.</summary>
    async Task ComparePagesAsync<T>(
        RowQuery query,
        Func<ITraceLists, RowQuery, Task<Found<T>>> find,
        Func<T, string> known
    )
    {
        var (all, pages) = (await find(store, query), new List<T>());
        for (var more = true; more; )
        {
            var page = await find(store, query with { Limit = 3, Offset = pages.Count });
            Assert.Equal(all.Total, page.Total);
            pages.AddRange(page.Rows);
            more = page.HasMore;
        }

        Assert.Equal(all.Rows.Select(known), pages.Select(known));
        if (query.Order is null && typeof(T) != typeof(ScoreInTrace))
        {
            Assert.Equal((await find(oracle, query)).Rows.Select(known), pages.Select(known));
        }
    }

    static string Known(TraceRow row) =>
        $"{row with { Models = [], Services = [], Tags = [], Metadata = [] }} {string.Join(',', row.Tags)}";

    static string Known(SpanInTrace row) =>
        $"{row.Row} {row.Trace with { Tags = [] }} {string.Join(',', row.Trace.Tags)}";

    static string Known(ScoreInTrace row) => $"{row.Row} {row.Trace?.TraceId} {row.Trace?.UserId}";

    static string Print(Filter filter) =>
        filter switch
        {
            Filter.AllOf all => $"and({string.Join("; ", all.Parts.Select(Print))})",
            Filter.OneOf one => $"or({string.Join("; ", one.Parts.Select(Print))})",
            Filter.Opposite not => $"not({Print(not.Part)})",
            Filter.SomeSpan some => $"span({Print(some.Part)})",
            Filter.Comparison c => $"{c.Field} {c.Test} {string.Join("|", c.Values)}",
            _ => "",
        };
}
