using System.Globalization;
using System.Text;
using Clew.Model;
using Clew.Store;
using Clew.Store.Memory;
using Clew.Store.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clew.Tests.Store;

/// <summary>
/// Random appends, deletions, reindexings and restarts: the SQLite store always shows what the reference store shows.
/// </summary>
public sealed class DeletionOrderTests : IAsyncLifetime
{
    static readonly string[] InProjects = ["default", "other"];
    static readonly TraceId[] Traces = [.. Enumerable.Range(0, 5).Select(i => Say.Trace($"t{i}"))];
    static readonly CancellationToken None = CancellationToken.None;

    readonly string folder = Directory.CreateTempSubdirectory("clew-test-").FullName;
    ITraceStore memory = null!;
    ITraceStore sqlite = null!;
    long clock = Say.Arrival;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    public async Task InitializeAsync()
    {
        var (reference, opened) = (new MemoryStore(TimeProvider.System, new SayingDeriver()), Open());
        (memory, sqlite) = (reference, opened);
        foreach (var projects in new[] { reference, opened.Projects })
        {
            await projects.CreateProjectAsync(new("other", "Other", 1), None);
        }
    }

    public async Task DisposeAsync()
    {
        await sqlite.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task EveryStoreShowsTheSame(int seed)
    {
        var random = new Random(seed);
        var sent = new List<Saying> { Make(random) };
        for (var step = 0; step < 40; step++)
        {
            var what = random.Next(10);
            if (what < 6)
            {
                await AppendAsync(random, sent);
            }
            else if (what < 8)
            {
                var project = Any(random, InProjects);
                TraceId[] ids = [.. Traces.Where(_ => random.Next(3) == 0)];
                Assert.Equal(
                    await memory.DeleteTracesAsync(project, ids, None),
                    await sqlite.DeleteTracesAsync(project, ids, None)
                );
            }
            else if (what == 8)
            {
                var (project, id) = (Any(random, InProjects), $"s{random.Next(4)}");
                Assert.Equal(
                    await memory.DeleteScoreAsync(project, id, None),
                    await sqlite.DeleteScoreAsync(project, id, None)
                );
            }
            else if (random.Next(2) == 0)
            {
                await sqlite.ReindexAsync(null, new Progress<ReindexProgress>(), None);
            }
            else
            {
                await sqlite.DisposeAsync();
                sqlite = Open();
            }

            var (expected, actual) = (await Show(memory), await Show(sqlite));
            Assert.True(expected == actual, $"seed {seed}, step {step}\nexpected\n{expected}\nactual\n{actual}");
        }
    }

    async Task AppendAsync(Random random, List<Saying> sent)
    {
        // Also what was sent before: a duplicate, or new again after a deletion.
        Saying[] sayings =
        [
            .. Enumerable
                .Range(0, random.Next(1, 6))
                .Select(_ => random.Next(4) == 0 ? Any(random, sent) : Make(random)),
        ];
        sent.AddRange(sayings);
        var project = Any(random, InProjects);
        clock++;
        Assert.Equal(
            await memory.AppendAsync(Say.Batch(sayings, project, clock), None),
            await sqlite.AppendAsync(Say.Batch(sayings, project, clock), None)
        );
    }

    SqliteStore Open() =>
        SqliteStore.Open(
            Path.Combine(folder, "clew.db"),
            new SayingDeriver(),
            TimeProvider.System,
            NullLogger.Instance
        );

    static T Any<T>(Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    static Saying Make(Random random)
    {
        var (trace, span, time) = (Any(random, Traces).ToString(), $"s{random.Next(5)}", random.Next(1, 1_000_000));
        if (random.Next(4) == 0)
        {
            return MakeEvent(random, trace, time);
        }

        var saying =
            random.Next(4) == 0
                ? Say.Log(random.Next(8) == 0 ? "" : trace, random.Next(3) == 0 ? null : span, time)
                : Say.Span(trace, span, $"s{random.Next(3)}", time, time + random.Next(500)) with
                {
                    Time = time,
                };
        if (!saying.Trace.IsEmpty)
        {
            saying = saying
                .That(Field.InputTokens, random.Next(100))
                .That(Field.ToolName, $"tool {random.Next(8)}")
                .OfTrace(Field.Tag, $"tag {random.Next(4)}");
        }

        return random.Next(3) == 0
            ? saying.Judges(
                $"s{random.Next(4)}",
                random.Next(9),
                trace: Any(random, Traces).ToString(),
                rank: (byte)random.Next(1, 4)
            )
            : saying;
    }

    /// <summary>What Langfuse clients send: an update need not say which trace its observation is in.</summary>
    static Saying MakeEvent(Random random, string trace, int time)
    {
        var (id, observation) = ($"e{random.Next(1_000_000)}", $"o-{trace}-{random.Next(2)}");
        return random.Next(4) switch
        {
            0 => Say.Event(id, trace, time).OfTrace(Field.TraceStartNano, time).OfTrace(Field.Tag, "stated"),
            1 => Say.Observation(id, trace, observation, time).That(Field.StartNano, time),
            2 => Say.Observation(id, trace, observation, time, isUpdate: true).That(Field.EndNano, time),
            _ => Say.Observation(id, null, observation, time, isUpdate: true).That(Field.ToolName, $"tool {time}"),
        };
    }

    static async Task<string> Show(ITraceStore store)
    {
        var text = new StringBuilder();
        foreach (var project in InProjects)
        {
            var page = await store.ListTracesAsync(new(project, null, null, 100, null), None);
            Line($"{project}: {string.Join(' ', page.Traces.Select(t => t.TraceId).Order())}");
            foreach (var id in Traces)
            {
                var row = await store.FindTraceAsync(project, id, None);
                Line($"{id} {row?.SpanCount} {row?.StartNano} {row?.Usage} {string.Join(',', row?.Tags ?? [])}");
                foreach (var span in (await store.ReadSpansAsync(project, id, None)).OrderBy(s => s.SpanId))
                {
                    Line($"  {span}");
                }

                await foreach (var record in store.ReadRecordsAsync(project, id, null, None))
                {
                    Line($"  {record.Position} {record.ArrivalNano} {Encoding.UTF8.GetString(record.Bytes.Span)}");
                }

                foreach (var score in await store.ReadScoresAsync(project, id, None))
                {
                    Line($"  {score}");
                }
            }
        }

        return text.ToString();

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }
}
