using Clew.Model;
using Clew.Query;
using Clew.Query.Language;
using Clew.Store;
using Clew.Store.Memory;
using Clew.Store.Sqlite;
using Clew.Tests.Query.Language;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clew.Tests.Store;

/// <summary>Random filters over random rows: what SQLite finds is what plain C# finds.</summary>
public sealed class ListsDifferenceTests : IAsyncLifetime
{
    const int Rounds = 40;

    readonly string folder = Directory.CreateTempSubdirectory("clew-test-").FullName;
    ITraceStore oracle = null!;
    SqliteStore store = null!;

    public Task InitializeAsync()
    {
        var file = Path.Combine(folder, "clew.db");
        oracle = Reference();
        store = SqliteStore.Open(
            file,
            new SayingDeriver(),
            TimeProvider.System,
            NullLogger.Instance,
            "OFF",
            new(MostBlocks: 2)
        );
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

        await store.IndexedAsync(default);
        var hits = 0L;
        for (var i = 0; i < Rounds; i++)
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
        Assert.InRange(hits, Rounds, long.MaxValue);
    }

    [Fact]
    public async Task TenThousandNames()
    {
        var batch = Enumerable
            .Range(0, 10_000)
            .Select(i =>
                Say.Span($"trace {i % 2}", $"span {i}", null, 1000 + i)
                    .That(Field.Name, i % 2 == 0 ? $"é-{i}" : $"名前-{i}", 20)
            )
            .ToArray();
        await oracle.AppendAsync(Say.Batch(batch), default);
        await store.AppendAsync(Say.Batch(batch), default);
        foreach (
            var (query, count) in new (string, int)[]
            {
                ("name:名前-77*", 56),
                ("name:*77", 100),
                ("name:*-7*7", 111),
                ("name~\"É-1\"", 555),
                ("name in (名前-5, é-6, nobody)", 2),
                ("-name:é*", 5000),
                ("name:*9 or name:*8 not name:名前*", 2000),
                ("trace(span(name:é-9998))", 5000),
            }
        )
        {
            var asked = new RowQuery("default", FilterLanguage.Parse(query, Subject.Span, default)) { Counts = true };
            Assert.Equal((query, count), (query, (await oracle.FindSpansAsync(asked, default)).Total));
            Assert.Equal((query, count), (query, (await store.FindSpansAsync(asked, default)).Total));
        }
    }

    async Task<long> CompareAsync<T>(
        RandomFilters some,
        Subject subject,
        Func<ITraceLists, RowQuery, Task<Found<T>>> find,
        Func<T, string> known,
        Func<ITraceLists, Filter, IAsyncEnumerable<T>> stream
    )
    {
        // By way of its text: what is written is what is asked.
        var tree = some.Tree(subject);
        var asked = FilterLanguage.Parse(FilterLanguage.Print(tree, subject), subject, default);
        Assert.Equal(Trees.Dump(tree), Trees.Dump(asked));
        var query = new RowQuery("default", asked) { Limit = 1000, Counts = true };
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
            throw new InvalidOperationException($"{subject}: {FilterLanguage.Print(query.Filter, subject)}", e);
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
}
