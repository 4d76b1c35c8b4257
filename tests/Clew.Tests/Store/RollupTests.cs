using System.Globalization;
using Clew.Model;
using Clew.Query;
using Clew.Store;
using Clew.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clew.Tests.Store;

/// <summary>What roll-ups answer is what rows answer, also while hours change.</summary>
public sealed class RollupTests : IAsyncLifetime
{
    const long Hour = 3_600_000_000_000;
    const long Start = 400_000 * Hour;

    readonly string folder = Directory.CreateTempSubdirectory("clew-test-").FullName;
    readonly SayingDeriver deriver = new();
    SqliteStore store = null!;

    public Task InitializeAsync()
    {
        var file = Path.Combine(folder, "clew.db");
        store = SqliteStore.Open(file, deriver, TimeProvider.System, NullLogger.Instance, "OFF");
        store.RollupsFrom = 1;
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RollUpsAndRowsAddUpTheSame(int seed)
    {
        var random = new Random(seed);
        var rolled = 0;
        for (var round = 0; round < 12; round++)
        {
            await store.AppendAsync(Say.Batch(Enumerable.Range(0, 30).Select(_ => Record(random))), default);
            if (round % 3 == 2)
            {
                await store.DeleteTracesAsync("default", [Say.Trace($"trace-{random.Next(25)}")], default);
            }

            if (round == 7)
            {
                deriver.Completion = row => row with { Service = row.Service is null ? "none" : null };
                await store.ReindexAsync(null, new Progress<ReindexProgress>(), default);
            }

            // Now and then everything, and now and then only what was dirty some time ago.
            if (round % 2 == 0)
            {
                await store.RollUpAsync(default);
            }

            for (var i = 0; i < 40; i++)
            {
                var query = Question(random);
                var fast = await store.TotalAsync(query, default);
                var slow = await store.TotalAsync(query with { FromRows = true }, default);
                Assert.True(slow.IsExact);
                rolled += fast.IsExact ? 0 : 1;
                Compare(query, slow, fast);
            }
        }

        // Otherwise rows would have been compared with rows.
        Assert.InRange(rolled, 20, int.MaxValue);
    }

    [Fact]
    public async Task AnHourThatChangesIsAnsweredFromRowsUntilItIsRolledUpAgain()
    {
        await store.AppendAsync(Say.Batch([Say.Span("trace-1", "a", null, Start, Start + 10)]), default);
        await store.RollUpAsync(default);
        Assert.Equal((1, false), await CountAsync());
        await store.AppendAsync(Say.Batch([Say.Span("trace-1", "b", "a", Start + 5, Start + 10)]), default);
        Assert.Equal((2, true), await CountAsync());
        await store.RollUpAsync(default);
        Assert.Equal((2, false), await CountAsync());
        await store.DeleteTracesAsync("default", [Say.Trace("trace-1")], default);
        Assert.Equal((0, true), await CountAsync());
    }

    [Fact]
    public async Task FewRowsAreAddedUpExactly()
    {
        store.RollupsFrom = 3;
        await store.AppendAsync(Say.Batch([Say.Span("trace-1", "a", null, Start, Start + 10)]), default);
        await store.RollUpAsync(default);
        Assert.Equal((1, true), await CountAsync());
    }

    async Task<(double, bool)> CountAsync()
    {
        var query = new TotalsQuery("default", Subject.Span)
        {
            Measures = [Measure.Count, Measures.Parse(Subject.Span, "p50")],
        };
        var answer = await store.TotalAsync(query, default);
        return (answer.All.Values[0]!.Value, answer.IsExact);
    }

    static Saying Record(Random random)
    {
        string?[] names = [null, "a", "b", "ü"];
        var start = Start + random.NextInt64(30 * Hour);
        long? end = random.Next(5) == 0 ? null : start + random.NextInt64(3 * Hour);
        string[] spans = ["a", "b", "c", "d"];
        return Say.Span($"trace-{random.Next(25)}", Some(spans), random.Next(2) == 0 ? null : Some(spans), start, end)
            .That(Field.Type, random.Next(3))
            .That(Field.Level, random.Next(4))
            .That(Field.RequestModel, Some(names))
            .That(Field.Service, Some(names))
            .That(Field.OutputTokens, random.Next(1000))
            .That(Field.TimeToFirstTokenNano, random.Next(3) == 0 ? null : random.NextInt64(Hour))
            .That(Field.InputTokens, random.Next(3) == 0 ? null : random.Next(1000))
            .That(Field.CostPicoUsd, random.Next(3) == 0 ? null : random.NextInt64(1L << 45))
            .OfTrace(Field.TraceName, Some(names))
            .OfTrace(Field.Environment, Some(names));

        T Some<T>(T[] from) => from[random.Next(from.Length)];
    }

    static TotalsQuery Question(Random random)
    {
        var subject = random.Next(2) == 0 ? Subject.Trace : Subject.Span;
        string[] fields =
            subject == Subject.Trace ? ["name", "environment", "status"] : ["model", "type", "service", "environment"];
        string[] measures = ["count", "errors", "sum(inputTokens)", "avg(cost)", "max(latency)", "p50", "p95", "p99"];
        long? from = random.Next(3) == 0 ? null : Start + random.NextInt64(15 * Hour);
        return new("default", subject)
        {
            FromNano = from,
            ToNano = random.Next(3) == 0 ? null : (from ?? Start) + random.NextInt64(20 * Hour),
            Filter = random.Next(3) switch
            {
                0 => Comparisons.Is(FieldTable.Find(subject, fields[1]).Field, subject == Subject.Trace ? "a" : "span"),
                1 => Filter.Not(Comparisons.Is(FieldTable.Find(subject, fields[0]).Field, "b")),
                _ => Filter.Everything,
            },
            Buckets = random.Next(4) switch
            {
                0 => TimeBuckets.Every(6 * Hour),
                1 => TimeBuckets.Of(CalendarUnit.Day, TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata")),
                2 => TimeBuckets.Every(Hour / 3),
                _ => null,
            },
            Groups = [.. fields.Where(_ => random.Next(3) == 0).Take(3).Select(f => Measures.Group(subject, f))],
            Measures =
            [
                .. measures
                    .Concat(subject == Subject.Span ? ["p90(timeToFirstToken)", "tokensPerSecond"] : [])
                    .Select(m => Measures.Parse(subject, m)),
            ],
            Limit = random.Next(2) == 0 ? 2 : 100,
        };
    }

    static void Compare(TotalsQuery query, TotalsAnswer expected, TotalsAnswer actual)
    {
        Assert.Equal(expected.Buckets, actual.Buckets);
        Assert.Equal(expected.RestGroups, actual.RestGroups);
        Assert.Equal(expected.Rows.Select(KeyOf), actual.Rows.Select(KeyOf));
        foreach (var (a, b) in RowsOf(expected).Zip(RowsOf(actual)))
        {
            Compare(query, a.Values, b.Values);
            foreach (var (x, y) in a.ByBucket.Zip(b.ByBucket))
            {
                Compare(query, x, y);
            }
        }
    }

    static void Compare(TotalsQuery query, IReadOnlyList<double?> expected, IReadOnlyList<double?> actual)
    {
        for (var i = 0; i < expected.Count; i++)
        {
            var (a, b) = (expected[i], actual[i]);
            var off = query.Measures[i].Kind == MeasureKind.Percentile ? 1.0001 * TotalsAnswer.Error : 1e-12;
            Assert.True(
                a is null == b is null && Math.Abs((a ?? 0) - (b ?? 0)) <= off * Math.Abs(a ?? 0),
                string.Create(CultureInfo.InvariantCulture, $"{query.Measures[i].Name} is {a} but was {b}")
            );
        }
    }

    static IEnumerable<TotalsRow> RowsOf(TotalsAnswer answer) =>
        [.. answer.Rows, answer.All, .. answer.Rest is { } rest ? [rest] : (TotalsRow[])[]];

    static string KeyOf(TotalsRow row) => string.Join('|', row.Key.Select(k => k ?? "(none)"));
}
