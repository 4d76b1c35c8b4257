using System.Collections.Concurrent;
using Clew.Dialects;
using Clew.Model;
using Clew.Store;
using Clew.Wire.Otlp;
using Microsoft.Extensions.Logging;

namespace Clew.Intake;

/// <summary>What became of a request.</summary>
/// <param name="Error">Set if the request as a whole is not what it should be: nothing was kept.</param>
/// <param name="Rejected">Items that could not be taken; the others were.</param>
/// <param name="Reason">Why, for the sender; null if nothing was rejected.</param>
readonly record struct IntakeResult(string? Error, long Rejected, string? Reason);

/// <summary>
/// The one way in: bytes are taken apart, each item is understood, and all of them are kept together. Every transport
/// ends here. When <see cref="AcceptAsync"/> has completed, what was accepted is durable and visible.
/// </summary>
sealed class IntakePipeline(ITraceStore store, DialectTable dialects, ArrivalClock clock, ILogger<IntakePipeline> log)
{
    // At most one for each request that was in flight at the same time.
    readonly ConcurrentBag<Workbench> idle = [];
    int metricsSeen;

    /// <param name="body">The uncompressed request; must stay as it is until the task has completed.</param>
    /// <exception cref="StoreUnavailableException">Nothing was kept; the sender may try again.</exception>
    /// <exception cref="UnknownProjectException">The project does not exist.</exception>
    public async Task<IntakeResult> AcceptAsync(
        string project,
        OtlpSignal signal,
        RecordEncoding encoding,
        byte[] body,
        int length,
        CancellationToken ct
    )
    {
        var bench = idle.TryTake(out var free) ? free : new();
        try
        {
            if (!bench.Envelope.TryRead(signal, encoding, body, length, out var error))
            {
                return new(error ?? "The body is not OTLP.", 0, null);
            }

            if (signal == OtlpSignal.Metrics)
            {
                SayOnceThatMetricsAreNotKept();
                return default;
            }

            bench.Batch.Project = project;
            bench.Batch.ArrivalNano = clock.Next();
            var rejections = Understand(bench, signal, encoding);
            if (rejections.Count > 0 && rejections.Count == bench.Envelope.Items.Length)
            {
                return new(rejections.WholeRequest(signal), 0, null);
            }

            await store.AppendAsync(bench.Batch, ct);
            return new(null, rejections.Count, rejections.Reason);
        }
        finally
        {
            bench.Batch.Clear();
            idle.Add(bench);
        }
    }

    Rejections Understand(Workbench bench, OtlpSignal signal, RecordEncoding encoding)
    {
        var batch = bench.Batch;
        foreach (var context in bench.Envelope.Contexts)
        {
            batch.Contexts.Add(context.Raw);
        }

        var rejections = new Rejections();
        var position = -1;
        foreach (ref readonly var item in bench.Envelope.Items)
        {
            position++;
            var context = bench.Envelope.Contexts[item.Context];
            var first = batch.Facts.Count;
            if (signal == OtlpSignal.Traces)
            {
                var span = bench.Span;
                (span.Resource, span.Scope) = (context.Resource, context.Scope);
                var fault = SpanDecoder.Decode(item.Buffer, item.Start, item.Length, span);
                if (fault != SpanFault.None)
                {
                    rejections.Add(position, fault, item.Problem);
                    continue;
                }

                var derived = dialects.Derive(span, batch.ArrivalNano, batch.Facts, detail: false);
                Add(RecordKind.OtlpSpan, span.TraceId, derived.About, derived.TimeNano, item, context.Hash);
            }
            else
            {
                var record = bench.Log;
                (record.Resource, record.Scope) = (context.Resource, context.Scope);
                var fault = LogDecoder.Decode(item.Buffer, item.Start, item.Length, record);
                if (fault != SpanFault.None)
                {
                    rejections.Add(position, fault, item.Problem);
                    continue;
                }

                var time = dialects.Derive(record, batch.ArrivalNano, batch.Facts, detail: false);
                Add(RecordKind.OtlpLog, record.TraceId, record.SpanId, time, item, context.Hash);
            }

            void Add(RecordKind kind, TraceId trace, SpanId span, long time, in OtlpItem item, long contextHash) =>
                batch.Entries.Add(
                    new(
                        kind,
                        encoding,
                        item.Context,
                        item.Raw,
                        trace,
                        span,
                        RecordHash.Of(contextHash, item.Raw.Span),
                        time,
                        first,
                        batch.Facts.Count - first,
                        batch.Entries.Count
                    )
                );
        }

        return rejections;
    }

    void SayOnceThatMetricsAreNotKept()
    {
        if (Interlocked.Exchange(ref metricsSeen, 1) == 0)
        {
            IntakeLog.MetricsAreNotKept(log);
        }
    }

    /// <summary>Everything one request needs, reused for the next.</summary>
    sealed class Workbench
    {
        public OtlpEnvelope Envelope { get; } = new();
        public DecodedSpan Span { get; } = new();
        public DecodedLog Log { get; } = new();
        public RecordBatch Batch { get; } = new();
    }
}
