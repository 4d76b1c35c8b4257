using System.Collections.Concurrent;
using Clew.Dialects;
using Clew.Model;
using Clew.Store;
using Clew.Wire.Langfuse;

namespace Clew.Intake.Langfuse;

/// <summary>
/// The way in for Langfuse's ingestion API: each event is judged by itself, the good ones are understood and kept
/// together. When <see cref="AcceptAsync"/> has completed, they are durable and visible.
/// </summary>
sealed class LangfuseIntake(ITraceStore store, ScoreRules rules, DialectTable dialects, ArrivalClock clock)
{
    // At most one for each request that was in flight at the same time.
    readonly ConcurrentBag<Workbench> idle = [];

    /// <param name="body">The uncompressed request; must stay as it is until the task has completed.</param>
    /// <exception cref="StoreUnavailableException">Nothing was kept; the sender may try again.</exception>
    /// <exception cref="UnknownProjectException">The project does not exist.</exception>
    public async Task<LangfuseResult> AcceptAsync(LangfuseSender sender, Memory<byte> body, CancellationToken ct)
    {
        var bench = idle.TryTake(out var free) ? free : new();
        try
        {
            if (!bench.Envelope.TryRead(body, out var fault))
            {
                return new(fault, [], []);
            }

            var batch = bench.Batch;
            batch.Project = sender.Project;
            batch.ArrivalNano = clock.Next();
            batch.Contexts.Add(new(sender.Sdk, default));
            var errors = await UnderstandAsync(bench, sender, ct);
            if (batch.Entries.Count > 0)
            {
                await store.AppendAsync(batch, ct);
            }

            return new(null, bench.Successes.InOrder(), errors);
        }
        finally
        {
            bench.Batch.Clear();
            bench.Successes.Clear();
            idle.Add(bench);
        }
    }

    /// <summary>The same for one of the older endpoints, whose body is one event.</summary>
    /// <param name="newId">Makes ids where the endpoint has none.</param>
    /// <returns>The result, and the id of what the event is about.</returns>
    public async Task<(LangfuseResult Result, string Id)> AcceptAsync(
        LangfuseSender sender,
        LangfuseCall call,
        Memory<byte> body,
        Func<string> newId,
        CancellationToken ct
    )
    {
        var batch = call.ToBatch(body, newId, clock.Next(), out var id, out var error);
        return batch is null
            ? (new(null, [], [LangfuseError.Invalid("unknown", error)]), id)
            : (await AcceptAsync(sender, batch, ct), id);
    }

    async Task<List<LangfuseError>> UnderstandAsync(Workbench bench, LangfuseSender sender, CancellationToken ct)
    {
        var errors = new List<LangfuseError>();
        foreach (var item in bench.Envelope.Items)
        {
            if (!bench.Check.Passes(item, bench.Event))
            {
                errors.Add(LangfuseError.Invalid(bench.Check.Id, bench.Check.Error!));
                continue;
            }

            var type = bench.Check.Type!;
            if (sender.ScoresOnly && type.Kind != RecordKind.LangfuseScore)
            {
                errors.Add(LangfuseError.Denied(bench.Check.Id));
            }
            else if (type.Kind is null)
            {
                // A log of the SDK: taken, not kept.
            }
            else if (await rules.FaultOfAsync(sender.Project, bench.Event, ct) is { } fault)
            {
                errors.Add(LangfuseError.Invalid(bench.Check.Id, fault));
            }
            else
            {
                Add(bench, item.Bytes);
            }
        }

        return errors;
    }

    void Add(Workbench bench, ReadOnlyMemory<byte> bytes)
    {
        var (batch, said) = (bench.Batch, bench.Event);
        var first = batch.Facts.Count;
        var derived = dialects.Derive(said, batch.ArrivalNano, batch.Facts, detail: false);
        batch.Entries.Add(
            new(
                said.Kind,
                RecordEncoding.Json,
                Context: 0,
                bytes,
                said.TraceId,
                derived.About,
                RecordHash.OfEvent(batch.Project, said.Kind, said.BodyId, said.EventId),
                derived.TimeNano,
                first,
                batch.Facts.Count - first,
                batch.Entries.Count,
                derived.Phase
            )
        );
        bench.Successes.Add(said.EventId, said.Phase, said.TimeNano);
    }

    /// <summary>Everything one request needs, reused for the next.</summary>
    sealed class Workbench
    {
        public LangfuseBatch Envelope { get; } = new();
        public EventCheck Check { get; } = new();
        public LangfuseEvent Event { get; } = new();
        public RecordBatch Batch { get; } = new();
        public SuccessList Successes { get; } = new();
    }
}
