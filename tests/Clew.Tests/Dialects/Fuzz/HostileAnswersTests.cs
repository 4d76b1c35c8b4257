using System.Text.Json;
using Clew.Api;
using Clew.Api.Langfuse;
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
            var batch = BatchOf(Mutations.Damaged(Capture.Of(name), random));
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
        Answer(LangfuseTraces.Of("default", row, rows, stories));
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

    static RecordBatch BatchOf(byte[] body)
    {
        var envelope = new OtlpEnvelope();
        Assert.True(
            envelope.TryRead(OtlpSignal.Traces, RecordEncoding.Protobuf, body, body.Length, out var error),
            error
        );
        var batch = new RecordBatch { Project = "default", ArrivalNano = 1_900_000_000_000_000_000 };
        batch.Contexts.AddRange(envelope.Contexts.Select(c => c.Raw));
        var span = new DecodedSpan();
        foreach (var item in envelope.Items)
        {
            if (SpanDecoder.Decode(item.Buffer, item.Start, item.Length, span) == SpanFault.None)
            {
                var context = envelope.Contexts[item.Context];
                (span.Resource, span.Scope) = (context.Resource, context.Scope);
                var first = batch.Facts.Count;
                var time = DialectTable.Default.Derive(span, batch.ArrivalNano, batch.Facts, detail: false);
                batch.Entries.Add(
                    new(
                        RecordKind.OtlpSpan,
                        RecordEncoding.Protobuf,
                        item.Context,
                        item.Raw,
                        span.TraceId,
                        span.SpanId,
                        RecordHash.Of(context.Hash, item.Raw.Span),
                        time,
                        first,
                        batch.Facts.Count - first,
                        batch.Entries.Count
                    )
                );
            }
        }

        return batch;
    }
}
