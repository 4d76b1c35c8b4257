using System.Text.Json;
using Clew.Api;
using Clew.Api.Langfuse;
using Clew.Api.Langfuse.Reads;
using Clew.Dialects;
using Clew.Intake;
using Clew.Model;
using Clew.Pricing;
using Clew.Store;
using Clew.Store.Memory;
using Clew.Tests.Wire;
using Clew.Wire.Otlp;

namespace Clew.Tests.Dialects.Fuzz;

/// <summary>What was damaged can still be answered: the trace, each of its spans, and the same for Langfuse.</summary>
public class HostileAnswersTests
{
    const int Rounds = 2;

    public static TheoryData<string> Captures =>
        [.. Capture.All.Where(c => c.Signal == OtlpSignal.Traces).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Captures))]
    public async Task Damaged_captures_can_be_answered(string name)
    {
        for (var round = 0; round < Rounds; round++)
        {
            await using var store = new MemoryStore(
                TimeProvider.System,
                new RecordDeriver(DialectTable.Default, new PriceBook())
            );
            var random = new Random(Mutations.SeedOf(name) + (1000 * round));
            var batch = Batches.Of(Mutations.Damaged(Capture.Of(name), random));
            await store.AppendAsync(batch, default);
            foreach (var trace in batch.Entries.Select(e => e.TraceId).Distinct())
            {
                await AnswerAsync(store, trace);
            }
        }
    }

    static async Task AnswerAsync(MemoryStore store, TraceId id)
    {
        var row = (await store.FindTraceAsync("default", id, default))!;
        Answer((await TraceDetails.ReadAsync(store, DialectTable.Default, "default", row, default))!);
        var stories = await SpanStory.ReadAllAsync(store, DialectTable.Default, "default", id, default);
        Assert.NotEmpty(stories);
        var rows = await store.ReadSpansAsync("default", id, default);
        var scores = await store.ReadScoresAsync("default", id, default);
        var content = await TraceContent.ReadAsync(store, DialectTable.Default, "default", row, rows, null, default);
        Answer(LangfuseTraces.Of("default", row, rows, stories, scores, content));
        foreach (var told in stories)
        {
            var story = await SpanStory.ReadAsync(store, DialectTable.Default, "default", id, told.Id, default);
            Answer(SpanDetails.Of(id, story!, rows.FirstOrDefault(r => r.SpanId == told.Id), counts: true));
        }
    }

    static void Answer<T>(T shape)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(shape, typeof(T), ApiJson.Plain);
        using var document = JsonDocument.Parse(json, new() { MaxDepth = ApiJson.Depth });
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
    }
}
