using Clew.Model;
using Clew.Store;
using Clew.Store.Memory;
using Clew.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clew.Tests.Store;

/// <summary>
/// The law of the fold: any order and any repetition of the same records gives the same rows, in every store.
/// </summary>
public sealed class FoldOrderTests : IDisposable
{
    const string T = "trace";
    readonly string folder = Directory.CreateTempSubdirectory("clew-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task AnyOrderAndAnyRepetitionGivesTheSameRows(int seed)
    {
        var random = new Random(seed);
        var records = Records(random);
        var expected = await Rows(new MemoryStore(TimeProvider.System, new SayingDeriver()), [records]);
        await using var sqlite = SqliteStore.Open(
            Path.Combine(folder, $"{seed}.db"),
            new SayingDeriver(),
            TimeProvider.System,
            NullLogger.Instance
        );
        var shuffled = Shuffle(random, [.. records, .. records.Where(_ => random.Next(3) == 0)]);
        var batches = new List<Saying[]>();
        for (var i = 0; i < shuffled.Length; )
        {
            var size = random.Next(1, 12);
            batches.Add([.. shuffled.Skip(i).Take(size)]);
            i += size;
        }

        Assert.Equal(expected, await Rows(sqlite, batches), $"seed {seed}");
        await sqlite.ReindexAsync(null, new Progress<ReindexProgress>(), default);
        Assert.Equal(expected, await Rows(sqlite, []), $"seed {seed}, derived again");
        Assert.Equal(
            expected,
            await Rows(new MemoryStore(TimeProvider.System, new SayingDeriver()), batches),
            $"seed {seed}, in memory"
        );
    }

    static readonly Comparer<KeyValuePair<string, string>> PathOrder = Comparer<KeyValuePair<string, string>>.Create(
        (a, b) => string.CompareOrdinal(a.Key, b.Key)
    );

    static class Assert
    {
        public static void Equal(string expected, string actual, string because) =>
            Xunit.Assert.True(expected == actual, $"{because}\nexpected\n{expected}\nactual\n{actual}");
    }

    static async Task<string> Rows(ITraceStore store, IEnumerable<Saying[]> batches)
    {
        var arrival = Say.Arrival;
        foreach (var batch in batches)
        {
            await store.AppendAsync(Say.Batch(batch, arrival: arrival++), default);
        }

        var trace = await store.FindTraceAsync("default", Say.Trace(T), default);
        var spans = await store.ReadSpansAsync("default", Say.Trace(T), default);
        var lines = spans
            .OrderBy(s => s.SpanId)
            .Select(s => (s with { InputPreview = null, OutputPreview = null }).ToString())
            .Append(
                $"{trace! with { Tags = [], Models = [], Services = [], Metadata = [], CreatedNano = 0, UpdatedNano = 0 }}"
            )
            .Append(
                $"{string.Join(',', trace.Tags)} {string.Join(',', trace.Models)} {string.Join(',', trace.Services)} {string.Join(',', trace.Metadata.Order(PathOrder))}"
            )
            .Concat((await store.ReadScoresAsync("default", Say.Trace(T), default)).Select(s => s.Score.ToString()));
        return string.Join('\n', lines);
    }

    // Times differ from record to record, so that arrival has nothing to decide.
    static Saying[] Records(Random random)
    {
        var names = Enumerable.Range(0, random.Next(2, 14)).Select(i => $"s{i}").ToArray();
        var time = 1000L;
        var sayings = new List<Saying>();
        foreach (var name in names)
        {
            // Mostly a tree; sometimes a parent that never comes, a second root, a cycle.
            var parent = random.Next(6) switch
            {
                0 => null,
                1 => "never",
                2 => names[random.Next(names.Length)],
                _ => names[random.Next(Array.IndexOf(names, name) + 1)],
            };
            for (var version = random.Next(1, 3); version > 0; version--)
            {
                var start = time += random.Next(1, 50);
                var end = random.Next(8) == 0 ? (long?)null : start + random.Next(0, 500);
                sayings.Add(Decorate(random, Say.Span(T, name, parent, start, end) with { Time = time++ }));
            }

            for (var logs = random.Next(0, 3); logs > 0; logs--)
            {
                sayings.Add(Decorate(random, Say.Log(T, name, time++)).That(Field.InputMessageRole, "user"));
            }
        }

        for (var events = random.Next(0, 4); events > 0; events--)
        {
            var said = Say.Event($"e{events}", T, time++).OfTrace(Field.TraceStartNano, time);
            sayings.Add(random.Next(2) == 0 ? said.OfTrace(Field.TraceOutputPreview, $"own {random.Next(100)}") : said);
        }

        for (var events = random.Next(0, 4); events > 0; events--)
        {
            // An update may name no trace; then it waits for an event that does.
            var name = $"o{random.Next(2)}";
            var made = Say.Observation($"c{events}", T, name, time++).That(Field.StartNano, time, rank: 1);
            var changed = Say.Observation($"u{events}", null, name, time++, isUpdate: true);
            sayings.Add(Decorate(random, made));
            sayings.Add(Decorate(random, changed.That(Field.StartNano, time, rank: 1)));
        }

        return [.. sayings];
    }

    static Saying Decorate(Random random, Saying saying)
    {
        saying = Maybe(saying, Field.InputTokens, random.Next(100));
        saying = Maybe(saying, Field.OutputTokens, random.Next(100));
        saying = Maybe(saying, Field.CostPicoUsd, random.Next(100));
        saying = Maybe(saying, Field.OutputCostPicoUsd, random.Next(100));
        saying = Maybe(saying, Field.FirstTokenNano, random.Next(4000));
        saying = Maybe(saying, Field.ErrorMessage, $"error {random.Next(9)}");
        saying = Maybe(saying, Field.PromptName, $"p{random.Next(3)}");
        saying = Maybe(saying, Field.Failed, 1);
        saying = Maybe(saying, Field.Type, random.Next(5));
        saying = Maybe(saying, Field.RequestModel, $"m{random.Next(12)}");
        saying = Maybe(saying, Field.Service, $"svc{random.Next(3)}");
        saying = Maybe(saying, Field.InputPreview, $"in {random.Next(100)}");
        saying = Maybe(saying, Field.OutputPreview, $"out {random.Next(100)}");
        saying = Maybe(saying, Field.MessageCount, random.Next(9));
        if (random.Next(3) == 0)
        {
            var judged = random.Next(4) == 0 ? "another trace" : T;
            saying = saying.Judges(
                $"score{random.Next(4)}",
                random.Next(100),
                trace: judged,
                rank: (byte)random.Next(1, 4)
            );
        }

        return random.Next(3) == 0
            ? saying
                .OfTrace(Field.SessionId, $"s{random.Next(3)}", (byte)random.Next(1, 4))
                .OfTrace(Field.Tag, $"t{random.Next(4)}")
                .OfTracePath($"p{random.Next(3)}", $"{random.Next(9)}")
            : saying;

        Saying Maybe(Saying s, Field field, object value) =>
            random.Next(3) == 0 ? s.That(field, value, (byte)random.Next(1, 4)) : s;
    }

    static Saying[] Shuffle(Random random, Saying[] items)
    {
        random.Shuffle(items);
        return items;
    }
}
