using Clew.Model;
using Clew.Query;
using Clew.Store;
using Clew.Store.Memory;
using Clew.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clew.Tests.Store;

/// <summary>Random totals over random rows: what SQLite adds up is what plain C# adds up.</summary>
public sealed class TotalsDifferenceTests : IAsyncLifetime
{
    const int Questions = 60;

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
    [InlineData(4)]
    public async Task BothAddUpTheSame(int seed)
    {
        var some = new RandomTotals(seed);
        var hits = 0L;
        // Asked while the rows come: what counts, and what is where, changes.
        foreach (var request in some.Filters.Records(80).Chunk(20))
        {
            await oracle.AppendAsync(Say.Batch(request), default);
            await store.AppendAsync(Say.Batch(request), default);
            for (var i = 0; i < Questions; i++)
            {
                var query = some.Query();
                var (expected, actual) = (
                    await oracle.TotalAsync(query, default),
                    await store.TotalAsync(query, default)
                );
                Assert.Equal(RandomTotals.Print(query, expected), RandomTotals.Print(query, actual));
                hits += (long)expected.All.Values[0]!.Value;
            }
        }

        // Otherwise the test would be content with questions about nothing.
        Assert.InRange(hits, Questions, long.MaxValue);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public async Task SpansAddUpToTheirTraces(int seed)
    {
        var some = new RandomTotals(seed);
        foreach (var request in some.Filters.Records(200).Chunk(9))
        {
            await store.AppendAsync(Say.Batch(request), default);
            var spans = await SumAsync(Subject.Span);
            Assert.Equal(await SumAsync(Subject.Trace), spans);
        }
    }

    async Task<string> SumAsync(Subject subject)
    {
        string[] names = ["sum(inputTokens)", "sum(outputTokens)", "sum(totalTokens)", "sum(cost)"];
        var query = new TotalsQuery("default", subject)
        {
            Measures = [.. names.Select(n => Measures.Parse(subject, n))],
        };
        return string.Join(' ', (await store.TotalAsync(query, default)).All.Values);
    }
}
